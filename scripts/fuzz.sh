#!/usr/bin/env bash
# Runs every fuzz target for so many seconds. Usage: scripts/fuzz.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:?seconds}"
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(find build/fuzz/tests/fuzz -maxdepth 1 -type f -name 'fuzz_*' -executable | sort)
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz target was built"; exit 1; }
for target in "${targets[@]}"; do
    name=$(basename "$target")
    corpus="build/fuzz/corpus/$name"
    mkdir -p "$corpus"
    seeds=()
    [ -d "tests/fuzz/seeds/${name#fuzz_}" ] && seeds=("tests/fuzz/seeds/${name#fuzz_}")
    log=$(mktemp)
    if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/" "$corpus" "${seeds[@]}" >"$log" 2>&1; then
        tail -n 60 "$log"
        exit 1
    fi
    echo "    $name: $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs"
    rm -f "$log"
done
