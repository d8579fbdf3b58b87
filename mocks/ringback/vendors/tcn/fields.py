"""The parameters of the API: names are case sensitive, and some are known under a second name."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ringback.contract import Field, Text
from ringback.vendors.tcn import dates
from ringback.vendors.tcn.door import Repeated
from ringback.vendors.tcn.world import is_number
from ringback.wire.forms import Upload

if TYPE_CHECKING:
    from ringback.contract import Endpoint


def _named(field: "Field[Any]", also: tuple[str, ...], call: "Endpoint[Any]") -> object:
    inputs = call.inputs
    return next((inputs[name] for name in (field.wire_name, *also) if name in inputs), None)


class Param(Text):
    """A text parameter; `also` are other names it is taken under."""

    def __init__(self, *, also: tuple[str, ...] = (), place: str = "form", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(place=place, **rest)
        self.also = also

    def sent(self, call: "Endpoint[Any]") -> object:
        """What was sent under the first of its names; a file is no text."""
        raw = _named(self, self.also, call)
        return None if isinstance(raw, Upload) else raw


class Flag(Field[bool]):
    """A switch: on for the texts in `on`, whatever their case, else off."""

    kind = "boolean"

    def __init__(self, *, on: tuple[str, ...] = ("true",), place: str = "form", **rest: Any) -> None:
        """Declare the switch."""
        super().__init__(default=False, place=place, **rest)
        self.on = on

    def parse(self, raw: str) -> bool:
        """Compare with what switches on."""
        return raw.strip().lower() in self.on

    def limits(self) -> str:
        """The note, then what switches it on."""
        return "; ".join(part for part in (self.note, " or ".join(self.on)) if part)


Sids = tuple[int, ...]


class Ids(Field["Sids | None"]):
    """Ids, as many as are sent: repeated, and separated by commas. None when something else is among them."""

    kind = "ids"

    def __init__(self, *, also: tuple[str, ...] = (), place: str = "form", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(default=(), place=place, **rest)
        self.also = also

    def sent(self, call: "Endpoint[Any]") -> object:
        """What was sent, under the first of its names."""
        return _named(self, self.also, call)

    def value(self, raw: object) -> "Sids | None":
        """Read every id."""
        if raw is None or isinstance(raw, Upload):
            return ()
        texts = raw.values if isinstance(raw, Repeated) else (str(raw),)
        items = [item.strip() for text in texts for item in text.split(",") if item.strip()]
        return tuple(map(int, items)) if all(map(is_number, items)) else None

    def fits(self, value: "Sids | None") -> bool:
        """Whether all that was sent are ids."""
        return value is not None


class QueryDate(Field["datetime | None"]):
    """A moment `yyyy/MM/dd HH:mm`, Pacific time; None when there is none that can be read."""

    kind = "date"

    def __init__(self, *, place: str = "form", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(default=None, place=place, **rest)

    def parse(self, raw: str) -> datetime | None:
        """Read the moment."""
        return dates.query_date(raw)


class FilePart(Field["Upload | None"]):
    """An attached file; None when there is none, or an empty one without a name, as browsers send it."""

    kind = "file"

    def __init__(self, *, place: str = "multipart", **rest: Any) -> None:
        """Declare the file."""
        super().__init__(default=None, place=place, **rest)

    def value(self, raw: object) -> Upload | None:
        """Take the file; a part without a file name is one too."""
        if isinstance(raw, str):
            return Upload("", raw.encode("utf-8", "replace")) if raw else None
        return raw if isinstance(raw, Upload) and (raw.filename or raw.content) else None
