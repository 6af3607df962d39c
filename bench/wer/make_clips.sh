#!/bin/sh
# Speaks sentences.txt with espeak-ng in several voices: test speech that no part of the server had a hand in.
# usage: make_clips.sh FOLDER [NOISE_DB]   writes FOLDER/*.wav (16 kHz mono) and FOLDER/list.tsv (voice, file, transcript)
# NOISE_DB, e.g. -30: pink noise of that level (dBFS) is mixed in; the speech is at about -20.
set -eu
out=$1
noise=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
: > "$out/list.tsv"
for voice in en-us en-us+f3 en-us+m3 en-us+f5 en-gb en-gb-x-rp en-gb-scotland; do  # variants of en-gb all sound the same
    number=0
    while IFS= read -r sentence; do
        number=$((number + 1))
        file=$(printf '%s/%s-%02d.wav' "$out" "$voice" "$number")
        espeak-ng -v "$voice" -s $((145 + number % 4 * 10)) -w "$out/raw.wav" "$sentence"
        sox -R "$out/raw.wav" -r 16000 -c 1 -b 16 "$out/clean.wav" norm -6 pad 0.25 0.3
        if [ -n "$noise" ]; then
            length=$(soxi -D "$out/clean.wav")
            sox -R -n -r 16000 -c 1 -b 16 "$out/noise.wav" synth "$length" pinknoise gain "$noise"
            sox -R -m -v 1 "$out/clean.wav" -v 1 "$out/noise.wav" "$file"
        else
            mv "$out/clean.wav" "$file"
        fi
        printf '%s\t%s\t%s\n' "$voice" "$file" "$sentence" >> "$out/list.tsv"
    done < "$here/sentences.txt"
done
rm -f "$out/raw.wav" "$out/clean.wav" "$out/noise.wav"
wc -l < "$out/list.tsv" | xargs echo clips:
