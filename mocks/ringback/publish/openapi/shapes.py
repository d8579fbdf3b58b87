"""Schemas of what is answered, as far as the declared replies bear them out."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import fromstring

from ringback.publish.openapi.doors import Schema
from ringback.publish.openapi.said import Said

_GAP = re.compile(r"\{[a-z][a-z0-9_]*\}")
_SPECIAL = re.compile(r"([\\^$.*+?()\[\]{}|/])")
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def shape(media: str, said: Sequence[Said]) -> Schema:
    """The schema of bodies of one media type, by the replies that are sent so."""
    kind = media.partition(";")[0]
    if kind == "application/json":
        return _merged([value for one in said for value in one.values])
    if kind == "application/xml":
        return _element([value for one in said for value in one.values])
    if kind.startswith("text/"):
        return _text(said)
    return {"type": "string", "contentEncoding": "base64", "contentMediaType": kind}


def _merged(values: Sequence[Any]) -> Schema:
    """What values have in common: of objects their members, as far as seen; of null nothing can be said."""
    types = {type(value) for value in values if value is not None}
    if types == {dict}:
        names = dict.fromkeys(name for value in values if value is not None for name in value)
        members = {name: _merged([value[name] for value in values if value and name in value]) for name in names}
        schema: Schema = {"type": "object", "properties": members}
    elif types == {list}:
        items = [item for value in values if value is not None for item in value]
        schema = {"type": "array", **({"items": _merged(items)} if items else {})}
    elif len(types) == 1 and (kind := _TYPES.get(next(iter(types)))):
        schema = {"type": kind}
    else:
        return {}
    return schema if all(value is not None for value in values) else {**schema, "type": [schema["type"], "null"]}


def _element(documents: Iterable[str]) -> Schema:
    """An element by the name of its root, where all have the same."""
    roots = {fromstring(document).tag for document in documents}
    if len(roots) != 1:
        return {"type": "object"}
    space, _, name = roots.pop().rpartition("}")
    return {"type": "object", "xml": {"name": name, **({"namespace": space[1:]} if space else {})}}


def _text(said: Sequence[Said]) -> Schema:
    """Texts by what they begin with, if all replies are their declared texts; what is said of several goes on."""
    texts = [text for one in said for text in _declared(one)]
    if not texts or any(_GAP.split(text)[0] == "" for text in texts):
        return {"type": "string"}
    return {"type": "string", "anyOf": [{"pattern": f"^{_pattern(text)}"} for text in dict.fromkeys(texts)]}


def _declared(said: Said) -> list[str]:
    """The declared texts of a reply in every profile; nothing for one whose body is made otherwise."""
    reply = said.reply
    texts = [form.text for form in (reply.template, reply.observed) if form is not None]
    whole = re.fullmatch("[\\s\\S]*".join(map(re.escape, _GAP.split(texts[0]))), said.value.rstrip("\n"))
    return texts if whole else [""]


def _pattern(text: str) -> str:
    return "[\\s\\S]*".join(_SPECIAL.sub(r"\\\1", part) for part in _GAP.split(text.rstrip("\n")))
