"""Replies: each is an envelope, with one of the three codes and a detail."""

from typing import Any

from ringback.contract import Reply, inferred

# The three response codes; telephony has numbers for them, which the settings choose.
SUCCESS = "Success"
ERROR = "Error"
INVALID = "Invalid Parameters"

DATA = "data"

UNTOLD = inferred("the documents print the envelope and its codes, and tell of no failure by name")
STATUS_ONLY = inferred("the framework answers so with a page of its own; the envelope says it to programs")


class Said(Reply):
    """One envelope: its code, and as the reply's text the ResponseDetail.

    `shown` is an example of its data; a reply without one has null there.
    """

    def __init__(self, code: str, text: str, *, shown: object = None, status: int = 200, **rest: Any) -> None:
        """Declare the envelope."""
        examples = {**rest.pop("examples", {}), **({DATA: shown} if shown is not None else {})}
        super().__init__(status, text, kind="success" if code == SUCCESS else "failure", examples=examples, **rest)
        self.code = code
        self.has_data = shown is not None

    def names(self, profile: str) -> tuple[str, ...]:
        """The gaps of the detail, and the data."""
        return (*self.template.names, DATA) if self.has_data else self.template.names


class Done(Said):
    """An envelope that tells of success; `shown` is an example of its data."""

    def __init__(self, text: str, **rest: Any) -> None:
        """Declare the success."""
        super().__init__(SUCCESS, text, **rest)


class Refusal(Said):
    """An envelope that refuses, for the state of things unless a code is given."""

    def __init__(self, text: str, *, code: str = ERROR, **rest: Any) -> None:
        """Declare the refusal."""
        super().__init__(code, text, **{"ground": UNTOLD, **rest})


BAD_TOKEN = Refusal(
    "Invalid or expired token",
    status=401,
    ground=inferred("a token is required; what is said without one is nowhere told"),
    section="Authentication",
)
NOT_AN_INTEGER = Refusal(
    "{parameter} must be an integer",
    code=INVALID,
    section="Responses",
    ground=inferred("the parameter is documented as a number, and this is the nearest documented code"),
    examples={"parameter": "UserID"},
)
