"""Leads change, go, or come in after all: `update_lead`."""

from functools import reduce
from operator import add
from typing import Any, Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import campaign_of, drop_callbacks, gmt_offset, gmt_text
from ringback.vendors.dialer360.fields import Digits, Name, Raw, Switch, number
from ringback.vendors.dialer360.leads import rules
from ringback.vendors.dialer360.leads.update_callback import CallbackUpdates
from ringback.vendors.dialer360.leads.update_custom import CustomUpdates
from ringback.vendors.dialer360.leads.update_hopper import HopperUpdates
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World

MOST_CALLS = 65_535
MOST_OFFSET = 99.99


class UpdateLead(
    CallbackUpdates,
    CustomUpdates,
    HopperUpdates,
    function="update_lead",
    section="update_lead",
):
    """Find leads and change them; also delete them, call them back, queue them, or add one that is not found."""

    not_permitted = Line(
        "ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM - {user}|0",
        observed="ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM: |{user}|0|",
    )
    no_method = Line(
        "ERROR: update_lead NO VALID SEARCH METHOD - {user}|{location}|{lead_id}|{vendor_lead_code}|{phone_number}",
        observed="ERROR: update_lead NO VALID SEARCH METHOD - "
        "{user}|{method}|{lead_id}|{vendor_lead_code}|{phone_number}",
        examples={"location": "SYSTEM", "method": "LEAD_ID"},
    )
    list_not_allowed = Line("ERROR: update_lead NOT AN ALLOWED LIST ID - {phone_number}|{list_id}", reach="state")
    lead_not_allowed = Line(
        "ERROR: update_lead NOT AN ALLOWED LIST ID - {phone_number}|{list_id}",
        observed="ERROR: update_lead NOT AN ALLOWED LIST ID - {list_id}",
        reach="state",
    )
    no_matches = Line(
        "ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM - {user}|{lead_id}|{vendor_lead_code}|{phone_number}",
        observed="ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM: "
        "|{user}|{lead_id}|{vendor_lead_code}|{phone_number}",
    )
    none_found = Line(
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - {user}|{lead_id}|{vendor_lead_code}|{phone_number}",
        observed="NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM: "
        "|{user}|{lead_id}|{vendor_lead_code}|{phone_number}",
    )
    leads_found = Line(
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: "
        "|{user}|{lead_id}|{vendor_lead_code}|{phone_number}|{list_id}|{entry_list_id}"
    )
    bad_insertion = Line(
        "ERROR: update_lead INVALID DATA FOR LEAD INSERTION - {user}|{phone_number}|{phone_code}|{list_id}",
        observed="ERROR: update_lead INVALID DATA FOR LEAD INSERTION - {user}|{phone_number}|{phone_code}|{list_id}|Y",
    )
    added = Line(
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - {phone_number}|{user}|{list_id}|{lead_id}|{gmt_offset}",
        observed="SUCCESS: update_lead LEAD HAS BEEN ADDED - {phone_number}|{list_id}|{lead_id}|{gmt_offset}|{user}",
        examples={"gmt_offset": "-5"},
    )
    updated = Line(
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - {user}|{lead_id}",
        observed="SUCCESS: update_lead LEAD HAS BEEN UPDATED - {user}|{lead_id}|{rows}",
        examples={"rows": "1"},
    )
    unchanged = Line("", end="", ground=OBSERVED)
    deleted = Line(
        "SUCCESS: update_lead LEAD HAS BEEN DELETED - {phone_number}|{user}|{list_id}|{lead_id}|{gmt_offset}",
        observed="SUCCESS: update_lead LEAD HAS BEEN DELETED {callbacks}|{archived} - {user}|{lead_id}|1",
        examples={"gmt_offset": "-5", "callbacks": "0", "archived": "0"},
    )

    no_update = Switch(note="Y only tells whether there is a lead")
    insert_if_not_found = Switch(note="Y; needs phone_number, phone_code and list_id")
    delete_lead = Switch(note="Y")
    reset_lead = Switch(note="Y: the lead counts as not called since the last reset")
    update_phone_number = Switch(note="Y changes phone_number too")
    user_field = Name(cut=20, note="the lead's user")
    list_id_field = Digits(cut=14, note="the list that the lead goes to")
    status = Raw(cut=6)
    called_count = Digits(note="0-65535")

    @check
    def key_given(self, world: Dialer360World) -> Answer[Self] | None:
        """One of the methods asked for has something to look for."""
        return None if self.by_id or self.by_vendor_code or self.by_phone else self.no_method()

    @check
    def list_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """A restricted user may only name an allowed list."""
        return self.list_not_allowed() if self.names_list and not self.may_use_list(self.list_id) else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Search, then tell, change or add; the hopper comes last."""
        leads = self.search(world)
        if self.no_update == "Y":
            said = [self._tell(leads[0]) if leads else self.none_found()]
        elif leads:
            said = self._change_all(world, leads)
        else:
            return self._insert(world) if self.insert_if_not_found == "Y" else self.no_matches()
        if self.add_to_hopper == "Y" and leads:
            said.append(self.fill_hopper(world, leads[0]))
        return reduce(add, said) if said else self.unchanged()

    def _tell(self, lead: Lead) -> Answer[Self]:
        if self.profile == "observed":
            lead_id = self.lead_id or lead.lead_id
            return self.leads_found(lead_id=lead_id, list_id=lead.list_id, entry_list_id=lead.entry_list_id)
        return self.leads_found(
            lead_id=lead.lead_id,
            vendor_lead_code=lead.vendor_lead_code,
            phone_number=lead.phone_number,
            list_id=lead.list_id,
            entry_list_id=lead.entry_list_id,
        )

    def _change_all(self, world: Dialer360World, leads: list[Lead]) -> list[Answer[Self]]:
        said: list[Answer[Self]] = []
        for lead in leads:
            if not self.may_use_list(str(lead.list_id)):
                return [*said, self.lead_not_allowed(phone_number=self.phone_of(lead), list_id=lead.list_id)]
            said += self._delete(world, lead) if self.delete_lead == "Y" else self._change(world, lead)
        return said

    def _delete(self, world: Dialer360World, lead: Lead) -> list[Answer[Self]]:
        callbacks, archived = drop_callbacks(world, lead.lead_id)
        world.leads.remove(lead.lead_id)
        said = self.deleted(
            phone_number=lead.phone_number,
            list_id=lead.list_id,
            lead_id=lead.lead_id,
            gmt_offset=gmt_text(lead.gmt_offset_now),
            callbacks=callbacks,
            archived=archived,
        )
        return [said, self.delete_custom_values(world, lead)] if self.custom_fields == "Y" else [said]

    def _change(self, world: Dialer360World, lead: Lead) -> list[Answer[Self]]:
        said: list[Answer[Self]] = []
        changes = self._changes()
        if changes:
            changed = world.leads.change(lead.lead_id, **changes)
            said.append(self.updated(lead_id=lead.lead_id, rows=int(changed != lead)))
            if changed != lead:
                world.wake(campaign_of(world, changed.list_id))
        if self.callback == "REMOVE":
            said.append(self.delete_callbacks(world, lead))
        elif self.callback == "Y":
            said.append(self.put_callback(world, lead))
        if self.custom_fields == "Y":
            said.append(self.write_custom_values(world, lead))
        return said

    def _changes(self) -> dict[str, Any]:
        """The columns that change in a lead that is found."""
        changes = self._columns()
        if self.gmt_offset_now:
            changes["gmt_offset_now"] = max(-MOST_OFFSET, min(MOST_OFFSET, number(self.gmt_offset_now)))
        if self.user_field or self.blanked("user_field"):
            changes["user"] = "" if self.blanked("user_field") else self.user_field
        if self.list_id_field:
            changes["list_id"] = rules.list_number(self.list_id_field)
        if self.phone_number and self.update_phone_number == "Y":
            changes["phone_number"] = self.phone_number[:18]
        if self.reset_lead == "Y":
            changes["called_since_last_reset"] = "N"
        return changes

    def _columns(self) -> dict[str, Any]:
        """The columns of a lead that is found or added."""
        columns = rules.columns(self, clears=True)
        if self.status:
            columns["status"] = "" if self.blanked("status") else self.status
        if self.called_count:
            columns["called_count"] = rules.whole(self.called_count, MOST_CALLS)
        if self.entry_list_id and self.custom_fields != "Y":
            columns["entry_list_id"] = rules.list_number(self.entry_list_id)
        return columns

    def _insert(self, world: Dialer360World) -> Answer[Self]:
        list_id, phone = self.list_id_field or self.list_id, self.phone_number
        if not (6 <= len(phone) <= 18 and self.phone_code and len(list_id) > 2):
            return self.none_found() + self.bad_insertion()
        lead = world.leads.add(
            Lead(
                **{"gender": "" if world.observed else "U", **self._columns()},
                entry_date=world.now,
                last_local_call_time=world.now,
                user=self.me.user,
                list_id=rules.list_number(list_id),
                gmt_offset_now=gmt_offset(world.now, self.phone_code, phone, state=self.state),
                phone_code=self.phone_code,
                phone_number=phone,
            )
        )
        world.wake(campaign_of(world, lead.list_id))
        said: Answer[Self] = self.none_found() + self.added(
            list_id=lead.list_id, lead_id=lead.lead_id, gmt_offset=gmt_text(lead.gmt_offset_now)
        )
        return said + self.write_custom_values(world, lead, new=True) if self.custom_fields == "Y" else said
