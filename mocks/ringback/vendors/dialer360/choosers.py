"""What can be chosen in a frame of the admin pages: `sounds_list`, `moh_list`, `vm_list`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from ringback.contract import OBSERVED, Answer, Reply, check
from ringback.vendors.dialer360.call import LEAST_LEVEL, Held, Line
from ringback.vendors.dialer360.fields import Alphanumeric, Letters, Raw
from ringback.vendors.dialer360.pages import LINKS, MOH, SOUNDS, VOICEMAIL, Page
from ringback.vendors.dialer360.records import Sound
from ringback.vendors.dialer360.world import Dialer360World

SOUND_TYPES = (".wav", ".gsm")

_EXAMPLE_FILE = {
    "index": 0,
    "name": "hello.wav",
    "prompt": "hello",
    "date": "2017-05-01 06:00:00.",
    "size": 8,
    "epoch": 1493632800,
}


class Listing(Line):
    """A reply of one line for each of `files`, all in the form of its text."""

    def names(self, profile: str) -> tuple[str, ...]:
        """The files."""
        return ("files",)

    def render(self, values: Mapping[str, Any], profile: str) -> str:
        """Write the lines."""
        form = self.form(profile)
        return "\n".join([form.fill(file.__getitem__) for file in values["files"]])


class Chooser(Held):
    """A function for the frames of the admin pages: it asks neither for a source nor for the API flag."""

    not_permitted: ClassVar[Reply]
    inactive: ClassVar[Reply]

    source = Alphanumeric(note="what originated the call; not checked")

    @check
    def permitted(self, world: Dialer360World) -> Answer[Self] | None:
        """The level must be high enough; it is, since signing in asks for the same."""
        return None if self.me.user_level >= LEAST_LEVEL else self._say("not_permitted")

    @check
    def function_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """The function must be among those the user may use."""
        return None if self.allows() else self.function_not_allowed()

    @check
    def sounds_controlled(self, world: Dialer360World) -> Answer[Self] | None:
        """Central sound control must be active."""
        return None if world.system.sounds_central_control_active else self._say("inactive")

    def _say(self, name: str) -> Answer[Self]:
        return self.replies[name].__get__(self, type(self))()


class SoundsList(Chooser, function="sounds_list", section="sounds_list"):
    """List the audio files of the audio store."""

    not_permitted = Line(
        "ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST",
        observed="ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST: |{user}|0|",
        reach="fault",
    )
    inactive = Line(
        "ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE",
        observed="ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE: |{user}|0|",
        reach="state",
    )
    no_directory = Line(
        "ERROR: audio store web directory does not exist: |{user}|sounds_list|{path}|",
        reach="state",
        examples={"path": "/srv/www/htdocs/1234"},
    )
    nothing = Line("", end="", ground=OBSERVED)
    rows = Listing("{index}\t{name}\t{date}\t{size}\t{epoch}", ground=OBSERVED, examples={"files": [_EXAMPLE_FILE]})
    links = Page(
        "Links to the files, a line each",
        LINKS,
        "server",
        "directory",
        "files",
        ground=OBSERVED,
        examples={"server": "10.10.10.15", "directory": "sounds", "files": [_EXAMPLE_FILE]},
    )
    page = Page(
        "NON-AGENT API: a page with the table # | FILENAME | DATE | SIZE | PLAY",
        SOUNDS,
        "user",
        "password",
        "comments",
        "server",
        "directory",
        "files",
        ground=OBSERVED,
        examples={"server": "10.10.10.15", "directory": "sounds", "files": [_EXAMPLE_FILE]},
    )

    format = Alphanumeric(note="tab, link or selectframe; nothing is shown otherwise")
    stage = Letters(note="date, size or name: the order; nothing is shown otherwise")
    comments = Raw(example="fieldname", note="the name of the field that is filled with the choice")

    @check
    def directory_present(self, world: Dialer360World) -> Answer[Self] | None:
        """The directory of the audio store must be there."""
        settings = world.system
        path = f"{settings.web_root}/{settings.sounds_web_directory}"
        return None if settings.sounds_directory_present else self.no_directory(path=path)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the files in the order and form asked for."""
        settings, form = world.system, self.format.lower()
        files = [_described(world, index, sound) for index, sound in enumerate(self._sorted(world))]
        place = {"server": settings.sounds_web_server, "directory": settings.sounds_web_directory, "files": files}
        if files and "tab" in form:
            return self.rows(files=files)
        if files and "link" in form:
            return self.links(**place)
        if files and "selectframe" in form:
            return self.page(**place)
        return self.nothing()

    def _sorted(self, world: Dialer360World) -> list[Sound]:
        """The files by name upwards, or by date or size downwards; none without an order."""
        files = [sound for sound in world.sounds if sound.audio_filename.endswith(SOUND_TYPES)]
        stage = self.stage.lower()
        if "size" in stage:
            return sorted(files, key=lambda sound: sound.audio_filesize, reverse=True)
        if "name" in stage:
            return files
        return sorted(files, key=lambda sound: sound.audio_date, reverse=True) if "date" in stage else []


def _described(world: Dialer360World, index: int, sound: Sound) -> dict[str, object]:
    return {
        "index": index,
        "name": sound.audio_filename,
        "prompt": sound.audio_filename[:-4],
        "date": f"{world.stamp(sound.audio_date)}.",
        "size": sound.audio_filesize,
        "epoch": int(sound.audio_date.timestamp()),
    }


class MohList(Chooser, function="moh_list", section="moh_list"):
    """List the classes of music on hold."""

    not_permitted = Line(
        "ERROR: moh_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST",
        observed="ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST: |{user}|0|",
        reach="fault",
    )
    inactive = Line(
        "ERROR: moh_list CENTRAL SOUND CONTROL IS NOT ACTIVE",
        observed="ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE: |{user}|0|",
        reach="state",
    )
    page = Page(
        "NON-AGENT API: a page with the table # | Music On Hold Class | Name | Random",
        MOH,
        "comments",
        "classes",
        ground=OBSERVED,
        examples={"classes": [{"moh_id": "default", "moh_name": "Default", "random": "N", "files": ["hold.wav"]}]},
    )

    format = Alphanumeric(note="the answer is always that of selectframe")
    comments = Raw(example="fieldname", note="the name of the field that is filled with the choice")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the classes with their files."""
        return self.page(classes=list(world.moh_classes))


class VmList(Chooser, function="vm_list", section="vm_list"):
    """List the voicemail boxes: those set up by themselves, then those of phones."""

    not_permitted = Line(
        "ERROR: vm_list USER DOES NOT HAVE PERMISSION TO VIEW VOICEMAIL BOXES LIST",
        observed="ERROR: vm_list USER DOES NOT HAVE PERMISSION TO VIEW VOICEMAIL BOXES LIST: |{user}|0|",
        reach="fault",
    )
    inactive = Line("ERROR: vm_list CENTRAL SOUND CONTROL IS NOT ACTIVE", reach="state")
    page = Page(
        "NON-AGENT API: a page with the table # | Voicemail Boxes | Name | Email",
        VOICEMAIL,
        "comments",
        "boxes",
        "phones",
        ground=OBSERVED,
        examples={"boxes": [{"voicemail_id": "8500", "name": "Support", "email": ""}], "phones": []},
    )

    format = Alphanumeric(note="the answer is always that of selectframe")
    comments = Raw(example="fieldname", note="the name of the field that is filled with the choice")

    @check
    def sounds_controlled(self, world: Dialer360World) -> Answer[Self] | None:
        """The document asks for central sound control here too; the software does not look."""
        return None if world.observed else super().sounds_controlled(world)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the boxes that are active."""
        boxes = [(box.voicemail_id, box.fullname, box.email) for box in world.voicemail_boxes if box.active == "Y"]
        phones = [
            (phone.voicemail_id, f"{phone.extension} - {phone.phone_full_name}", phone.email)
            for phone in world.phones
            if phone.active == "Y"
        ]
        return self.page(boxes=_boxes(boxes), phones=_boxes(sorted(phones)))


def _boxes(rows: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"voicemail_id": box, "name": name, "email": email} for box, name, email in rows]
