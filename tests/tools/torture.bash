# The long tests: what a clinic must live through. Sourced by ./run.

# The same programs as in ./run test, which runs a sample of each; here all of it, and what was counted.
torture() {
  local log=build/meson-logs/tests-torture.json status=0
  setup build run headless test
  build
  rm -f $log
  CHAIRTIME_TORTURE=all under_display meson test -C build --no-rebuild --suite torture --num-processes 1 --timeout-multiplier 20 \
    --logbase tests-torture </dev/null >build/meson-logs/tests-torture.out 2>&1 || true
  python3 tests/tools/tally.py --suite $log || status=1
  python3 tests/tools/tally.py --figures $log
  python3 tests/tools/tally.py --total $log || status=1
  return $status
}
