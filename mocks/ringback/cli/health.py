"""`ringback health`: whether a server is ready."""

import json
import sys
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

HOME = "http://127.0.0.1:8080"
TIMEOUT = 2.0  # seconds


def check(url: str = HOME) -> int:
    """0 when the server says that it is ready; else 1, and a line on standard error says why."""
    try:
        said = fetch(url, "health")
    except (OSError, ValueError) as error:
        print(f"ringback: {why(url, error)}", file=sys.stderr)
        return 1
    if not isinstance(said, dict) or said.get("status") != "ok":
        print(f"ringback: {url} does not say that it is ready", file=sys.stderr)
        return 1
    return 0


def fetch(url: str, path: str, token: str = "") -> Any:
    """What a server's control plane answers; OSError when it does not, ValueError when it answers something else."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = Request(f"{url.rstrip('/')}/_ringback/{path}", headers=headers)
    # Settings for proxies are meant for the world outside.
    with build_opener(ProxyHandler({})).open(request, timeout=TIMEOUT) as answer:
        return json.loads(answer.read())


def why(url: str, error: Exception) -> str:
    """One line on why a server could not be asked."""
    if isinstance(error, HTTPError):
        return f"{url} answers {error.code} {error.reason}"
    if isinstance(error, URLError) and isinstance(error.reason, OSError):
        error = error.reason
    if isinstance(error, OSError):
        return f"{url} does not answer: {error.strerror or error}"
    return f"{url} is no server of Ringback's: {error}"
