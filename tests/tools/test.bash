# Running the tests, plain and under the sanitizers. Sourced by ./run.

# under_display COMMAND…: on a screen and a session bus of its own, so that nobody's desktop is touched.
under_display() { xvfb-run -a -s '-screen 0 1280x800x24 -nolisten tcp' dbus-run-session -- "$@"; }

# run_suite DIR SUITE: meson writes a log a suite, which the tally reads.
run_suite() {
  local dir=$1 suite=$2 wrap=
  [ "$suite" != ui ] || wrap=under_display
  $wrap meson test -C "$dir" --no-rebuild --suite "$suite" --logbase "tests-$suite" \
    </dev/null >"$dir/meson-logs/tests-$suite.out" 2>&1 || true
}

# run_suites DIR [SUITE…]: each suite with a line of its own, then the closing line.
run_suites() {
  local dir=$1 suite status=0 logs=()
  shift
  [ $# -gt 0 ] || set -- $(python3 tests/tools/tally.py --suites "$dir")
  for suite; do
    rm -f "$dir/meson-logs/tests-$suite.json"
    run_suite "$dir" "$suite"
    logs+=("$dir/meson-logs/tests-$suite.json")
    python3 tests/tools/tally.py --suite "${logs[-1]}" || status=1
  done
  python3 tests/tools/tally.py --total "${logs[@]}" || status=1
  return $status
}

run_tests() {
  setup build run headless test
  build
  run_suites build "$@"
}

# Leaks inside libraries we did not write are listed, each with its reason, in tests/tools/lsan.supp.
sanitize() {
  setup build run headless test sanitize
  build build-asan -Db_sanitize=address,undefined -Db_lundef=false
  ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:fast_unwind_on_malloc=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    LSAN_OPTIONS="suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0" G_SLICE=always-malloc \
    run_suites build-asan $(python3 tests/tools/tally.py --suites build-asan | grep -xE 'unit|store|clinic|cli')
}
