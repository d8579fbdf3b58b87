"""Import / Schedule Calls (5)."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from ringback.vendors.tcn import broadcasts
from ringback.vendors.tcn.records import BroadcastTemplate, Contact, ContactGroup, TaskGroup
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.uploads.call import HeaderParam
from ringback.vendors.tcn.uploads.listed import ListUpload, number_of
from ringback.vendors.tcn.uploads.options import BroadcastOptions, chosen
from ringback.vendors.tcn.world import TcnWorld


class FtpReceptionServlet(ListUpload, BroadcastOptions, path="/backoffice/FtpReceptionServlet", section="5"):
    """Import a list, and schedule calls to it where a broadcast template is named."""

    # Printed here, but about parameters of other sections: reports (12, 8), and callbacks (41).
    bad_start_id = Plain(400, "The given start ID is not valid!", reach="fault")
    bad_template_number = Plain(400, "The given Template Number is not valid!", reach="fault")
    bad_order_by = Plain(400, "The given order by value is not valid!", reach="fault")
    bad_filter = Plain(400, "The given filter type is not valid!", reach="fault")
    bad_filter_values = Plain(400, "One or more filter values are not valid!", reach="fault")
    bad_phone_number = Plain(400, "A valid phone number is required in order to schedule a callback!", reach="fault")
    bad_caller_id = Plain(400, "A valid caller ID is required in order to schedule a callback!", reach="fault")

    randomize_contacts = HeaderParam("file.1.randomize_contacts", note="true: the contacts are put in random order")
    use_caller_id_from_contacts = HeaderParam(
        "file.1.use_caller_id_from_contacts", note="true: each contact has its own caller id"
    )
    caller_id_contact_field = HeaderParam(
        "file.1.caller_id_contact_field", note="the column with that caller id, exactly as it is called"
    )
    campaign_link_id = HeaderParam("file.1.campaign_link_id", note="what follows the campaign; a link of the account")
    completion_threshold = HeaderParam(
        "file.1.completion_threshold", example="80", note="0-100: the percentage at which it follows"
    )
    do_campaign_linking = HeaderParam("file.1.do_campaign_linking", note="true or false; else as the account prefers")
    schedule_rule = HeaderParam("file.1.schedule_rule", note="the name of a schedule rule; else the account's")

    def template(self, world: TcnWorld) -> BroadcastTemplate | None:
        """The broadcast template of that number."""
        number = number_of(self.schedule_template_number)
        return world.broadcast_templates.get((self.account.client_sid, number)) if number is not None else None

    def starting(
        self,
        world: TcnWorld,
        template: BroadcastTemplate,
        group: ContactGroup,
        contacts: Sequence[Contact],
        begin: datetime,
        end: datetime | None,
    ) -> Slow[int | None]:
        """Schedule the calls, unless rule or link do not exist."""
        planned = self.linked(world, self.ruled(world, self.task_group(template, begin, end)))
        if planned is None:
            return None
        account = self.account
        own = chosen(self.use_caller_id_from_contacts, account.use_caller_id_from_contacts)
        planned = replace(
            planned,
            contact_group_sid=group.contact_group_sid,
            randomize_contacts=chosen(self.randomize_contacts, account.randomize_contacts),
            caller_id_field=(self.caller_id_contact_field or account.caller_id_contact_field) if own else "",
        )
        scheduled = yield from broadcasts.scheduling(world, planned, contacts)
        return scheduled.task_sid

    def ruled(self, world: TcnWorld, planned: TaskGroup) -> TaskGroup | None:
        """The broadcast under the schedule rule that is named; None when there is no such rule."""
        name = self.schedule_rule
        if not name:
            return planned
        rule = world.schedule_rule(self.account.client_sid, name)
        return replace(planned, schedule_rule=name) if rule is not None else None

    def linked(self, world: TcnWorld, planned: TaskGroup | None) -> TaskGroup | None:
        """The broadcast with what follows it; None when there is no such link, or its threshold is no percentage."""
        account = self.account
        if planned is None or not chosen(self.do_campaign_linking, account.do_campaign_linking):
            return planned
        link_id = self.campaign_link_id or account.campaign_link_id
        percent = number_of(self.completion_threshold or str(account.completion_threshold))
        if (account.client_sid, link_id) not in world.campaign_links or percent is None or percent > 100:
            return None
        return replace(planned, link_id=link_id, completion_threshold=percent)
