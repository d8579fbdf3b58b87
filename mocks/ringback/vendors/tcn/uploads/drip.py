"""New Lead Drip Drop (6), Lead Drip Drop (7)."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, Slices, check
from ringback.vendors.tcn import broadcasts, numbers
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.records import BroadcastTemplate, Contact, ContactGroup, TaskGroup
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.uploads.call import HeaderParam, UploadCall
from ringback.vendors.tcn.uploads.importing import Rules, adding_contacts, storing
from ringback.vendors.tcn.uploads.listed import number_of
from ringback.vendors.tcn.uploads.options import BroadcastOptions
from ringback.vendors.tcn.world import TcnWorld

NOT_SCHEDULED = "Broadcast not scheduled! "


class DripUpload(UploadCall):
    """An upload whose records, if there are any, are called by a drip campaign."""

    scheduled = Plain(200, "{task_group_sid}", examples={"task_group_sid": "998547"})

    def rules(self) -> Rules:
        """What is done with the numbers, as the account prefers."""
        return Rules(
            self.country,
            numbers.digits(self.default_area_code),
            self.account.duplicate_handle,
            self.account.absent_number_handle,
        )

    def keeping(self, world: TcnWorld, description: str, contact_group_sid: int) -> Slow[tuple[int, list[Contact]]]:
        """Keep the records, in slices: in that contact group if it is made for such, else in a new one.

        Returns the sid of their group (the given one when there are none) and the contacts.
        """
        found = yield from self.reading(world)
        if found.duplicates:
            aside = self.contact_group(world, f"{description} (duplicates)")
            yield from storing(world, aside, found.duplicates)
        if not found.kept:
            return contact_group_sid, []
        new = self.contact_group(world, description)
        group = world.contact_groups.get(contact_group_sid)
        if group is None or (group.fields, group.country) != (new.fields, new.country):
            group = world.contact_groups.add(new)
        contacts = yield from adding_contacts(world, group.contact_group_sid, found.kept)
        return group.contact_group_sid, contacts

    def contact_group(self, world: TcnWorld, description: str) -> ContactGroup:
        """A contact group for the file's records, not kept yet; the same data may come as often as one likes."""
        template = self.import_template(world)
        return ContactGroup(
            client_sid=self.account.client_sid,
            description=description,
            country=self.country,
            uploaded=world.now,
            import_template_number=template.number if template is not None else 0,
            fields=tuple([field.name for field in template.fields]) if template is not None else (),
        )


class NewLeadDripCampaign(DripUpload, BroadcastOptions, path="/backoffice/NewLeadDripCampaign", section="6"):
    """Start a campaign that takes more records until it is stopped; the file may have the first of them."""

    template_absent = Plain(400, NOT_SCHEDULED + "Broadcast Template absent!")
    template_invalid = Plain(400, NOT_SCHEDULED + "Invalid Broadcast Template!")
    messages_missing = Plain(400, NOT_SCHEDULED + "One or more messages or message files are missing!", reach="state")
    bad_start_time = Plain(400, NOT_SCHEDULED + "The given start time is invalid or is already passed!")
    bad_end_time = Plain(400, NOT_SCHEDULED + "The given end time is invalid or is not after the start time!")
    fields_missing = Plain(400, NOT_SCHEDULED + "One or more TTS Fields are missing!", reach="state")

    broadcast_template: BroadcastTemplate
    campaign: TaskGroup

    @check
    def broadcast_known(self, world: TcnWorld) -> Answer[Self] | None:
        """A broadcast template must be named that the account has, and that has its messages."""
        if not self.schedule_template_number:
            return self.template_absent()
        number = number_of(self.schedule_template_number)
        template = world.broadcast_templates.get((self.account.client_sid, number)) if number is not None else None
        if template is None:
            return self.template_invalid()
        self.broadcast_template = template
        return self.messages_missing() if template.message_missing else None

    @check
    def times_fit(self, world: TcnWorld) -> Answer[Self] | None:
        """The start must lie ahead, and the end behind it."""
        begin = self.begin(world)
        if begin is None:
            return self.bad_start_time()
        fits, end = self.end(begin)
        self.campaign = self.task_group(self.broadcast_template, begin, end)
        return None if fits else self.bad_end_time()

    @check
    def fields_there(self, world: TcnWorld) -> Answer[Self] | None:
        """What the message reads out must be among the columns of the file."""
        template = self.import_template(world)
        columns = {field.name for field in template.fields} if template is not None else set()
        return None if columns.issuperset(self.broadcast_template.tts_fields) else self.fields_missing()

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Schedule the campaign, with the options that only the account can choose as it prefers them."""
        account = self.account
        contact_group_sid, contacts = yield from self.keeping(world, self.description or "Contact Group", 0)
        planned = replace(
            self.campaign,
            drip=True,
            contact_group_sid=contact_group_sid,
            randomize_contacts=account.randomize_contacts,
            caller_id_field=account.caller_id_contact_field if account.use_caller_id_from_contacts else "",
        )
        campaign = yield from broadcasts.scheduling(world, planned, contacts)
        return self.scheduled(task_group_sid=campaign.task_sid)


class LeadDripDrop(DripUpload, path="/backoffice/LeadDripDrop", section="7"):
    """Add records to a drip campaign that has not ended."""

    unknown_campaign = Plain(400, "An error occurred while getting the Broadcast ID!")

    task_sid = HeaderParam("file.1.task_sid", required=True, example="00000000", note="the campaign")

    campaign: TaskGroup

    @check
    def campaign_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The campaign must be one of the account's, of the drip kind, and go on."""
        sid = number_of(self.task_sid)
        group = world.task_groups.get(sid) if sid is not None else None
        if group is None or group.client_sid != self.account.client_sid or not group.drip:
            return self.unknown_campaign()
        self.campaign = group
        return self.unknown_campaign() if ladder.OUTBOUND.state(group) >= ladder.ENDED else None

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Keep the records with those of the campaign, and let them be dialled behind those."""
        sid, first = self.campaign.task_sid, self.campaign.contact_group_sid
        contact_group_sid, contacts = yield from self.keeping(world, self.campaign.description, first)
        if contacts:
            group = world.task_groups.change(sid, contact_group_sid=first or contact_group_sid)
            yield from broadcasts.injecting(world, group, contacts)
        return self.scheduled(task_group_sid=sid)
