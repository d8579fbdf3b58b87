"""Import API: the contacts of a campaign, and the template of a file with them."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

from ringback.contract import OBSERVED, Answer, Text, check, inferred
from ringback.vendors.cisco.call import BASE, FULL, Attached, CiscoCall, Done, Shown
from ringback.vendors.cisco.campaign import CAMPAIGNS
from ringback.vendors.cisco.contact_elements import ContactElements
from ringback.vendors.cisco.contact_rows import BIAS, COLUMNS, DST, PHONES, contacts, misfit
from ringback.vendors.cisco.elements import Element
from ringback.vendors.cisco.errors import Error, Refused
from ringback.vendors.cisco.faults import UNKNOWN_ID
from ringback.vendors.cisco.file_content import FileWrite, GetTemplate
from ringback.vendors.cisco.kinds import entity
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.records import Campaign, DialingList
from ringback.vendors.cisco.verbs import Get
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.write import Change

SECTION = "Import API"
PATH = f"{BASE}/campaign/{{campaign_id}}/import"
FILE = "fileContent"

QUEUE_FULL = Error(
    503,
    "limitExceeded.requestQueue",
    "Request processing queue is at capacity.",
    section=SECTION,
    reach="state",
)


class OfCampaign(CiscoCall):
    """A call for the contacts of a campaign that was made with the API. Only administrators may make it."""

    supervised = ()

    campaign_id = Text(
        wire_name="campaign_id", place="path", required=True, example="5000", note="the id that the refURL ends with"
    )

    unknown_id = UNKNOWN_ID

    @check
    def of_campaign(self, world: CiscoWorld) -> Answer[Self] | None:
        """The campaign must be there."""
        return self.say("unknown_id") if self.campaign(world) is None else None

    def campaign(self, world: CiscoWorld) -> Campaign | None:
        """The campaign whose contacts these are."""
        return CAMPAIGNS.find(world, self.campaign_id)


class ImportContacts(FileWrite, OfCampaign, path=PATH, section=SECTION):
    """Import contacts: all of them or none, in addition to those that there are or in their place."""

    root = "import"

    imported = Done(200, ground=OBSERVED)
    queue_full = QUEUE_FULL
    no_phone_column = Error(
        400,
        "invalidInput.missingColumn",
        "At least one of the columns Phone01 to Phone10 must be in the header",
        ground=inferred("the requirement is documented, its refusal is not on record"),
        examples={"error_data": FILE},
    )
    other_columns = Error(
        400,
        "invalidInput.otherColumns",
        "The columns must be those of the data that is there: {columns}",
        ground=inferred("that the fields of existing data cannot change is documented, the refusal is not on record"),
        examples={"error_data": FILE, "columns": "AccountNumber, Phone01"},
    )

    file_content = COLUMNS

    def wrong_header(self, world: CiscoWorld) -> Iterator[Answer[Self]]:
        """Besides what any header may have wrong: a phone is needed."""
        yield from super().wrong_header(world)
        if not any(name in self.sheet.header for name in PHONES):
            yield self.say("no_phone_column", error_data=FILE)

    def lacking(self, header: Sequence[str]) -> list[str]:
        """Daylight saving says nothing without a time zone."""
        return [BIAS] if DST in header and BIAS not in header else []

    def read_row(
        self, world: CiscoWorld, elements: Sequence[Element[Any]], values: Sequence[str], row: dict[str, Any]
    ) -> Iterator[Refused]:
        """The values must be right one by one, and then together."""
        wrong = [*super().read_row(world, elements, values, row)]
        yield from wrong or misfit(row)

    def effect(self, world: CiscoWorld) -> Answer[Self]:
        """Store the contacts, and let the dialler look at them."""
        campaign = self.campaign(world)
        if campaign is None:
            return self.say("unknown_id")
        number = campaign.campaign_id
        first = world.next_contact(number)
        known = world.dialing_lists.get(number)
        columns = known.columns if known is not None and not self.overwrite_data else ()
        if columns and set(columns) != set(self.sheet.header):
            return self.say("other_columns", error_data=FILE, columns=", ".join(columns))
        if self.overwrite_data:
            world.forget_contacts(number)
        world.contacts.extend(contacts(self.rows, campaign, world, first))
        kept = DialingList(
            campaign_id=number, columns=columns or self.sheet.header, next_contact=first + len(self.rows)
        )
        world.dialing_lists.put(kept)
        world.wake(number)
        return self.imported()


class ListContacts(List, OfCampaign, method="GET", path=PATH, section=SECTION):
    """List the contacts of a campaign."""

    shape = ContactElements
    summary_of = ("ref_url", "account_number", "first_name", "last_name", "call_status", "call_result_overall")

    def within(self, world: CiscoWorld) -> tuple[object, ...]:
        """Those of the campaign."""
        return (int(self.campaign_id),)


class DeleteContacts(Change, OfCampaign, method="DELETE", path=PATH, section=SECTION):
    """Delete all contacts of a campaign; the next import may have other columns."""

    access = FULL

    deleted = Done(200, ground=OBSERVED)

    def effect(self, world: CiscoWorld) -> Answer[Self]:
        """Remove them."""
        campaign = self.campaign(world)
        if campaign is None:
            return self.say("unknown_id")
        world.forget_contacts(campaign.campaign_id)
        world.wake(campaign.campaign_id)
        return self.deleted()


class GetContact(Get, OfCampaign, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one contact."""

    shape = ContactElements
    shown = Shown("importContact")

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show it."""
        number = self.number
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            return self.say("unknown_id")
        record = world.contacts.get((int(self.campaign_id), int(number)))
        if record is None:
            return self.say("unknown_id")
        return self.say("shown", entity=entity(self.shape.elements(), record, world))


class GetContactTemplate(GetTemplate, method="GET", path=f"{BASE}/campaign/import/template", section=SECTION):
    """Get the template of a file for the import: the header with every column."""

    supervised = ()

    template = Attached(
        COLUMNS.template,
        "ContactsTemplate.csv",
        ground=inferred("the file is documented; the order of its columns is not on record"),
    )

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Send it."""
        return self.template()
