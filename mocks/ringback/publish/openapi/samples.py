"""Examples of requests: a value for each field that needs one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ringback.contract.app import App
from ringback.contract.field import Field
from ringback.publish.openapi.doors import Kind, short
from ringback.publish.openapi.schemas import typed


def sample(app: App, endpoint: Kind, field: Field[Any]) -> object:
    """The value of a field in an example: the app's own, else the field's if it is required, else None."""
    samples = app.interface.samples
    for name in (short(endpoint), ""):
        if field.wire_name in samples.get(name, {}):
            return typed(field, samples[name][field.wire_name])
    if not field.required:
        return None
    return typed(field, field.example) if field.example else field.wire_name


def tree(app: App, endpoint: Kind, places: Iterable[str]) -> dict[str, Any]:
    """The values of the fields in some places, elements within elements."""
    held: dict[str, Any] = {}
    for field in endpoint.fields.values():
        if field.place in places and (value := sample(app, endpoint, field)) is not None:
            *around, name = field.wire_name.split("/")
            inner = held
            for outer in around:
                inner = inner.setdefault(outer, {})
            inner[name] = value
    return held


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_xml(root: str, content: Mapping[str, Any]) -> str:
    """The same as an XML document; of a list, each item is an element."""
    element = Element(root)
    _fill(element, content)
    return tostring(element, "unicode")


def _fill(element: Element, content: Mapping[str, Any]) -> None:
    for name, value in content.items():
        for item in _items(value):
            inner = SubElement(element, name)
            if isinstance(item, Mapping):
                _fill(inner, item)
            else:
                inner.text = _text(item)


def _items(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else [value]
