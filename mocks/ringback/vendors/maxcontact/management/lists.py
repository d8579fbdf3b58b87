"""List methods."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, check, inferred
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.management.appendix import LIST_TYPES
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import MANAGEMENT, NAMES_NOTHING, ManagementMethod, Numbered
from ringback.vendors.maxcontact.management.campaigns import RANGE
from ringback.vendors.maxcontact.management.members import MISSING, Choice, Flag, Integer, Moment, Words
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import LeadList
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

LISTS = f"{MANAGEMENT}/lists"
A_BOOLEAN = inferred("the updated activity status is said to be returned; that it is the boolean is a reading")


class ForList(Numbered):
    """A method for one list, which is `lead_list`."""

    unknown_list = Refusal("There is no list {list_id}", code=INVALID, ground=NAMES_NOTHING)

    list_id = Number("listId", example="1")

    lead_list: LeadList

    @check
    def list_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The list must be there."""
        lead_list = world.lists.get(self.list_id)
        if lead_list is None:
            return self.unknown_list()
        self.lead_list = lead_list
        return None


class ListBody(Body):
    """A method that takes a List."""

    missing = MISSING
    name_too_long = Refusal("ListName must have at most 100 characters", code=INVALID, ground=RANGE)
    bad_list_type = Refusal("ListType must be 0 to 2, or the name of a list type", code=INVALID, ground=RANGE)
    bad_fetch_weight = Refusal("FetchWeight must be 0 to 10", code=INVALID, ground=RANGE)

    own_id = Integer("Id", column="list_id", note="given by the system; in the path of an update")
    list_name = Words("ListName", required=True, most=100, invalid=name_too_long, example="Spring Renewals 2026")
    description = Words("Description")
    list_type = Choice("ListType", LIST_TYPES, invalid=bad_list_type)
    caller_id_enabled = Flag("CallerIdEnabled")
    caller_id = Words("CallerId")
    max_callback_days = Integer("MaxCallbackDays")
    use_max_callback_days = Flag("UseMaxCallbackDays", note="an update that leaves it out keeps it")
    max_callback_date = Moment("MaxCallbackDate")
    fetch_weight = Integer(
        "FetchWeight", between=(0, 10), invalid=bad_fetch_weight, note="0 keeps it from being dialled"
    )
    alerts_enabled = Flag("AlertsEnabled")
    scripting_enabled = Flag("ScriptingEnabled")
    script_provider = Integer("ScriptProvider")
    script_id = Integer("ScriptId")
    script = Words("Script")
    recall_plan_id = Integer("RecallPlanId")
    calling_time_plan_id = Integer("CallingTimePlanId")
    result_code_plan_id = Integer("ResultCodePlanId")
    ivr_plan_id = Integer("IvrPlanId")
    answer_machine_plan_id = Integer("AnswerMachinePlanId")
    do_not_call_plan_id = Integer("DoNotCallPlanId")
    schedule_plan_id = Integer("SchedulePlanId")


A_LIST = ListBody.shown(LeadList(list_id=1, list_name="Spring Renewals 2026"))


class GetLists(ManagementMethod, method="GET", path=LISTS, section="Get Lists"):
    """Get all lists."""

    listed = Done("The lists", shown=Many("List", [A_LIST]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("List", [ListBody.shown(row) for row in world.lists]))


class GetList(ForList, method="GET", path=f"{LISTS}/{{listId}}", section="Get List"):
    """Get a list."""

    found = Done("List {list_id}", shown=A_LIST)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Show it."""
        return self.found(data=ListBody.shown(self.lead_list))


class CreateList(ListBody, method="POST", path=LISTS, section="Create List"):
    """Create a list; what the body leaves out has its default."""

    created = Done("List {number} is created", shown=A_LIST, examples={"number": "1"})

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Give it the next number."""
        lead_list = world.lists.add(LeadList(**{**self.said(), "list_id": 0}))
        return self.created(number=lead_list.list_id, data=ListBody.shown(lead_list))


class UpdateList(ListBody, ForList, method="PUT", path=f"{LISTS}/{{listId}}", section="Update List"):
    """Update a list; what the body leaves out stays, but the name must be there."""

    other_id = Refusal("Id is {own_id} in the body and {list_id} in the path", code=INVALID, ground=NAMES_NOTHING)
    updated = Done("List {list_id} is updated", shown=A_LIST)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        if self.own_id not in (0, self.list_id):
            return self.other_id()
        lead_list = world.lists.put(replace(self.lead_list, **{**self.said(), "list_id": self.list_id}))
        world.wake_list(self.list_id)
        return self.updated(data=ListBody.shown(lead_list))


class UpdateListActivityStatus(
    Body, ForList, method="PUT", path=f"{LISTS}/{{listId}}/activitystatus", section="Update List Activity Status"
):
    """Activate or deactivate a list; an inactive one is not dialled."""

    missing = MISSING
    updated = Done("The activity status of list {list_id} is updated", shown=True, ground=A_BOOLEAN)

    active = Flag("Active", required=True, example="true")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        world.lists.change(self.list_id, active=self.active)
        world.wake_list(self.list_id)
        return self.updated(data=self.active)
