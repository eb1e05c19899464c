#!/usr/bin/env bash
# Builds the three packs anew from the packages they come from; see packs/README.md.
# Needs: pip, apt-get (Debian 12), cargo. Works in FOLDER and writes packs/*.pack.
#
#     packs/build/rebuild.sh FOLDER
set -euo pipefail
here="$(cd "$(dirname "$0")/../.." && pwd)"
work="$(mkdir -p "${1:?name a folder to work in}" && cd "$1" && pwd)"
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet 'pymorphy3==2.0.6' 'pymorphy3-dicts-ru==2.4.417150.4580142'
apt-get download 'hunspell-uk=1:7.5.0-1' 'hunspell-en-us=1:2020.12.07-2' 'wbritish=2020.12.07-2'
for package in *.deb; do dpkg-deb -x "$package" debian; done
hunspell=debian/usr/share/hunspell

ln -sfn "$(venv/bin/python -c 'import pymorphy3_dicts_ru as d; print(d.get_path())')" dictionary-ru
# The same bytes, or another version slipped in.
sha256sum --check --quiet "$here/packs/build/sources.sha256"

venv/bin/python "$here/packs/build/ru.py" ru.tsv
venv/bin/python "$here/packs/build/uk.py" $hunspell/uk_UA.aff $hunspell/uk_UA.dic uk.tsv
venv/bin/python "$here/packs/build/en.py" $hunspell/en_US.aff $hunspell/en_US.dic "$here/packs/build/en.irregular.tsv" \
    debian/usr/share/dict/british-english en.tsv

cd "$here"
for language in ru uk en; do
    packs() { cargo run --release --locked --no-default-features --example packs -- "$@"; }
    packs build "$work/$language.tsv" "packs/$language/NOTICE" "packs/$language.pack"
    packs check "$work/$language.tsv" "packs/$language.pack"
done
gzip -9nc "$work/$hunspell/uk_UA.dic" > packs/uk/source/uk_UA.dic.gz
gzip -9nc "$work/$hunspell/uk_UA.aff" > packs/uk/source/uk_UA.aff.gz
sha256sum packs/*.pack
