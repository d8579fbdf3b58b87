"""What an administrator sets up: users, teams, campaigns, lists, plans and the rest, one row each."""

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from ringback.state.chance import total
from ringback.state.record import EPOCH, Instant, Record
from ringback.telephony.network import Network
from ringback.wire.xml import to_xml

# What agents make of a call they have talked in, by weight; only agents who work by themselves draw from it.
DISPOSITIONS = {"NOTINT": 45.0, "SALE": 15.0, "CALLBACK": 15.0, "WRONGNO": 10.0, "NOTHOME": 15.0}

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")

PlanKind = Literal[
    "agent_capacity",
    "answer_machine",
    "calling_parameters",
    "calling_time",
    "do_not_call",
    "ivr",
    "result_code",
    "role",
    "schedule",
    "system_recall",
]


class Settings(Record, frozen=True):
    """The one row of system settings; up to `password_in_path` it settles what the public record leaves open.

    `xml_namespace` becomes the default namespace of XML replies, `json_dates` is the form of moments in JSON,
    `failure_status` the HTTP status of business failures. The rest shapes the simulation: times are in seconds,
    `outcomes` weighs the phone network's results, and `pacing` is the lines that a predictive campaign dials per agent.
    """

    name: str = "system"
    xml_namespace: str = ""
    json_dates: Literal["iso", "wcf"] = "iso"
    expiry_member: str = "Expiry"
    token_seconds: int = 86_400
    failure_status: Annotated[int, msgspec.Meta(ge=200, le=599)] = 200
    response_success: int = 0
    response_error: int = 1
    response_invalid: int = 2
    password_in_path: bool = False
    tenant_id: int = 1
    timezone: str = "Europe/London"
    global_emergency: bool = False
    outcomes: dict[str, float] = {}
    dispositions: dict[str, float] = msgspec.field(default_factory=lambda: dict(DISPOSITIONS))
    pacing: int = 2
    drop_seconds: int = 5
    preview_seconds: int = 20
    callback_seconds: int = 86_400

    def __post_init__(self) -> None:
        """ValueError when there is no such zone, result or name, or a weight is none."""
        try:
            ZoneInfo(self.timezone)
        except (KeyError, OSError) as error:
            raise ValueError(f"there is no time zone {self.timezone[:60]}") from error
        if self.outcomes:
            Network.of(self.outcomes)
        total(list(self.dispositions.items()))
        if _NAME.fullmatch(self.expiry_member) is None or self.expiry_member == "TokenKey":
            raise ValueError("expiry_member must be a name in XML, and not TokenKey")
        if self.xml_namespace:
            # Only the writer itself knows which namespaces it can write.
            to_xml("Call", "", {None: self.xml_namespace})


class User(Record, frozen=True):
    """A user; one who uses single sign-on needs no password."""

    user_id: int = 0
    first_name: str = ""
    last_name: str = ""
    login: str = ""
    role_plan_id: int = 0
    use_rtc: bool = False
    extension: str = ""
    auto_logon: int = 0
    team_id: int = 0
    agent_capacity_plan_id: int = 0
    sso_active: bool = False
    password: str = ""
    active: bool = True

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Team(Record, frozen=True):
    """A team of users."""

    team_id: int = 0
    tenant_id: int = 1
    team_name: str = ""
    primary_supervisor_id: int = 0
    max_callbacks_per_day: int = 0
    service_time: int = 0
    hours_per_working_day: float = 0.0
    well_being_deck_id: int = 0
    active: bool = True


class Campaign(Record, frozen=True):
    """A campaign; type, status, zip tone and its beep are numbers of the document's appendices.

    `held_status` is the status from before a global emergency, while that lasts.
    """

    campaign_id: int = 0
    campaign_name: str = ""
    active: bool = True
    description: str = ""
    caller_id: str = ""
    type: int = 0
    max_lines: int = 0
    degrade_to_progressive: bool = False
    progressive_threshold: int = 0
    target_drop_percent: float = 0.0
    is_blended: bool = False
    auto_record: bool = False
    default_list_id: int = 0
    hours_per_working_day: float = 0.0
    default_phone_type: int = 0
    tele_param_plan_id: int = 0
    schedule_plan_id: int = 0
    zip_tone: int = 0
    zip_tone_beep: int = 0
    zip_tone_wav: str = ""
    not_ready_wait_time: int = 0
    status: int = 0
    held_status: int | None = None
    created: Instant = EPOCH
    modified: Instant = EPOCH


class LeadList(Record, frozen=True):
    """A list of leads; its type is a number of the document's appendix, a weight of 0 keeps it from being dialled."""

    list_id: int = 0
    list_name: str = ""
    description: str = ""
    list_type: int = 0
    caller_id_enabled: bool = False
    caller_id: str = ""
    max_callback_days: int = 0
    use_max_callback_days: bool = False
    max_callback_date: Instant | None = None
    fetch_weight: int = 5
    alerts_enabled: bool = False
    scripting_enabled: bool = False
    script_provider: int = 0
    script_id: int = 0
    script: str = ""
    recall_plan_id: int = 0
    calling_time_plan_id: int = 0
    result_code_plan_id: int = 0
    ivr_plan_id: int = 0
    answer_machine_plan_id: int = 0
    do_not_call_plan_id: int = 0
    schedule_plan_id: int = 0
    active: bool = True


class CampaignList(Record, frozen=True):
    """A list that a campaign dials."""

    campaign_id: int
    list_id: int


class CampaignTeam(Record, frozen=True):
    """A team that works for a campaign."""

    campaign_id: int
    team_id: int


class Plan(Record, frozen=True):
    """A plan that the `…PlanId` fields refer to, by kind and number.

    Calling time and schedule plans have the hours of the day within which is dialled, a system recall plan how long
    after a call in vain the next one comes and how many there are at most. Calling parameters bound the seconds that a
    call rings (0 for no bound), an answer machine plan may let machines through, and an IVR plan says how many of a
    hundred people press the hot key.
    """

    kind: PlanKind
    plan_id: int
    plan_name: str = ""
    from_hour: int = 0
    to_hour: int = 24
    recall_minutes: int = 240
    most_attempts: int = 3
    ring_seconds: int = 0
    pass_machines: bool = False
    hot_key_percent: int = 20


class DoNotCall(Record, frozen=True):
    """A number that lists of a do not call plan are not dialled at; digits alone."""

    plan_id: int
    phone_number: str


class Skill(Record, frozen=True):
    """A skill, as the page of outbound skills shows it."""

    skill_id: int = 0
    skill_name: str = ""


class UserSkill(Record, frozen=True):
    """How well a user has a skill, 1 to 10."""

    user_id: int
    skill_id: int
    proficiency: int = 1


class AcdQueue(Record, frozen=True):
    """A queue of inbound calls; they go to ready agents who have all of its skills. Times are in seconds."""

    queue_id: int = 0
    acd_name: str = ""
    active: bool = True
    skill_ids: tuple[int, ...] = ()
    abandon_threshold: int = 5
    acceptable_queue_time: int = 20
    acd_icon: str = ""
    default_timeout: int = 120
    default_timeout_ivr: int = 120
    skip_index: int = 0
    zip_tone: int = 0
    zip_tone_beep: int = 0


class InboundNumber(Record, frozen=True):
    """A number that people call: its queue, and how many calls an hour come in; in an emergency they go elsewhere."""

    phone_number: str
    queue_id: int = 0
    calls_per_hour: Annotated[float, msgspec.Meta(ge=0, le=100_000)] = 0.0
    emergency_routed: int = 0


class ResultCode(Record, frozen=True):
    """A result that a call can have. One that calls again brings the lead back by the list's recall plan."""

    result_code_id: int = 0
    code: str = ""
    description: str = ""
    is_agent_viewable: bool = False
    is_call_again: bool = False
    is_callback: bool = False
    is_success: bool = False
    is_system_result_code: bool = False
    is_transfer: bool = False
    sales: int = 0
    status_id: int = 0
    success_type: int = 0


class PhoneType(Record, frozen=True):
    """A kind of phone, such as home or mobile."""

    phone_type_id: int = 0
    phone_type_name: str = ""
