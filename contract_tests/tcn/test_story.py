"""A campaign from its upload to its bill: whatever can be asked along the way tells the same story, to the unit."""

import csv
import wave
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import DEMO, ask, file, post, upload

SID = 998547
# Everybody in the list, with what the number does; Eve is on the do-not-call list, in Honolulu it is seven.
LIST = """Ann,Talks,8015550100
Bob,Busy,8015550101
Cat,Away,8015550102
Dan,Machine,8015550103
Eve,Blocked,4355550100
Fay,Third,8015550109
Gus,Early,8085550100
Ivy,Hangup,8015550107
"""
# Three-quarters of an hour, from ten in Denver.
FILE = file(data=LIST, schedule_template_number="2", end_time="01/05/2026 10:45")
AGAIN = file(data=LIST, schedule_template_number="2", description="Second day")

# What the reports of report template 1 say, which names these columns.
COLUMNS = (
    "Call ID,Record ID,Dialed Number,Caller ID,Start Time,Result,Result Code,Delivery Length,Delivery Cost,"
    "Linkback Length,Linkback Cost,Total Length,Total Cost,Last Element,First Name,Last Name\n"
)
FIRST_CALLS = """\
700010,6,8015550100,4355550100,2026-01-05 09:00:02,Answered Linkcall Agent Talk,2120,30,0.01,60,0.02,90,0.03,Linkcall,Ann,Talks
700011,7,8015550101,4355550100,2026-01-05 09:00:02,Busy,5000,0,0,0,0,0,0,,Bob,Busy
700012,8,8015550102,4355550100,2026-01-05 09:00:04,No Answer,6000,0,0,0,0,0,0,,Cat,Away
"""  # noqa: E501 - a line of a report
SECOND_CALLS = """\
700013,9,8015550103,4355550100,2026-01-05 09:05:00,Machine Delivered,3100,40,0.014,0,0,40,0.014,Machine message,Dan,Machine
700014,10,4355550100,,2026-01-05 09:05:00,Cancelled Do Not Call List,9300,0,0,0,0,0,0,,Eve,Blocked
700015,11,8015550109,4355550100,2026-01-05 09:05:00,No Answer,6000,0,0,0,0,0,0,,Fay,Third
700016,13,8015550107,4355550100,2026-01-05 09:05:25,Answered Hangup,2200,1,0.002,0,0,1,0.002,Message,Ivy,Hangup
"""  # noqa: E501 - a line of a report
THIRD_CALLS = """\
700017,7,8015550101,4355550100,2026-01-05 09:30:04,Busy,5000,0,0,0,0,0,0,,Bob,Busy
700018,8,8015550102,4355550100,2026-01-05 09:30:29,No Answer,6000,0,0,0,0,0,0,,Cat,Away
700019,11,8015550109,4355550100,2026-01-05 09:35:25,No Answer,6000,0,0,0,0,0,0,,Fay,Third
"""
RECORDS = """\
Record ID,Task ID,Dialed Number,Result,Result Code,First Name,Last Name
6,998547,8015550100,Answered Linkcall Agent Talk,2120,Ann,Talks
7,998547,8015550101,Cancelled Timeout,9200,Bob,Busy
8,998547,8015550102,Cancelled Timeout,9200,Cat,Away
9,998547,8015550103,Machine Delivered,3100,Dan,Machine
10,998547,4355550100,Cancelled Do Not Call List,9300,Eve,Blocked
11,998547,8015550109,Cancelled Timeout,9200,Fay,Third
12,998547,8085550100,Canceled Time Zone,9100,Gus,Early
13,998547,8015550107,Answered Hangup,2200,Ivy,Hangup
"""

# The state at each look: with the cost so far, the billed minutes and the outbound lines.
STATES = {
    "uploaded": "998547,1000,0,0,2",
    "running": "998547,1200,0,0,2",
    "paused": "998547,1210,0.03,1.5,2",
    "played": "998547,1200,0.046,2.3,2",
    "last quarter": "998547,1200,0.046,2.3,2",
    "timed out": "998547,1310,0.046,2.3,2",
    "billed": "998547,1410,0.046,2.3,2",
    "a second before the same time": "998547,1410,0.046,2.3,2",
    "exported": "998547,1510,0.046,2.3,2",
}


class Campaign:
    """The story, played once in a world; `said` keeps every answer in order, `seen` what a test asks for by name."""

    def __init__(self, site: Site) -> None:
        """Upload, pause, play, run out of time, be billed; upload again a day later."""
        self.site = site
        self.said: list[object] = []
        self.seen: dict[str, Any] = {}
        # As the guide has it: the greatest id of the last report is where the next one starts.
        self.start = ""
        site.control.put(f"worlds/{site.world}", json={}).raise_for_status()
        self.do("do not call", "RemoteDNCLAdd", dncl="4355550100")
        self.keep("upload", upload(site, FILE))
        self.keep("duplicate", upload(site, FILE))
        self.do("two lines", "RemoteBroadcastLineControl", outbound="2", taskSid=SID)
        self.look("uploaded", 0)
        self.look("running", 10)
        self.do("pause", "RemoteBroadcastControl", action="pause", taskSid=SID)
        self.look("paused", 290)
        self.do("play", "RemoteBroadcastControl", action="play", taskSid=SID)
        self.look("played", 600)
        self.look("last quarter", 1799)
        self.look("timed out", 1)
        self.do("stop", "RemoteBroadcastControl", action="stop", taskSid=SID)
        self.end()
        self.look("billed", 3600)
        self.look("a second before the same time", 80_099)
        self.keep("duplicate of the day before", upload(site, FILE))
        self.look("the same time", 1)
        self.keep("upload again", upload(site, AGAIN))
        self.look("exported", 2700)

    def keep(self, name: str, answer: object) -> None:
        """Keep an answer."""
        self.said.append(answer)
        self.seen[name] = answer

    def do(self, name: str, path: str, **data: object) -> None:
        """Call a function, and keep its status and body."""
        self.keep(name, ask(self.site, path, **data))

    def look(self, name: str, seconds: float) -> None:
        """Let time pass; keep the state, and the calls that have come to an end since the last look."""
        self.said.append(self.site.advance(seconds) if seconds else [])
        self.do(name, "RemoteBroadcastStatusList", taskSid=SID, extended="true")
        start = {"startId": self.start} if self.start else {}
        self.do(f"calls when {name}", "FtpReportAsOfServlet", templateNumber=1, taskSid=SID, **start)
        lines = self.seen[f"calls when {name}"][1].splitlines()[1:]
        self.start = max((line.split(",")[0] for line in lines), key=int, default=self.start)

    def end(self) -> None:
        """Ask for all that there is of a broadcast that is over."""
        self.do("report", "FtpReportServlet", templateNumber=1, taskSid=SID)
        self.do("records", "FtpReportServlet", templateNumber=2, taskSid=SID)
        self.do("records as of", "FtpReportAsOfServlet", templateNumber=2, taskSid=SID, startId=10)
        only = {"filter": "include", "filterValues": "2120,3100", "orderby": "ORDER_BY_TOTAL_COST"}
        self.do("billed calls", "FtpReportServlet", templateNumber=1, taskSid=SID, **only)
        self.do("activity", "RemoteNumberActivityList", dialed_number="8015550101")
        self.do("activity of the day", "RemoteNumberActivityList", dialed_number="8015550101", days_of_history=1)
        reply = post(self.site, "RemoteBroadcastRecordingsList", **DEMO, taskSid=SID, recordingType="linkback")
        self.keep("recordings", reply.content)
        row = next(row for row in self.site.rows("recordings", app="tcn") if row["group_sid"] == SID)
        key = {"hash": row["hash"], "cs": row["call_id"], "cls": row["call_log_sid"], "type": "outbound"}
        self.keep("recording", post(self.site, "RetrieveRecordingFile", **key).content)
        self.do("voice mail", "RemoteBroadcastRecordingsList", taskSid=SID, recordingType="voiceMail")


@pytest.fixture(scope="module")
def campaign(handbook_server: Running) -> Iterator[Campaign]:
    """The story, played once for all tests of this module."""
    site = handbook_server.site("tcn-story")
    yield Campaign(site)
    site.control.delete(f"worlds/{site.world}")


def test_the_same_data_is_refused_for_a_day(campaign: Campaign) -> None:
    """At once and after 23:59:59; at the same time of the next day it is another broadcast."""
    refused = (400, "The uploaded Contact Group has already been uploaded within the last 24 hours!")
    assert campaign.seen["upload"] == (200, "998547")
    assert campaign.seen["duplicate"] == campaign.seen["duplicate of the day before"] == refused
    assert campaign.seen["upload again"] == (200, "998548")


def test_the_states_are_those_of_section_18(campaign: Campaign) -> None:
    """Preparing, running, paused, running, out of time, billed, exported; with what it has cost, and its lines."""
    lines = [campaign.seen[name][1].splitlines()[1] for name in STATES]
    assert lines == list(STATES.values())
    assert campaign.seen["uploaded"][1].startswith("Broadcast ID,Status Code,Cost,Billed Minutes,Outbound Lines\n")


def test_a_broadcast_is_controlled_while_it_lasts(campaign: Campaign) -> None:
    """The answer names the broadcasts that have changed: none when time was up before."""
    for name in ("two lines", "pause", "play"):
        assert campaign.seen[name] == (200, "998547")
    assert campaign.seen["stop"] == (200, "")


def test_two_lines_dial_until_the_pause_and_then_end_their_calls(campaign: Campaign) -> None:
    """Ann and Bob, then Cat on Bob's line; a call that lasts is not reported yet. Nobody else for five minutes."""
    assert campaign.seen["calls when running"] == (200, COLUMNS)
    assert campaign.seen["calls when paused"] == (200, COLUMNS + FIRST_CALLS)


def test_played_it_goes_on_where_it_was(campaign: Campaign) -> None:
    """The calls behind the greatest id so far: Dan's machine, Eve who must not be called, Fay, Ivy."""
    assert campaign.seen["calls when played"] == (200, COLUMNS + SECOND_CALLS)


def test_second_attempts_come_half_an_hour_after_the_first(campaign: Campaign) -> None:
    """Bob, Cat and Fay; and then nothing more before time is up."""
    assert campaign.seen["calls when last quarter"] == (200, COLUMNS + THIRD_CALLS)
    assert campaign.seen["calls when timed out"] == campaign.seen["calls when exported"] == (200, COLUMNS)


def test_the_whole_report_is_what_was_reported_bit_by_bit(campaign: Campaign) -> None:
    """Nothing twice, nothing left out."""
    assert campaign.seen["report"] == (200, COLUMNS + FIRST_CALLS + SECOND_CALLS + THIRD_CALLS)


def test_every_record_ends_with_its_result(campaign: Campaign) -> None:
    """2120 AGT, 9200 CAT for those who wait, 3100 MAD, 9300 CDL, 9100 CAX in Honolulu, 2200 ANH."""
    assert campaign.seen["records"] == (200, RECORDS)
    lines = RECORDS.splitlines(keepends=True)
    assert campaign.seen["records as of"] == (200, lines[0] + "".join(lines[6:]))


def test_the_bill_is_the_sum_of_the_calls(campaign: Campaign) -> None:
    """Two cents a minute: 0.046 for 2.3 minutes, known as soon as the calls have ended."""
    lines = campaign.seen["report"][1].splitlines()[1:]
    assert sum(float(line.split(",")[12]) for line in lines) == pytest.approx(0.046)
    assert ",0.046,2.3," in campaign.seen["exported"][1]


def test_a_report_can_be_of_some_results_in_an_order(campaign: Campaign) -> None:
    """The two that cost most, in the order of what they cost."""
    lines = campaign.seen["billed calls"][1].splitlines()[1:]
    assert sorted(line.split(",")[0] for line in lines) == ["700010", "700013"]
    assert lines == sorted(lines, key=lambda line: float(line.split(",")[12]))


def test_the_activity_of_a_number_has_its_calls_of_all_campaigns(campaign: Campaign) -> None:
    """Bob's two of today, and the one of last week."""
    rows = list(csv.DictReader(campaign.seen["activity"][1].splitlines()))
    assert [(row["Call ID"], row["Group ID"], row["Result"]) for row in rows] == [
        ("700002", "998545", "Busy"),
        ("700011", "998547", "Busy"),
        ("700017", "998547", "Busy"),
    ]
    today = list(csv.DictReader(campaign.seen["activity of the day"][1].splitlines()))
    assert today == rows[1:]


def test_the_recordings_are_those_of_the_talks(campaign: Campaign) -> None:
    """One, of Ann's call, in a zip file; by its hash it is had alone. Nobody left a voice mail."""
    with ZipFile(BytesIO(campaign.seen["recordings"])) as archive:
        (entry,) = archive.infolist()
        content = archive.read(entry)
    assert entry.filename.startswith("998547_700010_900010_")
    assert content == campaign.seen["recording"]
    with wave.open(BytesIO(content)) as sound:
        assert sound.getnframes() > 0
    assert campaign.seen["voice mail"] == (400, "No recordings found for the specified tasks/data range!")


def test_the_story_told_twice_is_the_same_to_the_byte(handbook_server: Running) -> None:
    """The same requests in another world of the same seed give the same bytes and the same events."""
    told = []
    for name in ("tcn-story-once", "tcn-story-again"):
        story = Campaign(handbook_server.site(name))
        told.append((story.said, story.site.rows("calls", app="tcn"), story.site.rows("recordings", app="tcn")))
        story.site.control.delete(f"worlds/{name}")
    assert told[0] == told[1]
