"""What a page must be whatever stands in it, and texts that would have it otherwise."""

from collections.abc import Iterator

from contract_tests.console.reading import tree

EVIL = "<script>alert(1)</script>"
TEXTS = (
    EVIL,
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "</textarea></title></pre><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}${7*7}",
    "a\r\nevent: tick\ndata: <b>x</b>\n\nb",
    "\u2028\u202e\ufeff\x85ünï\N{GRINNING FACE}",
    "/../..//evil.example.com/?a=b#c&d=%2F%00%zz+;,=@:",
)

# Where an address may stand, and how those of the console begin.
ADDRESSES = ("href", "src", "action", "hx-get", "hx-post", "data-stream", "formaction", "data", "poster", "srcset")
OWN = ("/_ringback/", "?", "#")
ATTRIBUTES = {
    "hx-ext": {"live"},
    "hx-trigger": {
        "changed from:body, tick from:body",
        "changed from:body",
    },
    "hx-swap": {"live", "innerHTML"},
    "hx-target": {"#outcome"},
    "hx-select": {"#page"},
    "hx-sync": {"this:queue last"},
    "hx-disinherit": {"*"},
}
FREE = {"hx-get", "hx-post", "hx-confirm"}


def wrong_in(text: str) -> Iterator[str]:
    """What no page of the console has: scripts, handlers and styles in it, addresses elsewhere, orders to htmx."""
    for element in tree(text).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
            yield f"a script in the page: {element.text}"
        if element.tag in ("iframe", "object", "embed", "base", "style", "img", "template"):
            yield f"an element {element.tag}"
        for name, value in element.attrib.items():
            yield from _wrong(element.tag, str(name), str(value))


def _wrong(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in ("style", "autofocus", "hx-on", "hx-vals", "hx-headers"):
        yield f"{tag} has {name}={value}"
    if name in ADDRESSES and (not value.startswith(OWN) or value.startswith("//")):
        yield f"{tag} leads to {value}"
    if name.startswith(("hx-", "sse-")) and name not in FREE and value not in ATTRIBUTES.get(name, set()):
        yield f"{tag} orders {name}={value}"
