# The same program on the next Debian: built and tested in a folder of its own. Sourced by ./run.

debian13=build/debian13

# The mirror this machine already uses; in a folder there is no other way to know one.
debian_mirror() {
  apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | awk '$1 == "bookworm" || $1 == "trixie" { print $2; exit }'
}

make_debian13() {
  [ ! -e $debian13/.made ] || return 0
  echo "Making a Debian 13 folder in $debian13/ (once; some minutes)…"
  rm -rf $debian13
  mkdir -p $debian13
  debootstrap --variant=minbase --include=ca-certificates trixie $debian13 "$(debian_mirror)" >build/debian13.log 2>&1 || {
    tail -n 5 build/debian13.log >&2
    return 1
  }
  touch $debian13/.made
}

in_debian13() {
  cp -L /etc/resolv.conf $debian13/etc/resolv.conf
  chroot $debian13 /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    bash -c 'cd /chairtime && exec "$@"' bash "$@"
}

# The work tree as it stands, and the sample documents where they lie beside it; earlier build folders stay, so that only
# what changed is built again.
copy_sources() {
  mkdir -p $debian13/chairtime
  find $debian13/chairtime -mindepth 1 -maxdepth 1 ! -name 'build*' -exec rm -rf {} +
  git ls-files -co --exclude-standard -z | tar --null -T - --ignore-failed-read -cf - 2>/dev/null |
    tar -xf - -C $debian13/chairtime
  [ ! -d ../shared/samples ] || { mkdir -p $debian13/shared && cp -ru ../shared/samples $debian13/shared/; }
}

test_debian13() {
  if [ "$(id -u)" -ne 0 ]; then
    echo "A Debian 13 folder can be made and entered by root only: sudo ./run test-debian13" >&2
    return 1
  fi
  setup debian13
  make_debian13
  copy_sources
  in_debian13 ./run compilers
  # Its GTK, libadwaita and PostgreSQL (17) are later ones.
  in_debian13 ./run test store clinic ui
}
