#!/usr/bin/env bash
# What the compiler cannot see: who includes whom, what the pure folders must not reach, and the format.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0
complain() { echo "$1"; bad=1; }

# Layers: each may include itself and what is listed.
declare -A may=(
    [base]="base"
    [audio]="audio base"
    [protocol]="protocol base"
    [domain]="domain base"
    [ports]="ports domain protocol audio base"
    [engine]="engine ports domain protocol audio base"
)
for layer in "${!may[@]}"; do
    allowed=$(tr ' ' '|' <<<"${may[$layer]}")
    while IFS= read -r line; do
        complain "$line: $layer may not include this"
    done < <(grep -rnE '#include "' "src/$layer" --include='*.hpp' --include='*.cpp' | grep -vE "#include \"($allowed)/" || true)
done
# Adapters never include each other, nor the app.
for adapter in src/adapters/*/; do
    name=$(basename "$adapter")
    while IFS= read -r line; do
        complain "$line: adapters do not include each other"
    done < <(grep -rnE '#include "(adapters|app)/' "$adapter" --include='*.hpp' --include='*.cpp' | grep -v "adapters/$name/" || true)
done

# The pure folders reach no clock, file, socket, thread or dice.
impure='::now\(|<(thread|mutex|shared_mutex|condition_variable|future|fstream|filesystem|iostream|random|sys/|netinet/|unistd\.h|boost/asio|boost/beast|curl)|\bgetenv\(|\bprintf\(|std::(cout|cerr|rand)\b|\bfopen\(|\btime\(nullptr\)'
while IFS= read -r line; do
    complain "$line: a pure folder reaches the world"
done < <(grep -rnE "$impure" src/base src/audio src/protocol src/domain --include='*.hpp' --include='*.cpp' || true)

# Tests do not sleep.
while IFS= read -r line; do
    complain "$line: a test sleeps"
done < <(grep -rnE 'sleep_for|sleep_until|usleep\(' tests --include='*.hpp' --include='*.cpp' || true)

# Scripts are shell that parses.
for script in run test .ci/run scripts/*.sh; do
    bash -n "$script" || complain "$script does not parse"
done

if command -v clang-format-19 >/dev/null; then
    mapfile -t sources < <(git ls-files 'src/*.hpp' 'src/*.cpp' 'tests/*.hpp' 'tests/*.cpp' 'bench/*.cpp' 'bench/*.hpp')
    clang-format-19 --dry-run --Werror "${sources[@]}" || bad=1
fi
exit $bad
