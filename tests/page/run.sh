#!/usr/bin/env bash
# Opens the pages that callsift writes in Chromium and checks them: tests/page/run.sh [MORE.html ...]
# On Debian it installs what is missing, as root. CALLSIFT names another program to take.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

need() { command -v "$1" >/dev/null 2>&1; }
missing=()
need chromium || missing+=(chromium)
need pdftotext || missing+=(poppler-utils)
need node || missing+=(nodejs)
need npm || missing+=(npm)
if [ "${#missing[@]}" -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null
fi
if [ -z "${CALLSIFT:-}" ]; then
  (cd "$here/../.." && cargo build --release --locked --quiet)
fi
npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --silent
exec node "$here/check.js" "$@"
