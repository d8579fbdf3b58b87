"""A request as code: for a shell, for httpx, and as the beginning of a test."""

import json
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

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
    # Neither brackets in the address nor an @ at the start of the body mean anything to curl then.
    words = ["curl", "-i"] + (["-g"] if set("[]{}") & set(entry["path"]) else [])
    if entry["method"] == "HEAD":
        words[1] = "-I"
    elif entry["method"] != ("POST" if body else "GET"):
        words += ["-X", entry["method"]]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}" if value else f"{name};"]
    if body:
        words += ["--data-raw", body]
    return " ".join(map(shlex.quote, [*words, base + _address(entry["path"])]))


def _address(path: str) -> str:
    """A path as it is sent: the journal has it decoded, and its query as it came."""
    place, mark, query = path.partition("?")
    return quote(place, safe="/:@!$&'()*+,;=[]") + mark + query


def _httpx(entry: Mapping[str, Any], base: str, headers: Mapping[str, str], body: str) -> str:
    lines = ["import httpx", "", "answer = httpx.request(", f"    {_text(entry['method'])},"]
    lines.append(f"    {_text(base + _address(entry['path']))},")
    lines += _options(headers, body)
    return "\n".join([*lines, ")", "print(answer.status_code, answer.text)"])


def _pytest(entry: Mapping[str, Any], headers: Mapping[str, str], body: str) -> str:
    name = "".join(mark if mark.isalnum() else "_" for mark in entry["reply"].split(".", 1)[1].lower())
    call = [f"httpx.request({_text(entry['method'])},"]
    call.append(f"    ringback.url({_text(entry['app'])}) + {_text(_address(entry['path']))},")
    call += [*_options(headers, body), ")"]
    begun = ["import httpx", *([] if entry["status"] else ["import pytest"]), "", "", f"def test_{name}(ringback):"]
    if not entry["status"]:
        lines = ["    with pytest.raises(httpx.TransportError):", *(f"        {line}" for line in call)]
        return "\n".join([*begun, *lines])
    call[0] = f"answer = {call[0]}"
    lines = [*(f"    {line}" for line in call), f"    assert answer.status_code == {entry['status']}"]
    lines.append(f'    assert answer.headers["Ringback-Reply"] == {_text(entry["reply"])}')
    return "\n".join([*begun, *lines])


def _options(headers: Mapping[str, str], body: str) -> list[str]:
    lines = [f"    headers={json.dumps(dict(headers), ensure_ascii=False)},"] if headers else []
    return [*lines, f"    content={_text(body)}.encode(),"] if body else lines


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
