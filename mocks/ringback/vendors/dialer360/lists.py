"""Lists: `add_list`."""

from datetime import date
from typing import Self

from ringback.contract import OBSERVED, Answer, check, inferred
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import BLANK, Digits, Name, Raw, Switch, Words
from ringback.vendors.dialer360.records import LeadList
from ringback.vendors.dialer360.world import Dialer360World

NEVER = "2099-12-31"
LIST_NAME = " -+.:/@?&_"
ADDRESS = " -%=+.:/@?&_"
NOT_GIVEN = inferred("the vendor's wider documentation names it, the software never gives it")


def expiration(text: str) -> str:
    """A date as it is stored: never unless 10 characters were given, zeros for what is no date."""
    if len(text) < 10:
        return NEVER
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return "0000-00-00"


class AddList(Function, function="add_list", section="API functions"):
    """Add a list to a campaign."""

    level = 8
    needs = ("modify_lists",)

    not_permitted = Line("ERROR: add_list USER DOES NOT HAVE PERMISSION TO ADD LISTS: |{user}|0", ground=OBSERVED)
    incomplete = Line(
        "ERROR: add_list YOU MUST USE ALL REQUIRED FIELDS: |{user}|{list_id}|{list_name}|{campaign_id}",
        ground=OBSERVED,
    )
    no_campaign = Line("ERROR: add_list CAMPAIGN DOES NOT EXIST: |{user}|{campaign_id}", ground=OBSERVED)
    taken = Line("ERROR: add_list LIST ALREADY EXISTS: |{user}|{list_id}", ground=OBSERVED)
    no_script = Line(
        "ERROR: add_list SCRIPT DOES NOT EXIST, THIS IS AN OPTIONAL FIELD: |{user}|{script}", ground=OBSERVED
    )
    no_in_group = Line(
        "ERROR: add_list IN-GROUP DOES NOT EXIST, THIS IS AN OPTIONAL FIELD: |{user}|{drop_inbound_group}",
        ground=OBSERVED,
    )
    bad_reset_time = Line(
        "ERROR: add_list RESET TIME IS NOT VALID, THIS IS AN OPTIONAL FIELD: |{user}|{reset_time}", ground=OBSERVED
    )
    bad_expiration_date = Line(
        "ERROR: add_list EXPIRATION DATE IS NOT VALID, THIS IS AN OPTIONAL FIELD: |{user}|{expiration_date}",
        ground=NOT_GIVEN,
        reach="fault",
    )
    added = Line("SUCCESS: add_list LIST HAS BEEN ADDED - {user}|{list_id}|{list_name}|{campaign_id}", ground=OBSERVED)

    list_id = Digits(required=True, example="1101", note="2-14 digits")
    list_name = Words(plus=False, also=LIST_NAME, required=True, example="Test API list", note="6-30 characters")
    campaign_id = Name(required=True, example="TESTCAMP", note="a campaign that exists")
    active = Switch(note="Y or N (the default)")
    outbound_cid = Digits()
    script = Name(example="DEMOSCRIPT", note="a script that exists")
    am_message = Name()
    drop_inbound_group = Name(example="SALESLINE", note="an in-group that exists")
    web_form_address = Words(plus=False, also=ADDRESS)
    web_form_address_two = Words(plus=False, also=ADDRESS)
    web_form_address_three = Raw()
    reset_time = Digits(also="-_", example="0900-1700-2359", note="times of day of four digits, such as 0900-1700")
    expiration_date = Name(example="2027-01-01", note=f"YYYY-MM-DD; {NEVER} unless given")

    @check
    def complete(self, world: Dialer360World) -> Answer[Self] | None:
        """Id, name and campaign must be given, within bounds."""
        lengths = (len(self.list_id), len(self.list_name), len(self.campaign_id))
        bounds = ((2, 14), (6, 30), (1, 8))
        fits = all(low <= length <= high for length, (low, high) in zip(lengths, bounds, strict=True))
        return None if fits else self.incomplete()

    @check
    def campaign_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The campaign must exist and be one that the user's group may touch."""
        allowed = world.allowed_campaigns(self.me)
        found = self.campaign_id in world.campaigns and (allowed is None or self.campaign_id in allowed)
        return None if found else self.no_campaign()

    @check
    def id_free(self, world: Dialer360World) -> Answer[Self] | None:
        """The id must not be taken."""
        return self.taken() if int(self.list_id) in world.lists else None

    @check
    def script_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """A script that is named must exist."""
        return self.no_script() if self.script and self.script not in world.scripts else None

    @check
    def in_group_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """An in-group that is named must exist."""
        group = self.drop_inbound_group
        return self.no_in_group() if group and group not in world.in_groups else None

    @check
    def reset_time_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """Of reset times only the length is checked."""
        return self.bad_reset_time() if 0 < len(self.reset_time) < 4 else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Add the list."""
        addresses = {
            name: "" if value == BLANK else value
            for name in ("web_form_address", "web_form_address_two", "web_form_address_three")
            if (value := getattr(self, name))
        }
        lead_list = world.lists.add(
            LeadList(
                list_id=int(self.list_id),
                list_name=self.list_name,
                campaign_id=self.campaign_id,
                active="Y" if self.active == "Y" else "N",
                outbound_cid=self.outbound_cid,
                script=self.script,
                am_message=self.am_message,
                drop_inbound_group=self.drop_inbound_group,
                reset_time=self.reset_time,
                expiration_date=expiration(self.expiration_date),
                **addresses,
            )
        )
        world.plan_resets(lead_list)
        world.wake(lead_list.campaign_id)
        return self.added()
