"""What the contract says of a request and of its reply: which endpoint, and which values stand where in a line."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ringback.contract.app import App
from ringback.contract.endpoint import Endpoint
from ringback.contract.request import Request
from ringback.serve.transcripts.kinds import squeezed
from ringback.serve.transcripts.places import Place

Found = type[Endpoint[Any]] | None

_GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def secrets_of(app: App) -> frozenset[str]:
    """The names under which an app carries secrets, without case and separators."""
    return frozenset(map(squeezed, app.secrets))


def examples_of(app: App) -> frozenset[str]:
    """The values that everyone may know: those of the app's examples and of its demo accounts."""
    said = {field.example for endpoint in app.endpoints for field in endpoint.fields.values()}
    said |= {str(value) for endpoint in app.endpoints for value in endpoint.examples.values()}
    return frozenset(said | set(app.demo.values()))


def headers_of(app: App) -> frozenset[str]:
    """The headers that an app takes, in small letters."""
    fields = (field for endpoint in app.endpoints for field in endpoint.fields.values())
    return frozenset(field.wire_name.lower() for field in fields if field.place == "header")


def endpoint_of(app: App, request: Request) -> Found:
    """The endpoint that a request is for, or None."""
    if not request.path.lower().startswith(app.prefixes):
        return None
    found = app.find(request)
    return found.endpoint if found is not None else None


def template_of(endpoint: Found) -> str:
    """The path of an endpoint, with its parts in braces."""
    return endpoint.door.describe(endpoint)["path"] if endpoint is not None else ""


def in_lines(text: str, endpoint: Found) -> Iterator[Place]:
    """The values in lines that are as a reply of the endpoint has them, under the names that those have."""
    if endpoint is None:
        return
    patterns = _patterns(_texts(endpoint))
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        for pattern, names in patterns:
            found = pattern.fullmatch(bare)
            if found is not None:
                for number, name in enumerate(names, 1):
                    if found[number]:
                        yield Place(at + found.start(number), at + found.end(number), name)
                break
        at += len(line)


def _texts(endpoint: type[Endpoint[Any]]) -> tuple[str, ...]:
    """What the replies of an endpoint say, with gaps."""
    replies = endpoint.replies.values()
    return tuple(form.text for reply in replies for form in (reply.observed, reply.template) if form)


@cache
def _patterns(texts: tuple[str, ...]) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """The lines of these texts, and the names of their gaps; those with the most text of their own first."""
    lines = {line for text in texts for line in text.split("\n") if _GAP.search(line) and _GAP.sub("", line)}
    names: dict[str, tuple[str, ...]] = {}
    for line in sorted(lines, key=lambda line: (-len(_GAP.sub("", line)), line)):
        pattern, gaps = _pattern(line), tuple(_GAP.findall(line))
        # Where lines are alike but for what is in their gaps, what they do not agree on has no name.
        known = names.get(pattern, gaps)
        names[pattern] = tuple(one if one == other else "" for one, other in zip(known, gaps, strict=True))
    return [(re.compile(pattern), gaps) for pattern, gaps in names.items()]


def _pattern(line: str) -> str:
    gap = "([^|]*)" if "|" in line else "(.*?)"
    literals = _GAP.split(line)[::2]
    return gap.join(map(re.escape, literals))
