"""Numbers in paths and queries, and how a field refuses by the name of a reply."""

import re
from typing import Any

from ringback.contract import Answer, Endpoint, Field
from ringback.vendors.maxcontact.replies import NOT_AN_INTEGER

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")


def whole(text: str, bits: int = 32) -> int:
    """The integer that a text is; ValueError when it is none, or too large for so many bits."""
    stripped = text.strip()
    if _INTEGER.fullmatch(stripped) is None or not -(2 ** (bits - 1)) <= int(stripped) < 2 ** (bits - 1):
        raise ValueError(text)
    return int(stripped)


class Number(Field[int]):
    """An integer in the path or the query; one that is none is refused by name. `bits` is its size."""

    kind = "integer"

    def __init__(self, wire_name: str, *, bits: int = 32, place: str = "path", example: str = "2", **rest: Any) -> None:
        """Declare the number."""
        required = {"required": True} if place == "path" else {}
        super().__init__(
            default=0,
            wire_name=wire_name,
            place=place,
            example=example,
            **{"invalid": NOT_AN_INTEGER, **required, **rest},
        )
        self.bits = bits

    def sent(self, call: Endpoint[Any]) -> object:
        """What path or query has; names of the query are compared in any case."""
        return call.inputs.get(self.wire_name if self.place == "path" else self.wire_name.lower())

    def parse(self, raw: str) -> int:
        """Read it; 0 stands for what is none."""
        try:
            return whole(raw, self.bits)
        except ValueError:
            return 0

    def refusal(self, call: Endpoint[Any]) -> Answer[Any] | None:
        """Refuse what is no integer."""
        raw = self.sent(call)
        if raw is None or (raw == "" and self.place != "path"):
            return None
        try:
            whole(str(raw), self.bits)
        except ValueError:
            return refuse(call, "not_an_integer", parameter=self.wire_name)
        return None


def refuse(call: Endpoint[Any], name: str, **values: object) -> Answer[Any]:
    """Answer with the reply of that name."""
    answer: Answer[Any] = call.replies[name].__get__(call, type(call))(**values)
    return answer
