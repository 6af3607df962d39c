#!/usr/bin/env bash
# Installs what is missing of the Debian 12 packages for a purpose: build (what ./run needs) or test (what ./test needs besides).
# Usage: scripts/packages.sh build|test
set -euo pipefail

build_packages=(
    g++-12 gcc-12 cmake ninja-build ccache mold pkg-config
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libssl-dev
    libopus-dev libogg-dev libsoxr-dev libwebrtc-audio-processing-dev
    flite1-dev libpocketsphinx-dev libsphinxbase-dev pocketsphinx-en-us sphinxbase-utils
    libsoci-dev libsqlite3-dev libpq-dev libcjose-dev libjansson-dev libcurl4-openssl-dev libsrtp2-dev
    libyaml-cpp-dev libcli11-dev libfmt-dev libspdlog-dev prometheus-cpp-dev libmpack-dev nlohmann-json3-dev
    nodejs
)
test_packages=(
    clang-19 libclang-rt-19-dev lld-19 clang-format-19 clang-tidy-19 llvm-19
    libgtest-dev libgmock-dev libbenchmark-dev
    chromium ffmpeg espeak-ng sox openssl procps curl coturn poppler-utils
)

case "${1:-}" in
    build) wanted=("${build_packages[@]}") ;;
    test) wanted=("${build_packages[@]}" "${test_packages[@]}") ;;
    *) echo "usage: $0 build|test" >&2; exit 2 ;;
esac
# Some Node packages bring npm along; Debian's is one of its own.
command -v npm >/dev/null || wanted+=(npm)

missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These Debian packages are missing and need root to install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "==> Installing ${#missing[@]} Debian packages (once): ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
