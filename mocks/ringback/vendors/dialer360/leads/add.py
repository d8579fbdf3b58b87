"""Leads come in: `add_lead`."""

from typing import Self

from ringback.contract import OBSERVED, Answer
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import campaign_of, gmt_text, schedule_callback, to_hopper
from ringback.vendors.dialer360.fields import Words
from ringback.vendors.dialer360.leads import custom, rules
from ringback.vendors.dialer360.leads.add_checks import LeadChecks
from ringback.vendors.dialer360.records import AltPhone
from ringback.vendors.dialer360.world import Dialer360World

# What stands where the vendor's software shows its own database statement.
STATEMENT = "(statement left out)"


class AddLead(LeadChecks, function="add_lead", section="add_lead"):
    """Add a lead to a list; nothing is added twice unless it is asked for."""

    not_permitted = Line(
        "ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM - {user}|0",
        observed="ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |{user}|0|",
    )
    not_added = Line(
        "ERROR: add_lead LEAD HAS NOT BEEN ADDED - {phone_number}|{list_id}|{statement}|{user}",
        ground=OBSERVED,
        reach="state",
        examples={"statement": STATEMENT},
    )
    added = Line(
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - {phone_number}|{user}|{list_id}|{lead_id}|{gmt_offset}",
        observed="SUCCESS: add_lead LEAD HAS BEEN ADDED - {phone_number}|{list_id}|{lead_id}|{gmt_offset}|{user}",
        examples={"gmt_offset": "-5"},
    )
    alt_phones_loaded = Line(
        "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - {count}|{user}|{lead_id}",
        observed="{debugging}NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - {count}|{lead_id}|{user}",
        examples={"count": "3", "debugging": "7275550101|1|work"},
    )
    custom_disabled = Line(
        "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - {phone_number}|{custom_fields}|0",
        observed="NOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - "
        "{phone_number}|{lead_id}|{custom_fields}|0",
        reach="state",
    )
    custom_undefined = Line(
        "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - "
        "{phone_number}|{lead_id}|{list_id}"
    )
    custom_empty = Line(
        "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - {phone_number}|{lead_id}|{list_id}",
        reach="state",
    )
    custom_added = Line(
        "NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - {phone_number}|{lead_id}|{list_id}",
        observed="NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - {phone_number}|{lead_id}|{list_id}|1",
    )
    in_hopper = Line(
        "NOTICE: add_lead ADDED TO HOPPER - {phone_number}|{user}|{lead_id}|{hopper_id}",
        observed="NOTICE: add_lead ADDED TO HOPPER - {phone_number}|{lead_id}|{hopper_id}|{user}",
        examples={"hopper_id": "1677922"},
    )
    outside_hours = Line(
        "NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - {phone_number}|{user}|{lead_id}|{gmt_offset}|0",
        observed="NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - "
        "{phone_number}|{lead_id}|{gmt_offset}|0|{user}",
        examples={"gmt_offset": "-5"},
    )
    callback_added = Line(
        "NOTICE: add_lead SCHEDULED CALLBACK ADDED - "
        "{lead_id}|{due}|{campaign_id}|{callback_user}|{callback_type}|{callback_status}",
        observed="NOTICE: add_lead SCHEDULED CALLBACK ADDED - "
        "{lead_id}|{campaign_id}|{due}|{callback_type}|{callback_user}|{callback_status}",
        examples={"due": "2026-01-05 12:00:00"},
    )
    no_callback_user = Line(
        "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead_id}|{campaign_id}|{callback_user}|",
        observed="NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - "
        "{lead_id}|{campaign_id}|{callback_user}|{callback_type}",
    )
    no_callback_campaign = Line(
        "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - {lead_id}|{campaign_id}"
    )

    multi_alt_phones = Words(also=" -!:_", note="number_code_note, several joined by !")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Add the lead, then what comes with it."""
        lead = self.lead
        sent = (self.vendor_lead_code, self.source_id, self.comments)
        if world.observed and any('"' in text for text in sent):
            return self.not_added(list_id=lead.list_id, statement=STATEMENT)
        self.lead = lead = world.leads.add(lead)
        world.wake(campaign_of(world, lead.list_id))
        said: Answer[Self] = self.added(
            list_id=lead.list_id, lead_id=lead.lead_id, gmt_offset=gmt_text(lead.gmt_offset_now)
        )
        if len(self.multi_alt_phones) > 5:
            said += self._load_alt_phones(world)
        if self.custom_fields == "Y":
            said += self._add_custom_values(world)
        if self.add_to_hopper == "Y":
            said += self._fill_hopper(world)
        return said + self._add_callback(world) if self.callback == "Y" else said

    def _load_alt_phones(self, world: Dialer360World) -> Answer[Self]:
        count, debugging = 0, ""
        for entry in self.multi_alt_phones.split("!"):
            phone, code, note = [*entry.split("_", 2), "", ""][:3]
            if not phone:
                continue
            count += 1
            row = world.alt_phones.add(
                AltPhone(
                    lead_id=self.lead.lead_id,
                    phone_code=code or self.lead.phone_code,
                    phone_number=phone[:18],
                    alt_phone_note=note[:30],
                    alt_phone_count=count,
                )
            )
            debugging += f"{phone}|{row.phone_code}|{note}"
        return self.alt_phones_loaded(count=count, lead_id=self.lead.lead_id, debugging=debugging)

    def _add_custom_values(self, world: Dialer360World) -> Answer[Self]:
        list_id, lead_id = self.lead.list_id, self.lead.lead_id
        if not world.system.custom_fields_enabled:
            return self.custom_disabled(lead_id=lead_id)
        fields = custom.fields_of(world, list_id)
        if not fields:
            return self.custom_undefined(lead_id=lead_id, list_id=list_id)
        labels = custom.labels_of(fields)
        if not labels:
            return self.custom_empty(lead_id=lead_id, list_id=list_id)
        custom.write(world, list_id, lead_id, custom.sent(self.inputs, labels))
        self.lead = world.leads.change(lead_id, entry_list_id=list_id)
        return self.custom_added(lead_id=lead_id, list_id=list_id)

    def _fill_hopper(self, world: Dialer360World) -> Answer[Self]:
        lead = self.lead
        if self.hopper_local_call_time_check == "Y" and not rules.within_hours(world, lead):
            return self.outside_hours(lead_id=lead.lead_id, gmt_offset=gmt_text(lead.gmt_offset_now))
        row = to_hopper(world, lead, priority=self.priority)
        return self.in_hopper(lead_id=lead.lead_id, hopper_id=row.hopper_id)

    def _add_callback(self, world: Dialer360World) -> Answer[Self]:
        lead_id = self.lead.lead_id
        if self.campaign_id not in world.campaigns:
            return self.no_callback_campaign(lead_id=lead_id)
        if self.callback_type == "USERONLY" and rules.recipient(world, self) is None:
            return self.no_callback_user(lead_id=lead_id)
        made = schedule_callback(world, rules.new_callback(world, self, self.lead))
        return self.callback_added(
            lead_id=lead_id,
            due=rules.callback_stamp(world, self),
            callback_user=made.user,
            callback_type=made.recipient,
            callback_status=made.lead_status,
        )
