"""Whether one text of the mock's is that of the account, but for who is who and for moments."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ringback.serve.transcripts.bindings import Bindings
from ringback.serve.transcripts.kinds import PHONE, is_id
from ringback.serve.transcripts.moments import MOMENT, Span, same
from ringback.serve.transcripts.places import Place

_AN_ID = re.compile(r"\{?[\w.:@-]+\}?")

# In a link, an id is one of what is named before it.
_LINK = re.compile(r"/([A-Za-z]+)/$")


class Piece(NamedTuple):
    """A part of a text: what is the same in both, who is meant, or a moment."""

    kind: Literal["literal", "identity", "moment"]
    name: str
    text: str


class Leaves:
    """Compares texts, and learns from them who is who."""

    def __init__(self, bindings: Bindings, span: Span) -> None:
        """Compare by what is known so far."""
        self._bindings = bindings
        self._span = span
        names = "|".join(map(re.escape, sorted(bindings.stand_ins, key=len, reverse=True)))
        self._stand_ins = re.compile(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])") if names else None

    def same(self, name: str, then: str, now: str, places: Sequence[Place] = ()) -> bool:
        """Whether `now` says what `then` said; `places` are the named values within `then`."""
        pieces = [*self._pieces(name, then, places)]
        if all(piece.kind == "literal" for piece in pieces):
            return then == now
        pattern = "".join(re.escape(piece.text) if piece.kind == "literal" else "(.*?)" for piece in pieces)
        found = re.fullmatch(pattern, now, re.DOTALL)
        if found is None:
            return False
        fits = True
        for piece, text in zip((one for one in pieces if one.kind != "literal"), found.groups(), strict=True):
            if piece.kind == "moment":
                fits &= same(piece.text, text, self._span)
            else:
                fits &= self._bindings.met(piece.name, piece.text, text)
        return fits

    def meant(self, name: str, then: str) -> str:
        """What to send for a value of a request."""
        if self._is_identity(name, then):
            return self._bindings.sent(name, then)
        if self._stand_ins is None:
            return then
        return self._stand_ins.sub(lambda found: self._bindings.known(found[0]) or found[0], then)

    def _is_identity(self, name: str, text: str) -> bool:
        return text in self._bindings.stand_ins or (is_id(name) and _AN_ID.fullmatch(text) is not None)

    def _pieces(self, name: str, text: str, places: Sequence[Place]) -> Iterator[Piece]:
        done = 0
        for place in places:
            if place.start >= done:
                yield from self._parts("", text[done : place.start])
                yield from self._parts(place.name, text[place.start : place.end])
                done = place.end
        yield from self._parts("" if places else name, text[done:])

    def _parts(self, name: str, text: str) -> Iterator[Piece]:
        if self._is_identity(name, text):
            yield Piece("identity", name, text)
            return
        done = 0
        for start, end, kind in sorted(self._marks(text)):
            if start >= done:
                if start > done:
                    yield Piece("literal", "", text[done:start])
                within = _LINK.search(text[:start])
                yield Piece(kind, f"{within[1]}_id" if within else name, text[start:end])
                done = end
        if done < len(text):
            yield Piece("literal", "", text[done:])

    def _marks(self, text: str) -> Iterator[tuple[int, int, Literal["identity", "moment"]]]:
        for found in self._stand_ins.finditer(text) if self._stand_ins else ():
            yield *found.span(), "identity"
        for found in PHONE.finditer(text):
            if re.sub(r"\D", "", found[0])[-10:] in self._bindings.stand_ins:
                yield *found.span(), "identity"
        for found in MOMENT.finditer(text):
            yield *found.span(), "moment"
