"""The rows of a Cisco deployment, in the API's own words; in scenario files they are written in camel case."""

from datetime import date
from typing import Annotated, NamedTuple

from msgspec import Meta

from ringback.state.record import EPOCH, Instant, Record

ADMINISTRATOR = "administrator"
SUPERVISOR = "supervisor"
AGENT = "agent"

# In the place of a phone that a contact does not have.
NO_PHONE = "-"

# Rows made by hand keep to the API's upper bounds, so that the dialler can reckon with them; 0 is taken everywhere.
Minutes = Annotated[int, Meta(ge=0, le=99_999)]
Milliseconds = Annotated[int, Meta(ge=0, le=60_000)]
Lines = Annotated[float, Meta(ge=0, le=100)]
Place = Annotated[int, Meta(ge=0, le=9)]
Filled = Annotated[str, Meta(min_length=1)]
Numbers = Annotated[str, Meta(pattern=r"^(?:\S+(?: \S+){0,9})?$")]


class CiscoRecord(Record, frozen=True, rename="camel"):
    """The base of every row: its fields have the API's names outside of Python."""


class User(CiscoRecord, frozen=True):
    """Someone who may sign in: `role` is administrator, supervisor or agent.

    `feature_access` are the outbound features of a supervisor's custom role: any of them gives Update Only Access to
    campaigns.
    """

    user_name: str
    password: str = ""
    role: str = AGENT
    feature_access: tuple[str, ...] = ()


class SkillGroupInfo(CiscoRecord, frozen=True):
    """A skill group's part in a campaign; `skill_group` is its id."""

    skill_group: Annotated[int, Meta(ge=1)]
    overflow_agents: Annotated[int, Meta(ge=0, le=100)] = 0
    dialed_number: str = ""
    records_to_cache: Annotated[int, Meta(ge=0, le=400)] = 1
    ivr_ports: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    ivr_route_point: str = ""
    abandoned_route_point: str = ""


class Campaign(CiscoRecord, frozen=True):
    """A campaign. Delays are minutes, times of the call progress analysis milliseconds.

    `made_by_tool` marks one of the Outbound Campaign tool, which the API does not find; `deleted` one that lies among
    the deleted objects, where it keeps its name. `time_zone` is a Windows zone's name, and `import_rule` a number that
    is only shown.
    """

    campaign_id: int
    name: Filled
    description: str = ""
    change_stamp: int = 0
    import_rule: int = 0
    abandon_enabled: bool = True
    abandon_percent: Annotated[float, Meta(ge=0, le=100)] = 3.0
    amd_treatment_mode: Filled = "abandonCall"
    campaign_prefix: str = ""
    campaign_purpose_type: Filled = "agentCampaign"
    dialing_mode: Filled = "INBOUND"
    enabled: bool = False
    end_date: date = EPOCH.date()
    end_time: Filled = "17:00"
    ip_amd_enabled: bool = True
    ip_terminating_beep_detect: bool = False
    lines_per_agent: Lines = 1.5
    max_attempts: Annotated[int, Meta(ge=0, le=100)] = 3
    maximum_lines_per_agent: Lines = 2.0
    minimum_call_duration: Annotated[int, Meta(ge=0, le=10)] = 1
    no_answer_ring_limit: Annotated[int, Meta(ge=0, le=10)] = 4
    personalized_callback_enabled: bool = False
    predictive_correction_pace: Annotated[int, Meta(ge=0, le=5_000)] = 70
    predictive_gain: Annotated[float, Meta(ge=0, le=3)] = 1.0
    reschedule_callback_mode: Filled = "useCampaignDN"
    reservation_percentage: Annotated[int, Meta(ge=0, le=100)] = 100
    answering_machine_delay: Minutes = 60
    busy_signal_delay: Minutes = 60
    customer_abandoned_delay: Minutes = 30
    customer_not_home_delay: Minutes = 60
    dialer_abandoned_delay: Minutes = 60
    no_answer_delay: Minutes = 60
    skill_group_infos: tuple[SkillGroupInfo, ...] = ()
    start_date: date = EPOCH.date()
    start_time: Filled = "09:00"
    time_zone: str = "UTC"
    cpa_enabled: bool = True
    cpa_record: bool = False
    min_silence_period: Milliseconds = 608
    analysis_period: Milliseconds = 2500
    minimum_valid_speech: Milliseconds = 112
    max_time_analysis: Milliseconds = 3000
    max_term_tone_analysis: Milliseconds = 30000
    made_by_tool: bool = False
    deleted: bool = False


class PhoneZone(NamedTuple):
    """Where a phone is: minutes from GMT as the API counts them, 0 to 1439, and whether its clocks change."""

    gmt_offset: int = 0
    dst_observed: bool = False


class Phone(NamedTuple):
    """One of a contact's phones: its number, the zone its owner is in, and the result of its last call."""

    number: str
    gmt_offset: int
    dst_observed: bool
    call_result: int


class Contact(CiscoRecord, frozen=True, gc=False):
    """An imported contact of a campaign; there may be millions, so it is kept small.

    `numbers` are Phone01 to Phone10 with blanks between, `-` for one that the row had not. `zones`, `call_results`
    and `attempts` (how often each was dialled) go with them by place: the last zone holds for all after it, and a phone
    without a result has 0. `call_status` is the letter of CallStatusZone1. `due` is when it may next be dialled, for
    one that is pending or to be retried; `next_phone` is the place, from 0, of the phone that is tried then.
    """

    campaign_id: int
    contact_id: int
    account_number: str = ""
    first_name: str = ""
    last_name: str = ""
    numbers: Numbers = ""
    zones: tuple[PhoneZone, ...] = ()
    call_results: tuple[int, ...] = ()
    calls_made: int = 0
    call_status: str = "P"
    call_result_overall: int = 0
    import_date: Instant = EPOCH
    due: Instant | None = None
    next_phone: Place = 0
    attempts: tuple[int, ...] = ()

    @property
    def phones(self) -> tuple[Phone | None, ...]:
        """The phones by their place, from 0 for Phone01; None where the row had none."""
        return tuple(self.phone(place) for place in range(len(self.numbers.split())))

    def number(self, place: int) -> str | None:
        """The number of the phone at a place, from 0 for Phone01, if the row had one there."""
        numbers = self.numbers.split()
        return numbers[place] if place < len(numbers) and numbers[place] != NO_PHONE else None

    def phone(self, place: int) -> Phone | None:
        """The phone at a place, if the row had one there."""
        number = self.number(place)
        if number is None:
            return None
        zone = self.zones[min(place, len(self.zones) - 1)] if self.zones else PhoneZone()
        result = self.call_results[place] if place < len(self.call_results) else 0
        return Phone(number, *zone, result)

    def results_with(self, place: int, result: int) -> tuple[int, ...]:
        """What `call_results` become when the phone at a place has been called."""
        known = (*self.call_results, *(0,) * (place + 1 - len(self.call_results)))
        return (*known[:place], result, *known[place + 1 :])


class DialingList(CiscoRecord, frozen=True):
    """What a campaign's contacts have in common: the columns of their first import, and the next contact's id."""

    campaign_id: int
    columns: tuple[str, ...] = ()
    next_contact: int = 1


class RuntimeStatus(CiscoRecord, frozen=True):
    """A campaign's counters since the Logger's midnight; `total_voice_count` is since its contacts were overwritten."""

    campaign_id: int
    abandon_detect_count: int = 0
    abandon_to_ivr_count: int = 0
    agent_closed_count: int = 0
    agent_rejected_count: int = 0
    answering_machine_count: int = 0
    attempted_count: int = 0
    busy_count: int = 0
    call_back_count: int = 0
    cancelled_detect_count: int = 0
    closed_count: int = 0
    customer_abandon_detect_count: int = 0
    customer_not_home_count: int = 0
    date_time: Instant = EPOCH
    fax_detect_count: int = 0
    network_ans_machine_count: int = 0
    no_answer_detect_count: int = 0
    no_dial_tone_detect_count: int = 0
    no_ring_back_detect_count: int = 0
    personal_callback_count: int = 0
    sit_tone_detect_count: int = 0
    talk_time_count: int = 0
    total_voice_count: int = 0
    voice_count: int = 0
    wrapup_time_count: int = 0
    wrong_number_count: int = 0


class Dnc(CiscoRecord, frozen=True):
    """A Do Not Call import rule: where its file will be, and what becomes of the list and of the file then."""

    dnc_id: int
    name: Filled
    change_stamp: int = 0
    file_path: str = ""
    overwrite: bool = False
    rename_file_after_import: bool = True


class DoNotCall(CiscoRecord, frozen=True):
    """A number that is not to be called, digit for digit, and the rule that brought it."""

    number: str
    dnc_id: int = 0


class PersonalCallback(CiscoRecord, frozen=True):
    """A callback by one agent. `campaign_id` 0 stands for none; `call_status` is a letter of CallStatusZone1.

    `agent_id` and `peripheral_id` are the agent's when it was written. `contact_id` is the contact it came from, 0 for
    one made by the API. `dialed` counts the calls to its number, those of the contact it came from included, and
    `tried` is what came of the last one since the callback was due.
    """

    personal_callback_id: int
    change_stamp: int = 0
    campaign_id: int = 0
    agent: int = 0
    agent_id: str = ""
    peripheral_id: int = 5000
    campaign_dn: str = ""
    phone: str = ""
    account_number: str = ""
    max_attempts: int = 1
    callback_date_time: Instant = EPOCH
    call_status: str = "P"
    call_result: int = 0
    last_name: str = ""
    first_name: str = ""
    contact_id: int = 0
    dialed: int = 0
    tried: int = 0


class SkillGroup(CiscoRecord, frozen=True):
    """A skill group; `deleted` ones keep their name."""

    skill_group_id: int
    name: Filled
    description: str = ""
    change_stamp: int = 0
    deleted: bool = False


class Agent(CiscoRecord, frozen=True):
    """An agent: `agent_skill_target_id` is its id in URLs, `agent_id` the login at its peripheral.

    Deleted ones keep it, and their user name. `logged_in` and `state` (notReady, ready, reserved, talking, wrapUp)
    change as the contact centre lives. `since` is when the state began; `campaign` is what the agent is reserved for
    through `skill_group`, until ready again, and `call` what the dialler has given them.
    """

    agent_skill_target_id: int
    agent_id: Filled
    user_name: str = ""
    first_name: str = ""
    last_name: str = ""
    description: str = ""
    change_stamp: int = 0
    peripheral_id: int = 5000
    skill_groups: tuple[int, ...] = ()
    default_skill_group: int = 0
    supervisor: bool = False
    login_enabled: bool = True
    agent_state_trace: bool = False
    deleted: bool = False
    logged_in: bool = True
    state: str = "ready"
    since: Instant = EPOCH
    campaign: int = 0
    skill_group: int = 0
    call: int = 0


class RegionPrefix(CiscoRecord, frozen=True):
    """A region prefix: numbers that begin so lie there, `gmt_offset` minutes from GMT."""

    prefix: str
    gmt_offset: int = 0
    dst_observed: bool = False


class Job(CiscoRecord, frozen=True):
    """A request with `async=true`: which operation, what it was sent, and what has become of it.

    `progress` goes from IN_QUEUE over IN_PROGRESS to DONE; `outcome` is then the replies by name, each with its values
    as JSON.
    """

    job_id: int
    operation: str
    user_name: str
    base: str = ""
    path: str = ""
    inputs: dict[str, str] = {}
    content_type: str = ""
    body: bytes = b""
    queued: Instant = EPOCH
    progress: str = "IN_QUEUE"
    outcome: tuple[tuple[str, str], ...] = ()


class Settings(CiscoRecord, frozen=True):
    """What a deployment sets: one row, of key `deployment`.

    `logger_time_zone` is the Windows zone of the Logger's clock, `callback_time_limit` the registry's minutes,
    `seconds_per_request` how long one queued request takes. `deployment_type` is the vendor's number for it.

    `days_to_purge` is how long finished contacts, callbacks and calls stay, `callback_retry` after how many minutes a
    callback of no campaign is tried again. `network` weighs the outcomes of calls, `agent_choices` what agents do with
    a preview (accept, reject, close, timeout); of those whom they talk to, `callback_share` want to be called back.
    """

    settings: str = "deployment"
    name: str = "demo"
    deployment_type: int = 6
    supervisor_login_allowed: bool = True
    logger_time_zone: str = "UTC"
    callback_time_limit: Annotated[int, Meta(ge=0, le=10_080)] = 15
    seconds_per_request: Annotated[float, Meta(ge=0, le=3_600)] = 1.0
    days_to_purge: Annotated[int, Meta(ge=0, le=3_650)] = 5
    callback_retry: Annotated[int, Meta(ge=1, le=10_080)] = 20
    wrapup_seconds: Annotated[int, Meta(ge=0, le=3_600)] = 10
    callback_share: Annotated[float, Meta(ge=0, le=1)] = 0.1
    agent_choices: dict[str, float] = {}
    network: dict[str, float] = {}
