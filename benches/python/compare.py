"""callsift beside what people use from PyPI: the same calls, the same words to find, CPU time.

    cargo build --release
    python3 -m venv venv && venv/bin/pip install -r benches/python/requirements.txt
    venv/bin/python benches/python/compare.py --callsift target/release/callsift

It needs Python 3.11. `--mib 16 --rounds 5 --forms 1000 10000 100000 --corpora A_raw A_esc B_raw` are the
defaults. A program that is not installed is left out with a line that says so. It takes about half an hour and
prints a table in Markdown.

The calls are those of `benches/corpus`, without repeats: A_raw with times of turns, A_esc the same with letters as
`\\u0436`, B_raw with times of words. About 0.7 % of the words said are in the list of words to find; its other words
are made up and never said. Every program is a process that reads the file, takes the texts of turns, finds words
at their boundaries, whatever their case, and writes a line per call with its hits; what it does otherwise stands
in the last column. Hits are counted after the clock has stopped, and must be as many as were said.

CPU time is user and system time of the process and its children, the least of all rounds, in which all programs
run one after the other. What a program needs on the first call alone (start, imports, building or loading the
words to find) is its start; MB per CPU second and the ratio are of the rest. Slow programs read the beginning of
the file only (`--slice-mib`, in the column MB); where the work is lost in the noise of the start stands a dash.

What it is unfair to:
* callsift writes each hit as a finding with its place, time, rule and a score of the call, hides personal data in it
  and looks for promises, and no option switches that off altogether; the others write a number and a word;
* phrases of several words, which nobody asks for here: sets of words and lemmas could not find them;
* few words make up all hits, and the sentences come again with other words in them, which is kind to caches: to that
  of pymorphy3 above all, which meets few words that it does not know yet;
* callsift loads a lexicon it has compiled before, the others build theirs each time: that is in their start alone;
* polars and ripgrep are told to use one thread, as callsift is, since with more the same work takes more CPU time;
* ripgrep reads lines, not calls: also what is not said, and of words with times each twice.
"""

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import corpus
import programs

HERE = Path(__file__).parent
PHRASES_OF_A_RULE = 50

# A speed is told where the work takes at least so much of the time of the start; below that it is noise.
LEAST_OF_START = 0.1

# How a program is called and what sets it apart: `slow` ones read a slice, `most` is the longest list they get,
# `exact` ones must find what was said, no more and no less; to `own` ones the list does not matter.
Program = namedtuple(
    "Program", "command count slow most exact own otherwise", defaults=[False, None, True, False, ""]
)
Measured = namedtuple("Measured", "corpus forms program cpu start megabytes speed slower hits said")


# What was written: calls, and hits in each.


def count_tsv(out):
    with open(out, encoding="utf-8") as file:
        return [len(line.rstrip("\n").split("\t")[1].split()) for line in file]


def count_findings(out):
    with open(out / "calls.jsonl", "rb") as file:
        return [len(json.loads(line)["findings"]) for line in file]


def count_lines(out):
    """A line is a hit here, and nobody knows of calls."""
    with open(out, "rb") as file:
        return [sum(1 for _ in file)]


def callsift_programs(callsift):
    """callsift for words alone, as the others are, and as it comes."""

    def words(lexicon):
        alone = ["--no-timeline", "--fuzzy", "off", "--protocol", "none"]
        return lambda calls, forms, out: [
            callsift, "scan", calls, "--lexicon", forms.with_suffix(lexicon), *alone, "--threads", "1", "--out", out
        ]  # fmt: skip

    def everything(calls, _forms, out):
        return [callsift, "scan", calls, "--threads", "1", "--out", out]

    return {
        "callsift": Program(words(".exact"), count_findings),
        "callsift, all forms of the words": Program(
            words(".every"), count_findings, exact=False, otherwise="finds cases, numbers and tenses too"
        ),
        "callsift, everything on": Program(
            everything,
            count_findings,
            exact=False,
            own=True,
            otherwise="its own rules instead of the list, silences, promises, scorecard",
        ),
    }


def python_programs():
    """The programs of `programs.py` whose packages are there."""

    def command(name):
        return lambda calls, forms, out: [sys.executable, HERE / "programs.py", name, calls, forms, out]

    otherwise = {
        "msgspec + re + set": {"otherwise": "single words only"},
        "polars words + is_in": {"otherwise": "single words only"},
        "polars extract_many": {"exact": False, "otherwise": "inside words too"},
        "msgspec + spaCy PhraseMatcher": {"slow": True, "most": 10_000},
        "msgspec + pymorphy3": {
            "slow": True,
            "most": 10_000,
            "exact": False,
            "otherwise": "finds all forms of Russian and Ukrainian words; single words only",
        },
    }
    modules = {"pyahocorasick": "ahocorasick", "spaCy PhraseMatcher": "spacy"}
    found = {}
    for name in programs.PROGRAMS:
        parts = [modules.get(part, part.split(" ")[0]) for part in name.split(" + ")]
        parts = [part for part in parts if part not in ("words", "is_in", "set")]
        missing = [part for part in parts if not importlib.util.find_spec(part)]
        if missing:
            print(f"{name} is left out: no {' and '.join(missing)}\n")
        else:
            found[name] = Program(command(name), count_tsv, **otherwise.get(name, {}))
    return found


def ripgrep_program(ripgrep):
    if not ripgrep:
        print("ripgrep is left out: no rg, neither in this environment nor on the path\n")
        return {}
    # Plain is quickest: -w or -i alone cost several times as much, both take minutes for 10,000 words, and 100,000
    # are refused with -i.
    return {
        "ripgrep -F -f": Program(
            lambda calls, forms, _out: [ripgrep, "--no-config", "-j1", "-F", "-o", "-n", "-f", forms, calls],
            count_lines,
            exact=False,
            otherwise="case-sensitive, inside words too, lines instead of calls, no \\u0436",
        )
    }


def all_programs(asked):
    beside_python = Path(sys.executable).with_name("rg")
    ripgrep = beside_python if beside_python.exists() else shutil.which("rg")
    found = callsift_programs(asked.callsift) | python_programs() | ripgrep_program(ripgrep)
    wanted = [title for title in found if title == "callsift" or any(part in title for part in asked.only)]
    return {title: found[title] for title in wanted}


def write_forms(path, forms):
    """The words one a line, and as two lexicons: exactly so (`=word`), and with all their forms."""
    path.write_text("\n".join(forms) + "\n", "utf-8")
    for suffix, mark in ((".exact", "="), (".every", "")):
        folder = path.with_suffix(suffix)
        folder.mkdir()
        rules = ['language = "any"\n']
        for at in range(0, len(forms), PHRASES_OF_A_RULE):
            name = at // PHRASES_OF_A_RULE
            phrases = "".join(f'  "{mark}{form}",\n' for form in forms[at : at + PHRASES_OF_A_RULE])
            rules.append(
                f'\n[[rule]]\nid = "complaint.generic.r{name}"\ntitle = "Rule {name}"\n'
                f'category = "complaint.generic"\nseverity = 1\nnegation = "any"\nphrases = [\n{phrases}]\n'
            )
        (folder / "words.toml").write_text("".join(rules), "utf-8")


def run(program, calls, forms, work):
    """CPU seconds of one run, and how much it found in each call."""
    out = work / "out"
    if out.is_dir():
        shutil.rmtree(out)
    else:
        out.unlink(missing_ok=True)
    environment = {**os.environ, "CALLSIFT_CACHE": str(work / "cache"), "POLARS_MAX_THREADS": "1"}
    to_stdout = program.count is count_lines
    with open(work / "stdout", "wb") as stdout, open(work / "stderr", "wb") as stderr:
        process = subprocess.Popen(
            program.command(calls, forms, out), cwd=work, env=environment, stdout=stdout, stderr=stderr
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # Of ripgrep 1 means that nothing was found.
    if process.returncode not in ((0, 1) if to_stdout else (0,)):
        raise SystemExit(f"{process.args} failed:\n{(work / 'stderr').read_text()[-2000:]}")
    return used.ru_utime + used.ru_stime, program.count(work / "stdout" if to_stdout else out)


def held(title, program, found, corpora, part, chosen):
    """How much was found and how much was said, which must be the same where words are looked for."""
    calls, said = corpora.calls[part], corpora.hits(part, chosen)
    if program.count is not count_lines:
        assert len(found) == calls, f"{title} wrote {len(found)} of {calls} calls in {part}"
    if program.exact:
        assert sum(found) == said, f"{title} found {sum(found)} of {said} in {part}"
    return sum(found), said


def measure(asked, everything, corpora, name, chosen, count, work):
    """All programs on one corpus with one list of words, round by round."""
    forms = work / f"{count}.txt"
    taking_part = {
        title: program
        for title, program in everything.items()
        if count <= (program.most or count) and (count == asked.forms[0] or not program.own)
    }
    least, hits = {}, {}
    # This fills caches: of files, and of the lexicon.
    for program in taking_part.values():
        run(program, corpora.paths[name + ".first"], forms, work)
    for _ in range(asked.rounds):
        for title, program in taking_part.items():
            for part in (".first", ".slice" if program.slow else ""):
                cpu, found = run(program, corpora.paths[name + part], forms, work)
                hits[title] = held(title, program, found, corpora, name + part, chosen)
                least[title, part] = min(cpu, least.get((title, part), cpu))
    rows = []
    for title, program in taking_part.items():
        part = ".slice" if program.slow else ""
        megabytes = corpora.paths[name + part].stat().st_size / 1e6
        start, cpu = least[title, ".first"], least[title, part]
        work_alone = cpu - start
        speed = megabytes / work_alone if work_alone > LEAST_OF_START * start else None
        ours = rows[0].speed if rows else speed
        slower = ours / speed if ours and speed else None
        rows.append(Measured(name, count, title, cpu, start, megabytes, speed, slower, *hits[title]))
    return rows


def shown(number, places=1):
    return "–" if number is None else f"{number:,.{places}f}"


def print_rows(rows, everything):
    for row in rows:
        cells = [row.corpus, f"{row.forms:,}", row.program, f"{row.megabytes:.1f}", f"{row.cpu:.3f}"]
        cells += [f"{row.start:.3f}", shown(row.speed), shown(row.slower, 2), f"{row.hits:,}", f"{row.said:,}"]
        print(f"| {' | '.join(cells)} | {everything[row.program].otherwise} |", flush=True)


def print_ratios(rows, everything):
    """Everything once more, as ratios alone."""
    columns = list(dict.fromkeys((row.corpus, row.forms) for row in rows))
    ratios = {(row.program, row.corpus, row.forms): shown(row.slower, 2) for row in rows}
    print("\nCPU time without the start, as a multiple of callsift's:\n")
    print("| program |" + "".join(f" {name} {forms:,} |" for name, forms in columns))
    print("| --- |" + " ---: |" * len(columns))
    for title in everything:
        print(f"| {title} |" + "".join(f" {ratios.get((title, *column), '–')} |" for column in columns))


def print_head(asked, chosen, share):
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.split(": ")[1] for line in lines if line.startswith("model name")]
    names = [line.split("==")[0] for line in (HERE / "requirements.txt").read_text().split()]
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    callsift = subprocess.run(
        [asked.callsift, "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {asked.mib} MiB, {asked.rounds} rounds, least of each.")
    print(f"{(models or [platform.machine()])[0]}, {os.cpu_count()} processors, {platform.system()}.")
    print(f"{callsift}; Python {platform.python_version()}, {', '.join(versions)}.\n")
    print(f"{len(chosen)} words of the list are said, {share:.2%} of all words: {', '.join(sorted(chosen))}.\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    built = HERE.parent.parent / "target/release/callsift"
    parser.add_argument("--callsift", type=Path, default=built, help="the program, built with --release")
    parser.add_argument("--mib", type=int, default=16, help="size of each corpus")
    parser.add_argument("--slice-mib", type=int, default=16, help="how much of it slow programs read")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="words to find")
    parser.add_argument("--corpora", nargs="+", choices=corpus.RENDERED, default=list(corpus.RENDERED))
    parser.add_argument(
        "--only", nargs="+", default=[""], help="programs with such a part in their name, and callsift"
    )
    asked = parser.parse_args()
    asked.callsift = asked.callsift.resolve()
    return asked


def main():
    asked = arguments()
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        corpora = corpus.Corpora(work, asked.corpora, asked.mib, asked.slice_mib)
        chosen, share = corpus.words_to_find(corpora, corpus.Random(7))
        for count in asked.forms:
            write_forms(work / f"{count}.txt", corpus.forms(corpora, count, chosen, corpus.Random(8)))
        print_head(asked, chosen, share)
        everything = all_programs(asked)
        columns = (
            "corpus, forms, program, MB, CPU s, of that start, MB per CPU s, × callsift, hits, said, otherwise"
        )
        print(f"| {columns.replace(', ', ' | ')} |")
        print("| --- | ---: | --- |" + " ---: |" * 7 + " --- |")
        rows = []
        for name in asked.corpora:
            for count in asked.forms:
                measured = measure(asked, everything, corpora, name, chosen, count, work)
                print_rows(measured, everything)
                rows += measured
        print_ratios(rows, everything)


if __name__ == "__main__":
    main()
