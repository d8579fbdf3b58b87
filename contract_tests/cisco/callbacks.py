"""Bodies of personal callbacks, and the files that the tests read them from."""

from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from contract_tests.cisco.conftest import Cisco, local

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples"
CALLBACKS = "/personalcallback"
IMPORT = "/personalcallback/import"

# Handbook worlds begin on Monday 2026-01-05 at 17:00 UTC, which is the Logger's zone.
LATER = "2026-01-05T18:00:00"


def example(name: str) -> str:
    """The content of an example of the document."""
    return (EXAMPLES / name).read_text("utf-8")


def reference(name: str, path: str) -> str:
    """A reference by refURL."""
    return f"<{name}><refURL>/unifiedconfig/config/{path}</refURL></{name}>"


def callback(**elements: str | None) -> str:
    """The body of a callback with what is required; None leaves an element out, and a value of XML is taken so."""
    given = {"phone": "999333", "maxAttempts": "1", "callbackDateTime": LATER} | elements
    return body(**given)


def body(**elements: str | None) -> str:
    """A body of exactly these elements; `agent` and `campaign` are ids."""
    inside = ""
    for name, value in elements.items():
        if value is None:
            continue
        if name in ("agent", "campaign"):
            inside += reference(name, f"{name}/{value}")
        else:
            inside += f"<{name}>{escape(value)}</{name}>"
    return f"<personalCallback>{inside}</personalCallback>"


def bulk(content: str, **elements: str) -> str:
    """The body of a bulk request."""
    others = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in elements.items())
    return f"<personalCallback><fileContent><![CDATA[{content}]]></fileContent>{others}</personalCallback>"


def made(cisco: Cisco, **elements: str | None) -> str:
    """Create a callback; its path."""
    return local(cisco.made(CALLBACKS, callback(**elements)))


def shown(cisco: Cisco, path: str) -> dict[str, str]:
    """The elements of one callback; a reference is its refURL."""
    return flat(cisco.xml("GET", path))


def flat(item: ElementTree.Element) -> dict[str, str]:
    """The texts of an item by their elements."""
    return {child.tag: (child.findtext("refURL") or child.text or "") for child in item}


def stamped(cisco: Cisco, path: str, **elements: str | None) -> str:
    """The body of an update with the present change stamp."""
    return body(changeStamp=shown(cisco, path)["changeStamp"], **elements)
