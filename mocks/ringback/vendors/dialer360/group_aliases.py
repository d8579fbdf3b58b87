"""Group aliases: `add_group_alias`."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Digits, Name, Switch, Words
from ringback.vendors.dialer360.records import GroupAlias
from ringback.vendors.dialer360.world import Dialer360World


class AddGroupAlias(Function, function="add_group_alias", section="add_group_alias"):
    """Add a group alias: a caller id under a name."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: add_group_alias USER DOES NOT HAVE PERMISSION TO ADD GROUP ALIASES - {user}|0",
        observed="ERROR: add_group_alias USER DOES NOT HAVE PERMISSION TO ADD GROUP ALIASES: |{user}|0",
    )
    incomplete = Line(
        "ERROR: add_group_alias YOU MUST USE ALL REQUIRED FIELDS"
        " - {user}|{group_alias_id}|{group_alias_name}|{caller_id_number}",
        observed="ERROR: add_group_alias YOU MUST USE ALL REQUIRED FIELDS"
        ": |{user}|{group_alias_id}|{group_alias_name}|{caller_id_number}",
    )
    taken = Line(
        "ERROR: add_group_alias GROUP ALIAS ALREADY EXISTS - {user}|{group_alias_id}",
        observed="ERROR: add_group_alias GROUP ALIAS ALREADY EXISTS: |{user}|{group_alias_id}|{caller_id_number}",
        reach="state",
        examples={"group_alias_id": "7275551212"},
    )
    added = Line(
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED"
        " - {user}|{caller_id_number}|{group_alias_id}|{group_alias_name}",
        observed="SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED"
        " - {user}|{group_alias_id}|{group_alias_name}|{caller_id_number}",
    )

    caller_id_number = Digits(required=True, example="7275551212", note="6-20 digits")
    group_alias_id = Name(also="_", example="test_group_alias", note="the number unless it has 2 characters or more")
    group_alias_name = Words(
        also=" -_", example="test group alias", note="the number unless it has 2 characters or more"
    )
    caller_id_name = Words(also=" -_")
    active = Switch(note="Y (the default) or N")
    admin_user_group = Name(note="a user group, or ---ALL--- (the default)")

    @property
    def alias_id(self) -> str:
        """The id as it will be stored."""
        return self.group_alias_id if len(self.group_alias_id) >= 2 else self.caller_id_number

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """The number must be long enough."""
        return None if len(self.caller_id_number) >= 6 else self.incomplete()

    @check
    def id_free(self, world: Dialer360World) -> Answer[Self] | None:
        """The id must not be taken."""
        return self.taken(group_alias_id=self.alias_id) if self.alias_id in world.group_aliases else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Add the alias."""
        name = self.group_alias_name if len(self.group_alias_name) >= 2 else self.caller_id_number
        world.group_aliases.add(
            GroupAlias(
                group_alias_id=self.alias_id,
                group_alias_name=name,
                caller_id_number=self.caller_id_number,
                caller_id_name=self.caller_id_name,
                active="N" if self.active == "N" else "Y",
                admin_user_group=self.admin_user_group or "---ALL---",
            )
        )
        return self.added(group_alias_id=self.alias_id, group_alias_name=name)
