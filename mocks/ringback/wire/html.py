"""HTML from Jinja templates, with every value escaped."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _compiled(source: str) -> "Template":
    # Imported at first use: few replies are pages, and start-up is a budget.
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(source)


def page(source: str, values: Mapping[str, object]) -> str:
    """Render the template `source` with `values`; a name that is missing is an error."""
    return _compiled(source).render(values)
