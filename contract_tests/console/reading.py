"""Pages as trees: what tests of plain HTML look at."""

from typing import Any

from lxml import html


def tree(text: str) -> Any:
    """A page's elements."""
    return html.document_fromstring(text)


def texts(page: str) -> str:
    """Everything that a person reads on a page, its values included."""
    root = tree(page)
    said = [str(root.text_content())]
    for element in root.iter("input", "option", "textarea"):
        said += [element.get("value") or "", element.text or ""]
    return "\n".join(said)
