"""Refusals of the control plane: each says what was wrong, where, and what to do."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import islice

from starlette.responses import Response

from ringback.serve.problem import JSON_TYPE, Problem

# Names compared for a hint, and names listed in one; more would be slow, or unreadable.
MOST_COMPARED = 2_000
MOST_LISTED = 12

# How much two names have in common that are near, and how many pairs of letters are compared at all.
NEAR = 0.6
MOST_PAIRS = 2_000_000

DEFECT = Problem(500, "defect", "This is a defect of Ringback's own", "Please report it with the log")


class Refusal(Problem):
    """A problem whose answer carries headers of its own."""

    def __init__(self, status: int, code: str, message: str, hint: str, **headers: str) -> None:
        """Refuse; an underscore in a header's name stands for a dash."""
        super().__init__(status, code, message, hint)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def refused(problem: Problem) -> Response:
    """The answer that a problem gets."""
    response = Response(problem.body(), problem.status, problem.headers if isinstance(problem, Refusal) else None)
    response.headers["content-type"] = JSON_TYPE[1].decode()
    return response


def bad(field: str, problem: str, hint: str = "") -> Problem:
    """A value of the wrong type or range; `field` is where it stands."""
    return Problem(400, "bad_value", f"{field}: {problem}" if field else problem, hint)


def unknown(kind: str, name: str, known: Iterable[str], hint: str = "") -> Problem:
    """A name that nothing has; the hint gives those that are near."""
    says = " ".join(part for part in (did_you_mean(name, known), hint) if part)
    return Problem(404, f"unknown_{kind.replace(' ', '_')}", f"There is no {kind} called {name[:200]!r}", says)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The names near a word, else all of them where they are few."""
    names = list(islice(known, MOST_COMPARED))
    near = _near(word[:200], names)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    if 0 < len(names) <= MOST_LISTED:
        return f"Known are {', '.join(names)}."
    return f"There are {len(names)}, none of them near." if names else "There is none."


def _near(word: str, names: Iterable[str]) -> list[str]:
    """The three nearest, as `difflib.get_close_matches` finds them; names that are made to be slow end the search."""
    matcher, likely, found, pairs = SequenceMatcher(b=word), [], [], 0
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= NEAR and (most := matcher.quick_ratio()) >= NEAR:
            likely.append((most, name))
    for _, name in sorted(likely, reverse=True):
        pairs += len(name) * len(word)
        if pairs > MOST_PAIRS:
            break
        matcher.set_seq1(name)
        if (ratio := matcher.ratio()) >= NEAR:
            found.append((ratio, name))
    return [name for _, name in nlargest(3, found)]
