"""Connect Calls."""

from typing import Self

from ringback.contract import Answer, Text, check, inferred
from ringback.vendors.maxcontact.activity import Call
from ringback.vendors.maxcontact.agent.call import OWN_CALL, TELEPHONY, AgentMethod
from ringback.vendors.maxcontact.agent.dialling import INPUT
from ringback.vendors.maxcontact.dialer import ending, line
from ringback.vendors.maxcontact.fields import Number, refuse
from ringback.vendors.maxcontact.records import ResultCode
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

REQUIRED = ("call1", "call2", "resultcode1", "resultcode2")


class ConnectCalls(
    AgentMethod, method="GET", path=f"{TELEPHONY}/connectcalls/user/{{UserID}}", section="Connect Calls"
):
    """Bridge two of the user's calls, give both their results, and let the user go."""

    connected = Done("Calls {call1} and {call2} are connected")
    missing = Refusal(
        "The parameter {parameter} is required", code=INVALID, ground=INPUT, examples={"parameter": "call1"}
    )
    negative = Refusal(
        "The parameter {parameter} must not be negative",
        code=INVALID,
        ground=inferred("it counts successes; what is said of a count that cannot be is nowhere told"),
        examples={"parameter": "numsales1"},
    )
    unknown_call = Refusal("There is no call {call_id}", ground=OWN_CALL, examples={"call_id": "1000"})
    other_user = Refusal(
        "Call {call_id} is another user's", ground=OWN_CALL, reach="state", examples={"call_id": "1000"}
    )
    same_call = Refusal("Calls {call1} and {call2} are the same", ground=OWN_CALL)
    not_open = Refusal("Call {call_id} is not open", ground=OWN_CALL, examples={"call_id": "1000"})
    unknown_result_code = Refusal(
        "There is no result code {result_code}", code=INVALID, ground=OWN_CALL, examples={"result_code": "NONE"}
    )

    call1 = Number("call1", place="query", required=True, example="1000")
    call2 = Number("call2", place="query", required=True, example="1001")
    result_code1 = Text(wire_name="resultcode1", required=True, example="SALE")
    result_code2 = Text(wire_name="resultcode2", required=True, example="SALE")
    notes1 = Text(wire_name="notes1")
    notes2 = Text(wire_name="notes2")
    num_sales1 = Number("numsales1", place="query", example="1")
    num_sales2 = Number("numsales2", place="query", example="0")

    @check
    def complete(self, world: MaxContactWorld) -> Answer[Self] | None:
        """Both calls and both result codes must be given."""
        absent = next((name for name in REQUIRED if not self.inputs.get(name)), None)
        return refuse(self, "missing", parameter=absent) if absent is not None else None

    @check
    def countable(self, world: MaxContactWorld) -> Answer[Self] | None:
        """Successes that are given must be a count."""
        for name, sales in (("numsales1", self.num_sales1), ("numsales2", self.num_sales2)):
            if sales < 0:
                return self.negative(parameter=name)
        return None

    @check
    def calls_open(self, world: MaxContactWorld) -> Answer[Self] | None:
        """Both must be the user's own calls and in progress, and not one and the same."""
        for number in (self.call1, self.call2):
            call = world.calls.get(number)
            if call is None:
                return self.unknown_call(call_id=number)
            if call.user_id != self.user_id:
                return self.other_user(call_id=number)
            if not line.is_open(call):
                return self.not_open(call_id=number)
        return self.same_call() if self.call1 == self.call2 else None

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Bridge the calls."""
        calls = (world.calls[self.call1], world.calls[self.call2])
        said = (
            (self.result_code1, self.notes1, self.num_sales1 if self.inputs.get("numsales1") else None),
            (self.result_code2, self.notes2, self.num_sales2 if self.inputs.get("numsales2") else None),
        )
        results: list[tuple[Call, ResultCode, str, int | None]] = []
        for call, (text, notes, sales) in zip(calls, said, strict=True):
            code = world.result_code(text)
            if code is None:
                return self.unknown_result_code(result_code=text)
            results.append((call, code, notes, sales))
        for call, code, notes, sales in results:
            ending.dispose(world, call, code, notes=notes, sales=sales)
        return self.connected()
