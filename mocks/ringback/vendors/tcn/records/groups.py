"""Groups of calls: broadcasts (task groups) with their records, inbound groups and manual dial groups."""

from ringback.state.record import EPOCH, Instant, Record


class TaskGroup(Record, frozen=True, kw_only=True):
    """One run of a broadcast template over a contact group; the other fields are the options it was scheduled with.

    `drip` campaigns stay open for more records. `remaining` counts the records that have not ended and `in_use` the
    outbound lines with a call on them. `linked_task_sid` is the campaign that this one has started. An `ended` group
    is billed some time later. `caller_ids` stand in for the template's own.
    """

    task_sid: int
    client_sid: int
    description: str = ""
    status: int = 1000
    template_number: int = 0
    contact_group_sid: int = 0
    country: str = "United States / Canada"
    created: Instant = EPOCH
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    ended: Instant | None = None
    timezone: str = "America/Los_Angeles"
    timezone_override: bool = False
    drip: bool = False
    dial_order: str = "first number"
    randomize_contacts: bool = False
    follow_the_sun: bool = False
    caller_ids: tuple[str, ...] = ()
    caller_id_field: str = ""
    scrub_cell_phone_calls: bool = False
    zip_code_scrub: bool = False
    custom_calling_rules: bool = False
    schedule_rule: str = ""
    link_id: str = ""
    completion_threshold: int = 100
    linked_task_sid: int = 0
    outbound_lines: int = 10
    inbound_lines: int = 10
    records: int = 0
    remaining: int = 0
    in_use: int = 0
    cost: float = 0.0
    billed_minutes: float = 0.0


class TaskRecord(Record, frozen=True, kw_only=True, gc=False):
    """A contact within a broadcast: `place` in the order of dialling, state 2100 to 2330, and how it came out so far.

    `number_index` is the contact's number that is dialled next, `call_id` the last attempt.
    """

    record_id: int = 0
    task_sid: int
    contact_id: int
    place: int = 0
    status: int = 2100
    result_code: int = 1000
    attempts: int = 0
    number_index: int = 0
    call_id: int = 0


class InboundGroup(Record, frozen=True, kw_only=True):
    """Numbers that take calls; callers ring it `calls_per_hour` times on average while it runs.

    Those are the `callers` in turn, where any are named, else somebody who is made up.
    """

    group_sid: int = 0
    client_sid: int
    description: str = ""
    status: int = 5000
    created: Instant = EPOCH
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    ended: Instant | None = None
    number: str = ""
    calls_per_hour: float = 0.0
    callers: tuple[str, ...] = ()
    inbound_lines: int = 10
    in_use: int = 0
    cost: float = 0.0
    billed_minutes: float = 0.0


class ManualGroup(Record, frozen=True, kw_only=True):
    """Calls that agents dial by hand, `calls_per_hour` of them on average while it runs.

    They go to the contacts of a contact group, the account's newest where none is given.
    """

    group_sid: int = 0
    client_sid: int
    description: str = ""
    status: int = 6000
    created: Instant = EPOCH
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    ended: Instant | None = None
    caller_id: str = ""
    contact_group_sid: int = 0
    calls_per_hour: float = 0.0
    cost: float = 0.0
    billed_minutes: float = 0.0
