# A clinic to look around in. Sourced by ./run.

demo_folder=build/demo
demo_clinic=$demo_folder/harbor.chairtime
demo_user=ana
demo_passphrase='harbor morning'

ctl() { CHAIRTIME_PASSPHRASE=$demo_passphrase build/src/chairtimectl --clinic $demo_clinic --user $demo_user "$@"; }

# The clinic keeps this machine's time, so that its morning is the user's; a server's UTC says nothing about where it is.
demo_zone() {
  local zone
  zone=$(readlink -f /etc/localtime | sed -n 's#^.*/zoneinfo/\([A-Z][A-Za-z_]*/[A-Za-z_/-]*\)$#\1#p')
  case $zone in '' | Etc/*) zone=America/Los_Angeles ;; esac
  echo "$zone"
}

# "Today" in it is the day it was made, so each day gets a new one; the old one is kept beside it.
make_demo_clinic() {
  local today file
  today=$(TZ=$(demo_zone) date +%F)
  mkdir -p $demo_folder
  if [ -e $demo_clinic ] && [ "$(cat $demo_folder/made-on 2>/dev/null)" = "$today" ]; then
    echo "The demo clinic of today is there already, with what you did in it (remove $demo_folder/ for a new one)."
    return 0
  fi
  for file in $demo_clinic $demo_clinic.keys $demo_clinic-wal $demo_clinic-shm; do
    [ ! -e "$file" ] || mv -f "$file" "${file/harbor/harbor-before}"
  done
  ctl create --name 'Harbor Ketamine Clinic' --zone "$(demo_zone)" --chairs 4 --admin $demo_user \
    --admin-name 'Ana Ruiz' --street '12 Harbor Way' --city 'Newport Beach' --region CA --postcode 92660 \
    --phone 949-555-0100 >$demo_folder/recovery-key.txt
  ctl demo --seed 7
  echo "$today" >$demo_folder/made-on
}

# Somebody in the middle of a course: an id and a record number.
demo_patient() {
  local letter
  for letter in r m a o l; do ctl --json patients $letter --limit 100; done | python3 -c '
import json, sys
decoder, text, people = json.JSONDecoder(), sys.stdin.read().strip(), []
while text:
    page, end = decoder.raw_decode(text)
    people += [p for p in page if p["next_visit"] and p["last_visit"]]
    text = text[end:].strip()
person = max(people, key=lambda p: (p["last_visit"], p["id"]))
print(person["id"], person["mrn"])'
}

has_display() { [ -n "${WAYLAND_DISPLAY:-}" ] || { [ -n "${DISPLAY:-}" ] && [ -z "${CI:-}" ]; }; }

tell_who() {
  echo
  echo "    user name    $demo_user"
  echo "    passphrase   $demo_passphrase"
  echo
}

# What the program remembers between runs stays out of the user's own settings.
open_demo() {
  tell_who
  GSETTINGS_BACKEND=memory build/src/chairtime $demo_clinic
}

picture_demo() {
  local id mrn
  read -r id mrn < <(demo_patient)
  echo "There is no display here, so a virtual one is used. Pictures of the main pages:"
  build/tests/story/tour "$PWD/build/src/chairtime" "$PWD/$demo_clinic" $demo_user "$demo_passphrase" "$mrn" \
    "$PWD/$demo_folder" 2>$demo_folder/tour.log || { tail -n 60 $demo_folder/tour.log >&2; return 1; }
  ctl summary "$id" --output "$PWD/$demo_folder/summary.pdf" | sed 's/^/  /'
  echo "With a display, ./run demo opens the same clinic in a window:"
  tell_who
}

demo() {
  setup build run
  has_display || setup headless test
  build
  make_demo_clinic
  if has_display; then open_demo; else picture_demo; fi
}
