"""Recordings of groups as zip files (34 to 36), and single ones as WAV files (39)."""

import wave
import zipfile
from io import BytesIO
from typing import Any

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post
from contract_tests.tcn.dialing import begin

OUTBOUND = "RemoteBroadcastRecordingsList"
INBOUND = "RemoteInboundRecordingsList"
MANUAL = "RemoteManualDialRecordingsList"
FILE = "RetrieveRecordingFile"

# The parameter with the ids, the handbook's group with a linkback recording, and another account's group.
LISTS = {
    OUTBOUND: ("taskSid", "998545", "998546"),
    INBOUND: ("groupSid", "4401", "4403"),
    MANUAL: ("groupSid", "5501", "5502"),
}
UNREADABLE = {
    OUTBOUND: "Unable to read task groups from parameter or retrieve task groups from given date range",
    INBOUND: "Unable to read inbound groups from parameter or retrieve inbound groups from given date range",
    MANUAL: "Unable to read manual dial groups from parameter or retrieve manual dial groups from given date range",
}
NONE_FOUND = {
    OUTBOUND: "No recordings found for the specified tasks/data range!",
    INBOUND: "No recordings found for the specified groups/date range!",
    MANUAL: "No recordings found for the specified groups/date range!",
}
# The four parameters of the recordings that the handbook has.
LINKBACK = {"hash": "a1b2c3d4e5f60001", "cs": "700001", "cls": "900001", "type": "outbound"}
PURGED = {"hash": "a1b2c3d4e5f60002", "cs": "700004", "cls": "900004", "type": "outbound"}
TAKEN = {"hash": "a1b2c3d4e5f60003", "cs": "700006", "cls": "900006", "type": "inbound"}
BY_HAND = {"hash": "a1b2c3d4e5f60005", "cs": "700008", "cls": "900008", "type": "manual"}
DAY = 24 * 3600


def asked(path: str) -> dict[str, str]:
    """The parameters for the linkback recordings of the handbook's group."""
    name, own, _ = LISTS[path]
    return {name: own, "recordingType": "linkback"}


def fetch(site: Site, path: str, **data: str) -> httpx.Response:
    """Ask for a file, which must be there."""
    reply = post(site, path, **{**DEMO, **data})
    assert reply.status_code == 200, reply.text
    return reply


def names(reply: httpx.Response) -> list[str]:
    """The names of the files in a zip file, which must be whole."""
    with zipfile.ZipFile(BytesIO(reply.content)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def sound(content: bytes) -> wave.Wave_read:
    """A WAV file, opened."""
    return wave.Wave_read(BytesIO(content))


@pytest.mark.parametrize(
    ("path", "name", "date"),
    [
        (OUTBOUND, "998545_700001_900001_a1b2c3d4e5f60001.wav", (2025, 12, 29, 9, 0, 34)),
        (INBOUND, "4401_700006_900006_a1b2c3d4e5f60003.wav", (2025, 12, 30, 10, 0, 30)),
        (MANUAL, "5501_700008_900008_a1b2c3d4e5f60005.wav", (2025, 12, 31, 10, 0, 0)),
    ],
)
def test_recordings_of_a_group_are_one_zip_file(tcn: Site, path: str, name: str, date: tuple[int, ...]) -> None:
    """Dated by the recording, Pacific time (a zip file knows even seconds only); each file is a WAV file."""
    reply = fetch(tcn, path, **asked(path))
    assert reply.headers["content-type"] == "application/zip"
    assert reply.headers["content-disposition"] == 'attachment; filename="recordings.zip"'
    assert names(reply) == [name]
    with zipfile.ZipFile(BytesIO(reply.content)) as archive:
        assert archive.infolist()[0].date_time == date
        assert sound(archive.read(name)).getnframes() > 0


def test_voice_mail_is_the_other_kind(tcn: Site) -> None:
    """Of an inbound call whose caller hung up in the queue."""
    reply = fetch(tcn, INBOUND, groupSid="4401", recordingType="voiceMail")
    assert names(reply) == ["4401_700007_900007_a1b2c3d4e5f60004.wav"]


def test_the_same_request_gives_the_same_bytes_in_any_world(tcn: Site, handbook_server: Running) -> None:
    """Nothing in the file depends on when it was asked for."""
    other = handbook_server.site("tcn-recordings-twice")
    tcn.advance(DAY)
    assert fetch(tcn, INBOUND, **asked(INBOUND)).content == fetch(other, INBOUND, **asked(INBOUND)).content
    other.control.delete(f"worlds/{other.world}")


def test_recordings_are_found_by_the_dates_of_their_groups(tcn: Site) -> None:
    """The broadcast of December; with ids as well, no recording comes twice."""
    december = {"startDate": "2025/12/29 00:00", "endDate": "2025/12/30 00:00"}
    for sent in (december, {**december, "taskSid": "998545"}, {**december, "taskSid": "0"}):
        reply = fetch(tcn, OUTBOUND, **sent, recordingType="linkback")
        assert names(reply) == ["998545_700001_900001_a1b2c3d4e5f60001.wav"]


@pytest.mark.parametrize("path", LISTS)
def test_without_groups_there_is_nothing_to_read(tcn: Site, path: str) -> None:
    """No ids and no whole range, ids that are none, unknown ones, or another account's."""
    name, own, theirs = LISTS[path]
    start = {"startDate": "2025/12/29 00:00"}
    ids = [{name: sids} for sids in ("", "x", "777777", theirs, f"{own},{theirs}")]
    for sent in ({}, *ids, start, {**start, "endDate": "soon"}, {**start, "endDate": "2025/12/28 00:00"}):
        assert ask(tcn, path, **sent, recordingType="linkback") == (400, UNREADABLE[path])


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("kind", [{"recordingType": "linkcall"}, {"recordingType": "voicemail"}, {}])
def test_of_a_type_that_there_is_not_no_recordings_are_found(tcn: Site, path: str, kind: dict[str, str]) -> None:
    """The type is voiceMail or linkback, as they are written."""
    name, own, _ = LISTS[path]
    assert ask(tcn, path, **{name: own}, **kind) == (400, NONE_FOUND[path])


@pytest.mark.parametrize("path", LISTS)
def test_groups_without_recordings_have_none(tcn: Site, path: str) -> None:
    """Nor has a range in which no group starts; the purged voice mail of the broadcast does not count."""
    name, own, _ = LISTS[path]
    long_ago = {"startDate": "2025/01/01 00:00", "endDate": "2025/01/02 00:00"}
    assert ask(tcn, path, **long_ago, recordingType="linkback") == (400, NONE_FOUND[path])
    if path != INBOUND:
        assert ask(tcn, path, **{name: own}, recordingType="voiceMail") == (400, NONE_FOUND[path])


def test_another_account_has_no_part_in_it(tcn: Site) -> None:
    """Acme's own broadcast has no recording."""
    december = {"startDate": "2025/12/01 00:00", "endDate": "2026/01/01 00:00", "recordingType": "linkback"}
    assert ask(tcn, OUTBOUND, **ACME, **december) == (400, NONE_FOUND[OUTBOUND])


def test_two_recordings_of_one_call_are_two_files(tcn: Site) -> None:
    """The second gets a number."""
    row = tcn.row("recordings", 1, app="tcn")
    tcn.put("recordings", 9, app="tcn", **{**row, "recording_id": 9})
    assert names(fetch(tcn, OUTBOUND, **asked(OUTBOUND))) == [
        "998545_700001_900001_a1b2c3d4e5f60001.wav",
        "998545_700001_900001_a1b2c3d4e5f60001_2.wav",
    ]


@pytest.mark.parametrize("moment", ["1975-06-01T12:00:00Z", "2150-06-01T12:00:00Z"])
def test_a_name_and_a_date_that_no_file_could_have_do_no_harm(tcn: Site, moment: str) -> None:
    """Paths are left out of a hash, and years that a zip file cannot tell are moved to the next that it can."""
    tcn.patch("settings", "system", app="tcn", recording_days=100_000)
    tcn.patch("recordings", 1, app="tcn", hash="../../etc/x", start_time=moment)
    assert names(fetch(tcn, OUTBOUND, **asked(OUTBOUND))) == ["998545_700001_900001_etcx.wav"]


def test_recordings_are_kept_for_ninety_days(tcn: Site) -> None:
    """Or for as many as the system is told to; that of the broadcast was made on 29 December at 17:00:35 UTC."""
    tcn.advance(83 * DAY + 34)
    assert ask(tcn, FILE, **LINKBACK)[0] == 200
    tcn.advance(1)
    assert ask(tcn, FILE, **LINKBACK) == (400, "Recording no longer available!")
    assert ask(tcn, OUTBOUND, **asked(OUTBOUND)) == (400, NONE_FOUND[OUTBOUND])
    assert ask(tcn, FILE, **TAKEN)[0] == 200
    tcn.patch("settings", "system", app="tcn", recording_days=91)
    assert ask(tcn, FILE, **LINKBACK)[0] == 200


@pytest.mark.parametrize("sent", [LINKBACK, TAKEN, BY_HAND])
def test_a_recording_is_a_wav_file_with_a_short_tone(tcn: Site, sent: dict[str, str]) -> None:
    """No login is asked for."""
    reply = post(tcn, FILE, **sent)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "audio/x-wav")
    assert reply.headers["content-disposition"] == 'attachment; filename="recording.wav"'
    recording = sound(reply.content)
    assert (recording.getnchannels(), recording.getframerate(), recording.getsampwidth()) == (1, 8000, 1)
    assert recording.getnframes() == 16_000
    assert len(set(recording.readframes(16_000))) > 4


def test_a_recording_of_a_second_is_a_second_long(tcn: Site) -> None:
    """Only longer ones are cut short."""
    tcn.patch("recordings", 1, app="tcn", seconds=1)
    assert sound(post(tcn, FILE, **LINKBACK).content).getnframes() == 8000


def test_the_single_file_is_the_one_in_the_zip_file(tcn: Site) -> None:
    """And other recordings sound otherwise."""
    with zipfile.ZipFile(BytesIO(fetch(tcn, INBOUND, **asked(INBOUND)).content)) as archive:
        assert archive.read(archive.namelist()[0]) == post(tcn, FILE, **TAKEN).content
    assert post(tcn, FILE, **TAKEN).content != post(tcn, FILE, **LINKBACK).content


def test_the_name_in_the_zip_file_tells_how_to_get_it_by_itself(tcn: Site) -> None:
    """Group, call, log of the call, hash."""
    name = names(fetch(tcn, MANUAL, **asked(MANUAL)))[0]
    _, cs, cls, key = name.removesuffix(".wav").split("_")
    assert post(tcn, FILE, hash=key, cs=cs, cls=cls, type="manual").status_code == 200


def test_without_a_type_all_three_are_searched(tcn: Site) -> None:
    """The guide's summary does without."""
    for sent in (LINKBACK, TAKEN, BY_HAND):
        assert post(tcn, FILE, **{**sent, "type": ""}).status_code == 200
        assert post(tcn, FILE, **{key: sent[key] for key in ("hash", "cs", "cls")}).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"hash": "a1b2c3d4e5f60003"},
        {"hash": ""},
        {"cs": "700002"},
        {"cs": ""},
        {"cs": "x"},
        {"cls": "900002"},
        {"cls": "9" * 400},
        {"type": "inbound"},
        {"type": "Outbound"},
    ],
)
def test_hash_ids_and_type_must_agree(tcn: Site, other: dict[str, str]) -> None:
    """All of them."""
    assert ask(tcn, FILE, **{**LINKBACK, **other}) == (400, "No Recording Found!")
    assert post(tcn, FILE).text == "No Recording Found!"


def test_a_purged_recording_is_no_longer_available(tcn: Site) -> None:
    """It is known, though."""
    reply = post(tcn, FILE, **PURGED)
    assert (reply.status_code, reply.text) == (400, "Recording no longer available!")
    assert reply.headers["content-type"] == "text/plain;charset=UTF-8"


def test_a_call_with_an_agent_leaves_a_recording(tcn: Site) -> None:
    """Of a template that records calls; it is there as soon as the talk is over."""
    sid = begin(tcn, "8015550100", schedule_template_number="2")
    sent = {"taskSid": str(sid), "recordingType": "linkback"}
    assert ask(tcn, OUTBOUND, **sent) == (400, NONE_FOUND[OUTBOUND])
    tcn.advance(300)
    name = names(fetch(tcn, OUTBOUND, **sent))[0]
    assert name.startswith("998547_700010_900010_")


def test_many_recordings_come_in_one_file(tcn: Site) -> None:
    """In the order in which they were made."""
    row = tcn.row("recordings", 5, app="tcn")
    more: list[dict[str, Any]] = [
        {**row, "recording_id": 100 + place, "call_id": 800_000 + place, "hash": f"{place:016x}"}
        for place in range(300)
    ]
    tcn.control.post(f"worlds/{tcn.world}/load", json={"tcn": {"recordings": more}}).raise_for_status()
    found = names(fetch(tcn, MANUAL, **asked(MANUAL)))
    assert [name.split("_")[1] for name in found] == ["700008", *(str(800_000 + place) for place in range(300))]


@pytest.mark.parametrize("path", LISTS)
def test_recordings_need_a_login(tcn: Site, path: str) -> None:
    """A small i."""
    assert ask(tcn, path, **asked(path), password="wrong") == (400, "Invalid Login information!")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("not_zipped", "An error occurred during the generation of the recordings zip file!"),
        ("not_exported", "An error occurred while exporting the report!"),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, path: str, reply: str, text: str) -> None:
    """No input causes them."""
    fault = {"app": "tcn", "reply": f"tcn.{path.removeprefix('Remote')}.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert ask(tcn, path, **asked(path)) == (400, text)


def test_forced_files_are_files(tcn: Site) -> None:
    """A forced success without anything to send is an empty zip file, and a tone."""
    for reply in ("BroadcastRecordingsList.zipped", "RetrieveRecordingFile.file"):
        fault = {"app": "tcn", "reply": f"tcn.{reply}"}
        tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert names(fetch(tcn, OUTBOUND)) == []
    assert sound(post(tcn, FILE).content).getnframes() == 8000
