"""Personal Callback API: callbacks by the agent whom the customer has spoken to; one by one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ringback.contract import Answer, Text, inferred
from ringback.vendors.cisco.call import BASE, Done, Shown
from ringback.vendors.cisco.call_status import CallStatus
from ringback.vendors.cisco.callback_parts import (
    TOO_EARLY,
    AccountNumber,
    CallbackTime,
    Known,
    NewCallbackTime,
    Phone,
    completed,
    limit,
    too_early,
)
from ringback.vendors.cisco.elements import ReadOnly, Whole, Words
from ringback.vendors.cisco.errors import Error
from ringback.vendors.cisco.faults import UNKNOWN_ID
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.paging import Search
from ringback.vendors.cisco.records import PersonalCallback
from ringback.vendors.cisco.references import Reference
from ringback.vendors.cisco.verbs import ChangeStamp, Create, Delete, Elements, Get, RefUrl, Update
from ringback.vendors.cisco.world import CiscoWorld, folded

SECTION = "Personal Callback API"
PATH = f"{BASE}/personalcallback"
# The refURL of the document's example leads there.
PRINTED_PATH = f"{BASE}/campaign/personalcallback"
AS_PRINTED = inferred("the document prints the path in an example, and gives another as the resource's own")
UNKNOWN_AS_PRINTED = Error(404, UNKNOWN_ID.error_type, UNKNOWN_ID.message.text, ground=AS_PRINTED, section=SECTION)

CALLBACKS = Kind(
    "personalcallback",
    "personalCallbacks",
    element="personalCallback",
    record=PersonalCallback,
    table="personal_callbacks",
    key="personal_callback_id",
    sorts={
        "agentId": "agent_id",
        "accountNumber": "account_number",
        "firstName": "first_name",
        "lastName": "last_name",
    },
    texts={
        "agentId": lambda row: row.agent_id,
        "accountNumber": lambda row: row.account_number,
        "firstName": lambda row: row.first_name,
        "lastName": lambda row: row.last_name,
    },
    searched=("agentId", "accountNumber", "firstName", "lastName"),
)


class CallbackElements(Elements[PersonalCallback]):
    """What a personal callback consists of."""

    kind = CALLBACKS
    root = "personalCallback"

    change_stamp = ChangeStamp()
    ref_url = RefUrl(CALLBACKS)
    campaign = Reference("campaign", column="campaign_id")
    agent = Reference("agent")
    campaign_id = Known()
    peripheral_id = Known()
    agent_id = Known()
    campaign_dn = Words(255, note="what is dialled when the agent is not available")
    phone = Phone()
    account_number = AccountNumber()
    max_attempts = Whole(1, default=0, required=True, note="one less after each attempt")
    callback_date_time = CallbackTime()
    call_status = CallStatus()
    call_result = ReadOnly()
    last_name = Words(50)
    first_name = Words(50)


class CreateCallback(CallbackElements, Create[PersonalCallback], path=PATH, section=SECTION):
    """Create one personal callback."""

    too_early = TOO_EARLY

    callback_date_time = NewCallbackTime()

    def made(self, world: CiscoWorld, values: Mapping[str, Any]) -> PersonalCallback:
        """Its time is a moment; what is known of the agent comes with it."""
        return PersonalCallback(**completed(world, values))

    def after(self, world: CiscoWorld, record: PersonalCallback) -> None:
        """The dialler looks at it when its time has come."""
        world.wake_callback(record.personal_callback_id)


@dataclass(frozen=True)
class Narrowed(Search):
    """A search among the items that have the texts of the list's own parameters in them."""

    parameters: Mapping[str, str]

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.parameters) or super().__bool__()

    def matches(self, row: Any, fields: Mapping[str, Callable[[Any], str]], default: Iterable[str]) -> bool:
        """Whether a row is found."""
        return all(text in folded(fields[name](row)) for name, text in self.parameters.items()) and super().matches(
            row, fields, default
        )


class ListCallbacks(List, method="GET", path=PATH, section=SECTION):
    """List the personal callbacks."""

    shape = CallbackElements

    agent_id = Text(wire_name="agentId", note="a part of the agent's id")
    account_number = Text(wire_name="accountNumber", note="a part of the account number")
    first_name = Text(wire_name="firstName", note="a part of the first name")
    last_name = Text(wire_name="lastName", note="a part of the last name")

    def searched(self) -> Search:
        """What the query looks for and what the parameters ask for; both must hold."""
        search = super().searched()
        asked = {
            "agentId": self.agent_id,
            "accountNumber": self.account_number,
            "firstName": self.first_name,
            "lastName": self.last_name,
        }
        given = {name: folded(text.strip()) for name, text in asked.items() if text.strip()}
        return Narrowed(search.anywhere, search.terms, given)


class GetCallback(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one personal callback."""

    shape = CallbackElements
    shown = Shown("personalCallback")


class UpdateCallback(CallbackElements, Update[PersonalCallback], method="PUT", path=f"{PATH}/{{id}}", section=SECTION):
    """Update a personal callback: what is not sent stays as it is."""

    too_early = TOO_EARLY
    too_late = Error(
        400,
        "invalidInput.callbackDateTimeTooLate",
        "The callback is due at {present}: its time can only be changed {minutes} minutes or more before",
        ground=inferred("the rule is documented, what its refusal says is not on record"),
        examples={"error_data": "callbackDateTime", "present": "2016-01-15T04:10:00", "minutes": "15"},
    )

    def before(self, world: CiscoWorld, record: PersonalCallback, values: dict[str, Any]) -> Answer[Any] | None:
        """A new time must lie late enough, and the present one too; one that is sent back as it was is none."""
        values.update(completed(world, values))
        moment = values.get("callback_date_time", record.callback_date_time)
        if moment == record.callback_date_time:
            return None
        if record.callback_date_time < world.now + limit(world):
            present, minutes = world.stamp(record.callback_date_time), world.deployment.callback_time_limit
            return self.say("too_late", error_data="callbackDateTime", present=present, minutes=minutes)
        refused = too_early(moment, world)
        return None if refused is None else self.refused("callbackDateTime", refused)

    def after(self, world: CiscoWorld, before: PersonalCallback, record: PersonalCallback) -> None:
        """The dialler looks at it when its time has come."""
        world.wake_callback(record.personal_callback_id)


class DeleteCallback(Delete, method="DELETE", path=f"{PATH}/{{id}}", section=SECTION):
    """Delete a personal callback."""

    kind = CALLBACKS

    def removed(self, world: CiscoWorld, record: PersonalCallback) -> Answer[Any] | None:
        """The dialler forgets it too."""
        world.forget_callback(record.personal_callback_id)
        return super().removed(world, record)


class GetCallbackAsPrinted(GetCallback, method="GET", path=f"{PRINTED_PATH}/{{id}}", section=SECTION):
    """Get one personal callback, at the path that the document's example gives as its refURL."""

    shown = Shown("personalCallback", ground=AS_PRINTED)
    unknown_id = UNKNOWN_AS_PRINTED


class UpdateCallbackAsPrinted(UpdateCallback, method="PUT", path=f"{PRINTED_PATH}/{{id}}", section=SECTION):
    """Update a personal callback, at the path that the document's example gives as its refURL."""

    updated = Done(200, ground=AS_PRINTED)
    unknown_id = UNKNOWN_AS_PRINTED


class DeleteCallbackAsPrinted(DeleteCallback, method="DELETE", path=f"{PRINTED_PATH}/{{id}}", section=SECTION):
    """Delete a personal callback, at the path that the document's example gives as its refURL."""

    deleted = Done(200, ground=AS_PRINTED)
    unknown_id = UNKNOWN_AS_PRINTED
