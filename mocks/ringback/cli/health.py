"""`ringback health`: whether a server is ready."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import BaseHandler, ProxyHandler, Request, build_opener

HOME = "http://127.0.0.1:8080"
# Where `ringback serve` writes its base URL when it is told so by its environment, as in a container.
READY_FILE = "RINGBACK_SERVE_READY_FILE"
TIMEOUT = 2.0  # seconds


def check(url: str = "") -> int:
    """0 when the server says that it is ready; else 1, and a line on standard error says why."""
    if not url and not (url := _own()):
        print(f"ringback: no server has written its URL to {os.environ[READY_FILE]}", file=sys.stderr)
        return 1
    try:
        said = fetch(url, "health", trusting=True)
    except (OSError, ValueError) as error:
        print(f"ringback: {why(url, error)}", file=sys.stderr)
        return 1
    if not isinstance(said, dict) or said.get("status") != "ok":
        print(f"ringback: {url} does not say that it is ready", file=sys.stderr)
        return 1
    return 0


def _own() -> str:
    """The base URL of the server that shares this process's environment; empty when it has not told it."""
    file = os.environ.get(READY_FILE)
    if not file:
        return HOME
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def fetch(url: str, path: str, token: str = "", *, trusting: bool = False) -> Any:
    """What a server's control plane answers; OSError when it does not, ValueError when it answers something else.

    `trusting` takes any certificate: for a question of which anyone may see the answer.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = Request(f"{url.rstrip('/')}/_ringback/{path}", headers=headers)
    # Settings for proxies are meant for the world outside.
    with build_opener(ProxyHandler({}), *_trusting(url, trusting)).open(request, timeout=TIMEOUT) as answer:
        return json.loads(answer.read())


def _trusting(url: str, trusting: bool) -> Iterator[BaseHandler]:
    if trusting and url.lower().startswith("https:"):
        # Imported here: it takes a while, and most checks are of HTTP.
        import ssl
        from urllib.request import HTTPSHandler

        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        yield HTTPSHandler(context=context)


def why(url: str, error: Exception) -> str:
    """One line on why a server could not be asked."""
    if isinstance(error, HTTPError):
        return f"{url} answers {error.code} {error.reason}"
    if isinstance(error, URLError) and isinstance(error.reason, OSError):
        error = error.reason
    if isinstance(error, OSError):
        return f"{url} does not answer: {error.strerror or error}"
    return f"{url} is no server of Ringback's: {error}"
