#!/usr/bin/env bash
# Many calls whose ears, words and voice are all remote (bench/remote_services.mjs, delays known): the server's CPU and memory a call, and from
# the end of the agent's speech to the customer's first sound. Prints the summary of `mockcall load` (JSON) with `oursMs`: what of that is none of
# the services' own delays (a hearing, the words, the voice), and with how often each service was asked. Exit code 1 when anything failed.
# Usage: bench/remote_calls.sh [CALLS [SECONDS [BINARY]]]   DELAYS='{"hear":150,"think":250,"speak":200}' (milliseconds)
#   AHEAD=embedded: nothing is asked before the turn has ended (call.think_ahead)
set -euo pipefail
cd "$(dirname "$0")/.."
calls="${1:-300}"
seconds="${2:-60}"
binary="${3:-build/release/mockcall}"
secret=remote-calls-remote-calls-remote-calls
data=$(mktemp -d)
node bench/remote_services.mjs "${DELAYS:-{\}}" >"$data/port" &
services=$!
server=
trap 'kill $services $server 2>/dev/null; wait 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 100); do [ -s "$data/port" ] && break; sleep 0.1; done
port=$((20000 + RANDOM % 20000))
set_all=()
for part in customer recognizer synthesizer; do set_all+=(--set "ai.openai.$part.concurrency=$calls" --set "ai.openai.$part.queue=$calls"); done
"$binary" serve --profile local --listen "127.0.0.1:$port" --data "$data" --set auth.hs256_secret=$secret --set call.max_calls=2000 \
    --set ai.customer=openai --set speech.recognizer=openai --set speech.synthesizer=openai --set "ai.openai.base_url=http://127.0.0.1:$(cat "$data/port")/v1" "${set_all[@]}" \
    --set "call.think_ahead=${AHEAD:-remote}" --set limits.start.count=100000 --set limits.end.count=100000 --set limits.scenarios.count=100000 >"$data/log" 2>&1 &
server=$!
for _ in $(seq 300); do curl -sf "http://127.0.0.1:$port/healthz" >/dev/null && break; sleep 0.1; done
curl -sf "http://127.0.0.1:$port/healthz" >/dev/null || { cat "$data/log" >&2; exit 1; }
(sleep $((seconds - 2)); curl -s "http://127.0.0.1:$port/metrics" | grep -E '^mockcall_ai_(requests|succeeded|failures|queue_seconds)_total|^mockcall_stage_seconds_(sum|count)' >&2) &
status=0
"$binary" load --url "http://127.0.0.1:$port" --set auth.hs256_secret=$secret --scenario "${SCENARIO:-scn_abc123}" --calls "$calls" --seconds "$seconds" \
    --barge-in 0 --pid $server --json >"$data/summary" || status=$?
asked=$(curl -sf "http://127.0.0.1:$(cat "$data/port")/v1/asked")
node -e 'const [summary, asked] = process.argv.slice(1).map((text) => JSON.parse(text)); const { n, ...spread } = summary.turnMs;
  const oursMs = Object.fromEntries(Object.entries(spread).map(([of, ms]) => [of, Math.round(ms - asked.ownMs)]));
  console.log(JSON.stringify({ ...summary, oursMs, asked }));' "$(cat "$data/summary")" "$asked"
exit $status
