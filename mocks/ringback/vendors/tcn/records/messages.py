"""Text messages and e-mails: their groups, the messages themselves, and whom they may come from."""

from ringback.state.record import EPOCH, Instant, Record


class MessageGroup(Record, frozen=True, kw_only=True):
    """One run of an SMS or e-mail template over a contact group; `pace` is in messages a minute.

    `column` names the contact field with the address, `sender` is the source number or the from address. `remaining`
    counts the messages that have not been sent.
    """

    group_sid: int
    client_sid: int
    description: str = ""
    status: int = 5000
    template_sid: int = 0
    contact_group_sid: int = 0
    column: str = ""
    sender: str = ""
    pace: int = 60
    schedule_duplicates: bool = False
    created: Instant = EPOCH
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    ended: Instant | None = None
    timezone: str = "America/Los_Angeles"
    timezone_override: bool = False
    messages: int = 0
    remaining: int = 0
    cost: float = 0.0


class Message(Record, frozen=True, kw_only=True, gc=False):
    """A message to one contact: Waiting, then Sent, Delivered, Failed, Invalid, Duplicate, Canceled or DNC.

    `due` is when something is done for it next: before that, one that waits is not sent, and of one that is sent it is
    not known what became of it.
    """

    message_id: int = 0
    group_sid: int
    contact_id: int = 0
    address: str = ""
    status: str = "Waiting"
    due: Instant = EPOCH
    sent: Instant | None = None


class SourceNumber(Record, frozen=True, kw_only=True):
    """A number that an account may send text messages from."""

    client_sid: int
    number: str


class FromAddress(Record, frozen=True, kw_only=True):
    """An address that an account may send e-mails from."""

    client_sid: int
    address: str
