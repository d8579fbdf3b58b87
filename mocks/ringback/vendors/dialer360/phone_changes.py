"""Phones: `update_phone`, which changes or deletes one."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.edits import edits
from ringback.vendors.dialer360.fields import Alphanumeric, Digits, Name, Switch, Words
from ringback.vendors.dialer360.phones import PROTOCOLS, offset, rebuild
from ringback.vendors.dialer360.users import EMAIL
from ringback.vendors.dialer360.world import Dialer360World

COLUMNS = {
    name: name
    for name in (
        "local_gmt",
        "email",
        "phone_context",
        "phone_full_name",
        "registration_password",
        "protocol",
        "phone_pass",
        "phone_login",
        "voicemail_id",
        "dialplan_number",
        "active",
        "outbound_cid",
        "admin_user_group",
    )
}


class UpdatePhone(Function, function="update_phone", section="API functions"):
    """Change or delete a phone."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: update_phone USER DOES NOT HAVE PERMISSION TO UPDATE PHONES: |{user}|0", ground=OBSERVED
    )
    incomplete = Line(
        "ERROR: update_phone YOU MUST USE ALL REQUIRED FIELDS: |{user}|{extension}|{server_ip}", ground=OBSERVED
    )
    no_server = Line("ERROR: update_phone SERVER DOES NOT EXIST: |{user}|{server_ip}", ground=OBSERVED)
    unknown = Line(
        "ERROR: update_phone PHONE DOES NOT EXIST ON THIS SERVER: |{user}|{server_ip}|{extension}", ground=OBSERVED
    )
    may_not_delete = Line(
        "NOTICE: update_phone USER DOES NOT HAVE PERMISSION TO DELETE PHONES: |{user}|0",
        ground=OBSERVED,
        reach="state",
    )
    deleted = Line("SUCCESS: update_phone PHONE HAS BEEN DELETED - {user}|{extension}|{server_ip}|", ground=OBSERVED)
    bad_timezone = Line("ERROR: update_phone YOU MUST USE A VALID TIMEZONE: |{user}|{local_gmt}", ground=OBSERVED)
    bad_email = Line("ERROR: update_phone YOU MUST USE A VALID EMAIL: |{user}|{email}", ground=OBSERVED)
    bad_context = Line(
        "ERROR: update_phone YOU MUST USE A VALID PHONE CONTEXT: |{user}|{phone_context}", ground=OBSERVED
    )
    bad_name = Line("ERROR: update_phone YOU MUST USE A VALID PHONE NAME: |{user}|{phone_full_name}", ground=OBSERVED)
    bad_registration_password = Line(
        "ERROR: update_phone YOU MUST USE A VALID REGISTRATION PASSWORD: |{user}|{registration_password}",
        ground=OBSERVED,
    )
    bad_protocol = Line("ERROR: update_phone YOU MUST USE A VALID PROTOCOL: |{user}|{protocol}", ground=OBSERVED)
    bad_phone_pass = Line(
        "ERROR: update_phone YOU MUST USE A VALID PHONE PASSWORD: |{user}|{phone_pass}", ground=OBSERVED
    )
    login_taken = Line("ERROR: update_phone LOGIN ALREADY EXISTS: |{user}|{phone_login}", ground=OBSERVED)
    bad_voicemail_id = Line(
        "ERROR: update_phone YOU MUST USE A VALID VOICEMAIL NUMBER: |{user}|{voicemail_id}", ground=OBSERVED
    )
    bad_dialplan_number = Line(
        "ERROR: update_phone YOU MUST USE A VALID DIALPLAN NUMBER: |{user}|{dialplan_number}", ground=OBSERVED
    )
    bad_active = Line(
        "ERROR: update_phone ACTIVE MUST BE Y OR N, THIS IS AN OPTIONAL FIELD: |{user}|{active}", ground=OBSERVED
    )
    bad_outbound_cid = Line(
        "ERROR: update_phone OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS, THIS IS AN OPTIONAL FIELD"
        ": |{user}|{outbound_cid}",
        ground=OBSERVED,
    )
    bad_group = Line(
        "ERROR: update_phone USER GROUP MUST BE FROM 2 TO 20 CHARACTERS, THIS IS AN OPTIONAL FIELD"
        ": |{user}|{admin_user_group}",
        ground=OBSERVED,
    )
    no_updates = Line("NOTICE: update_phone NO UPDATES DEFINED: |{user}|", ground=OBSERVED)
    updated = Line("SUCCESS: update_phone PHONE HAS BEEN UPDATED - {user}|{extension}|{server_ip}|", ground=OBSERVED)

    extension = Name(required=True, example="cc100", note="2 characters or more")
    server_ip = Digits(also=".", required=True, example="10.0.9.8")
    delete_phone = Switch(note="Y deletes the phone, which needs the right to")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """Extension and server must be given."""
        return None if len(self.extension) >= 2 and self.server_ip else self.incomplete()

    @check
    def server_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The server must exist."""
        return None if self.server_ip in world.servers else self.no_server()

    @check
    def known(self, world: Dialer360World) -> Answer[Self] | None:
        """The server must have the phone."""
        return None if (self.extension, self.server_ip) in world.phones else self.unknown()

    @check
    def deletion(self, world: Dialer360World) -> Answer[Self] | None:
        """A deletion ends the call."""
        if self.delete_phone != "Y":
            return None
        if not self.me.ast_delete_phones:
            return self.may_not_delete()
        world.phones.remove((self.extension, self.server_ip))
        rebuild(world, self.server_ip)
        return self.deleted()

    local_gmt = Digits(also=".-", example="-5.00", note="hours from GMT, without daylight saving")

    @check
    def timezone_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The time zone must be a known one."""
        return self.bad_timezone() if self.local_gmt and offset(self.local_gmt) is None else None

    email = Words(also=EMAIL, blank=True, invalid=bad_email, length=(4, 300), example="test@test.com")
    phone_context = Name(blank=True, invalid=bad_context, length=(2, 30), example="default")
    phone_full_name = Words(
        plus=False, also=" -+._", blank=True, invalid=bad_name, length=(2, 30), example="Extension 100"
    )
    registration_password = Name(
        secret=True, blank=True, invalid=bad_registration_password, length=(2, 30), example="test"
    )
    protocol = Alphanumeric(invalid=bad_protocol, choices=PROTOCOLS, example="SIP")
    phone_pass = Name(secret=True, invalid=bad_phone_pass, length=(2, 30), example="test")
    phone_login = Name(example="cc100")

    @check
    def login_free(self, world: Dialer360World) -> Answer[Self] | None:
        """No other phone may have the login."""
        for phone in world.phones.where("login", self.phone_login) if self.phone_login else ():
            elsewhere = phone.extension != self.extension and phone.server_ip != self.server_ip
            # The software overlooks other phones of the same server, and the same extension of other servers.
            other = elsewhere if world.observed else (phone.extension, phone.server_ip) != self._key
            if other:
                return self.login_taken()
        return None

    voicemail_id = Digits(blank=True, invalid=bad_voicemail_id, length=(2, 30), example="100")
    dialplan_number = Name(also="*#", invalid=bad_dialplan_number, length=(3, 30), example="100")
    active = Switch(invalid=bad_active, choices=("Y", "N"), example="Y")
    outbound_cid = Digits(invalid=bad_outbound_cid, length=(6, 18), example="7275551212")
    admin_user_group = Name(invalid=bad_group, length=(2, 20), example="---ALL---")

    @property
    def _key(self) -> tuple[str, str]:
        return (self.extension, self.server_ip)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Change what was sent."""
        changes = edits(self, COLUMNS, observed=world.observed, convert={"local_gmt": lambda text: offset(text) or ""})
        if not changes:
            return self.no_updates()
        world.phones.change(self._key, **changes)
        rebuild(world, self.server_ip)
        return self.updated()
