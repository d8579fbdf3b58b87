"""How each call that gives a file names it, and of what type it says it is."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.succeeding import RIGHT
from contract_tests.tcn.test_triggers import ask

CSV = "text/csv;charset=UTF-8"
FILES = {
    **dict.fromkeys(("8", "9", "10", "11", "12", "13", "14"), (CSV, "report.csv")),
    **dict.fromkeys(("24", "25"), (CSV, "dncl.csv")),
    **dict.fromkeys(("34", "35", "36"), ("application/zip", "recordings.zip")),
    "38": (CSV, "activity.csv"),
    "39": ("audio/x-wav", "recording.wav"),
}


@pytest.mark.parametrize("section", RIGHT)
def test_a_file_comes_under_its_name_and_all_else_under_none(tcn: Site, section: str) -> None:
    """A success has status 200, whatever it gives."""
    reply = ask(tcn, section, {})
    assert reply.status_code == 200
    kind, name = FILES.get(section, (reply.headers["content-type"], ""))
    assert reply.headers["content-type"] == kind
    assert reply.headers.get("content-disposition", "") == (f'attachment; filename="{name}"' if name else "")
