#!/bin/sh
# Debian's Chromium, which the tests of the dashboard drive. Does nothing where there is one, or CHROMIUM names one.
set -eu

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done
if ! command -v apt-get >/dev/null; then
    echo "The tests of the dashboard need Chromium. Install it, or name one: make test CHROMIUM=/path/to/chromium" >&2
    exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends chromium; }
echo "Installing Chromium …"
# The lists of packages may be missing or old.
install >/dev/null 2>&1 || { $as_root apt-get update --quiet >/dev/null && install >/dev/null; }
