"""One field of a lead, and the status of one call in the logs: `lead_field_info`, `update_log_entry`."""

from collections.abc import Mapping
from typing import ClassVar, Self

from ringback.contract import Answer, check
from ringback.vendors.dialer360.activity import CallLog, CloserLog
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Alphanumeric, Digits, Name, Raw
from ringback.vendors.dialer360.leads import custom
from ringback.vendors.dialer360.leads.rules import list_number
from ringback.vendors.dialer360.leads.search import lead_of
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World

LONGEST_STATUS = 7
MOMENTS = ("entry_date", "last_local_call_time")


class LeadFieldInfo(Function, function="lead_field_info", section="lead_field_info"):
    """Tell the value of one field of a lead: the bare value, without a line end."""

    needs = ("modify_leads",)

    not_permitted = Line(
        "ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO - {user}|0",
        observed="ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: lead_field_info INVALID SEARCH PARAMETERS - {user}|{lead_id}|{field_name}",
        observed="ERROR: lead_field_info INVALID SEARCH PARAMETERS: {user}|{lead_id}|{field_name}",
    )
    no_lead = Line(
        "ERROR: lead_field_info LEAD NOT FOUND - {user}|{lead_id}|{field_name}",
        observed="ERROR: lead_field_info LEAD NOT FOUND: {user}|{lead_id}",
    )
    no_list = Line(
        "ERROR: lead_field_info LIST NOT FOUND - {user}|{lead_id}|{field_name}",
        observed="ERROR: lead_field_info LIST NOT FOUND: {user}|{lead_id}",
        reach="state",
    )
    no_field = Line(
        "ERROR: lead_field_info LEAD FIELD NOT FOUND - {user}|{lead_id}|{field_name}",
        observed="ERROR: lead_field_info LIST FIELD NOT FOUND: {user}|{lead_id}",
    )
    told = Line("{value}", end="", examples={"value": "1234567890"})

    lead_id = Digits(invalid=invalid, missing=invalid, length=(1, 11), note="the lead")
    field_name = Name(
        missing=invalid, example="first_name", note="a column of the lead, or the label of a custom field"
    )
    custom_fields = Alphanumeric(note="Y for a custom field")
    list_id = Digits(cut=14, note="the list whose custom fields are taken for the lead's")

    lead: Lead

    @check
    def lead_there(self, world: Dialer360World) -> Answer[Self] | None:
        """The lead must exist, in a list of a campaign that the user's group may touch."""
        lead = lead_of(world, self.lead_id)
        if lead is None:
            return self.no_lead()
        lead_list, campaigns = world.lists.get(lead.list_id), world.allowed_campaigns(self.me)
        if lead_list is None or (campaigns is not None and lead_list.campaign_id not in campaigns):
            return self.no_list()
        self.lead = lead
        return None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Print the value."""
        value = self._custom_value(world) if self.custom_fields == "Y" else self._column(world)
        return self.no_field() if value is None else self.told(value=value)

    def _column(self, world: Dialer360World) -> str | None:
        if self.field_name not in custom.STANDARD:
            return None
        value = getattr(self.lead, self.field_name)
        if self.field_name in MOMENTS:
            return world.stamp(value)
        if self.field_name == "gmt_offset_now":
            return "" if value is None else f"{value:.2f}"
        return str(value)

    def _custom_value(self, world: Dialer360World) -> str | None:
        list_id = custom.list_of(self.lead, list_number(self.list_id))
        row = world.custom_values.get((list_id, self.lead.lead_id))
        if row is None or (list_id, self.field_name) not in world.custom_fields:
            return None
        return row.values.get(self.field_name, "")


class UpdateLogEntry(Function, function="update_log_entry", section="update_log_entry"):
    """Change the status of a call in the log of a campaign or an in-group."""

    level = 8
    needs = ("modify_leads",)
    examples: ClassVar[Mapping[str, object]] = {**Function.examples, "call_id": "M4050908070000012345"}

    not_permitted = Line(
        "ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS - {user}|0",
        observed="ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS: |{user}|0|",
    )
    invalid = Line(
        "ERROR: update_log_entry INVALID SEARCH PARAMETERS - {user}|{group}|{call_id}",
        observed="ERROR: update_log_entry INVALID SEARCH PARAMETERS: {user}|{group}|{call_id}|{status}",
    )
    no_group = Line(
        "ERROR: update_log_entry GROUP NOT FOUND - {user}|{group}|{call_id}",
        observed="ERROR: update_log_entry GROUP NOT FOUND: {user}|{group}",
    )
    no_record = Line(
        "ERROR: update_log_entry NO RECORDS FOUND - {user}|{group}|{call_id}|{status}|",
        observed="ERROR: update_log_entry NO RECORDS FOUND: {user}|{group}|{call_id}|{status}",
    )
    unchanged = Line(
        "ERROR: update_log_entry NO RECORDS UPDATED - {user}|{group}|{call_id}|{status}|{status_before}|{uniqueid}",
        observed="ERROR: update_log_entry NO RECORDS UPDATED: "
        "{user}|{group}|{call_id}|{status}|{status_before}|{uniqueid}",
        examples={"status_before": "SALEX", "uniqueid": "1347566056.399"},
    )
    updated = Line(
        "SUCCESS: update_log_entry RECORD HAS BEEN UPDATED - "
        "{user}|{user}|{group}|{call_id}|{status}|{status_before}|{uniqueid}|",
        examples={"status_before": "WN", "uniqueid": "1347566056.399"},
    )

    sent_id = Name(also=".", required=True, wire_name="call_id", note="the call's 20-character id or uniqueid")
    group = Name(also="-_|", required=True, example="TESTCAMP", note="a campaign or an in-group")
    status = Raw(required=True, example="SALEX", note="1-7 characters, of which 6 are kept")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """All three must be given; the software looks at the group first."""
        given = self.call_id and self.group and self.status
        return None if given or world.observed else self.invalid()

    @check
    def group_there(self, world: Dialer360World) -> Answer[Self] | None:
        """The group must be an in-group or a campaign."""
        return None if self.group in world.in_groups or self.group in world.campaigns else self.no_group()

    @check
    def status_fits(self, world: Dialer360World) -> Answer[Self] | None:
        """The status must not be much too long."""
        return None if self.call_id and 0 < len(self.status) <= LONGEST_STATUS else self.invalid()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Find the newest call of that group and set its status."""
        status = self.status[:6]
        found = self._closer_log(world) if self.group in world.in_groups else self._call_log(world)
        if found is None:
            return self.no_record()
        id_in_log = found.closecallid if isinstance(found, CloserLog) else found.uniqueid
        if found.status == status:
            return self.unchanged(status=status, status_before=found.status, uniqueid=id_in_log)
        if isinstance(found, CloserLog):
            world.closer_log.change(found.closecallid, status=status)
        else:
            world.call_log.change(found.uniqueid, status=status)
        return self.updated(status=status, status_before=found.status, uniqueid=id_in_log)

    def _call_log(self, world: Dialer360World) -> CallLog | None:
        if "." in self.call_id:
            call = world.call_log.get(self.call_id)
            return call if call is not None and call.campaign_id == self.group else None
        return world.call_log.last("lead", self.lead_id, self.group) if self.lead_id else None

    def _closer_log(self, world: Dialer360World) -> CloserLog | None:
        if "." in self.call_id:
            calls = world.closer_log.where("uniqueid", self.call_id, reverse=True)
            return next((call for call in calls if call.campaign_id == self.group), None)
        return world.closer_log.last("lead", self.lead_id, self.group) if self.lead_id else None

    @property
    def call_id(self) -> str:
        """The id of the call; the software drops the dot of a uniqueid, and then finds nothing."""
        return self.sent_id.replace(".", "") if self.profile == "observed" else self.sent_id

    @property
    def lead_id(self) -> int:
        """The lead that an id of 20 characters ends with, 0 for none."""
        tail = self.call_id[-10:]
        return int(tail) if tail.isdecimal() else 0
