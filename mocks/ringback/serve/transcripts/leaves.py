"""Whether one text of the mock's is that of the account, but for who is who and for moments."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ringback.serve.transcripts.bindings import Bindings
from ringback.serve.transcripts.kinds import PHONE, is_id
from ringback.serve.transcripts.moments import MOMENT, Span, same
from ringback.serve.transcripts.places import Place
from ringback.serve.transcripts.words import Known

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
        self._stand_ins = Known(bindings.stand_ins)

    def same(self, name: str, then: str, now: str, places: Sequence[Place] = ()) -> bool:
        """Whether `now` says what `then` said; `places` are the named values within `then`."""
        pieces = [*self._pieces(name, then, places)]
        if all(piece.kind == "literal" for piece in pieces):
            return then == now
        found = self._found(pieces, now)
        if found is None:
            return False
        fits = True
        for piece, text in zip((one for one in pieces if one.kind != "literal"), found, strict=True):
            if piece.kind == "moment":
                fits &= same(piece.text, text, self._span)
            else:
                fits &= self._bindings.met(piece.name, piece.text, text)
        return fits

    def _found(self, pieces: Sequence[Piece], now: str) -> list[str] | None:
        """What `now` has in place of what is no literal; None when the literals are not the same."""
        at, found = 0, []
        for number, piece in enumerate(pieces):
            end = at + len(piece.text)
            if piece.kind == "literal":
                if not now.startswith(piece.text, at):
                    return None
            else:
                end = self._end(piece, pieces[number + 1 :], now, at)
                if end < at:
                    return None
                found.append(now[at:end])
            at = end
        return found if at == len(now) else None

    def _end(self, piece: Piece, rest: Sequence[Piece], now: str, at: int) -> int:
        """Where that ends which stands for a piece, told by what follows it; -1 when that does not follow."""
        if not rest:
            return len(now)
        if piece.kind == "moment":
            found = MOMENT.match(now, at)
            return found.end() if found is not None else -1
        known = self._bindings.known(piece.text) or piece.text
        if rest[0].kind != "literal":
            return min(at + len(known), len(now))
        if now.startswith(known + rest[0].text, at):
            return at + len(known)
        if len(rest) == 1:
            return len(now) - len(rest[0].text) if now.endswith(rest[0].text) else -1
        return now.find(rest[0].text, at)

    def meant(self, name: str, then: str) -> str:
        """What to send for a value of a request."""
        if self._is_identity(name, then):
            return self._bindings.sent(name, then)
        done, parts = 0, []
        for start, end in self._stand_ins.find(then):
            parts += [then[done:start], self._bindings.known(then[start:end]) or then[start:end]]
            done = end
        return "".join([*parts, then[done:]])

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
        for start, end in self._stand_ins.find(text):
            yield start, end, "identity"
        for found in PHONE.finditer(text):
            if re.sub(r"\D", "", found[0])[-10:] in self._bindings.stand_ins:
                yield *found.span(), "identity"
        for found in MOMENT.finditer(text):
            yield *found.span(), "moment"
