"""Get Recording File (39)."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn.call import TcnCall
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.recordings import is_kept, sound
from ringback.vendors.tcn.replies import WAV, Download, Plain
from ringback.vendors.tcn.tone import wav
from ringback.vendors.tcn.world import TcnWorld


class RetrieveRecordingFile(TcnCall, path="/backoffice/RetrieveRecordingFile", section="39"):
    """Download one recording; whoever knows its hash and its ids needs no login."""

    not_found = Plain(400, "No Recording Found!")
    no_longer = Plain(400, "Recording no longer available!")
    file = Download("wav_file_with_recording", media=WAV, filename="recording.wav", example=wav(1, 0))

    hash = Param(required=True, example="a1b2c3d4e5f60001", note="the hash of the recording")
    cs = Param(required=True, example="700001", note="the id of the call")
    cls = Param(required=True, example="900001", note="the id of the call's log")
    type = Param(example="outbound", note="manual, outbound or inbound; any of them when left out")

    def run(self, world: TcnWorld) -> Answer[Self]:
        """All that is sent must agree; of several recordings of a call the first that is still there is meant."""
        found = [
            recording
            for recording in world.recordings.where("hash", self.hash)
            if (str(recording.call_id), str(recording.call_log_sid)) == (self.cs.strip(), self.cls.strip())
            and recording.kind == (self.type or recording.kind)
        ]
        if not found:
            return self.not_found()
        kept = next((recording for recording in found if is_kept(world, recording)), None)
        return self.no_longer() if kept is None else self.file(wav_file_with_recording=sound(kept))
