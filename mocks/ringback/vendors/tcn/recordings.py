"""Get Outbound, Inbound and Manual Dial Recordings (34 to 36)."""

from typing import Any, ClassVar, Self

from ringback.contract import Answer, check
from ringback.contract.endpoint import Slices
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.groups import GroupsAsked
from ringback.vendors.tcn.records import Recording
from ringback.vendors.tcn.records.calls import CallKind
from ringback.vendors.tcn.replies import ZIP, Download, Plain
from ringback.vendors.tcn.tone import wav
from ringback.vendors.tcn.world import TcnWorld
from ringback.vendors.tcn.zipping import EMPTY, Archive

TYPES = ("voiceMail", "linkback")
# After so many files others have their turn.
AT_A_TIME = 50


def is_kept(world: TcnWorld, recording: Recording) -> bool:
    """Whether a recording is still there: neither purged nor past the time for which recordings are kept."""
    return not recording.purged and (world.now - recording.start_time).days < world.system.recording_days


def sound(recording: Recording) -> bytes:
    """A recording as a WAV file."""
    return wav(recording.seconds, recording.recording_id)


def file_name(recording: Recording) -> str:
    """Its name: group, call, log of the call, and the hash; with the last three it can be had by itself."""
    key = "".join(char for char in recording.hash if char.isascii() and char.isalnum())
    return f"{recording.group_sid}_{recording.call_id}_{recording.call_log_sid}_{key}"


class Recordings(GroupsAsked):
    """Download the recordings of groups."""

    kind: ClassVar[CallKind]

    unreadable: Plain
    none_found: Plain
    not_zipped = Plain(400, "An error occurred during the generation of the recordings zip file!", reach="fault")
    not_exported = Plain(400, "An error occurred while exporting the report!", reach="fault")
    zipped = Download("zip_file_with_recordings", media=ZIP, filename="recordings.zip", example=EMPTY)

    recording_type = Param(
        wire_name="recordingType", required=True, choices=TYPES, example="linkback", note="which of the two kinds"
    )

    groups: list[Any]

    @check
    def groups_read(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be ids of the account's own groups, or a range of dates, or both."""
        named = self.named(world)
        asked = self.asked(world, named) if named is not None else None
        if asked is None:
            return self.unreadable()
        self.groups = asked
        return None

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Put into one file what is kept; of a kind that there is not, nothing is."""
        archive = Archive()
        key_of = self.rows(world).table.key_of
        count = 0
        for group in self.groups:
            for recording in world.recordings.where("group", self.kind, key_of(group), self.recording_type):
                if is_kept(world, recording):
                    count += 1
                    archive.add(file_name(recording), "wav", recording.start_time, sound(recording))
                    if count % AT_A_TIME == 0:
                        yield
        content = archive.close()
        return self.zipped(zip_file_with_recordings=content) if count else self.none_found()


class BroadcastRecordingsList(Recordings, path="/backoffice/RemoteBroadcastRecordingsList", section="34"):
    """Download the recordings of broadcasts."""

    ladder = ladder.OUTBOUND
    kind = "outbound"

    unreadable = Plain(400, "Unable to read task groups from parameter or retrieve task groups from given date range")
    none_found = Plain(400, "No recordings found for the specified tasks/data range!")

    sids = Ids(wire_name="taskSid", example="998545", note="broadcasts; several are separated by commas, or repeated")


class InboundRecordingsList(Recordings, path="/backoffice/RemoteInboundRecordingsList", section="35"):
    """Download the recordings of inbound groups."""

    ladder = ladder.INBOUND
    kind = "inbound"

    unreadable = Plain(
        400, "Unable to read inbound groups from parameter or retrieve inbound groups from given date range"
    )
    none_found = Plain(400, "No recordings found for the specified groups/date range!")

    sids = Ids(wire_name="groupSid", example="4401", note="groups; several are separated by commas, or repeated")


class ManualDialRecordingsList(Recordings, path="/backoffice/RemoteManualDialRecordingsList", section="36"):
    """Download the recordings of manual dial groups."""

    ladder = ladder.MANUAL
    kind = "manual"

    unreadable = Plain(
        400, "Unable to read manual dial groups from parameter or retrieve manual dial groups from given date range"
    )
    none_found = Plain(400, "No recordings found for the specified groups/date range!")

    sids = Ids(wire_name="groupSid", example="5501", note="groups; several are separated by commas, or repeated")
