"""Whether a multipart body has come as a whole."""

import re

from ringback.contract import Request

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
# The last boundary has hardly anything behind it.
_END = 1000


def damaged(request: Request) -> bool:
    """Whether a body is too large to be taken, or a multipart one that ends before its last boundary or names none."""
    if request.too_large:
        return True
    kind = request.header(b"content-type")
    if not kind.lower().startswith("multipart/form-data"):
        return False
    boundary = _BOUNDARY.search(kind)
    if boundary is None:
        return True
    return b"--" + boundary[1].strip().encode("latin-1", "replace") + b"--" not in request.body[-_END:]
