"""Schemas of what is answered: those that endpoints declare, else what the declared replies bear out."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from ringback.publish.openapi.doors import Schema
from ringback.publish.openapi.said import Said, is_json

_GAP = re.compile(r"\{[a-z][a-z0-9_]*\}")
_SPECIAL = re.compile(r"([\\^$.*+?()\[\]{}|/])")
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def shape(media: str, replies: Sequence[Said]) -> Schema:
    """The schema of bodies of one media type: what the endpoints declare, and what the other replies bear out."""
    declared: list[Schema] = []
    others: list[Said] = []
    for one in replies:
        if one.media == media:
            schema = one.endpoint.body_schema(one.reply, media)
            if schema is None:
                others.append(one)
            elif schema not in declared:
                declared.append(dict(schema))
    if others:
        told = {(one.endpoint, one.reply.name) for one in others}
        twins = [one for one in replies if is_json(one.media) and (one.endpoint, one.reply.name) in told]
        declared.append(_borne_out(media, others, twins))
    return declared[0] if len(declared) == 1 else {"anyOf": declared}


def _borne_out(media: str, said: Sequence[Said], in_json: Sequence[Said]) -> Schema:
    """The schema of bodies by the replies that are sent so; `in_json` are the same, which tell more of types."""
    kind = media.partition(";")[0]
    if kind == "application/json":
        return _merged(_values(said))
    if kind == "application/xml":
        return _document([fromstring(value) for value in _values(said)], _merged(_values(in_json)))
    if kind.startswith("text/"):
        return _text(said)
    return {"type": "string", "contentEncoding": "base64", "contentMediaType": kind}


def _values(said: Iterable[Said]) -> list[Any]:
    return [value for one in said for value in one.values]


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


def _document(documents: Sequence[Element], in_json: Schema) -> Schema:
    """A document by the name of its root, where all have the same, and by what is in it."""
    roots = {document.tag for document in documents}
    if len(roots) != 1:
        return {"type": "object"}
    space, _, name = roots.pop().rpartition("}")
    if space:
        return {"type": "object", "xml": {"name": name, "namespace": space[1:]}}
    return {"type": "object", **_element(documents, in_json), "xml": {"name": name}}


def _element(same: Sequence[Element], in_json: Schema) -> Schema:
    """What elements of one name have in common, as they are in JSON; nothing where they do not show how they are here.

    A list is an element around its items.
    """
    children = [child for one in same for child in one]
    if "properties" in in_json:
        members = {
            name: _element([child for child in children if child.tag == name], held)
            for name, held in in_json["properties"].items()
        }
        return {**in_json, "properties": members} if children else {}
    if "items" in in_json:
        tags = {child.tag for child in children}
        items = _element(children, in_json["items"])
        if len(tags) != 1 or not items:
            return {}
        return {**in_json, "items": {**items, "xml": {"name": tags.pop()}}, "xml": {"wrapped": True}}
    return {} if children or not same or "array" in in_json.get("type", ()) else in_json


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
