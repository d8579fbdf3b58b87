"""What a document in XML holds, as a schema has it: the value that the schema can then be compared with.

Nothing is left out on the way. What a schema does not name keeps its own name, what cannot be read as its type stays a
text, and what is there twice but should not be becomes a list: the schema refuses such a value.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from jsonschema import Draft202012Validator

Schema = Mapping[str, Any]

# The only attribute of an element that stands for null.
NIL = {"{http://www.w3.org/2001/XMLSchema-instance}nil": "true"}

_TYPED: dict[str, tuple[str, Callable[[str], Any]]] = {
    "boolean": ("true|false", lambda text: text == "true"),
    "integer": (r"-?[0-9]+", int),
    "number": (r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", float),
}


def roots(schema: Schema) -> list[str]:
    """The names that the root of a document may have; a blank one stands for any."""
    return [_name("", one) for one in _forms(schema)]


def value(document: bytes, schema: Schema) -> Any:
    """What a document holds, by the first form that it fits, else the first that is named as it is."""
    root = fromstring(document)
    forms = [one for one in _forms(schema) if _name("", one) == root.tag] or _forms(schema)
    held = [_read(root, one) for one in forms]
    fitting = (one for one, form in zip(held, forms, strict=True) if Draft202012Validator(form).is_valid(one))
    return next(fitting, held[0])


def _forms(schema: Schema) -> list[Schema]:
    forms: list[Schema] = schema.get("anyOf", [schema])
    return forms


def _name(name: str, schema: Schema) -> str:
    """The name of an element or an attribute, with its namespace."""
    said = schema.get("xml", {})
    local = said.get("name", name)
    return f"{{{said['namespace']}}}{local}" if "namespace" in said else local


def _type(schema: Schema) -> str:
    """The type of a schema's values, besides null."""
    said = schema.get("type", "")
    return said if isinstance(said, str) else next((kind for kind in said if kind != "null"), "")


def _read(element: Element, schema: Schema) -> Any:
    if element.attrib == NIL and len(element) == 0 and not element.text:
        return None
    kind = _type(schema)
    if kind == "object" or (len(element) > 0 and not kind):
        return _object(element, schema)
    if len(element) > 0 or element.attrib:
        return _object(element, {})
    text = element.text or ""
    pattern, typed = _TYPED.get(kind, ("", str))
    return typed(text) if pattern and re.fullmatch(pattern, text) else text


def _object(element: Element, schema: Schema) -> dict[str, Any]:
    """Children and attributes by the names of properties."""
    known = {
        (_is_attribute(held), _name(name, held)): (name, held) for name, held in schema.get("properties", {}).items()
    }
    found: dict[str, Any] = {}
    for name, text in element.attrib.items():
        found[known.get((True, name), (f"@{name}", {}))[0]] = text
    children: dict[str, list[Element]] = {}
    for child in element:
        children.setdefault(child.tag, []).append(child)
    for tag, same in children.items():
        name, held = known.get((False, tag), (tag, {}))
        found[name] = _held(same, held)
    if words := _words(element):
        found["#text"] = words
    return found


def _words(element: Element) -> str:
    """Text that stands beside children."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _is_attribute(schema: Schema) -> bool:
    return bool(schema.get("xml", {}).get("attribute"))


def _held(same: list[Element], schema: Schema) -> Any:
    """What children of one name hold."""
    if _type(schema) == "array" and not schema.get("xml", {}).get("wrapped"):
        return [_read(one, schema["items"]) for one in same]
    if len(same) > 1:
        return [_read(one, {}) for one in same]
    (only,) = same
    return (
        _collection(only, schema["items"]) if _type(schema) == "array" and only.attrib != NIL else _read(only, schema)
    )


def _collection(around: Element, items: Schema) -> Any:
    """The items in an element around them, if it holds nothing else."""
    if any(one.tag != _name("", items) for one in around) or around.attrib or _words(around):
        return _object(around, {})
    return [_read(one, items) for one in around]
