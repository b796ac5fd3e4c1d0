# Checks that need no running program. Sourced by ./run.

# without_warnings COMPILER: a build folder of its own in which every warning is an error.
without_warnings() { CC="$1" build "build-$1" -Dwerror=true; }

# Both compilers, and the unit tests with each: also what runs inside the Debian 13 folder.
compilers() {
  local compiler status=0
  setup build run headless test lint
  for compiler in gcc clang; do
    without_warnings $compiler || { status=1; continue; }
    echo "No warning from $($compiler --version | head -n 1)"
    run_suites "build-$compiler" house unit || status=1
  done
  return $status
}

# check NAME COMMAND…: one line for each check; what it said, if it complains.
check() {
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then printf '  %-22s fine\n' "$name"
  else printf '  %-22s complains:\n%s\n' "$name" "$said"; lint_status=1; fi
}

run_cppcheck() {
  cppcheck -q -j 2 --std=c11 --error-exitcode=1 --enable=warning,portability --inline-suppr --library=gtk \
    --suppress=unknownMacro --suppress=missingInclude \
    --suppressions-list=tests/tools/cppcheck.supp -I src src
}

well_formed() { git ls-files -co --exclude-standard '*.ui' '*.xml' '*.svg' '*.rng' '*.xml.in' | grep -v '/corpus/' | xargs -r xmllint --noout; }

check_translations() {
  local file
  for file in po/*.po; do [ ! -e "$file" ] || msgfmt --check -o /dev/null "$file" || return 1; done
}

check_manual() { LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=100 man --warnings -l -Tutf8 "$1" 2>&1 >/dev/null | { ! grep .; }; }

lint() {
  lint_status=0
  setup build run headless test lint
  build
  check "plan of the house" meson test -C build --no-rebuild --suite house
  check "cppcheck" run_cppcheck
  check "XML" well_formed
  check "translations" check_translations
  check "manual: chairtime" check_manual data/man/chairtime.1
  check "manual: chairtimectl" check_manual data/man/chairtimectl.1
  check "shell" bash -n run .ci/run tests/tools/*.bash
  compilers || lint_status=1
  return $lint_status
}
