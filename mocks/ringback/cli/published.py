"""`ringback reference`, `openapi` and `schema`: what is declared, printed."""

import json

from ringback.apps import MODULES, app, library
from ringback.cli.refusal import unknown
from ringback.publish.openapi import openapi
from ringback.publish.reference import markdown, reference
from ringback.state.schema import schema
from ringback.telephony.network import MAGIC


def reference_text(name: str, form: str) -> str:
    """The reference of one app, or of all for an empty name, as Markdown or JSON."""
    if name and name not in MODULES:
        raise unknown("app", name, MODULES)
    magic = {ending: one.meaning for ending, one in MAGIC.items()}
    content = reference([app(one) for one in ([name] if name else MODULES)], magic)
    return markdown(content) if form == "markdown" else json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def openapi_text(name: str) -> str:
    """One app as an OpenAPI document, in JSON."""
    if name not in MODULES:
        raise unknown("app", name, MODULES)
    return json.dumps(openapi(app(name)), indent=2, ensure_ascii=False) + "\n"


def schema_text() -> str:
    """The JSON Schema of scenarios."""
    return json.dumps(schema(library().rooms), indent=2, ensure_ascii=False) + "\n"
