"""What a call can come to: the results, the outcome, and the reserved numbers that force one.

Of the fictional numbers 555-0100 to 555-0199, reserved in every North American area code, the first ten do what their
last two digits say (`MAGIC`), with times fixed for reckoning by hand; 555-0110 to 555-0199 do as any other number does.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Result(StrEnum):
    """How a call ended, as the network tells it."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    MACHINE = "machine"
    FAX = "fax"
    INVALID = "invalid"
    NO_CIRCUIT = "no_circuit"
    HUNG_UP = "hung_up"
    WRONG_PERSON = "wrong_person"


class Outcome(NamedTuple):
    """One call: its result, the seconds it rang, and the seconds the far end stays once it has picked up.

    `talk_seconds` is 0 where nothing picks up; for a machine it is the greeting, for a fax the tone.
    """

    result: Result
    ring_seconds: int
    talk_seconds: int


class Magic(NamedTuple):
    """What one ending of the reserved numbers does: a line for readers, and the outcome of each attempt in turn.

    The last outcome also stands for all attempts after it.
    """

    meaning: str
    outcomes: tuple[Outcome, ...]

    def at(self, attempt: int) -> Outcome:
        """Return the outcome of this attempt, counted from 1."""
        return self.outcomes[min(max(attempt, 1), len(self.outcomes)) - 1]


_ANSWERED: Final = Outcome(Result.ANSWERED, 6, 60)
_NO_ANSWER: Final = Outcome(Result.NO_ANSWER, 25, 0)

MAGIC: Final[Mapping[str, Magic]] = {
    "00": Magic("answered, talks 60 s", (_ANSWERED,)),
    "01": Magic("busy", (Outcome(Result.BUSY, 2, 0),)),
    "02": Magic("no answer", (_NO_ANSWER,)),
    "03": Magic("answering machine", (Outcome(Result.MACHINE, 20, 10),)),
    "04": Magic("fax", (Outcome(Result.FAX, 6, 5),)),
    "05": Magic("disconnected or invalid number", (Outcome(Result.INVALID, 1, 0),)),
    "06": Magic("network failure, no circuit", (Outcome(Result.NO_CIRCUIT, 1, 0),)),
    "07": Magic("customer hangs up at once", (Outcome(Result.HUNG_UP, 6, 1),)),
    "08": Magic("answered, wrong person or not home", (Outcome(Result.WRONG_PERSON, 6, 15),)),
    "09": Magic("answered after two failed attempts", (_NO_ANSWER, _NO_ANSWER, _ANSWERED)),
}


def line_of(number: str) -> str:
    """Return the digits of a number, without the 1 that may lead the eleven of a North American one."""
    digits = number if number.isascii() and number.isdigit() else "".join(c for c in number if c in "0123456789")
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def magic_of(line: str) -> Magic | None:
    """Return what a reserved number forces, or None for any other. `line` is ten digits, as `line_of` gives them."""
    return MAGIC.get(line[8:]) if line[3:8] == "55501" and len(line) == 10 else None
