"""Personal Callback API: callbacks in bulk, and the template for them."""

from typing import Self

from ringback.contract import Answer, inferred
from ringback.vendors.cisco.call import Attached, Done
from ringback.vendors.cisco.callback_parts import TOO_EARLY, AccountNumber, Id, NewCallbackTime, Phone, completed
from ringback.vendors.cisco.elements import Whole, Words
from ringback.vendors.cisco.file_content import FileContent, FileWrite, GetTemplate
from ringback.vendors.cisco.personal_callback import PATH, SECTION
from ringback.vendors.cisco.records import PersonalCallback
from ringback.vendors.cisco.world import CiscoWorld

ROWS = FileContent(
    {
        "AccountNumber": AccountNumber(column="account_number"),
        "FirstName": Words(50, column="first_name"),
        "LastName": Words(50, column="last_name"),
        "Phone": Phone(column="phone"),
        "AgentSkillTargetId": Id("agents", column="agent"),
        "CampaignId": Id("campaigns", column="campaign_id"),
        "CampaignDn": Words(255, column="campaign_dn"),
        "CallbackDateTime": NewCallbackTime(column="callback_date_time"),
        "MaxAttempts": Whole(1, default=0, required=True, column="max_attempts"),
    }
)


class ImportCallbacks(FileWrite, path=f"{PATH}/import", section=SECTION):
    """Create personal callbacks in bulk: all of them or none, in addition to those that there are or in their place."""

    root = "personalCallback"

    imported = Done(200, ground=inferred("the reply is not documented; this is the one of the import of contacts"))
    problems = {**FileWrite.problems, "too_early": TOO_EARLY}

    file_content = ROWS

    def effect(self, world: CiscoWorld) -> Answer[Self]:
        """Store them; when they overwrite, callbacks that agents have made go too."""
        callbacks = world.personal_callbacks
        if self.overwrite_data:
            gone = [callback.personal_callback_id for callback in callbacks]
            for number in gone:
                world.forget_callback(number)
            callbacks.remove_all(gone)
        made = [
            PersonalCallback(personal_callback_id=callbacks.take_id(), **completed(world, {"agent": 0, **row}))
            for row in self.rows
        ]
        callbacks.extend(made)
        for callback in made:
            world.wake_callback(callback.personal_callback_id)
        return self.imported()


class GetCallbackTemplate(GetTemplate, method="GET", path=f"{PATH}/template", section=SECTION):
    """Get the template of a file for the bulk creation: the header with every column."""

    template = Attached(
        ROWS.template,
        "PersonalCallbackTemplate.csv",
        ground=inferred("the file is documented; the order of its columns is the one of the example"),
    )

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Send it."""
        return self.template()
