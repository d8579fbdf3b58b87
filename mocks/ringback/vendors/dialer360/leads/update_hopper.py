"""`update_lead` and the hopper."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import gmt_text, to_hopper
from ringback.vendors.dialer360.leads import rules
from ringback.vendors.dialer360.leads.search import LeadSearch, lead_of
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World


class HopperUpdates(LeadSearch):
    """What `add_to_hopper=Y` does when leads are found: one of them comes in."""

    in_hopper = Line(
        "NOTICE: update_lead ADDED TO HOPPER - {phone_number}|{user}|{lead_id}|{hopper_id}",
        observed="NOTICE: update_lead ADDED TO HOPPER - {phone_number}|{lead_id}|{hopper_id}|{user}",
        examples={"hopper_id": "1677922"},
    )
    not_in_hopper = Line(
        "NOTICE: update_lead NOT ADDED TO HOPPER - {phone_number}|{user}|{lead_id}|{hopper_id}",
        observed="NOTICE: update_lead NOT ADDED TO HOPPER - {phone_number}|{lead_id}|{hopper_id}|{user}",
        examples={"hopper_id": "1677922"},
        reach="fault",
    )
    outside_hours = Line(
        "NOTICE: update_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - "
        "{phone_number}|{lead_id}|{gmt_offset}|0|{user}",
        examples={"gmt_offset": "-5"},
    )
    lead_not_found = Line("NOTICE: update_lead NOT ADDED TO HOPPER, LEAD NOT FOUND - {phone_number}|{lead_id}|{user}")
    hopper_has_it = Line(
        "NOTICE: update_lead NOT ADDED TO HOPPER, LEAD IS ALREADY IN THE HOPPER - {phone_number}|{lead_id}|{user}",
        reach="state",
    )

    def fill_hopper(self, world: Dialer360World, first: Lead) -> Answer[Self]:
        """Put one lead in: that of the id that was sent, else the first that was found."""
        lead_id = self.lead_id or str(first.lead_id)
        lead = lead_of(world, lead_id)
        if lead is None:
            return self.lead_not_found(lead_id=lead_id)
        phone = self.phone_of(lead)
        if world.hopper.count("lead", lead.lead_id):
            return self.hopper_has_it(phone_number=phone, lead_id=lead_id)
        if self.hopper_local_call_time_check == "Y" and not rules.within_hours(world, lead):
            offset = gmt_text(lead.gmt_offset_now)
            return self.outside_hours(phone_number=phone, lead_id=lead_id, gmt_offset=offset)
        row = to_hopper(world, lead, priority=self.priority)
        return self.in_hopper(phone_number=phone, lead_id=lead_id, hopper_id=row.hopper_id)
