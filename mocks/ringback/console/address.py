"""Addresses that come from outside, and which of them are the console's own."""

import re
from urllib.parse import quote

from starlette.types import Scope

HOME = "/_ringback/console"

# What an address holds that needs no quoting: neither a line end nor a backslash, and nothing a header cannot carry.
_OWN = re.compile(re.escape(HOME) + r"/[\w.~!$&'()*+,;=:@%/?#-]*", re.ASCII)


def local(url: str) -> str:
    """The address itself where it is one of the console's pages; blank for any other."""
    path = url.partition("?")[0].partition("#")[0]
    return url if _OWN.fullmatch(url) and ".." not in path.split("/") and "//" not in path else ""


def asked(scope: Scope) -> str:
    """The path and the query of a request as they were sent, nothing decoded."""
    raw: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    query: bytes = scope["query_string"]
    return (raw + (b"?" + query if query else b"")).decode("latin-1")
