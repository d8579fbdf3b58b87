"""`update_lead` and custom fields: written, deleted, or not there to be written."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import gmt_text
from ringback.vendors.dialer360.fields import Digits
from ringback.vendors.dialer360.leads import custom, rules
from ringback.vendors.dialer360.leads.search import LeadSearch
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World


class CustomUpdates(LeadSearch):
    """What `custom_fields=Y` does to a lead that is found or added."""

    custom_updated = Line(
        "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - {phone_number}|{lead_id}|{list_id}",
        observed="NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - "
        "{phone_number}|{lead_id}|{list_id}|{entry_list_id}|{custom_list}|{rows}",
        examples={"rows": "1", "custom_list": "101"},
    )
    custom_disabled = Line(
        "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, CUSTOM FIELDS DISABLED - {phone_number}|{custom_fields}|0",
        observed="NOTICE: update_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - "
        "{phone_number}|{lead_id}|{custom_fields}|0",
        reach="state",
    )
    custom_undefined = Line(
        "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - "
        "{phone_number}|{lead_id}|{list_id}",
        observed="NOTICE: update_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - "
        "{phone_number}|{lead_id}|{list_id}",
    )
    custom_empty = Line(
        "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO FIELDS DEFINED - {phone_number}|{lead_id}|{list_id}"
    )
    custom_deleted = Line(
        "NOTICE: update_lead CUSTOM FIELDS ENTRY DELETED {rows} - "
        "{phone_number}|{user}|{list_id}|{lead_id}|{gmt_offset}",
        observed="NOTICE: update_lead CUSTOM FIELDS ENTRY DELETED - "
        "{phone_number}|{lead_id}|{list_id}|{entry_list_id}|{custom_list}|",
        examples={"rows": "1", "gmt_offset": "-5", "custom_list": "101"},
    )

    force_entry_list_id = Digits(cut=14, note="the list whose custom fields are taken for the lead's")

    @property
    def forced_list(self) -> int:
        """The list whose custom fields are to be used, 0 for the lead's own."""
        return rules.list_number(self.force_entry_list_id)

    def write_custom_values(self, world: Dialer360World, lead: Lead, *, new: bool = False) -> Answer[Self]:
        """Write the values that were sent; the software blanks the others, and only heeds the switch for new leads."""
        phone, list_id, lead_id = self.phone_of(lead), lead.list_id, lead.lead_id
        if not world.system.custom_fields_enabled and (new or not world.observed):
            return self.custom_disabled(phone_number=phone, lead_id=lead_id)
        custom_list = custom.list_of(lead, self.forced_list)
        fields = custom.fields_of(world, custom_list)
        if not fields:
            return self.custom_undefined(phone_number=phone, lead_id=lead_id, list_id=list_id)
        given = custom.sent(self.inputs, custom.labels_of(fields))
        if not given and not world.observed:
            return self.custom_empty(phone_number=phone, lead_id=lead_id, list_id=list_id)
        rows = custom.write(world, custom_list, lead_id, given, keep=not world.observed)
        if new:
            world.leads.change(lead_id, entry_list_id=custom_list)
        return self.custom_updated(
            phone_number=phone,
            lead_id=lead_id,
            list_id=list_id,
            entry_list_id=self.forced_list or lead.entry_list_id,
            custom_list=custom_list,
            rows=rows,
        )

    def delete_custom_values(self, world: Dialer360World, lead: Lead) -> Answer[Self]:
        """Delete the custom values of a lead that is being deleted."""
        custom_list = custom.list_of(lead, self.forced_list)
        removed = world.custom_values.remove((custom_list, lead.lead_id))
        return self.custom_deleted(
            rows=int(removed is not None),
            phone_number=self.phone_of(lead),
            list_id=lead.list_id,
            lead_id=lead.lead_id,
            gmt_offset=gmt_text(lead.gmt_offset_now),
            entry_list_id=self.forced_list or lead.entry_list_id,
            custom_list=custom_list,
        )
