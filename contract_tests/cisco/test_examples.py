"""The document's own examples: each request works as it is printed, each reply comes back element for element.

The slips in them are resolved as the record of the vendor's clients says; everything else is as it stands there.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import Cisco

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples"

# The examples of replies, and where each is fetched.
FETCHED = {
    "campaign-get": "/campaign/5168",
    "runtimestats-get": "/campaign/5168/runtimestats",
    "dnc-get": "/dnc/5001",
    "import-get": "/campaign/5000/import/1",
    "personalcallback-get": "/personalcallback/2",
    "timezone-get": "/timezone/Pacific%20Standard%20Time%20%28Mexico%29",
}
# The examples of requests.
SENT = ("campaign-create", "import-create", "personalcallback-create", "personalcallback-bulk")


def printed(name: str) -> str:
    """An example as it is printed."""
    return (EXAMPLES / f"{name}.xml").read_text("utf-8")


def elements(root: ElementTree.Element, before: str = "") -> Iterator[tuple[str, str]]:
    """Every element with its path and its text, in order; blanks around a text do not count."""
    path = f"{before}/{root.tag}"
    yield path, "" if len(root) else (root.text or "").strip()
    for part in root:
        yield from elements(part, path)


def parts(text: str | bytes) -> list[tuple[str, str]]:
    """The elements of a document."""
    return list(elements(ElementTree.fromstring(text)))


def test_every_example_is_tried() -> None:
    """None has been forgotten."""
    assert {path.stem for path in EXAMPLES.glob("*.xml")} == {*FETCHED, *SENT}


@pytest.mark.parametrize("name", [name for name in FETCHED if name != "dnc-get"])
def test_an_example_comes_back_as_it_is_printed(cisco: Cisco, name: str) -> None:
    """In the same order, with nothing besides."""
    assert parts(cisco.get(FETCHED[name]).content) == parts(printed(name))


def test_the_example_of_an_import_rule_comes_back_with_its_change_stamp(cisco: Cisco) -> None:
    """The document leaves the stamp out, which an update must send."""
    found = parts(cisco.get("/dnc/5001").content)
    assert [part for part in found if part != ("/dnc/changeStamp", "0")] == parts(printed("dnc-get"))
    assert len(found) == len(parts(printed("dnc-get"))) + 1


@pytest.mark.parametrize(
    ("name", "path"), [("campaign-get", "/campaign/5168"), ("personalcallback-get", "/personalcallback/2")]
)
def test_an_example_can_be_sent_back_as_it_is_printed(in_2016: Cisco, name: str, path: str) -> None:
    """Clients update an item with all that they have read; only the change stamp is another one then."""
    assert in_2016.call("PUT", path, printed(name)).status_code == 200
    stamped = printed(name).replace("<changeStamp>48<", "<changeStamp>49<")
    assert parts(in_2016.get(path).content) == parts(stamped)


def test_the_example_of_a_new_campaign_works_as_it_is_printed(in_2016: Cisco) -> None:
    """What was sent is shown again, and the rest has the document's defaults."""
    made = in_2016.made("/campaign", printed("campaign-create"))
    found = parts(in_2016.get(made.partition("/config")[2]).content)
    zone = [("/campaign/timeZone/displayName", "(UTC) Coordinated Universal Time")]
    assert set(parts(printed("campaign-create"))) | set(zone) <= set(found)
    defaults = {
        "changeStamp": "0",
        "abandonEnabled": "true",
        "abandonPercent": "3.0",
        "amdTreatmentMode": "abandonCall",
        "campaignPurposeType": "agentCampaign",
        "enabled": "false",
        "ipAmdEnabled": "true",
        "ipTerminatingBeepDetect": "false",
        "linesPerAgent": "1.5",
        "maxAttempts": "3",
        "maximumLinesPerAgent": "2.0",
        "minimumCallDuration": "1",
        "noAnswerRingLimit": "4",
        "personalizedCallbackEnabled": "false",
        "predictiveCorrectionPace": "70",
        "predictiveGain": "1.0",
        "rescheduleCallbackMode": "useCampaignDN",
        "reservationPercentage": "100",
        "retries/answeringMachineDelay": "60",
        "retries/busySignalDelay": "60",
        "retries/customerAbandonedDelay": "30",
        "retries/customerNotHomeDelay": "60",
        "retries/dialerAbandonedDelay": "60",
        "retries/noAnswerDelay": "60",
        "startDate": "2016-01-14",
        "endDate": "2016-01-15",
        "startTime": "09:00",
        "endTime": "17:00",
    }
    assert {(f"/campaign/{name}", text) for name, text in defaults.items()} <= set(found)


def test_the_example_of_an_import_works_as_it_is_printed(in_2016: Cisco) -> None:
    """Its rows have the columns of the contacts that there are, and follow them."""
    assert in_2016.call("POST", "/campaign/5000/import", printed("import-create")).status_code == 200
    shown = [parts(in_2016.get(f"/campaign/5000/import/{number}").content) for number in (2, 3, 4)]
    rows = [
        ("6782", "Henry", "Martin", "2225554444", "2225556262", "720", "false"),
        ("3456", "Michele", "Smith", "2225559999", "2225551234", "900", "true"),
        ("4569", "Walker", "Evans", "2225552000", "2225557890", "600", "true"),
    ]
    for number, (found, row) in enumerate(zip(shown, rows, strict=True), 2):
        account, first, last, *phones, offset, dst = row
        assert found == [
            ("/importContact", ""),
            ("/importContact/refURL", f"/unifiedconfig/config/campaign/5000/import/{number}"),
            ("/importContact/accountNumber", account),
            ("/importContact/callsMade", "0"),
            ("/importContact/callStatus", "pending"),
            ("/importContact/callResultOverall", "0"),
            ("/importContact/firstName", first),
            ("/importContact/lastName", last),
            ("/importContact/importDate", "2016-01-14T09:00:00"),
            *[
                part
                for place, phone in enumerate(phones, 1)
                for part in (
                    (f"/importContact/phone0{place}", ""),
                    (f"/importContact/phone0{place}/callResult", "0"),
                    (f"/importContact/phone0{place}/dstObserved", dst),
                    (f"/importContact/phone0{place}/gmtOffset", offset),
                    (f"/importContact/phone0{place}/number", phone),
                )
            ],
        ]


def test_the_example_of_a_new_callback_becomes_the_example_of_one(in_2016: Cisco) -> None:
    """But for its id and its change stamp."""
    made = in_2016.made("/personalcallback", printed("personalcallback-create"))
    assert made == "/unifiedconfig/config/personalcallback/3"
    example = printed("personalcallback-get").replace("/personalcallback/2<", "/personalcallback/3<")
    expected = parts(example.replace("<changeStamp>48<", "<changeStamp>0<"))
    assert parts(in_2016.get("/personalcallback/3").content) == expected


def test_the_example_of_callbacks_in_bulk_works_as_it_is_printed(in_2016: Cisco) -> None:
    """The header, which is broken over two lines there, is read as one."""
    assert in_2016.call("POST", "/personalcallback/import", printed("personalcallback-bulk")).status_code == 200
    rows = [
        ("6782", "Henry", "Martin", "2225554444", "222222221", "2016-01-25T05:12:00"),
        ("3444", "Thomas", "Edison", "2225554555", "222222222", "2016-01-25T05:23:00"),
        ("5444", "Tom", "Hilfiger", "2225554666", "222222223", "2016-01-25T05:37:00"),
    ]
    for number, (account, first, last, phone, dn, moment) in enumerate(rows, 3):
        found = dict(parts(in_2016.get(f"/personalcallback/{number}").content))
        assert {path.removeprefix("/personalCallback/"): text for path, text in found.items() if text} == {
            "changeStamp": "0",
            "refURL": f"/unifiedconfig/config/personalcallback/{number}",
            "campaign/refURL": "/unifiedconfig/config/campaign/5000",
            "agent/refURL": "/unifiedconfig/config/agent/1004",
            "campaignId": "5000",
            "peripheralId": "5000",
            "agentId": "1004",
            "campaignDn": dn,
            "phone": phone,
            "accountNumber": account,
            "maxAttempts": "1",
            "callbackDateTime": moment,
            "callStatus": "pending",
            "callResult": "0",
            "lastName": last,
            "firstName": first,
        }


def test_the_example_of_a_do_not_call_list_is_taken_up(cisco: Cisco) -> None:
    """The file of the example's rule; it lies there under its own name."""
    content = (EXAMPLES / "donotcall.txt").read_bytes()
    cisco.site.control.put(f"worlds/{cisco.site.world}/files/dnc.txt", content=content).raise_for_status()
    cisco.advance(60)
    assert sorted(row["number"] for row in cisco.rows("do_not_call")) == ["2225554444", "2225556666", "2225559999"]
