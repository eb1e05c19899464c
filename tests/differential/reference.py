"""Silence, overlap and exact phrases of calls, computed the slow and obvious way from docs/definitions.md
and docs/matching.md, by somebody who has not read the program.

Reads calls (callsift.transcript/1, one a line) and writes one JSON object a line for each. The calls are
of a simple kind: all words of a call have times or none, holds lie between turns, a phrase never crosses
turns.
"""

import json
import sys

SILENCE_MS = 3000
OVERLAP_MS = 1000
JOIN_MS = 250
PHRASES = {
    "complaint.generic.one": ("customer", ["borba", "kelto"]),
    "complaint.quality.two": ("any", ["mizu"]),
    "agent.refusal.three": ("agent", ["kelto", "mizu", "borba"]),
}


def speech_of(turn):
    """Stretches in which the turn is speech, in the order of time."""
    words = turn.get("words")
    if words:
        return sorted((word["start_ms"], word["end_ms"]) for word in words)
    return [(turn["start_ms"], turn["end_ms"])]


def union(stretches):
    out = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def silences_of(call):
    spoken = union(s for turn in call["turns"] for s in speech_of(turn))
    holds = [(hold["start_ms"], hold["end_ms"]) for hold in call["holds"]]
    first, last = spoken[0][0], spoken[-1][1]
    end = max(call["duration_ms"], last)
    gaps = [(0, first)] + [(a[1], b[0]) for a, b in zip(spoken, spoken[1:])] + [(last, end)]
    out = []
    for gap_start, gap_end in gaps:
        cuts = {gap_start, gap_end}
        for hold in holds:
            cuts.update(at for at in hold if gap_start < at < gap_end)
        cuts = sorted(cuts)
        for start, stop in zip(cuts, cuts[1:]):
            if stop - start < SILENCE_MS:
                continue
            if any(a <= start and stop <= b for a, b in holds):
                kind = "hold"
            elif gap_start == 0 and gap_end == first:
                kind = "head"
            elif gap_start == last:
                kind = "tail"
            else:
                kind = "between"
            out.append([start, stop, kind])
    return sorted(out)


def overlaps_of(call):
    sides = {}
    for turn in call["turns"]:
        if turn["role"] == "system":
            continue
        joined = []
        for start, end in speech_of(turn):
            if joined and start - joined[-1][1] < JOIN_MS:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        sides.setdefault(turn["role"], []).extend(joined)
    both = [union(sides.get(role, [])) for role in ("agent", "customer")]
    out = []
    for a_start, a_end in both[0]:
        for b_start, b_end in both[1]:
            start, end = max(a_start, b_start), min(a_end, b_end)
            if end - start >= OVERLAP_MS:
                out.append([start, end])
    return sorted(out)


def phrases_of(call):
    out = []
    for number, turn in enumerate(call["turns"]):
        # Where each word begins in the text, in characters.
        words, at = [], 0
        for piece in turn["text"].split(" "):
            words.append((piece.strip(".,!?").lower(), at))
            at += len(piece) + 1
        for rule, (speaker, phrase) in PHRASES.items():
            if turn["role"] == "system" or speaker not in ("any", turn["role"]):
                continue
            ix = 0
            while ix + len(phrase) <= len(words):
                run = words[ix : ix + len(phrase)]
                if [word for word, _ in run] == phrase:
                    last = run[-1]
                    out.append([rule, number, run[0][1], last[1] + len(last[0])])
                    ix += len(phrase)
                else:
                    ix += 1
    return sorted(out)


for line in sys.stdin:
    one = json.loads(line)
    print(
        json.dumps(
            {
                "call_id": one["call_id"],
                "silences": silences_of(one),
                "overlaps": overlaps_of(one),
                "phrases": phrases_of(one),
            }
        )
    )
