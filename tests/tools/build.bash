# Configuring and building. Sourced by ./run.

# configure DIR [OPTION…]: once; ninja itself notices later changes of the build description.
configure() {
  local dir=$1
  shift
  [ -f "$dir/build.ninja" ] || meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
    tail -n 20 "$dir.log" >&2
    rm -f "$dir.log"
    return 1
  }
  rm -f "$dir.log"
}

# build [DIR [OPTION…]]: quiet when all is well; shows what the compiler said when it is not.
build() {
  local dir=${1:-build}
  [ $# -eq 0 ] || shift
  configure "$dir" "$@"
  echo "Building in $dir/…"
  if ! ninja -C "$dir" >"$dir/build.log" 2>&1; then
    grep -A 12 -E '^FAILED:|(^|[^w])(error|warning|ERROR):' "$dir/build.log" | cut -c 1-300 | head -n 80 >&2
    echo "The build failed; all of it is in $dir/build.log." >&2
    return 1
  fi
}
