"""Phones: `add_phone`."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Alphanumeric, Digits, Name, Words
from ringback.vendors.dialer360.records import Phone
from ringback.vendors.dialer360.users import EMAIL
from ringback.vendors.dialer360.world import Dialer360World

PROTOCOLS = ("IAX2", "SIP", "Zap", "EXTERNAL")
EAST = (12.75, 12, 11, 10, 9.5, 9, 8, 7, 6.5, 6, 5.75, 5.5, 5, 4.5, 4, 3.5, 3, 2, 1, 0)
WEST = (-1, -2, -3, -3.5, -4, -5, -6, -7, -8, -9, -10, -11, -12)


def offset(text: str) -> str | None:
    """A time zone as it is stored, `-5.00`; None for what is no zone. It is compared as a number: `-5` is one."""
    try:
        hours = float(text)
    except ValueError:
        return None
    return f"{hours + 0:.2f}" if hours in EAST or hours in WEST else None


class AddPhone(Function, function="add_phone", section="add_phone"):
    """Add a phone to a server."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: add_phone USER DOES NOT HAVE PERMISSION TO ADD PHONES - {user}|0",
        observed="ERROR: add_phone USER DOES NOT HAVE PERMISSION TO ADD PHONES: |{user}|0",
    )
    incomplete = Line(
        "ERROR: add_phone YOU MUST USE ALL REQUIRED FIELDS - {user}|{extension}|{dialplan_number}|{voicemail_id}"
        "|{phone_login}|{phone_pass}|{server_ip}|{protocol}|{registration_password}|{phone_full_name}|{local_gmt}"
        "|{outbound_cid}|",
        observed="ERROR: add_phone YOU MUST USE ALL REQUIRED FIELDS: |{user}|{extension}|{dialplan_number}"
        "|{voicemail_id}|{phone_login}|{phone_pass}|{server_ip}|{protocol}|{registration_password}"
        "|{phone_full_name}|{local_gmt}|{outbound_cid}",
    )
    no_server = Line(
        "ERROR: add_phone SERVER DOES NOT EXIST - {user}|{server_ip}",
        observed="ERROR: add_phone SERVER DOES NOT EXIST: |{user}|{server_ip}",
    )
    taken = Line(
        "ERROR: add_phone PHONE ALREADY EXISTS ON THIS SERVER - {user}|{server_ip}|{extension}",
        observed="ERROR: add_phone PHONE ALREADY EXISTS ON THIS SERVER: |{user}|{server_ip}|{extension}",
    )
    login_taken = Line("ERROR: add_phone PHONE LOGIN ALREADY EXISTS: |{user}|{phone_login}", ground=OBSERVED)
    bad_timezone = Line("ERROR: add_phone YOU MUST USE A VALID TIMEZONE: |{user}|{local_gmt}", ground=OBSERVED)
    added = Line(
        "SUCCESS: add_phone PHONE HAS BEEN ADDED - {user}|{extension}|{server_ip}|{protocol}|{dialplan_number}",
        ground=OBSERVED,
    )

    extension = Name(required=True, example="cc100", note="2-100 characters")
    dialplan_number = Name(also="*#", required=True, example="100", note="1-20 digits")
    voicemail_id = Digits(required=True, example="100", note="1-10 digits")
    phone_login = Name(required=True, example="cc100", note="1-20 characters")
    phone_pass = Name(required=True, secret=True, example="test", note="1-20 characters")
    server_ip = Digits(also=".", required=True, example="10.0.9.8", note="a server that exists")
    protocol = Alphanumeric(required=True, example="SIP", note="IAX2, SIP, Zap or EXTERNAL")
    registration_password = Name(required=True, secret=True, example="test", note="1-20 characters")
    phone_full_name = Words(plus=False, also=" -+._", required=True, example="Extension 100", note="1-50 characters")
    local_gmt = Digits(also=".-", required=True, example="-5.00", note="hours from GMT, without daylight saving")
    outbound_cid = Digits(required=True, example="7275551212", note="1-20 digits")
    phone_context = Name(example="default", note="`default` unless given")
    email = Words(also=EMAIL, example="test@test.com")
    admin_user_group = Name(example="---ALL---", note="a user group, or ---ALL--- (the default)")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """All required fields must be given, and the protocol be one of four."""
        # The document is content with one digit, the software wants two characters.
        dialable = len(self.dialplan_number) >= (2 if world.observed else 1)
        named = len(self.extension) >= 2 and self.voicemail_id and self.phone_login and self.phone_pass
        placed = self.server_ip and self.protocol in PROTOCOLS and self.registration_password
        shown = self.phone_full_name and self.local_gmt and self.outbound_cid
        return None if dialable and named and placed and shown else self.incomplete()

    @check
    def server_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The server must exist."""
        return None if self.server_ip in world.servers else self.no_server()

    @check
    def extension_free(self, world: Dialer360World) -> Answer[Self] | None:
        """The server must not have the phone yet."""
        return self.taken() if (self.extension, self.server_ip) in world.phones else None

    @check
    def login_free(self, world: Dialer360World) -> Answer[Self] | None:
        """No phone of any server may have the login."""
        return self.login_taken() if world.phones.first("login", self.phone_login) is not None else None

    @check
    def timezone_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The time zone must be a known one."""
        return self.bad_timezone() if offset(self.local_gmt) is None else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Add the phone."""
        world.phones.add(
            Phone(
                extension=self.extension,
                server_ip=self.server_ip,
                dialplan_number=self.dialplan_number,
                voicemail_id=self.voicemail_id,
                phone_login=self.phone_login,
                phone_pass=self.phone_pass,
                protocol=self.protocol,
                registration_password=self.registration_password,
                phone_full_name=self.phone_full_name,
                local_gmt=offset(self.local_gmt) or "",
                outbound_cid=self.outbound_cid,
                phone_context=self.phone_context or "default",
                email=self.email,
                admin_user_group=self.admin_user_group or "---ALL---",
            )
        )
        rebuild(world, self.server_ip)
        return self.added()


def rebuild(world: Dialer360World, server_ip: str) -> None:
    """Let an active server write its configuration anew, as after every change of its phones."""
    if world.servers[server_ip].active == "Y":
        world.servers.change(server_ip, rebuild_conf_files="Y")
