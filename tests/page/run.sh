#!/usr/bin/env bash
# Opens the pages that callsift writes in Chromium and checks them: tests/page/run.sh [MORE.html ...]
# On Debian it installs what is missing, as root. CALLSIFT names the program to take; else it is
# target/release/callsift, which is built where it is not there yet.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"

need() { command -v "$1" >/dev/null 2>&1; }
missing=()
need chromium || missing+=(chromium)
need pdftotext || missing+=(poppler-utils)
need node || missing+=(nodejs)
need npm || missing+=(npm)
if [ "${#missing[@]}" -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  echo "installing ${missing[*]}"
  for attempt in 1 2 3; do
    apt-get update -qq &&
      apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null && break
    [ "$attempt" -lt 3 ] || exit 1
    sleep $((attempt * 10))
  done
fi

if [ -z "${CALLSIFT:-}" ]; then
  export CALLSIFT="${CARGO_TARGET_DIR:-$root/target}/release/callsift"
  [ -x "$CALLSIFT" ] || (cd "$root" && cargo build --release --locked)
fi
npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --loglevel=error
exec node "$here/check.js" "$@"
