"""A campaign from its upload to its bill: whatever can be asked along the way tells the same story, to the unit."""

import wave
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import DEMO, ask, file, post, upload
from contract_tests.tcn.dialing import records

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

# Call id, number, result, start and end (minutes and seconds after 17:00 UTC), message and talk, cost of both.
FIRST_CALLS = [
    (700010, "8015550100", 2120, "00:02", "01:38", 30, 60, 0.01, 0.02),
    (700011, "8015550101", 5000, "00:02", "00:04", 0, 0, 0.0, 0.0),
    (700012, "8015550102", 6000, "00:04", "00:29", 0, 0, 0.0, 0.0),
]
SECOND_CALLS = [
    (700013, "8015550103", 3100, "05:00", "06:00", 40, 0, 0.014, 0.0),
    (700014, "4355550100", 9300, "05:00", "05:00", 0, 0, 0.0, 0.0),
    (700015, "8015550109", 6000, "05:00", "05:25", 0, 0, 0.0, 0.0),
    (700016, "8015550107", 2200, "05:25", "05:32", 1, 0, 0.002, 0.0),
]
THIRD_CALLS = [
    (700017, "8015550101", 5000, "30:04", "30:06", 0, 0, 0.0, 0.0),
    (700018, "8015550102", 6000, "30:29", "30:54", 0, 0, 0.0, 0.0),
    (700019, "8015550109", 6000, "35:25", "35:50", 0, 0, 0.0, 0.0),
]

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
        site.control.put(f"worlds/{site.world}", json={}).raise_for_status()
        self.do("do not call", "RemoteDNCLAdd", dncl="4355550100")
        self.keep("upload", upload(site, FILE))
        self.keep("duplicate", upload(site, FILE))
        self.do("two lines", "RemoteBroadcastLineControl", outbound="2", taskSid=SID)
        self.look("uploaded", 0)
        self.look("running", 10)
        self.do("pause", "RemoteBroadcastControl", action="pause", taskSid=SID)
        self.look("paused", 290, after="")
        self.do("play", "RemoteBroadcastControl", action="play", taskSid=SID)
        self.look("played", 600, after="700012")
        self.look("last quarter", 1799, after="700016")
        self.look("timed out", 1, after="700019")
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

    def look(self, name: str, seconds: float, after: str | None = None) -> None:
        """Let time pass; keep the state, and the calls behind an id."""
        self.said.append(self.site.advance(seconds) if seconds else [])
        self.do(name, "RemoteBroadcastStatusList", taskSid=SID, extended="true")
        if after is not None:
            self.keep(f"calls when {name}", self.calls(int(after or 0)))

    def end(self) -> None:
        """Ask for all that there is of a broadcast that is over."""
        self.seen["records"] = records(self.site, SID)
        reply = post(self.site, "RemoteBroadcastRecordingsList", **DEMO, taskSid=SID, recordingType="linkback")
        self.keep("recordings", reply.content)
        row = next(row for row in self.site.rows("recordings", app="tcn") if row["group_sid"] == SID)
        key = {"hash": row["hash"], "cs": row["call_id"], "cls": row["call_log_sid"], "type": "outbound"}
        self.keep("recording", post(self.site, "RetrieveRecordingFile", **key).content)
        self.do("voice mail", "RemoteBroadcastRecordingsList", taskSid=SID, recordingType="voiceMail")

    def calls(self, after: int) -> list[tuple[Any, ...]]:
        """The calls of the broadcast behind an id."""
        rows = [row for row in self.site.rows("calls", app="tcn") if row["group_sid"] == SID and row["call_id"] > after]
        fields = ("delivery_seconds", "linkback_seconds", "delivery_cost", "linkback_cost")
        return [
            (
                row["call_id"],
                row["number"],
                row["result_code"],
                row["start_time"][14:19],
                row["ended"][14:19],
                *(row[field] for field in fields),
            )
            for row in rows
        ]


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
    """Ann and Bob, then Cat on Bob's line. Nobody else for five minutes."""
    assert campaign.seen["calls when paused"] == FIRST_CALLS


def test_played_it_goes_on_where_it_was(campaign: Campaign) -> None:
    """The calls behind the greatest id so far: Dan's machine, Eve who must not be called, Fay, Ivy."""
    assert campaign.seen["calls when played"] == SECOND_CALLS


def test_second_attempts_come_half_an_hour_after_the_first(campaign: Campaign) -> None:
    """Bob, Cat and Fay; and then nothing more before time is up."""
    assert campaign.seen["calls when last quarter"] == THIRD_CALLS
    assert campaign.seen["calls when timed out"] == []


def test_every_record_ends_with_its_result(campaign: Campaign) -> None:
    """2120 AGT, 9200 CAT for those who wait, 3100 MAD, 9300 CDL, 9100 CAX in Honolulu, 2200 ANH."""
    results = [row["result_code"] for row in campaign.seen["records"]]
    assert results == [2120, 9200, 9200, 3100, 9300, 9200, 9100, 2200]
    assert [row["attempts"] for row in campaign.seen["records"]] == [1, 2, 2, 1, 0, 2, 0, 1]


def test_the_bill_is_the_sum_of_the_calls(campaign: Campaign) -> None:
    """2.3 minutes at two cents, known as soon as the calls have ended."""
    every = FIRST_CALLS + SECOND_CALLS + THIRD_CALLS
    assert sum(call[-2] + call[-1] for call in every) == pytest.approx(0.046)
    assert ",0.046,2.3," in campaign.seen["exported"][1]


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
