"""What stands between a lead and `add_lead`: wrong numbers, numbers that must not be called, duplicates."""

from datetime import timedelta
from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.state.record import EPOCH
from ringback.telephony import numbers
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import gmt_offset
from ringback.vendors.dialer360.fields import Name, Switch
from ringback.vendors.dialer360.leads import duplicates, rules
from ringback.vendors.dialer360.leads.fields import LeadFunction
from ringback.vendors.dialer360.leads.number_checks import NumberChecks
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World

DEFAULT_LIST = 999
NINETY_DAYS = timedelta(days=90)


class LeadChecks(LeadFunction, NumberChecks):
    """The checks of `add_lead`, in its order; the lead that has passed them is `lead`."""

    list_not_allowed = Line("ERROR: add_lead NOT AN ALLOWED LIST ID - {phone_number}|{list_id}", reach="state")
    no_prefix_data = Line("NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|{user}")
    bad_length = Line("ERROR: add_lead INVALID PHONE NUMBER LENGTH - {phone_number}|{user}")
    bad_prefix = Line("ERROR: add_lead INVALID PHONE NUMBER PREFIX - {phone_number}|{user}")
    bad_area = Line("ERROR: add_lead INVALID PHONE NUMBER AREACODE - {phone_number}|{user}")
    bad_pair = Line("ERROR: add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - {phone_number}|{user}", reach="state")
    dnc = Line("ERROR: add_lead PHONE NUMBER IN DNC - {phone_number}|{user}", ground=OBSERVED)
    campaign_dnc = Line(
        "ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - {phone_number}|{campaign_id}|{user}", ground=OBSERVED
    )
    phone_in_list = Line("ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - {phone_number}|{list_id}|{lead_id}")
    phone_in_campaign = Line(
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS - {phone_number}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )
    phone_in_system = Line(
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - {phone_number}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )
    title_in_list = Line("ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN LIST - {title}|{alt_phone}|{list_id}|{lead_id}")
    title_in_campaign = Line(
        "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN CAMPAIGN LISTS - "
        "{title}|{alt_phone}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )
    title_in_system = Line(
        "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN SYSTEM - {title}|{alt_phone}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )
    name_in_list = Line(
        "ERROR: add_lead DUPLICATE NAME PHONE IN LIST - "
        "{first_name}|{last_name}|{phone_number}|{list_id}|{lead_id}|{other_list}",
        observed="ERROR: add_lead DUPLICATE NAME PHONE IN LIST - "
        "{first_name}|{last_name}|{phone_number}|{list_id}|{lead_id}",
        examples={"other_list": "101"},
    )
    name_in_campaign = Line(
        "ERROR: add_lead DUPLICATE NAME PHONE IN CAMPAIGN LISTS - "
        "{first_name}|{last_name}|{phone_number}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )
    name_in_system = Line(
        "ERROR: add_lead DUPLICATE NAME PHONE IN SYSTEM - "
        "{first_name}|{last_name}|{phone_number}|{list_id}|{lead_id}|{other_list}",
        examples={"other_list": "101"},
    )

    duplicate_check = Name(note="DUPLIST, DUPCAMP, DUPSYS, …; several joined by a dash; with 90DAY only recent leads")
    lookup_state = Switch(note="Y finds the state by the area code")

    lead: Lead
    notices: Answer[Self] | None = None

    def answer(self, world: Dialer360World) -> Answer[Self]:
        """Answer; what was noticed on the way is said first."""
        said = super().answer(world)
        return self.notices + said if self.notices is not None else said

    @check
    def list_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """A restricted user names a list, and may add to it."""
        return None if self.may_use_list(self.list_id) else self.list_not_allowed()

    @check
    def prefix_data(self, world: Dialer360World) -> Answer[Self] | None:
        """What needs NANPA data is left out where there are none, with a notice."""
        if self.lacks_prefix_data(world):
            self.notices = self.no_prefix_data()
        return None

    @check
    def number_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The number must be one."""
        return self.wrong_number(world)

    @check
    def may_be_called(self, world: Dialer360World) -> Answer[Self] | None:
        """No DNC list that is asked for may have the number."""
        return self.forbidden_number(world)

    @check
    def unique(self, world: Dialer360World) -> Answer[Self] | None:
        """No lead is like this one, where that is asked for."""
        self.lead = self._lead(world)
        asked = self.duplicate_check.upper()
        since = world.now - NINETY_DAYS if "90DAY" in asked else EPOCH
        for duplicate in duplicates.CHECKS:
            if duplicate.word in asked and (other := duplicates.find(world, duplicate, self.lead, since)):
                refuse = self.replies[duplicate.reply].__get__(self, type(self))
                return refuse(list_id=self.lead.list_id, lead_id=other.lead_id, other_list=other.list_id)
        return None

    def _lead(self, world: Dialer360World) -> Lead:
        phone_code, phone = self.phone_code or "1", self.phone_number
        given = rules.columns(self)
        if self.lookup_state == "Y" and not self.state and (area := numbers.area(phone[:3])) and phone_code == "1":
            given["state"] = area.state
        offset = gmt_offset(
            world.now,
            phone_code,
            phone,
            method=self.tz_method,
            postal_code=self.postal_code,
            state=given.get("state", ""),
            owner=self.owner,
        )
        return Lead(
            **{"gender": "U", **given},
            entry_date=world.now,
            last_local_call_time=world.now,
            status="CBHOLD" if self.callback == "Y" else "NEW",
            user=self.me.user,
            list_id=int(self.list_id) if len(self.list_id) > 2 else DEFAULT_LIST,
            entry_list_id=rules.list_number(self.entry_list_id) if self.custom_fields != "Y" else 0,
            gmt_offset_now=offset,
            phone_code=phone_code,
            phone_number=phone,
        )
