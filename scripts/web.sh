#!/usr/bin/env bash
# Builds the web app into web/dist, where the server finds it. Does nothing when nothing it is made of has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

# The content decides, not the time: a checkout or a copy has new times.
sum() { find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum; }
quietly() { # prints a command's output only when it fails
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    [ $status -eq 0 ] || tail -n 100 "$log"
    rm -f "$log"
    return $status
}

mkdir -p build
made_of=$(sum web sdk schema package.json package-lock.json)
[ -f web/dist/index.html ] && [ "$(cat build/web.sum 2>/dev/null)" = "$made_of" ] && exit 0

packages=$(sum package.json package-lock.json sdk/package.json web/package.json)
if [ "$(cat node_modules/.sum 2>/dev/null)" != "$packages" ]; then
    echo "==> Installing the web app's packages (once)"
    quietly npm ci --no-audit --no-fund
    echo "$packages" >node_modules/.sum
fi
echo "==> Building the web app"
quietly npm run build -w sdk
quietly npm run build -w web
echo "$made_of" >build/web.sum
