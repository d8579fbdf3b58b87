"""What Ringback itself refuses, apart from any vendor: an error with a code, a message and a hint."""

import msgspec

JSON_TYPE = (b"content-type", b"application/json")


class Problem(Exception):
    """A refusal of Ringback's own; `message` says what was wrong and where, `hint` what to do."""

    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        """Refuse with an HTTP status and a code that programs can test."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint

    def body(self) -> bytes:
        """The error as JSON."""
        return msgspec.json.encode({"error": {"code": self.code, "message": self.message, "hint": self.hint}})
