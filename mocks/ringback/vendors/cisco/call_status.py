"""How far a contact or a personal callback has come: a letter in the database, a word in the API."""

from typing import Any

from ringback.vendors.cisco.elements import Element
from ringback.vendors.cisco.errors import Refused
from ringback.vendors.cisco.shapes import Shape
from ringback.vendors.cisco.world import CiscoWorld

# The words that the document gives, in its order; then the letters that only the vendor's later edition has words for.
WORDS = {
    "active": "A",
    "callbackRequested": "B",
    "closed": "C",
    "dialed": "D",
    "agentRejected": "J",
    "maxAttemptsReached": "M",
    "pending": "P",
    "retry": "R",
    "personalCallbackRequested": "S",
    "unknown": "U",
    "agentNotAvailable": "X",
    "fax": "F",
    "invalid": "L",
}
_BY_LETTER = {letter: word for word, letter in WORDS.items()}


def word_for(letter: str) -> str:
    """The word for a letter; `unknown` for one that has none."""
    return _BY_LETTER.get(letter, "unknown")


class CallStatus(Element[str]):
    """A call status: a word in the API, its letter in a record."""

    kind = "choice"
    refuses = ("invalid_value",)

    def __init__(self) -> None:
        """Declare it."""
        super().__init__(default="P")

    def parse(self, raw: str) -> str:
        """The letter of a word, as it is written."""
        letter = WORDS.get(raw.strip())
        if letter is None:
            raise Refused("invalid_value", value=raw)
        return letter

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The word."""
        return word_for(getattr(record, self.column))

    def appears(self, record: type[Any]) -> Shape:
        """One of the words, always."""
        return Shape({"type": "string", "enum": list(WORDS)})

    def limits(self) -> str:
        """The words."""
        return f"{', '.join(WORDS)}; default {word_for(self.default)}"

    def schema(self) -> dict[str, Any]:
        """The words."""
        return {**super().schema(), "enum": list(WORDS)}
