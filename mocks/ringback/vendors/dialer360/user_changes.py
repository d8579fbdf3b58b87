"""Users: `update_user`, which changes or deletes one."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.edits import edits, whole
from ringback.vendors.dialer360.fields import BLANK, Digits, Name, Number, Raw, Switch, Words
from ringback.vendors.dialer360.records import CampaignAgent, User
from ringback.vendors.dialer360.users import EMAIL, FREE_TEXT
from ringback.vendors.dialer360.world import Dialer360World

COLUMNS = {
    "agent_pass": "pass_",
    "agent_full_name": "full_name",
    "agent_user_level": "user_level",
    "agent_user_group": "user_group",
    "phone_login": "phone_login",
    "phone_pass": "phone_pass",
    "hotkeys_active": "hotkeys_active",
    "voicemail_id": "voicemail_id",
    "email": "email",
    "custom_one": "custom_one",
    "custom_two": "custom_two",
    "custom_three": "custom_three",
    "custom_four": "custom_four",
    "custom_five": "custom_five",
    "active": "active",
    "wrapup_seconds_override": "wrapup_seconds_override",
}
CONVERT = {
    "user_level": whole,
    "hotkeys_active": lambda text: str(whole(text)),
    "wrapup_seconds_override": whole,
}


def _optional(problem: str, printed: str, seen: str) -> Line:
    """The refusal of an optional field, with the values that the document and the software add to it."""
    text = f"ERROR: update_user {problem}, THIS IS AN OPTIONAL FIELD"
    return Line(f"{text} - {{user}}{printed}", observed=f"{text}: |{{user}}{seen}")


class UpdateUser(Function, function="update_user", section="update_user"):
    """Change some settings of a user, set the user's campaign ranks, or delete the user."""

    level = 8
    needs = ("modify_users",)

    not_permitted = Line(
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS - {user}|0",
        observed="ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS: |{user}|0",
    )
    incomplete = Line(
        "ERROR: update_user YOU MUST USE ALL REQUIRED FIELDS - {user}|{agent_user}|",
        observed="ERROR: update_user YOU MUST USE ALL REQUIRED FIELDS: |{user}|{agent_user}|",
    )
    unknown = Line(
        "ERROR: update_user USER DOES NOT EXIST - {user}|{agent_user}",
        observed="ERROR: update_user USER DOES NOT EXIST: |{user}|",
    )
    may_not_update = Line(
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER - {user}|{agent_user}",
        observed="ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER: "
        "|{user}|{agent_user}|{comparison}|{own_level}\n",
        reach="state",
        examples={"comparison": "<=", "own_level": "8"},
    )
    may_not_delete = Line(
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS - {user}|{agent_user}",
        observed="ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS: |{user}|0",
        reach="state",
    )
    deleted = Line(
        "SUCCESS: update_user USER HAS BEEN DELETED - {user}|{agent_user}",
        observed="SUCCESS: update_user USER HAS BEEN DELETED - {user}|{agent_user}|",
    )
    bad_full_name = _optional("YOU MUST USE A VALID FULL NAME", "|{agent_full_name}", "|{agent_full_name}")
    bad_level = Line(
        "ERROR: update_user YOU MUST USE A VALID USER LEVEL, THIS IS AN OPTIONAL FIELD"
        " - {user}|{agent_user_level}|{own_level}|{same_level}",
        observed="ERROR: update_user YOU MUST USE A VALID USER LEVEL, THIS IS AN OPTIONAL FIELD"
        ": |{user}|{agent_user_level}|{own_level}|{same_level}",
        examples={"own_level": "9", "same_level": "1"},
    )
    bad_group = _optional("YOU MUST USE A VALID USER GROUP", "|{agent_user_group}|0", "|{agent_user_group}|0")
    bad_phone_login = _optional("YOU MUST USE A VALID PHONE LOGIN", "|{phone_login}|0|0", "|{phone_login}|0|0")
    bad_phone_pass = _optional("YOU MUST USE A VALID PHONE PASSWORD", "|{phone_pass}", "|{phone_pass}")
    bad_hotkeys = _optional("YOU MUST USE A VALID HOTKEYS SETTING", "|{hotkeys_active}", "|{hotkeys_active}")
    bad_voicemail_id = _optional("YOU MUST USE A VALID VOICEMAIL ID", "", "|{voicemail_id}")
    bad_email = _optional("YOU MUST USE A VALID EMAIL", "", "|{email}")
    bad_custom_one = _optional("YOU MUST USE A VALID CUSTOM ONE", "", "|{custom_one}")
    bad_custom_two = _optional("YOU MUST USE A VALID CUSTOM TWO", "", "|{custom_two}")
    bad_custom_three = _optional("YOU MUST USE A VALID CUSTOM THREE", "", "|{custom_three}")
    bad_custom_four = _optional("YOU MUST USE A VALID CUSTOM FOUR", "", "|{custom_four}")
    bad_custom_five = _optional("YOU MUST USE A VALID CUSTOM FIVE", "", "|{custom_five}")
    bad_active = _optional("ACTIVE MUST BE Y OR N", "", "|{active}")
    bad_wrapup = _optional(
        "wrapup_seconds_override MUST BE A VALID DIGIT BETWEEN -1 AND 9999",
        "|{wrapup_seconds_override}",
        "|{wrapup_seconds_override}",
    )
    bad_rank = _optional("YOU MUST USE A VALID CAMPAIGN RANK", "|{campaign_rank}", "|{campaign_rank}")
    bad_grade = _optional("YOU MUST USE A VALID CAMPAIGN GRADE", "|{campaign_grade}", "|{campaign_grade}")
    ranked = Line(
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - {user}|{campaign_rank}|{campaign_grade}",
        observed="NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED"
        " - {user}|{agent_user}|{campaign_rank}|{campaign_grade}",
    )
    ranked_in_one = Line(
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED"
        " - {user}|{campaign_rank}|{campaign_grade}|{campaign_id}|1",
        observed="NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED"
        " - {user}|{agent_user}|{campaign_rank}|{campaign_grade}|{campaign_id}|1",
    )
    no_updates = Line(
        "ERROR: update_user NO UPDATES DEFINED - {user}|0",
        observed="ERROR: update_user NO UPDATES DEFINED: |{user}|",
    )
    updated = Line(
        "SUCCESS: update_user USER HAS BEEN UPDATED - {user}|{agent_user}",
        observed="SUCCESS: update_user USER HAS BEEN UPDATED - {user}|{agent_user}|",
    )

    agent_user = Raw(missing=incomplete, invalid=incomplete, length=(2, 20), example="2424", note="the user")
    delete_user = Switch(note="Y deletes the user, which needs the right to")

    them: User

    @check
    def known(self, world: Dialer360World) -> Answer[Self] | None:
        """The user must exist."""
        them = world.user(self.agent_user)
        if them is None:
            return self.unknown()
        self.them = them
        return None

    @check
    def within_reach(self, world: Dialer360World) -> Answer[Self] | None:
        """The user's level must be below one's own, or the same with the right to."""
        me, level = self.me, self.them.user_level
        if level < me.user_level or (level == me.user_level and me.modify_same_user_level):
            return None
        comparison = "<=" if me.modify_same_user_level else "<"
        return self.may_not_update(comparison=comparison, own_level=me.user_level)

    @check
    def deletion(self, world: Dialer360World) -> Answer[Self] | None:
        """A deletion ends the call."""
        if self.delete_user != "Y":
            return None
        if not self.me.delete_users:
            return self.may_not_delete()
        world.users.remove(self.them.user)
        return self.deleted()

    agent_pass = Name(secret=True, example="9876")
    agent_full_name = Words(
        plus=False, also=FREE_TEXT, blank=True, invalid=bad_full_name, length=(1, 50), example="Testing"
    )
    agent_user_level = Digits(example="3", note="1-9, not above one's own")

    @check
    def level_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The new level must be one that the caller may give."""
        me, level = self.me, whole(self.agent_user_level)
        most = min(9, me.user_level if me.modify_same_user_level else me.user_level - 1)
        if not self.agent_user_level or 1 <= level <= most:
            return None
        return self.bad_level(own_level=me.user_level, same_level=int(me.modify_same_user_level))

    agent_user_group = Name(example="AGENTS", note="a user group that exists")

    @check
    def group_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The new group must exist."""
        group = self.agent_user_group
        return self.bad_group() if group and group not in world.user_groups else None

    phone_login = Name(blank=True, example="100", note="the login of a phone, or a phone alias")

    @check
    def phone_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The new phone login must be that of a phone or the id of a phone alias."""
        login = self.phone_login
        if login in ("", BLANK) or login in world.phone_aliases or world.phones.first("login", login) is not None:
            return None
        return self.bad_phone_login()

    phone_pass = Name(secret=True, blank=True, invalid=bad_phone_pass, length=(1, 20), example="test")
    hotkeys_active = Number(invalid=bad_hotkeys, between=(0, 1), example="1")
    voicemail_id = Digits(blank=True, invalid=bad_voicemail_id, length=(1, 10), example="100")

    @check
    def voicemail_id_long_enough(self, world: Dialer360World) -> Answer[Self] | None:
        """One digit is enough for the document, not for the software."""
        return self.bad_voicemail_id() if world.observed and len(self.voicemail_id) == 1 else None

    email = Words(also=EMAIL, blank=True, invalid=bad_email, length=(1, 100), example="test@test.com")

    @check
    def email_long_enough(self, world: Dialer360World) -> Answer[Self] | None:
        """One character is enough for the document, the software wants five."""
        return self.bad_email() if world.observed and 1 <= len(self.email) < 5 else None

    custom_one = Words(plus=False, also=FREE_TEXT, blank=True, invalid=bad_custom_one, length=(1, 100), example="jjjj")
    custom_two = Words(plus=False, also=FREE_TEXT, blank=True, invalid=bad_custom_two, length=(1, 100), example="yyyy")
    custom_three = Words(
        plus=False, also=FREE_TEXT, blank=True, invalid=bad_custom_three, length=(1, 100), example="kkk"
    )
    custom_four = Words(
        plus=False, also=FREE_TEXT, blank=True, invalid=bad_custom_four, length=(1, 100), example="wwww"
    )
    custom_five = Words(
        plus=False, also=FREE_TEXT, blank=True, invalid=bad_custom_five, length=(1, 100), example="hhhh"
    )
    active = Switch(invalid=bad_active, choices=("Y", "N"), example="Y")
    wrapup_seconds_override = Number(also="-", invalid=bad_wrapup, between=(-1, 9999), example="-1")
    campaign_rank = Number(also="-_", invalid=bad_rank, between=(-9, 9), example="9")
    campaign_grade = Number(invalid=bad_grade, between=(1, 10), example="10")
    camp_rg_only = Digits(note="1 sets rank and grade in the campaign of campaign_id only, else in all")
    campaign_id = Name(note="needed with camp_rg_only")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Set the ranks, then the user's own settings; a change of these also forgives failed logins."""
        said: Answer[Self] = self._ranks(world)
        changes = edits(self, COLUMNS, observed=world.observed, convert=CONVERT)
        if not changes:
            # An error even when ranks have been set, and these stay set.
            return said + self.no_updates()
        world.users.change(self.them.user, failed_login_count=0, **changes)
        return said + self.updated()

    def _ranks(self, world: Dialer360World) -> Answer[Self]:
        given = {name: whole(text) for name in ("campaign_rank", "campaign_grade") if (text := getattr(self, name))}
        if not given:
            return Answer()
        only = self.camp_rg_only == "1"
        for campaign in list(world.campaigns):
            if not only or campaign.campaign_id == self.campaign_id:
                key = (self.them.user, campaign.campaign_id)
                held = world.campaign_agents.get(key) or CampaignAgent(user=key[0], campaign_id=key[1])
                world.campaign_agents.put(replace(held, **given))
        return self.ranked_in_one() if only else self.ranked()
