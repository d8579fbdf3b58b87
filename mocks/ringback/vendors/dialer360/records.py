"""What an administrator sets up: users, campaigns, lists, leads, phones and the rest, one row each."""

from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from ringback.state.chance import total
from ringback.state.record import EPOCH, Instant, Record
from ringback.telephony.network import Network

YesNo = Literal["Y", "N"]

# What agents make of a call they have talked in, by weight.
DISPOSITIONS = {"NI": 40.0, "SALE": 15.0, "CALLBK": 10.0, "NP": 10.0, "DEC": 10.0, "N": 10.0, "DNC": 5.0}


class Settings(Record, frozen=True):
    """The one row of system settings.

    The last four shape the simulation: where recordings lie, what agents make of calls and the network of attempts (by
    weight), and how likely an agent takes a break after a call.
    """

    name: str = "system"
    version: str = "2.14-96"
    build: str = "170601-0747"
    timezone: str = "America/New_York"
    auto_dial_limit: float = 4.0
    auto_user_number: int = 101
    custom_fields_enabled: bool = False
    sounds_central_control_active: bool = False
    sounds_web_server: str = "10.10.10.15"
    sounds_web_directory: str = "sounds"
    sounds_directory_present: bool = True
    web_root: str = "/srv/www/htdocs"
    api_ip_lists: bool = False
    ip_blacklist: tuple[str, ...] = ()
    nanpa_prefixes: tuple[str, ...] = ()
    whisper_enabled: bool = True
    recording_url: str = "http://yourdomain.dialer360.com/path/to/recording"
    dispositions: dict[str, float] = msgspec.field(default_factory=lambda: dict(DISPOSITIONS))
    outcomes: dict[str, float] = {}
    pause_chance: float = 0.0

    def __post_init__(self) -> None:
        """ValueError when there is no such time zone or result, or a weight is none."""
        try:
            ZoneInfo(self.timezone)
        except KeyError as error:
            raise ValueError(f"there is no time zone {self.timezone}") from error
        if self.outcomes:
            Network.of(self.outcomes)
        total(list(self.dispositions.items()))


class User(Record, frozen=True):
    """A user. The flags are the permissions of the admin pages; `vdc_agent_api_access` opens the API at all."""

    user: str
    pass_: str = msgspec.field(default="", name="pass")
    full_name: str = ""
    user_level: int = 1
    user_group: str = "AGENTS"
    active: YesNo = "Y"
    phone_login: str = ""
    phone_pass: str = ""
    vdc_agent_api_access: bool = False
    view_reports: bool = False
    modify_leads: bool = False
    modify_users: bool = False
    delete_users: bool = False
    modify_lists: bool = False
    delete_lists: bool = False
    modify_campaigns: bool = False
    ast_admin_access: bool = False
    ast_delete_phones: bool = False
    change_agent_campaign: bool = False
    modify_same_user_level: bool = True
    api_list_restrict: bool = False
    api_allowed_functions: str = " ALL_FUNCTIONS "
    hotkeys_active: str = "0"
    voicemail_id: str = ""
    email: str = ""
    custom_one: str = ""
    custom_two: str = ""
    custom_three: str = ""
    custom_four: str = ""
    custom_five: str = ""
    wrapup_seconds_override: int = -1
    failed_login_count: int = 0
    last_login_date: Instant = EPOCH


class UserGroup(Record, frozen=True):
    """A group of users: the campaigns they may touch, and the list of addresses they may call the API from."""

    user_group: str
    group_name: str = ""
    allowed_campaigns: tuple[str, ...] = ("-ALL-CAMPAIGNS-",)
    api_ip_list: str = ""


class IpList(Record, frozen=True):
    """A list of addresses; an entry `a.b.c.x` stands for a class C network."""

    ip_list_id: str
    entries: tuple[str, ...] = ()


class Recycle(Record, frozen=True):
    """How a lead of some status is dialled again: after `attempt_delay` seconds, `attempt_maximum` times at most."""

    attempt_delay: int = 1800
    attempt_maximum: int = 2


class Campaign(Record, frozen=True):
    """An outbound campaign."""

    campaign_id: str
    campaign_name: str = ""
    active: YesNo = "Y"
    dial_method: str = "MANUAL"
    auto_dial_level: float = 1.0
    adaptive_maximum_level: float = 3.0
    campaign_vdad_exten: str = "8368"
    hopper_level: int = 100
    dial_timeout: int = 60
    local_call_time: str = "9am-9pm"
    dial_statuses: tuple[str, ...] = ("NEW",)
    recycle: dict[str, Recycle] = {}
    use_internal_dnc: YesNo = "N"
    use_campaign_dnc: YesNo = "N"
    campaign_dnc_from: str = ""
    closer_campaigns: tuple[str, ...] = ()
    drop_call_seconds: int = 5
    wrapup_seconds: int = 10
    campaign_recording: YesNo = "Y"


class Shift(Record, frozen=True):
    """When a user works, on the server's clock: logged in to a campaign from `start_hour` on for some hours a day."""

    user: str
    campaign_id: str = ""
    start_hour: int = 9
    hours: int = 8


class CampaignAgent(Record, frozen=True):
    """Rank and grade of a user within a campaign."""

    user: str
    campaign_id: str
    campaign_rank: int = 0
    campaign_grade: int = 1


class LeadList(Record, frozen=True):
    """A list of leads. `reset_time` holds times of day such as `0900-1700` at which its leads are reset."""

    list_id: int
    list_name: str = ""
    campaign_id: str = ""
    active: YesNo = "Y"
    outbound_cid: str = ""
    script: str = ""
    am_message: str = ""
    drop_inbound_group: str = ""
    web_form_address: str = ""
    web_form_address_two: str = ""
    web_form_address_three: str = ""
    reset_time: str = ""
    expiration_date: str = "2099-12-31"
    local_call_time: str = "campaign"


class Lead(Record, frozen=True):
    """A lead, with the columns of the lead table. A `gmt_offset_now` of None is one that could not be found out."""

    lead_id: int = 0
    entry_date: Instant = EPOCH
    status: str = "NEW"
    user: str = ""
    vendor_lead_code: str = ""
    source_id: str = ""
    list_id: int = 999
    gmt_offset_now: float | None = None
    called_since_last_reset: YesNo = "N"
    phone_code: str = "1"
    phone_number: str = ""
    title: str = ""
    first_name: str = ""
    middle_initial: str = ""
    last_name: str = ""
    address1: str = ""
    address2: str = ""
    address3: str = ""
    city: str = ""
    state: str = ""
    province: str = ""
    postal_code: str = ""
    country_code: str = ""
    gender: str = ""
    date_of_birth: str = "0000-00-00"
    alt_phone: str = ""
    email: str = ""
    security_phrase: str = ""
    comments: str = ""
    called_count: int = 0
    last_local_call_time: Instant = EPOCH
    rank: int = 0
    owner: str = ""
    entry_list_id: int = 0


class CustomField(Record, frozen=True):
    """A custom field of a list."""

    list_id: int
    field_label: str
    field_name: str = ""
    field_type: str = "TEXT"


class CustomValues(Record, frozen=True):
    """The custom values of a lead, by field label."""

    list_id: int
    lead_id: int
    values: dict[str, str] = {}


class AltPhone(Record, frozen=True):
    """One of the further phone numbers of a lead."""

    id: int = 0
    lead_id: int = 0
    phone_code: str = "1"
    phone_number: str = ""
    alt_phone_note: str = ""
    alt_phone_count: int = 1
    active: YesNo = "Y"


class DncNumber(Record, frozen=True):
    """A number that must not be called; `312XXXXXXX` blocks an area code."""

    phone_number: str


class CampaignDncNumber(Record, frozen=True):
    """A number that a campaign must not call."""

    campaign_id: str
    phone_number: str


class Server(Record, frozen=True):
    """A telephony server; `rebuild_conf_files` says whether a refresh has been asked for."""

    server_ip: str
    server_id: str = ""
    active: YesNo = "Y"
    rebuild_conf_files: YesNo = "N"


class Conference(Record, frozen=True):
    """A conference room of a server, in which an agent's session takes place."""

    conf_exten: str
    server_ip: str


class Phone(Record, frozen=True):
    """A phone of a server."""

    extension: str
    server_ip: str
    dialplan_number: str = ""
    voicemail_id: str = ""
    phone_login: str = ""
    phone_pass: str = ""
    protocol: str = "SIP"
    registration_password: str = ""
    phone_full_name: str = ""
    local_gmt: str = "-5.00"
    outbound_cid: str = ""
    phone_context: str = "default"
    email: str = ""
    admin_user_group: str = "---ALL---"
    active: YesNo = "Y"


class PhoneAlias(Record, frozen=True):
    """A name for several phone logins."""

    alias_id: str
    alias_name: str = ""
    phone_logins: tuple[str, ...] = ()


class GroupAlias(Record, frozen=True):
    """A caller id that groups may use."""

    group_alias_id: str
    group_alias_name: str = ""
    caller_id_number: str = ""
    caller_id_name: str = ""
    active: YesNo = "Y"
    admin_user_group: str = "---ALL---"


class InGroup(Record, frozen=True):
    """An inbound group."""

    group_id: str
    group_name: str = ""
    active: YesNo = "Y"
    drop_call_seconds: int = 360


class Script(Record, frozen=True):
    """A script that agents read from."""

    script_id: str
    script_name: str = ""


class CallTime(Record, frozen=True):
    """When calls may be made, in the lead's local time; HHMM as numbers, a weekday's (start, stop) over the default."""

    call_time_id: str
    ct_default_start: int = 900
    ct_default_stop: int = 2100
    weekdays: dict[str, tuple[int, int]] = {}
    states: dict[str, tuple[int, int]] = {}


class Did(Record, frozen=True):
    """A number that callers reach an in-group by; the network calls it `calls_per_hour` times on average."""

    did_pattern: str
    did_description: str = ""
    group_id: str = ""
    calls_per_hour: float = 0.0


class Sound(Record, frozen=True):
    """A file of the audio store."""

    audio_filename: str
    audio_filesize: int = 0
    audio_date: Instant = EPOCH


class MohClass(Record, frozen=True):
    """A class of music on hold."""

    moh_id: str
    moh_name: str = ""
    random: YesNo = "N"
    files: tuple[str, ...] = ()


class VoicemailBox(Record, frozen=True):
    """A voicemail box."""

    voicemail_id: str
    fullname: str = ""
    email: str = ""
    active: YesNo = "Y"
