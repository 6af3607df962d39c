#!/usr/bin/env bash
# Every setting and every flag of the binary is in the documentation, as it is. Usage: scripts/check_docs.sh [BINARY]
# With UPDATE=1 the table of settings is written anew.
set -euo pipefail
cd "$(dirname "$0")/.."
binary="${1:-build/dev/mockcall}"
bad=0

table=$("$binary" settings)
if [ "${UPDATE:-}" = 1 ]; then
    { sed '/^<!-- settings -->$/q' docs/configuration.md; echo; echo "$table"; } >docs/configuration.new
    mv docs/configuration.new docs/configuration.md
fi
documented=$(sed -n '/^<!-- settings -->$/,$p' docs/configuration.md | grep '^|' || true)
[ "$table" = "$documented" ] || { diff <(echo "$table") <(echo "$documented") || true; echo "docs/configuration.md does not list the settings as they are (UPDATE=1 $0)"; bad=1; }

for command in serve call load token replay "scenario check" classify evaluate settings; do
    grep -q "^## \`mockcall $command" docs/commands.md || { echo "docs/commands.md has no section for: mockcall $command"; bad=1; }
    # shellcheck disable=SC2086
    for flag in $("$binary" $command --help | grep -oE -- '--[a-z-]+' | sort -u | grep -v -- '--help'); do
        sed -n "/^## \`mockcall $command/,/^## /p" docs/commands.md | grep -q -- "\`$flag" || { echo "docs/commands.md: mockcall $command: $flag is missing"; bad=1; }
    done
done
exit $bad
