#!/usr/bin/env bash
# Counts the instructions of three scans, and holds them against benches/instructions.tsv.
#
#   benches/instructions.sh            fails where a count rose by more than 3 %
#   benches/instructions.sh --write    writes down what was counted: say in the commit why it rose
#
# Times on shared machines are noisy; instructions are nearly the same every time. The calls are 48 of the benches'
# corpus: `words` looks for 1,200 words in them and nothing else, `everything` is the built-in dictionary with all
# that comes with it, `start` that with one call. It takes the program of the tests (`cargo test --no-run`), or the one in
# CALLSIFT, and needs valgrind and python3. Counts of another compiler, or of a processor without AVX2, are printed
# and not compared. A dictionary that grew takes more too: then they are written down anew.
set -euo pipefail
cd "$(dirname "$0")/.."
program="${CALLSIFT:-${CARGO_TARGET_DIR:-target}/debug/callsift}"
recorded=benches/instructions.tsv
most=103

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
export CALLSIFT_CACHE="$folder/cache"

PYTHONDONTWRITEBYTECODE=1 python3 - "$folder" <<'PYTHON'
import sys
from pathlib import Path

sys.path.insert(0, "benches/python")
from corpus import LANGUAGES, Random, Source, line_of, turns_of

folder = Path(sys.argv[1])
sources, random = [Source(language) for language in LANGUAGES], Random(20_261_128)
calls = []
for number in range(48):
    source = sources[number % len(sources)]
    calls.append(line_of(f"{source.language}-{number}", source.language, turns_of(source, random), with_words=True))
(folder / "one.jsonl").write_text(calls[0], "utf-8")
(folder / "many.jsonl").write_text("".join(calls), "utf-8")
words = dict.fromkeys(source.made(random) for source in sources for _ in range(400))
phrases = "".join(f'  "={word}",\n' for word in words)
(folder / "words").mkdir()
(folder / "words" / "words.toml").write_text(
    'language = "any"\n[[rule]]\nid = "complaint.generic.words"\ntitle = "Words"\ncategory = "complaint.generic"\n'
    f"severity = 1\nphrases = [\n{phrases}]\n",
    "utf-8",
)
PYTHON

# Instructions of one run.
count() {
    rm -rf "$folder/out"
    # Once without counting: it says what is wrong, and leaves a stored lexicon.
    "$program" scan "$@" --threads 1 --out "$folder/out" >/dev/null 2>"$folder/told" || {
        cat "$folder/told" >&2
        return 1
    }
    rm -rf "$folder/out"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" scan "$@" --threads 1 --out "$folder/out" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

machine="$(rustc --version | cut -d' ' -f2)"
grep -qw avx2 /proc/cpuinfo || machine="$machine without AVX2"
counted="$folder/counted.tsv"
printf 'scan\tinstructions\tcounted with\n' >"$counted"
risen=0

# Counts one scan by its name, and compares.
hold() {
    local name="$1" now before
    shift
    now="$(count "$@")" || exit 1
    if [[ -z $now ]]; then
        echo "$name: valgrind counted nothing" >&2
        exit 1
    fi
    printf '%s\t%s\t%s\n' "$name" "$now" "$machine" >>"$counted"
    before="$(awk -F'\t' -v name="$name" -v with="$machine" '$1 == name && $3 == with { print $2 }' "$recorded" 2>/dev/null || true)"
    if [[ -z $before ]]; then
        echo "$name: $now instructions; none are recorded for $machine"
        return
    fi
    echo "$name: $now instructions, $((now * 1000 / before - 1000)) in 1,000 more than the $before recorded"
    if ((now * 100 > before * most)); then
        echo "  more than 3 %: find out why, or write it down with benches/instructions.sh --write and say why in the commit"
        risen=1
    fi
}

hold words "$folder/many.jsonl" --lexicon "$folder/words" --no-timeline --fuzzy off --protocol none
hold start "$folder/one.jsonl"
hold everything "$folder/many.jsonl"
if [[ ${1:-} == --write ]]; then
    cp "$counted" "$recorded"
    exit
fi
exit "$risen"
