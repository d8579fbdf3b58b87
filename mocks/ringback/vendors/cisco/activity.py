"""What the dialler has in hand: the records in its memory with their calls, and how fast each campaign dials."""

from typing import Annotated

from msgspec import Meta

from ringback.state.record import EPOCH, Instant
from ringback.vendors.cisco.records import CiscoRecord, Lines, Place

# The phases of a call, in their order; only some calls go through all of them.
CACHED, PREVIEW, RINGING, TALKING, IVR = "cached", "preview", "ringing", "talking", "ivr"


class DialerCall(CiscoRecord, frozen=True):
    """A record in the dialler's memory, from when it is fetched until its call is over.

    It is a contact's (`phone` is the place of the number among the contact's) or, with a `personal_callback_id`, that
    of a callback. `dialed` are the digits that are sent: the campaign's prefix and the number. `result` is what will
    come of the call, and `talk_seconds` how long the far end stays; `recorded` marks a call of which the campaign has
    been told already, although it goes on.
    """

    call_id: int
    campaign_id: int = 0
    contact_id: int = 0
    personal_callback_id: int = 0
    phase: str = CACHED
    phone: Place = 0
    dialed: str = ""
    agent: int = 0
    since: Instant = EPOCH
    result: int = 0
    talk_seconds: Annotated[int, Meta(ge=0, le=86_400)] = 0
    recorded: bool = False


class DialerDetail(CiscoRecord, frozen=True, gc=False):
    """A call that is over: whom it was to, when it ended, what came of it, and how many seconds an agent talked.

    Records that came back from the dialler without being dialled have none.
    """

    dialer_detail_id: int = 0
    date_time: Instant = EPOCH
    campaign_id: int = 0
    contact_id: int = 0
    personal_callback_id: int = 0
    phone: str = ""
    agent: int = 0
    call_result: int = 0
    talk_seconds: int = 0


class Pacing(CiscoRecord, frozen=True):
    """The pace of a predictive campaign: its present lines per agent, which began at `started_at`.

    `live_voices` have been detected since the last correction, `abandoned` of them without an agent.
    """

    campaign_id: int
    started_at: Lines = 0.0
    lines_per_agent: Lines = 0.0
    live_voices: int = 0
    abandoned: int = 0
