"""Forms as browsers send them: names and values, bounded."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from ringback.control.body import content
from ringback.control.routes import Problem

MOST_FIELDS = 200
_KIND = "application/x-www-form-urlencoded"

Form = dict[str, str]
"""The fields of a form in their order; of several with one name, the last."""


async def sent(request: Request, most: int) -> Form:
    """The form that a page of the console sent, in at most so many bytes; a Problem for all else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _KIND:
        raise Problem(415, "no_form", f"The console takes forms only, not {kind[:80] or 'this'}", f"Send {_KIND}")
    raw = await content(request, most)
    try:
        return dict(parse_qsl(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise Problem(400, "bad_form", f"The form has more than {MOST_FIELDS} fields", "Load the page anew") from None
