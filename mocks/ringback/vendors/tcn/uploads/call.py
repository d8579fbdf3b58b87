"""What the endpoints that take an upload file share: the file, its header, signing in by it, country and template."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from ringback.contract import Answer, Endpoint, check
from ringback.vendors.tcn import dates, numbers
from ringback.vendors.tcn.call import Owned
from ringback.vendors.tcn.fields import FilePart, Flag, Param
from ringback.vendors.tcn.multipart import damaged
from ringback.vendors.tcn.records import Account, ImportTemplate
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.uploads.file import UploadFile, read
from ringback.vendors.tcn.uploads.importing import Imported, Rules, importing
from ringback.vendors.tcn.world import TcnWorld, is_number

# The lines of the header stand in the part of this name.
IN_HEADER = "file"


def _in_header(call: "Endpoint[Any]", name: str) -> object:
    return getattr(call, "header", {}).get(name)


class HeaderParam(Param):
    """A parameter in the header of the file; `key` is its name there."""

    def __init__(self, key: str, **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(wire_name=key, place=IN_HEADER, **rest)

    def sent(self, call: "Endpoint[Any]") -> object:
        """The value in the header."""
        return _in_header(call, self.wire_name)


class HeaderFlag(Flag):
    """A switch in the header: true or not."""

    def __init__(self, key: str, **rest: Any) -> None:
        """Declare the switch."""
        super().__init__(wire_name=key, place=IN_HEADER, **rest)

    def sent(self, call: "Endpoint[Any]") -> object:
        """The value in the header."""
        return _in_header(call, self.wire_name)


class UploadCall(Owned):
    """A call that takes an upload file, with the credentials in the file's header."""

    no_file = Plain(400, "Required Input File not Found!")
    bad_login = Plain(400, "Invalid Login Information!")
    bad_country = Plain(400, "Specified Country name invalid or unknown!")
    bad_template = Plain(400, "Specified Template is invalid!")
    broken_upload = Plain(400, "An error occurred during the uploading of the https file!")
    bad_header = Plain(400, "An error occurred while attempting to read the input file header!")

    def __init_subclass__(cls, **address: str) -> None:
        """Hide the password also under its key as the guide's table prints it, with a blank."""
        super().__init_subclass__(**address)
        cls.secret_names |= {"login. password"}

    file = FilePart(required=True, note="the header of parameters, the data marker, and the records")
    login_username = HeaderParam("login.username", required=True, example="demo")
    login_password = HeaderParam("login.password", required=True, secret=True, example="demo")
    country_name = HeaderParam("file.1.country", example=numbers.HOME, note="a country of Appendix B")
    import_template_number = HeaderParam("file.1.import_template_number", required=True, example="2")
    default_area_code = HeaderParam("file.1.default_area_code", example="435", note="for numbers of seven digits")

    @cached_property
    def upload(self) -> UploadFile | None:
        """The file, if it has a header that can be read."""
        return read(self.file.content) if self.file is not None else None

    @property
    def header(self) -> Mapping[str, str]:
        """The parameters of the header."""
        return self.upload.parameters if self.upload is not None else {}

    @check
    def received(self, world: TcnWorld) -> Answer[Self] | None:
        """The file must have come as a whole."""
        if damaged(self.request):
            return self.broken_upload()
        return None if self.file is not None and self.file.content else self.no_file()

    @check
    def header_read(self, world: TcnWorld) -> Answer[Self] | None:
        """The header must be readable."""
        return self.bad_header() if self.upload is None else None

    @check
    def login(self, world: TcnWorld) -> Answer[Self] | None:
        """The header's name and password must be those of a user."""
        return self.admitted(world)

    @check
    def country_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The country must be one of Appendix B."""
        return None if self.country in numbers.COUNTRIES else self.bad_country()

    @check
    def template_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The import template must be one of the account's."""
        return None if self.import_template(world) is not None else self.bad_template()

    def who(self, world: TcnWorld) -> Account | None:
        """The account of the user."""
        return world.signed_in(self.login_username, self.login_password)

    @property
    def country(self) -> str:
        """The country that is named, else the account's."""
        return self.country_name or self.account.country

    def import_template(self, world: TcnWorld) -> ImportTemplate | None:
        """The import template that is named."""
        number = self.import_template_number
        return world.import_templates.get((self.account.client_sid, int(number))) if is_number(number) else None

    def rules(self) -> Rules:
        """What is done with the numbers of the records."""
        return Rules(self.country, numbers.digits(self.default_area_code))

    def reading(self, world: TcnWorld) -> Slow[Imported]:
        """The records of the file, in slices."""
        template = self.import_template(world)
        if self.upload is None or template is None:
            return Imported([], [])
        found = yield from importing(self.upload.rows(template), template, self.rules())
        return found


class Timed(UploadCall):
    """An upload that says when its calls or messages begin and end, in a time zone."""

    start_time = HeaderParam("file.1.start_time", example="01/05/2026 10:00", note="mm/dd/yyyy HH:mm; blank for now")
    end_time = HeaderParam("file.1.end_time", example="01/05/2026 20:00", note="mm/dd/yyyy HH:mm; blank for no end")
    timezone = HeaderParam("file.1.timezone", example="America/Denver", note="of Appendix B; else the account's")
    timezone_override = HeaderFlag(
        "file.1.timezone_override", note="go on after 9 PM and before 8 AM of the place called"
    )

    @property
    def zone(self) -> str:
        """The zone that is named, else the account's."""
        return self.timezone or self.account.timezone

    def begin(self, world: TcnWorld) -> datetime | None:
        """When to begin: now unless a moment is given; None for one that is over or cannot be read."""
        if dates.zone(self.zone) is None:
            return None
        if not self.start_time:
            return world.now
        start = dates.file_date(self.start_time, self.zone)
        # Dates have no seconds: the minute that runs has not passed.
        return start if start is not None and start >= world.now.replace(second=0, microsecond=0) else None

    def end(self, begin: datetime) -> tuple[bool, datetime | None]:
        """Whether the end can be taken, and the end, which there need not be."""
        if not self.end_time:
            return True, None
        end = dates.file_date(self.end_time, self.zone)
        return end is not None and end > begin, end
