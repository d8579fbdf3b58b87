"""Phone aliases: `add_phone_alias` and `update_phone_alias`."""

from typing import Any, Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Name, Switch, Words
from ringback.vendors.dialer360.records import PhoneAlias
from ringback.vendors.dialer360.users import FREE_TEXT
from ringback.vendors.dialer360.world import Dialer360World


def _missing(world: Dialer360World, phone_logins: str) -> str | None:
    """The first of the logins that no phone has, or None."""
    logins = phone_logins.split(",")
    return next((login for login in logins if world.phones.first("login", login) is None), None)


class AddPhoneAlias(Function, function="add_phone_alias", section="API functions"):
    """Add a phone alias: one name for several phone logins."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: add_phone_alias USER DOES NOT HAVE PERMISSION TO ADD PHONE ALIASES: |{user}|0", ground=OBSERVED
    )
    incomplete = Line(
        "ERROR: add_phone_alias YOU MUST USE ALL REQUIRED FIELDS: |{user}|{alias_id}|{alias_name}|{phone_logins}",
        ground=OBSERVED,
    )
    taken = Line(
        "ERROR: add_phone_alias PHONE ALIAS ALREADY EXISTS: |{user}|{alias_id}", ground=OBSERVED, reach="state"
    )
    no_phone = Line(
        "ERROR: add_phone_alias PHONE DOES NOT EXIST: |{user}|{phone_login}",
        ground=OBSERVED,
        examples={"phone_login": "cc100"},
    )
    added = Line(
        "SUCCESS: add_phone_alias PHONE ALIAS HAS BEEN ADDED - {user}|{alias_id}|{alias_name}|{phone_logins}",
        ground=OBSERVED,
    )

    alias_id = Name(required=True, example="x100", note="2-20 characters")
    phone_logins = Name(also="-_,", required=True, example="cc100,bb100", note="phone logins, joined by commas")
    alias_name = Words(plus=False, also=FREE_TEXT, required=True, example="testing_x100", note="1-50 characters")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """All three fields must be given."""
        long_enough = len(self.alias_id) >= 2 and len(self.phone_logins) >= 2
        return None if long_enough and self.alias_name else self.incomplete()

    @check
    def id_free(self, world: Dialer360World) -> Answer[Self] | None:
        """The id must not be taken."""
        return self.taken() if self.alias_id in world.phone_aliases else None

    @check
    def phones_exist(self, world: Dialer360World) -> Answer[Self] | None:
        """Each login must be that of a phone."""
        missing = _missing(world, self.phone_logins)
        return self.no_phone(phone_login=missing) if missing is not None else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Add the alias."""
        logins = tuple(self.phone_logins.split(","))
        world.phone_aliases.add(PhoneAlias(alias_id=self.alias_id, alias_name=self.alias_name, phone_logins=logins))
        return self.added()


class UpdatePhoneAlias(Function, function="update_phone_alias", section="API functions"):
    """Change or delete a phone alias."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: update_phone_alias USER DOES NOT HAVE PERMISSION TO UPDATE PHONE ALIASES: |{user}|0", ground=OBSERVED
    )
    incomplete = Line(
        "ERROR: update_phone_alias YOU MUST USE ALL REQUIRED FIELDS: |{user}|{alias_id}|{alias_name}|{phone_logins}",
        ground=OBSERVED,
    )
    unknown = Line("ERROR: update_phone_alias PHONE ALIAS DOES NOT EXIST: |{user}|{alias_id}", ground=OBSERVED)
    may_not_delete = Line(
        "NOTICE: update_phone_alias USER DOES NOT HAVE PERMISSION TO DELETE PHONE ALIASES: |{user}|0",
        ground=OBSERVED,
        reach="state",
    )
    deleted = Line(
        "SUCCESS: update_phone_alias PHONE ALIAS HAS BEEN DELETED - {user}|{alias_id}", ground=OBSERVED, reach="state"
    )
    bad_name = Line(
        "ERROR: update_phone_alias YOU MUST USE A VALID ALIAS NAME: |{user}|{alias_name}",
        ground=OBSERVED,
        reach="state",
    )
    no_phone = Line(
        "ERROR: update_phone_alias PHONE DOES NOT EXIST: |{user}|{phone_login}",
        ground=OBSERVED,
        reach="state",
        examples={"phone_login": "cc100"},
    )
    no_updates = Line("NOTICE: update_phone_alias NO UPDATES DEFINED: |{user}|", ground=OBSERVED, reach="state")
    updated = Line(
        "SUCCESS: update_phone_alias PHONE ALIAS HAS BEEN UPDATED - {user}|{alias_id}|",
        ground=OBSERVED,
        reach="state",
    )

    alias_id = Name(required=True, example="x100", note="2 characters or more")
    delete_alias = Switch(note="Y deletes the alias, which needs the right to delete phones")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """The id must be given, and something to do."""
        something = len(self.phone_logins) >= 2 or self.alias_name or self.delete_alias
        return None if len(self.alias_id) >= 2 and something else self.incomplete()

    @check
    def known(self, world: Dialer360World) -> Answer[Self] | None:
        """The alias must exist."""
        return None if self.alias_id in world.phone_aliases else self.unknown()

    @check
    def deletion(self, world: Dialer360World) -> Answer[Self] | None:
        """A deletion ends the call."""
        if self.delete_alias != "Y":
            return None
        if not self.me.ast_delete_phones:
            return self.may_not_delete()
        world.phone_aliases.remove(self.alias_id)
        return self.deleted()

    alias_name = Words(plus=False, also=FREE_TEXT, invalid=bad_name, length=(2, 50), example="testing_x100")
    phone_logins = Name(also="-_,", example="cc100,bb100", note="phone logins, joined by commas")

    @check
    def phones_exist(self, world: Dialer360World) -> Answer[Self] | None:
        """Each login must be that of a phone; a single character counts as none sent."""
        missing = _missing(world, self.phone_logins) if len(self.phone_logins) >= 2 else None
        return self.no_phone(phone_login=missing) if missing is not None else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Change what was sent."""
        changes: dict[str, Any] = {}
        if self.alias_name:
            changes["alias_name"] = self.alias_name
        if len(self.phone_logins) >= 2:
            changes["phone_logins"] = tuple(self.phone_logins.split(","))
        if not changes:
            return self.no_updates()
        world.phone_aliases.change(self.alias_id, **changes)
        return self.updated()
