"""Download Outbound, Inbound and Manual Dial As Of Reports (12 to 14): on from an id."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import begin
from contract_tests.tcn.test_reports import (
    ASKED,
    INBOUND_AS_OF,
    MANUAL_AS_OF,
    NOT_READ,
    OUTBOUND_AS_OF,
    call_ids,
    lines,
    report,
)

EVERY = pytest.mark.parametrize("path", [OUTBOUND_AS_OF, INBOUND_AS_OF, MANUAL_AS_OF])
ALL = {
    OUTBOUND_AS_OF: [700001, 700002, 700003, 700004],
    INBOUND_AS_OF: [700006, 700007],
    MANUAL_AS_OF: [700008, 700009],
}


@EVERY
def test_a_report_begins_behind_its_start_id(tcn: Site, path: str) -> None:
    """Not with it; without one at the beginning, and behind the last there is nothing."""
    ids = ALL[path]
    assert call_ids(tcn, path) == ids
    assert call_ids(tcn, path, startId="") == ids
    assert call_ids(tcn, path, startId="0") == ids
    assert call_ids(tcn, path, startId=str(ids[0])) == ids[1:]
    assert call_ids(tcn, path, startId=str(ids[-1])) == []
    assert call_ids(tcn, path, startId="999999999999999999") == []


@EVERY
@pytest.mark.parametrize("start", ["x", "-1", "1.5", "1e3", "9" * 30])
def test_a_start_id_must_be_an_id(tcn: Site, path: str, start: str) -> None:
    """The text is printed in section 5."""
    assert report(tcn, path, startId=start) == (400, "The given start ID is not valid!")


@EVERY
def test_only_one_group_can_be_asked_about(tcn: Site, path: str) -> None:
    """Two are not read."""
    _, parameter, own, other = ASKED[path]
    assert report(tcn, path, **{parameter: f"{own},{other}"}) == (400, NOT_READ[path])


def test_a_record_report_goes_on_by_record_id(tcn: Site) -> None:
    """The start is the id of a record then."""
    found = lines(tcn, OUTBOUND_AS_OF, templateNumber="2", startId="2")
    assert [line["Record ID"] for line in found] == ["3", "4"]


def test_neither_order_nor_filter_is_known(tcn: Site) -> None:
    """These parameters belong to the other reports."""
    ignored = {"orderby": "ORDER_BY_DIALED_NUMBER!", "filter": "?", "filterValues": "x"}
    assert call_ids(tcn, OUTBOUND_AS_OF, **ignored) == ALL[OUTBOUND_AS_OF]


def test_who_goes_on_from_the_greatest_id_sees_every_call_once(tcn: Site) -> None:
    """Ann's call takes long; Bob's is over before it, but has to wait so that Ann's is not missed."""
    sid = begin(tcn, "8015550100", "8015550101")
    seen: list[int] = []
    shown = []
    for seconds in (0, 2, 10, 60, 1800, 7200):
        tcn.advance(seconds)
        new = lines(tcn, OUTBOUND_AS_OF, taskSid=str(sid), startId=str(seen[-1]) if seen else "")
        assert all(line["Result"] != "Pending" for line in new)
        seen += [int(line["Call ID"]) for line in new]
        shown.append([line["Result"] for line in new])
    assert seen == [700010, 700011, 700012]
    assert shown[:4] == [[], [], [], ["Answered", "Busy"]]


def test_a_record_is_shown_when_it_will_not_be_called_again(tcn: Site) -> None:
    """Bob is busy and waits half an hour for his second call; Cat behind him waits for him."""
    sid = str(begin(tcn, "8015550100", "8015550101", "8015550102"))
    tcn.advance(600)
    first = lines(tcn, OUTBOUND_AS_OF, templateNumber="2", taskSid=sid)
    assert [line["Result"] for line in first] == ["Answered"]
    tcn.advance(7200)
    then = lines(tcn, OUTBOUND_AS_OF, templateNumber="2", taskSid=sid, startId=first[-1]["Record ID"])
    assert [line["Result"] for line in then] == ["Busy", "No Answer"]


def test_the_layout_is_the_templates(tcn: Site) -> None:
    """Fixed width without titles."""
    assert ask(tcn, OUTBOUND_AS_OF, templateNumber="9", taskSid="998545", startId="700003") == (
        200,
        "700004  8015550103 Machine Delivered       \n",
    )
