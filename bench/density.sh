#!/usr/bin/env bash
# How many WebRTC calls one machine carries when recognition and voices cost nothing and everything else is real: codec, jitter buffer,
# SRTP, events, journal, recording. The calls begin within ten seconds. Prints the summary of `mockcall load` (JSON); exit code 1 when anything failed.
# Usage: bench/density.sh [CALLS [SECONDS [BINARY [NOISE]]]]   NOISE: dBFS of background noise in the microphones; without it they are silent between
# the lines.   MOCKCALL_PROFILE=1: where the server's time goes, as perf sees it.
set -euo pipefail
cd "$(dirname "$0")/.."
calls="${1:-300}"
seconds="${2:-60}"
binary="${3:-build/release/mockcall}"
noise=(${4:+--noise "$4"})
secret=density-density-density-density-density
data=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
"$binary" serve --profile local --listen "127.0.0.1:$port" --data "$data" --set auth.hs256_secret=$secret --set call.max_calls=2000 \
    --set speech.recognizer=scripted --set speech.synthesizer=scripted --set limits.start.count=100000 --set limits.end.count=100000 \
    --set limits.scenarios.count=100000 >"$data/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/healthz" >/dev/null && break; sleep 0.1; done
if [ "${MOCKCALL_PROFILE:-}" = 1 ]; then
    (sleep $((seconds / 2)); perf record -q -g -p $server -o "$data/perf" -- sleep 10; perf report -i "$data/perf" --no-children --percent-limit 1 --stdio -g none 2>/dev/null) >&2 &
    profile=$!
fi
status=0
"$binary" load --url "http://127.0.0.1:$port" --set auth.hs256_secret=$secret --transport webrtc --calls "$calls" --seconds "$seconds" --ramp 10 --pid $server "${noise[@]}" --json || status=$?
[ -z "${profile:-}" ] || wait "$profile"
exit $status
