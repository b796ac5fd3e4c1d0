# Measuring. Sourced by ./run.

# Lines of "bench", as tests/bench/ct-bench.h describes them, into one aligned table.
bench_table() {
  awk -F '\t' '
    function size(kb) { return kb == 0 ? "-" : sprintf("%.1f MB", kb / 1024) }
    function figure(n) { return $9 == "kB" ? size(n) : time(n) }
    function time(us) { return us == 0 ? "-" : us < 1000 ? sprintf("%.1f µs", us) : us < 1e6 ? sprintf("%.2f ms", us / 1000) : sprintf("%.2f s", us / 1e6) }
    function add(text, part) { return text == "" ? part : text ", " part }
    BEGIN { print "work\tmedian\tp99\tbare cost\tratio\ttarget\treached" }
    $1 == "bench" {
      ratio = $5 > 0 ? $3 / $5 : 0; target = ""; good = 1
      if ($6 > 0) { target = add(target, sprintf("≤ %.4g ×", $6)); good = good && ratio > 0 && ratio <= $6 }
      if ($7 > 0) { target = add(target, "median ≤ " figure($7)); good = good && $3 <= $7 }
      if ($8 > 0) { target = add(target, "p99 ≤ " figure($8)); good = good && $4 <= $8 }
      times = ratio > 0 ? sprintf("%.2f ×", ratio) : "-"
      reached = target == "" ? "-" : good ? "yes" : "no"
      print $2 "\t" figure($3) "\t" figure($4) "\t" figure($5) "\t" times "\t" (target == "" ? "-" : target) "\t" reached
    }' | column -t -s $'\t'
}

bench() {
  local status=0
  setup build run headless test bench
  build
  under_display meson test -C build --no-rebuild --benchmark --verbose --logbase benchmarks "$@" \
    </dev/null >build/meson-logs/benchmarks.out 2>&1 || status=1
  tr -d '\r' <build/meson-logs/benchmarks.out | sed 's/^.*\(bench\t\)/\1/' | grep -P '^bench\t' | bench_table
  [ $status -eq 0 ] || echo "A benchmark ended badly; see build/meson-logs/benchmarks.out" >&2
  return $status
}
