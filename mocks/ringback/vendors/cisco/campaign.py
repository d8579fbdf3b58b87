"""Outbound Campaign API: create, list, get, update, delete, and the emergency stop."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Self

from ringback.contract import Answer, inferred
from ringback.vendors.cisco.call import BASE, READ, UPDATE, Done, Shown
from ringback.vendors.cisco.campaign_parts import (
    INVALID,
    AmdEnabled,
    ChoiceOfGroups,
    ImportRule,
    OfGroups,
    SkillGroupInfos,
    TimeZoneReference,
    TouchedGroups,
)
from ringback.vendors.cisco.elements import Choice, Decimal, Flag, Whole, Words
from ringback.vendors.cisco.errors import Error
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.moments import Day, TimeOfDay
from ringback.vendors.cisco.naming import Description, Name
from ringback.vendors.cisco.records import Campaign, SkillGroupInfo
from ringback.vendors.cisco.verbs import ChangeStamp, Create, Delete, Elements, Get, RefUrl, Update
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.write import Change

SECTION = "Outbound Campaign API"
PATH = f"{BASE}/campaign"
SUPERVISED = (READ, UPDATE)

CAMPAIGNS = Kind(
    "campaign",
    "campaigns",
    record=Campaign,
    table="campaigns",
    key="campaign_id",
    sorts={"name": "live", "description": "description"},
    texts={"name": lambda row: row.name, "description": lambda row: row.description},
    searched=("name", "description"),
    visible=lambda world, row: not row.deleted and not row.made_by_tool,
)


class CampaignElements(Elements[Campaign]):
    """What a campaign consists of. Delays are minutes, times of the call progress analysis milliseconds."""

    kind = CAMPAIGNS
    root = "campaign"
    supervised = SUPERVISED

    change_stamp = ChangeStamp()
    ref_url = RefUrl(CAMPAIGNS)
    import_rule = ImportRule("import")
    abandon_enabled = Flag(default=True, note="false: dial without regard to abandonPercent")
    abandon_percent = Decimal(1, 100, default=3.0, tenths=True)
    amd_treatment_mode = Choice(
        "abandonCall", "transferToAgent", "transferToIVRRoutePoint", "terminateToneDetect", default="abandonCall"
    )
    campaign_prefix = Words(15, pattern="[0-9]*", note="digits before each number dialled")
    campaign_purpose_type = Choice("agentCampaign", "ivrCampaign", default="agentCampaign")
    description = Description()
    dialing_mode = ChoiceOfGroups(
        "INBOUND",
        "PREDICTIVEONLY",
        "PREVIEWONLY",
        "PROGRESSIVEONLY",
        "PREVIEWDIRECTONLY",
        default="INBOUND",
    )
    enabled = Flag(default=False)
    end_date = Day(note="YYYY-MM-DD; the day after the start by default")
    end_time = TimeOfDay(default="17:00", note="00:00 to 23:59")
    ip_amd_enabled = AmdEnabled(default=True)
    ip_terminating_beep_detect = Flag(default=False)
    lines_per_agent = Decimal(1, 100, default=1.5)
    max_attempts = Whole(1, 100, default=3)
    maximum_lines_per_agent = Decimal(1, 100, default=2.0)
    minimum_call_duration = Whole(0, 10, default=1, note="seconds; 0 switches it off")
    name = Name()
    no_answer_ring_limit = Whole(2, 10, default=4)
    personalized_callback_enabled = Flag(default=False)
    predictive_correction_pace = Whole(10, 5000, default=70)
    predictive_gain = Decimal(0.1, 3.0, default=1.0)
    reschedule_callback_mode = Choice("useCampaignDN", "sameTimeNextBusinessDay", "abandon", default="useCampaignDN")
    reservation_percentage = OfGroups(0, 100, default=100)
    answering_machine_delay = Whole(1, 99999, "retries/answeringMachineDelay", default=60)
    busy_signal_delay = Whole(1, 99999, "retries/busySignalDelay", default=60)
    customer_abandoned_delay = Whole(1, 99999, "retries/customerAbandonedDelay", default=30)
    customer_not_home_delay = Whole(1, 99999, "retries/customerNotHomeDelay", default=60)
    dialer_abandoned_delay = Whole(1, 99999, "retries/dialerAbandonedDelay", default=60)
    no_answer_delay = Whole(1, 99999, "retries/noAnswerDelay", default=60)
    skill_group_infos = SkillGroupInfos("skillGroupInfos/skillGroupInfo")
    start_date = Day(note="YYYY-MM-DD; the day of creation by default")
    start_time = TimeOfDay(default="09:00", note="00:00 to 23:59")
    time_zone = TimeZoneReference()
    cpa_enabled = Flag("callProgressAnalysis/enabled", default=True)
    cpa_record = Flag("callProgressAnalysis/record", default=False)
    min_silence_period = Whole(100, 1000, "callProgressAnalysis/minSilencePeriod", default=608)
    analysis_period = Whole(1000, 10000, "callProgressAnalysis/analysisPeriod", default=2500)
    minimum_valid_speech = Whole(50, 500, "callProgressAnalysis/minimumValidSpeech", default=112)
    max_time_analysis = Whole(1000, 10000, "callProgressAnalysis/maxTimeAnalysis", default=3000)
    max_term_tone_analysis = Whole(1000, 60000, "callProgressAnalysis/maxTermToneAnalysis", default=30000)


class CampaignWrite(CampaignElements):
    """What creating and updating a campaign have in common: how its parts must fit together."""

    group_taken = Error(
        400,
        "invalidInput.skillGroupInUse",
        "The skill group is already associated with another campaign",
        ground=inferred("clients say that a skill group belongs to one campaign; the error is not on record"),
        examples={"error_data": "skillGroup"},
    )
    dates_reversed = Error(
        400,
        "invalidInput.invalidDateRange",
        "The end date must not be before the start date",
        ground=inferred("a campaign that ends before it starts could never dial"),
        examples={"error_data": "endDate"},
    )

    def misfit(self, world: CiscoWorld, infos: Sequence[SkillGroupInfo], own: int) -> Answer[Any] | None:
        """The refusal of dates that are sent in the wrong order, or of a skill group that another campaign has.

        One date alone may lie anywhere: a client can move them one after the other.
        """
        if self.start_date is not None and self.end_date is not None and self.end_date < self.start_date:
            return self.say("dates_reversed", error_data="endDate")
        for info in infos:
            if world.group_taken(info.skill_group, own):
                return self.say("group_taken", error_data="skillGroup")
        return None


class CreateCampaign(CampaignWrite, Create[Campaign], path=PATH, section=SECTION):
    """Create a campaign."""

    def clash(self, world: CiscoWorld, values: Mapping[str, Any], own: int) -> Answer[Any] | None:
        """Name, dates, skill groups and time zone must fit."""
        if values["time_zone"] == INVALID:
            return self.say("unknown_reference", error_data="timeZone")
        return super().clash(world, values, own) or self.misfit(world, values["skill_group_infos"], own)

    def made(self, world: CiscoWorld, values: Mapping[str, Any]) -> Campaign:
        """Its dates are today and tomorrow, unless they are sent; its import rule comes with it."""
        start = values["start_date"] or world.today(values["time_zone"])
        # After the last day there is none.
        end = values["end_date"] or start + timedelta(days=start < date.max)
        number = world.campaigns.take_id()
        numbers = {"campaign_id": number, "import_rule": number}
        return Campaign(**{**values, **numbers, "start_date": start, "end_date": end})

    def after(self, world: CiscoWorld, record: Campaign) -> None:
        """The dialler takes it up."""
        world.wake(record.campaign_id)


class ListCampaigns(List, method="GET", path=PATH, section=SECTION):
    """List the campaigns that were made with the API."""

    shape = CampaignElements
    supervised = SUPERVISED


class GetCampaign(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one campaign that was made with the API."""

    shape = CampaignElements
    shown = Shown("campaign")


class UpdateCampaign(CampaignWrite, Update[Campaign], method="PUT", path=f"{PATH}/{{id}}", section=SECTION):
    """Update a campaign: what is not sent stays as it is."""

    sets_conflict = Error(
        400,
        "invalidInput.conflictingParameters",
        "skillGroupInfos cannot be used in conjunction with skillGroupInfosAdded or skillGroupInfosRemoved",
        ground=inferred("the record forbids it for the like parameters of skill groups"),
        examples={"error_data": "skillGroupInfos"},
    )

    skill_group_infos_added = TouchedGroups("skillGroupInfosAdded/skillGroupInfo")
    skill_group_infos_removed = TouchedGroups("skillGroupInfosRemoved/skillGroupInfo")

    def before(self, world: CiscoWorld, record: Campaign, values: dict[str, Any]) -> Answer[Any] | None:
        """Take skill groups in and out, and leave a time zone that has vanished as it is."""
        added = {info.skill_group: info for info in values.pop("skill_group_infos_added", ())}
        removed = {info.skill_group for info in values.pop("skill_group_infos_removed", ())}
        if values.get("time_zone") == INVALID:
            if world.zone(record.time_zone) is not None:
                return self.say("unknown_reference", error_data="timeZone")
            del values["time_zone"]
        if added or removed:
            if "skill_group_infos" in values:
                return self.say("sets_conflict", error_data="skillGroupInfos")
            kept = {one.skill_group: one for one in record.skill_group_infos if one.skill_group not in removed}
            values["skill_group_infos"] = tuple({**kept, **added}.values())
        return self.misfit(world, values.get("skill_group_infos", ()), record.campaign_id)

    def after(self, world: CiscoWorld, before: Campaign, record: Campaign) -> None:
        """The dialler takes it up, or lets go of it."""
        world.halt(record.campaign_id) if before.enabled and not record.enabled else world.wake(record.campaign_id)


class DeleteCampaign(Delete, method="DELETE", path=f"{PATH}/{{id}}", section=SECTION):
    """Delete a campaign: it moves to the deleted objects, where it keeps its name."""

    kind = CAMPAIGNS

    def removed(self, world: CiscoWorld, record: Campaign) -> Answer[Any] | None:
        """Stop it and mark it."""
        world.halt(record.campaign_id)
        world.campaigns.change(record.campaign_id, enabled=False, deleted=True, skill_group_infos=())
        return None


class DisableCampaigns(Change, method="PUT", path=f"{PATH}/disable", section=SECTION):
    """Stop all campaigns in an emergency: those that are enabled and were made with the API."""

    access = UPDATE
    supervised = SUPERVISED

    disabled = Done(200)

    def effect(self, world: CiscoWorld) -> Answer[Self]:
        """Disable them; each is an update of its own."""
        for campaign in list(world.campaigns.where("live")):
            if campaign.enabled:
                world.campaigns.change(campaign.campaign_id, enabled=False, change_stamp=campaign.change_stamp + 1)
                world.halt(campaign.campaign_id)
        return self.disabled()
