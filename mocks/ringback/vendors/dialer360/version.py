"""`version`, and the answer to functions that do not exist."""

from typing import Self

from ringback.contract import OBSERVED, Answer
from ringback.vendors.dialer360.call import Call, Line, SignedIn
from ringback.vendors.dialer360.fields import Alphanumeric
from ringback.vendors.dialer360.world import Dialer360World


class Version(Call, function="version", section="version"):
    """Show version and build of the API, the server's date and its time zone; nobody need sign in."""

    shown = Line(
        "VERSION: {version}|BUILD: {build}|DATE: {date}|EPOCH: {epoch}|DST: {dst}|TZ: {tz}|TZNOW: {tznow}|",
        examples={
            "version": "2.4-34",
            "build": "110424-0854",
            "date": "2011-05-29 12:19:22",
            "epoch": "1306685962",
            "dst": "1",
            "tz": "-5",
            "tznow": "-4",
        },
    )

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Read the clock as the server shows it."""
        settings, local = world.system, world.local(world.now)
        dst = local.dst()
        offset = local.utcoffset()
        tznow = offset.total_seconds() / 3600 if offset is not None else 0.0
        tz = tznow - (dst.total_seconds() / 3600 if dst else 0)
        return self.shown(
            version=settings.version,
            build=settings.build,
            date=world.stamp(world.now),
            epoch=int(world.now.timestamp()),
            dst=1 if dst else 0,
            tz=f"{tz:.2f}" if world.observed else f"{tz:g}",
            # During daylight saving the software adds one to a number and prints that as it comes.
            tznow=f"{tznow:.2f}" if world.observed and not dst else f"{tznow:g}",
        )


class UnknownFunction(SignedIn, function="", section="API functions"):
    """Answer a function that does not exist, or none at all: after a good login only."""

    no_function = Line("ERROR: NO FUNCTION SPECIFIED")
    debugging = Line("\n<!-- script runtime: 0 seconds -->\n</body>\n</html>", ground=OBSERVED)

    format = Alphanumeric(note="`debug` adds the script's run time")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Refuse."""
        return self.no_function() + self.debugging() if self.format == "debug" else self.no_function()
