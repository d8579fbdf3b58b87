"""Accounts: who may sign in, what they prefer, and the switches of the whole system."""

from typing import Literal

from ringback.state.record import Instant, Record
from ringback.vendors.tcn.records.templates import Window

DuplicateHandle = Literal["Keep and Discard", "Allow", "Discard", "Duplicate List"]
AbsentHandle = Literal["Keep", "Discard"]
DialOrder = Literal["first number", "natural order", "custom order"]


class Settings(Record, frozen=True):
    """The one row of switches where the guide leaves a choice, and of what shapes the simulation.

    `cell_prefixes` begin the numbers that are cell phones; `outcomes` weighs what dialled numbers do; `rate` is the
    price of a billed minute and `message_rate` that of a message; a recording is kept `recording_days` days.
    """

    name: str = "system"
    csv_header: bool = True
    literal_na: bool = False
    real_message_codes: bool = False
    cell_prefixes: tuple[str, ...] = ()
    outcomes: dict[str, float] = {}
    rate: float = 0.02
    message_rate: float = 0.01
    recording_days: int = 90


class Account(Record, frozen=True):
    """A client: its identity, and the client preferences that stand in where a request says nothing.

    Without a `callbacks_service_id` no callback can be scheduled. `number_order` names number fields in the order of
    the custom dial order. Records whose `zip_code_field` begins with one of `zip_codes` are scrubbed by zip code, and
    `calling_rules` are the account's own calling hours.
    """

    client_sid: int
    name: str = ""
    country: str = "United States / Canada"
    timezone: str = "America/Los_Angeles"
    api_key: str = ""
    callbacks_service_id: int | None = None
    dial_order: DialOrder = "first number"
    number_order: tuple[str, ...] = ()
    duplicate_handle: DuplicateHandle = "Keep and Discard"
    absent_number_handle: AbsentHandle = "Keep"
    randomize_contacts: bool = False
    follow_the_sun: bool = False
    use_caller_id_from_contacts: bool = False
    caller_id_contact_field: str = ""
    scrub_cell_phone_calls: bool = False
    zip_code_scrub: bool = False
    zip_code_field: str = ""
    zip_codes: tuple[str, ...] = ()
    custom_calling_rules: bool = False
    calling_rules: tuple[Window, ...] = ()
    schedule_rule: str = ""
    do_campaign_linking: bool = False
    campaign_link_id: str = ""
    completion_threshold: int = 100


class Login(Record, frozen=True):
    """A user of an account; with an `access_token` the header `Authorization` signs in as well."""

    username: str
    password: str
    client_sid: int
    access_token: str = ""


class Session(Record, frozen=True):
    """Someone who came in by one of the two login pages; `area` is backoffice or agentlogin."""

    session_id: str
    area: str
    username: str
    created: Instant
    last_used: Instant


class PartnerKey(Record, frozen=True):
    """The key of an integration partner."""

    key: str
    partner: str = ""


class CampaignLink(Record, frozen=True):
    """What follows a campaign: a broadcast template for the records that ended with one of `results`, or with any."""

    client_sid: int
    link_id: str
    template_number: int
    results: tuple[int, ...] = ()
