"""Campaigns: `update_campaign`."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.edits import edits, whole
from ringback.vendors.dialer360.fields import Digits, Name, Number, Switch, Words, number
from ringback.vendors.dialer360.lists import NOT_GIVEN
from ringback.vendors.dialer360.world import Dialer360World

DIAL_METHODS = ("MANUAL", "RATIO", "INBOUND_MAN", "ADAPT_AVERAGE", "ADAPT_HARD_LIMIT", "ADAPT_TAPERED")
COLUMNS = {
    name: name
    for name in (
        "auto_dial_level",
        "dial_method",
        "adaptive_maximum_level",
        "campaign_vdad_exten",
        "hopper_level",
        "dial_timeout",
        "campaign_name",
        "active",
    )
}


def _method(text: str) -> str:
    """A dial method as it is stored: what is none of them is accepted when it contains one, and stored as nothing."""
    return text if text in DIAL_METHODS else ""


CONVERT = {
    "auto_dial_level": number,
    "dial_method": _method,
    "adaptive_maximum_level": number,
    "hopper_level": whole,
    "dial_timeout": whole,
}


def _optional(problem: str, field: str) -> Line:
    """The refusal of an optional field."""
    return Line(f"ERROR: update_campaign {problem}, THIS IS AN OPTIONAL FIELD: |{{user}}|{{{field}}}", ground=OBSERVED)


class UpdateCampaign(Function, function="update_campaign", section="API functions"):
    """Change some settings of a campaign, or empty its hopper."""

    level = 8
    needs = ("modify_campaigns",)

    not_permitted = Line(
        "ERROR: update_campaign USER DOES NOT HAVE PERMISSION TO UPDATE CAMPAIGNS: |{user}|0", ground=OBSERVED
    )
    incomplete = Line(
        "ERROR: update_campaign YOU MUST USE ALL REQUIRED FIELDS: |{user}|{campaign_id}|{campaign_name}|{campaign_id}",
        ground=OBSERVED,
    )
    not_allowed = Line(
        "ERROR: update_campaign NOT AN ALLOWED CAMPAIGN ID - {campaign_id}", ground=NOT_GIVEN, reach="fault"
    )
    unknown = Line("ERROR: update_campaign CAMPAIGN DOES NOT EXIST: |{user}|{campaign_id}", ground=OBSERVED)
    bad_auto_dial_level = Line(
        "ERROR: update_campaign AUTO DIAL LEVEL MUST BE FROM 0 TO {limit}, THIS IS AN OPTIONAL FIELD"
        ": |{user}|{auto_dial_level}",
        ground=OBSERVED,
        examples={"limit": "4.001"},
    )
    bad_dial_method = _optional("DIAL METHOD IS NOT VALID", "dial_method")
    bad_adaptive_maximum_level = _optional(
        "ADAPT MAXIMUM DIAL LEVEL MUST BE FROM 1 TO 5 CHARACTERS", "adaptive_maximum_level"
    )
    bad_campaign_vdad_exten = _optional("ROUTING EXTENSION MUST BE FROM 3 TO 20 CHARACTERS", "campaign_vdad_exten")
    bad_hopper_level = _optional("HOPPER LEVEL MUST BE FROM 1 TO 2000", "hopper_level")
    bad_dial_timeout = _optional("DIAL TIMEOUT MUST BE FROM 1 TO 120", "dial_timeout")
    bad_campaign_name = _optional("CAMPAIGN NAME MUST BE FROM 6 TO 40 CHARACTERS", "campaign_name")
    bad_active = _optional("ACTIVE MUST BE Y OR N", "active")
    no_updates = Line("NOTICE: update_campaign NO UPDATES DEFINED: |{user}|", ground=OBSERVED)
    updated = Line("SUCCESS: update_campaign CAMPAIGN HAS BEEN UPDATED - {user}|{campaign_id}", ground=OBSERVED)
    # The software means to add how many leads were taken out, but has not counted them.
    hopper_reset = Line("NOTICE: update_campaign HOPPER HAS BEEN RESET - {user}|{campaign_id}|", ground=OBSERVED)

    campaign_id = Name(missing=incomplete, invalid=incomplete, length=(2, 8), example="TESTCAMP")

    @check
    def known(self, world: Dialer360World) -> Answer[Self] | None:
        """The campaign must exist; one that the user's group may not touch counts as none."""
        allowed = world.allowed_campaigns(self.me)
        found = self.campaign_id in world.campaigns and (allowed is None or self.campaign_id in allowed)
        return None if found else self.unknown()

    auto_dial_level = Digits(also=".", example="3.0", note="0 up to the system's limit")

    @check
    def auto_dial_level_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The level must be within the system's limit, to which the software adds a thousandth."""
        limit = world.system.auto_dial_limit + 0.001
        return self.bad_auto_dial_level(limit=f"{limit:g}") if number(self.auto_dial_level) > limit else None

    dial_method = Name(example="RATIO", note=", ".join(DIAL_METHODS))

    @check
    def dial_method_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The value must contain one of the methods' names."""
        given = self.dial_method
        return self.bad_dial_method() if given and not any(method in given for method in DIAL_METHODS) else None

    adaptive_maximum_level = Digits(also=".", invalid=bad_adaptive_maximum_level, length=(1, 5), example="3.0")
    campaign_vdad_exten = Digits(invalid=bad_campaign_vdad_exten, length=(3, 20), example="8368")
    hopper_level = Number(invalid=bad_hopper_level, between=(1, 2000), example="100")
    dial_timeout = Number(invalid=bad_dial_timeout, between=(1, 120), example="60")
    campaign_name = Words(
        plus=False, also=" -.,_", invalid=bad_campaign_name, length=(6, 40), example="Updated test API campaign"
    )
    active = Switch(invalid=bad_active, choices=("Y", "N"), example="Y")
    reset_hopper = Switch(only="NY", note="Y empties the campaign's hopper")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Change what was sent, then empty the hopper where that is asked for."""
        said: Answer[Self] = self.no_updates()
        changes = edits(self, COLUMNS, observed=world.observed, convert=CONVERT)
        if changes:
            world.campaigns.change(self.campaign_id, **changes)
            said = self.updated()
        if self.reset_hopper == "Y":
            for row in list(world.hopper.where("queue", self.campaign_id)):
                world.hopper.remove(row.hopper_id)
            said = said + self.hopper_reset()
        world.wake(self.campaign_id)
        return said
