"""XML without entities, document types or network, to and from plain values."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ringback.wire.tree import MOST_NODES, TOO_MANY, Malformed, Tree

if TYPE_CHECKING:
    from lxml.etree import _Element

# lxml is imported where it is used: most servers never see XML, and start-up is a budget.

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'

# What XML 1.0 cannot carry, however it is escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def from_xml(body: bytes) -> tuple[str, Tree]:
    """Read a document: the local name of its root, and its content without attributes, comments and namespaces.

    An element that has children has no text. Malformed when it is not well-formed, has a document type declaration, or
    is larger or deeper than libxml2 takes without being told to, or has too many elements or attributes.
    """
    from lxml import etree

    # Counted before it is read: what libxml2 makes of a small element is fifty times as large.
    if body.count(b"<") + body.count(b"=") > 2 * MOST_NODES:
        raise Malformed(TOO_MANY)

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Malformed(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Malformed("a document type declaration is not taken")
    return _local(root), _tree(root)


def to_xml(name: str, value: object, namespaces: Mapping[str | None, str] | None = None) -> bytes:
    """Write a document in UTF-8, with a declaration, of a root element of that name.

    A mapping is children in its order, a sequence the same child several times, None no child at all; true and false
    are small, other scalars as `str` writes them. What XML cannot carry becomes U+FFFD. A name `{uri}local` or one that
    begins with `@` is an attribute of its parent.
    """
    from lxml import etree

    nsmap: Any = dict(namespaces) if namespaces else None
    root = etree.Element(name, nsmap=nsmap)
    _fill(root, value)
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _tree(element: "_Element") -> Tree:
    if len(element) == 0:
        return element.text or ""
    children: dict[str, list[Tree]] = {}
    for child in element:
        children.setdefault(_local(child), []).append(_tree(child))
    return children


def _fill(element: "_Element", value: object) -> None:
    from lxml.etree import SubElement

    if not isinstance(value, Mapping):
        element.text = scalar(value)
        return
    for name, held in value.items():
        if name.startswith("@"):
            element.set(name[1:], scalar(held))
            continue
        for item in held if isinstance(held, list | tuple) else (held,):
            if item is not None:
                _fill(SubElement(element, name), item)


def scalar(value: object) -> str:
    """A scalar as XML writes it."""
    if value is True or value is False:
        return "true" if value else "false"
    return _FORBIDDEN.sub("\ufffd", str(value))
