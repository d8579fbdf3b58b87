"""What went wrong, as the API says it: replies that become one `apiError` each."""

from collections.abc import Mapping
from typing import Any

from ringback.contract import Reply
from ringback.vendors.cisco.shapes import Schema, Shape, composed
from ringback.wire.text import Template

DATA = "error_data"
DETAIL = "error_detail"
DETAILS = "What a program may want to know: bounds as min and max, the value that was sent, who refers to the item."


class Error(Reply):
    """One apiError: its type is the identifier for programs, its message for developers.

    It is filled with `error_data`, the name of the parameter, and `error_detail`, a mapping or None, besides what the
    message has gaps for.
    """

    def __init__(self, status: int, error_type: str, message: str, **rest: Any) -> None:
        """Declare the error; its text is the part of the body that does not depend on the request."""
        text = f"<errorMessage>{message}</errorMessage><errorType>{error_type}</errorType>"
        super().__init__(status, text, **rest)
        self.error_type = error_type
        self.message = Template(message)

    def names(self, profile: str) -> tuple[str, ...]:
        """The gaps of the message, the parameter, and the detail."""
        return (*self.message.names, DATA, DETAIL)

    def entity(self, values: Mapping[str, Any]) -> dict[str, object]:
        """The apiError as it goes over the wire, its children in the order of the alphabet."""
        return {
            **({"errorData": values[DATA]} if values[DATA] else {}),
            **({"errorDetail": values[DETAIL]} if values[DETAIL] else {}),
            "errorMessage": self.message.fill(values.__getitem__),
            "errorType": self.error_type,
        }


def appearance() -> Schema:
    """What is shown of an apiError; what is in its detail depends on what went wrong."""
    text = Shape({"type": "string"})
    detail = Shape({"type": "object", "description": DETAILS}, always=False)
    return composed({"errorData": text.sometimes(), "errorDetail": detail, "errorMessage": text, "errorType": text})


class Refused(Exception):
    """A value that a parameter does not take: the name of the reply that says so, and what fills it."""

    def __init__(self, reply: str, name: str = "", **values: object) -> None:
        """`name` is the part of the parameter that is wrong, where it has parts."""
        super().__init__(reply, name, values)
        self.reply = reply
        self.name = name
        self.values = values

    def detail(self) -> dict[str, object] | None:
        """What a program may want to know of it: the bounds, or the value that was sent."""
        values = self.values
        if "minimum" in values:
            return {"min": values["minimum"], "max": values["maximum"]}
        if "maximum" in values:
            return {"max": values["maximum"]}
        return {"value": values["value"]} if "value" in values else None


class RefusedAll(Exception):
    """Several values that are not taken."""

    def __init__(self, *refusals: Refused) -> None:
        """Gather them."""
        super().__init__(*refusals)
        self.refusals = refusals
