"""Lists: `update_list`, which changes a list, resets its leads, or deletes them and it."""

from typing import Any, Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.edits import edits
from ringback.vendors.dialer360.fields import BLANK, Digits, Name, Raw, Switch, Words
from ringback.vendors.dialer360.list_restriction import ListRestricted
from ringback.vendors.dialer360.lists import ADDRESS, LIST_NAME, NEVER, NOT_GIVEN, AddList, expiration
from ringback.vendors.dialer360.records import LeadList
from ringback.vendors.dialer360.world import Dialer360World

COLUMNS = {
    name: name
    for name in (
        "campaign_id",
        "script",
        "drop_inbound_group",
        "list_name",
        "active",
        "outbound_cid",
        "am_message",
        "reset_time",
        "web_form_address",
        "web_form_address_two",
        "web_form_address_three",
    )
}


def _optional(problem: str, field: str) -> Line:
    """The refusal of an optional field."""
    return Line(f"ERROR: update_list {problem}, THIS IS AN OPTIONAL FIELD: |{{user}}|{{{field}}}", ground=OBSERVED)


class UpdateList(Function, ListRestricted, function="update_list", section="API functions"):
    """Change a list, reset its leads, delete the list or its leads: whatever is asked for, in this order."""

    level = 8
    needs = ("modify_lists",)

    not_permitted = Line("ERROR: update_list USER DOES NOT HAVE PERMISSION TO UPDATE LISTS: |{user}|0", ground=OBSERVED)
    incomplete = Line(
        "ERROR: update_list YOU MUST USE ALL REQUIRED FIELDS: |{user}|{list_id}|{list_name}|{campaign_id}",
        ground=OBSERVED,
    )
    not_allowed = Line("ERROR: update_list NOT AN ALLOWED LIST ID - {list_id}", ground=OBSERVED, reach="state")
    sent_on = Line(
        "NOTICE: update_list LIST DOES NOT EXIST, SENDING TO add_list FUNCTION: |{user}|{list_id}", ground=OBSERVED
    )
    unknown = Line("ERROR: update_list LIST DOES NOT EXIST: |{user}|{list_id}", ground=OBSERVED)
    no_campaign = _optional("CAMPAIGN DOES NOT EXIST", "campaign_id")
    no_script = _optional("SCRIPT DOES NOT EXIST", "script")
    no_in_group = _optional("IN-GROUP DOES NOT EXIST", "drop_inbound_group")
    bad_name = _optional("LIST NAME MUST BE FROM 6 TO 30 CHARACTERS", "list_name")
    bad_active = _optional("ACTIVE MUST BE Y OR N", "active")
    bad_outbound_cid = _optional("OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS", "outbound_cid")
    bad_am_message = _optional("ANSWERING MACHINE MESSAGE MUST LESS THAN 101 DIGITS", "am_message")
    bad_reset_time = _optional("RESET TIME IS NOT VALID", "reset_time")
    bad_expiration_date = Line(
        "ERROR: update_list EXPIRATION DATE IS NOT VALID, THIS IS AN OPTIONAL FIELD: |{user}|{expiration_date}",
        ground=NOT_GIVEN,
        reach="fault",
    )
    no_updates = Line("NOTICE: update_list NO UPDATES DEFINED: |{user}|", ground=OBSERVED)
    updated = Line("SUCCESS: update_list LIST HAS BEEN UPDATED - {user}|{list_id}", ground=OBSERVED)
    leads_reset = Line(
        "NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - {user}|{list_id}|{count}",
        ground=OBSERVED,
        examples={"count": "324"},
    )
    may_not_delete_lists = Line(
        "NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LISTS: |{user}|0", ground=OBSERVED, reach="state"
    )
    list_deleted = Line("NOTICE: update_list LIST HAS BEEN DELETED - {user}|{list_id}|1", ground=OBSERVED)
    may_not_delete_leads = Line(
        "NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LEADS: |{user}|0", ground=OBSERVED, reach="state"
    )
    leads_deleted = Line(
        "NOTICE: update_list LEADS IN LIST HAVE BEEN DELETED - {user}|{list_id}|{count}",
        ground=OBSERVED,
        examples={"count": "324"},
    )

    list_id = Digits(missing=incomplete, invalid=incomplete, length=(2, 14), example="1101")
    insert_if_not_found = Switch(note="Y adds a list that does not exist, which needs add_list to be allowed")

    before: LeadList

    @check
    def list_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """A restricted user may touch the lists of the group's campaigns only."""
        return None if self.may_use_list(self.list_id) else self.not_allowed()

    @check
    def known(self, world: Dialer360World) -> Answer[Self] | None:
        """The list must exist in a campaign that the user's group may touch, or be one to add."""
        allowed = world.allowed_campaigns(self.me)
        found = world.lists.get(int(self.list_id))
        if found is not None and (allowed is None or found.campaign_id in allowed):
            self.before = found
            return None
        if self.insert_if_not_found != "Y":
            return self.unknown()
        adding = AddList(self.request, {**self.inputs, "function": "add_list"}, self.profile)
        return self.sent_on() + adding.answer(world)

    campaign_id = Name(example="TESTCAMP", note="a campaign that exists")

    @check
    def campaign_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The new campaign must exist."""
        return self.no_campaign() if self.campaign_id and self.campaign_id not in world.campaigns else None

    script = Name(blank=True, example="DEMOSCRIPT", note="a script that exists")

    @check
    def script_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The new script must exist."""
        return None if self.script in ("", BLANK) or self.script in world.scripts else self.no_script()

    drop_inbound_group = Name(blank=True, example="SALESLINE", note="an in-group that exists")

    @check
    def in_group_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The new in-group must exist."""
        group = self.drop_inbound_group
        return None if group in ("", BLANK) or group in world.in_groups else self.no_in_group()

    list_name = Words(plus=False, also=LIST_NAME, invalid=bad_name, length=(6, 30), example="Updated test API list")
    active = Switch(invalid=bad_active, choices=("Y", "N"), example="Y")
    outbound_cid = Digits(blank=True, invalid=bad_outbound_cid, length=(6, 18), example="7275551212")
    am_message = Name(blank=True, invalid=bad_am_message, length=(1, 100), example="8304")
    reset_time = Digits(also="-_", blank=True, invalid=bad_reset_time, length=(4, 100), example="0900-1700-2359")
    expiration_date = Name(
        example="2027-01-01", note=f"YYYY-MM-DD; shorter values count for nothing, --BLANK-- is {NEVER}"
    )
    web_form_address = Words(plus=False, also=ADDRESS, blank=True)
    web_form_address_two = Words(plus=False, also=ADDRESS, blank=True)
    web_form_address_three = Raw(blank=True)
    reset_list = Switch(note="Y makes the list's leads count as not called")
    delete_list = Switch(note="Y deletes the list, which needs the right to delete lists")
    delete_leads = Switch(note="Y deletes the list's leads, which needs the rights to delete lists and modify leads")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Change, reset, delete; each says a line, and only a missing right to delete ends it early."""
        said = self._change(world) + self._reset(world) + self._delete(world)
        for campaign_id in dict.fromkeys((self.before.campaign_id, self.campaign_id)):
            world.wake(campaign_id)
        return said

    def _change(self, world: Dialer360World) -> Answer[Self]:
        changes = self._changes(world)
        if not changes:
            return self.no_updates()
        before, after = self.before, world.lists.change(self.before.list_id, **changes)
        if after.campaign_id != before.campaign_id:
            for row in list(world.hopper.where("queue", before.campaign_id)):
                if row.list_id == before.list_id:
                    world.hopper.remove(row.hopper_id)
        world.plan_resets(after)
        return self.updated()

    def _changes(self, world: Dialer360World) -> dict[str, Any]:
        changes = edits(self, COLUMNS, observed=world.observed, convert={})
        date = self.expiration_date
        if len(date) >= 10:
            changes["expiration_date"] = expiration(date)
            if world.observed:
                # The software keeps both in one variable.
                changes.pop("reset_time", None)
        elif date == BLANK and not world.observed:
            changes["expiration_date"] = NEVER
        return changes

    def _reset(self, world: Dialer360World) -> Answer[Self]:
        if self.reset_list != "Y":
            return Answer()
        return self.leads_reset(count=world.reset_leads(self.before.list_id))

    def _delete(self, world: Dialer360World) -> Answer[Self]:
        said: Answer[Self] = Answer()
        list_id, me = self.before.list_id, self.me
        if self.delete_list == "Y":
            if not me.delete_lists:
                return self.may_not_delete_lists()
            world.lists.remove(list_id)
            world.cancel_timer("reset", list_id)
            said = self.list_deleted()
        if self.delete_leads == "Y":
            if not (me.delete_lists and me.modify_leads):
                return said + self.may_not_delete_leads()
            leads = list(world.leads.where("list", list_id))
            for lead in leads:
                world.leads.remove(lead.lead_id)
            said = said + self.leads_deleted(count=len(leads))
        return said
