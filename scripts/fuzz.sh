#!/usr/bin/env bash
# Runs every fuzz target for so many seconds, two at a time. Usage: scripts/fuzz.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/.."
export seconds="${1:?seconds}"
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(find build/fuzz/tests/fuzz -maxdepth 1 -type f -name 'fuzz_*' -executable | sort)
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz target was built"; exit 1; }
fuzz() { # TARGET
    local name corpus log seeds=()
    name=$(basename "$1")
    corpus="build/fuzz/corpus/$name"
    mkdir -p "$corpus"
    [ -d "tests/fuzz/seeds/${name#fuzz_}" ] && seeds=("tests/fuzz/seeds/${name#fuzz_}")
    log=$(mktemp)
    if ! "$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/$name-" "$corpus" "${seeds[@]}" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "    $name: FAILED (what was printed is above)"
        exit 1
    fi
    echo "    $name: $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs"
    rm -f "$log"
}
export -f fuzz
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P 2 bash -c 'fuzz "$0"'
