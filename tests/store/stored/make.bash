#!/usr/bin/env bash
# Keeps the databases of a schema, the present one unless told otherwise, for the tests of every later one: make.bash v11 [11]
set -euo pipefail
cd "$(dirname "$0")"
top=$(git rev-parse --show-toplevel)
folder=$1
[ ! -e "$folder" ] || { echo "$folder is there already; what was stored is never made again."; exit 1; }
mkdir "$folder"
CHAIRTIME_DATA="$top/data" TZ=America/Los_Angeles LC_ALL=C.UTF-8 "${BUILD:-$top/build}/tests/clinic/make-stored" "$folder" "${@:2}"
gzip -9n "$folder/plain.chairtime" "$folder/server.sql"
