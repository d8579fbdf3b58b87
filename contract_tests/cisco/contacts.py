"""Imports of contacts, as the tests write them, and contacts as the API shows them."""

from html import escape
from typing import Any

import httpx

from contract_tests.cisco.conftest import Cisco

IMPORT = "/campaign/5000/import"


def sheet(*lines: str, delimiter: str = "", overwrite: str = "") -> str:
    """The body of an import of these lines."""
    content = escape("\n".join(lines))
    rest = f"<delimiter>{delimiter}</delimiter>" if delimiter else ""
    rest += f"<overwriteData>{overwrite}</overwriteData>" if overwrite else ""
    return f"<import><fileContent>{content}</fileContent>{rest}</import>"


def replace(cisco: Cisco, *lines: str, path: str = IMPORT) -> httpx.Response:
    """Ask for an import of these lines in place of the contacts that there are."""
    return cisco.call("POST", path, sheet(*lines, overwrite="true"))


def stored(cisco: Cisco, *lines: str) -> list[dict[str, Any]]:
    """The contacts that these lines become, as JSON, in the order of their ids."""
    answer = replace(cisco, *lines)
    assert answer.status_code == 200, answer.text
    return contacts(cisco)


def contacts(cisco: Cisco, query: str = "resultsPerPage=100", path: str = IMPORT) -> list[dict[str, Any]]:
    """The contacts of a page, as JSON, in the order of their ids."""
    found = page(cisco, query, path)
    return sorted(found, key=lambda contact: int(contact["refURL"].rpartition("/")[2]))


def page(cisco: Cisco, query: str, path: str = IMPORT) -> list[dict[str, Any]]:
    """The contacts of a page, as JSON, in its order."""
    answer = cisco.get(f"{path}?{query}", accept="application/json")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["importContacts"][0]["importContact"]
    return found
