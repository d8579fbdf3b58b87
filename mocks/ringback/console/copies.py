"""A request as code: for a shell, for httpx, and as the beginning of a test."""

import json
import shlex
from collections.abc import Mapping
from typing import Any

# What a client says by itself.
OWN = {"host", "content-length", "connection", "accept-encoding", "user-agent", "accept", "transfer-encoding"}


def copies(entry: Mapping[str, Any], base: str) -> dict[str, str]:
    """The same request in each way it is copied; secrets are hidden in all of them."""
    headers = {name: value for name, value in entry["request"]["headers"].items() if name.lower() not in OWN}
    body = entry["request"]["body"]
    return {
        "curl": _curl(entry, base, headers, body),
        "httpx": _httpx(entry, base, headers, body),
        "pytest": _pytest(entry, headers, body),
    }


def _curl(entry: Mapping[str, Any], base: str, headers: Mapping[str, str], body: str) -> str:
    words = ["curl", "-i"]
    if entry["method"] != ("POST" if body else "GET"):
        words += ["-X", entry["method"]]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    if body:
        words += ["--data-binary", body]
    return " ".join(map(shlex.quote, [*words, f"{base}{entry['path']}"]))


def _httpx(entry: Mapping[str, Any], base: str, headers: Mapping[str, str], body: str) -> str:
    lines = ["import httpx", "", "answer = httpx.request(", f"    {_text(entry['method'])},"]
    lines.append(f"    {_text(base + entry['path'])},")
    lines += _options(headers, body)
    return "\n".join([*lines, ")", "print(answer.status_code, answer.text)"])


def _pytest(entry: Mapping[str, Any], headers: Mapping[str, str], body: str) -> str:
    name = "".join(mark if mark.isalnum() else "_" for mark in entry["reply"].split(".", 1)[1].lower())
    lines = [
        "import httpx",
        "",
        "",
        f"def test_{name}(ringback):",
        f"    answer = httpx.request({_text(entry['method'])},",
    ]
    lines.append(f"        ringback.url({_text(entry['app'])}) + {_text(entry['path'])},")
    lines += [f"    {line}" for line in _options(headers, body)]
    lines += ["    )", f"    assert answer.status_code == {entry['status']}"]
    lines.append(f'    assert answer.headers["Ringback-Reply"] == {_text(entry["reply"])}')
    return "\n".join(lines)


def _options(headers: Mapping[str, str], body: str) -> list[str]:
    lines = [f"    headers={json.dumps(dict(headers), ensure_ascii=False)},"] if headers else []
    return [*lines, f"    content={_text(body)}.encode(),"] if body else lines


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
