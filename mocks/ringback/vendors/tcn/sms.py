"""SMS: reports (49), contact groups (50), control (51), scheduling (52, 53), templates and source numbers (54, 55)."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.messaging import medium
from ringback.vendors.tcn.messaging.control import OTHER_STATES, GroupControl, JsonText
from ringback.vendors.tcn.messaging.report import LIKE_OTHERS, MessageReport
from ringback.vendors.tcn.messaging.schedule import MessageSchedule
from ringback.vendors.tcn.messaging.upload import MessageUpload
from ringback.vendors.tcn.records import Account
from ringback.vendors.tcn.replies import Json, Plain
from ringback.vendors.tcn.uploads.call import HeaderParam
from ringback.vendors.tcn.world import TcnWorld


def source_numbers(world: TcnWorld, account: Account) -> list[str]:
    """The numbers that an account may send from, in their order."""
    return [source.number for source in world.source_numbers.where("account", account.client_sid)]


class SmsReport(MessageReport, path="/backoffice/SmsReport", section="49"):
    """Report the SMS groups that start within some days, or every message of some groups."""

    medium = medium.SMS

    not_found = Plain(
        400,
        "Bad request: the sms group sid you provided [{sid}] was not found!!",
        ground=LIKE_OTHERS,
        examples={"sid": "999"},
    )
    report = Json("report", example=[{"groupSid": 990, "phoneNumber": "8015550110", "status": "Delivered"}])

    sids = Ids(wire_name="groupSid", example="990", note="groups of a detail report; by commas, or repeated")


class ContactGroupList(SmallLogin, path="/backoffice/ContactGroupList", section="50"):
    """List the account's contact groups; section 57 describes the same path for e-mails."""

    listed = Json("contact_groups", example=[{"contactGroupName": "December", "contactGroupSid": 801}])

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the contact groups in the order of their sids."""
        return self.listed(
            contact_groups=[
                {"contactGroupName": group.description, "contactGroupSid": group.contact_group_sid}
                for group in world.contact_groups.where("account", self.account.client_sid)
            ]
        )


class SmsGroupControl(GroupControl, path="/backoffice/SmsGroupControl", section="51"):
    """Pause, unpause or cancel an SMS group, change its pace, or tell its state."""

    medium = medium.SMS

    not_found = Plain(
        400, "Bad request: the sms group sid you provided [{sid}] was not found!!", examples={"sid": "999"}
    )
    sid_missing = Plain(400, "Bad request: param 'smsGroupSid' not present !!")
    still_scheduled = JsonText(
        200,
        "No Action Taken! can't pause sms group [groupSid={group_sid}] because its current state is 'Scheduled'",
        examples={"group_sid": "992"},
    )
    no_action = JsonText(
        200,
        "No Action Taken! can't {action} sms group [groupSid={group_sid}] because its current state is '{state}'",
        ground=OTHER_STATES,
        examples={"action": "unpause", "group_sid": "992", "state": "Running"},
    )

    sid = Param(wire_name="smsGroupSid", required=True, example="992", note="the group")


class SmsSchedule(MessageSchedule, path="/backoffice/SmsSchedule", section="52"):
    """Schedule text messages to the contacts of a list."""

    medium = medium.SMS
    sender_called = "source number"

    scheduled = Json("group_sid", key="result", example={"smsGroupSid": 992})

    sender = Param(wire_name="srcNum", also=("SrcNum",), required=True, example="4352227343", note="a source number")
    column = Param(wire_name="phoneNumCol", required=True, example="Cell Phone", note="the list's column of numbers")

    def known_sender(self, world: TcnWorld) -> str | None:
        """The source number without punctuation."""
        number = numbers.digits(self.sender)
        return number if (self.account.client_sid, number) in world.source_numbers else None

    def duplicates_too(self) -> bool:
        """What was to be done with duplicates has been done when the list came."""
        return True


class SmsScheduleWithFile(MessageUpload, path="/backoffice/SmsScheduleWithFile", section="53"):
    """Import a list, and schedule text messages to it where an SMS template is named."""

    medium = medium.SMS

    schedule_template_number = HeaderParam(
        "file.1.schedule_template_number", example="10", note="the sid of the SMS template"
    )
    contact_list_sms_phone_column_name = HeaderParam(
        "file.1.contact_list_sms_phone_column_name",
        example="Cell Phone",
        note="the column of numbers; the first of the import template unless given",
    )
    sms_source_number = HeaderParam(
        "file.1.sms_source_number",
        example="4352227343",
        note="a source number, or several separated by commas; the account's first unless given",
    )

    def sender(self, world: TcnWorld) -> str | None:
        """The source numbers that are named, all of which must be the account's, else its first."""
        own = source_numbers(world, self.account)
        named = [numbers.digits(item.strip()) for item in self.sms_source_number.split(",") if item.strip()]
        if not set(named).issubset(own):
            return None
        return ",".join(named or own[:1]) or None

    def column(self, world: TcnWorld) -> str | None:
        """The column of numbers."""
        return self.column_of(world, self.contact_list_sms_phone_column_name, "phone")

    def duplicates_too(self) -> bool:
        """What is to be done with duplicates is done as the list comes."""
        return True


class SmsTemplateList(SmallLogin, path="/backoffice/SmsTemplateList", section="54"):
    """List the account's SMS templates."""

    listed = Json(
        "sms_templates",
        example=[{"smsTemplateSid": 10, "smsMessageText": "Your payment is due.", "smsMessageName": "Reminder"}],
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the templates in the order of their sids."""
        return self.listed(
            sms_templates=[
                {
                    "smsTemplateSid": template.sms_template_sid,
                    "smsMessageText": template.text,
                    "smsMessageName": template.name,
                }
                for template in world.sms_templates.where("account", self.account.client_sid)
            ]
        )


class SmsSourceNumList(SmallLogin, path="/backoffice/SmsSourceNumList", section="55"):
    """List the numbers that the account may send text messages from."""

    listed = Json("source_numbers", example=["4352227343"])

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the numbers in their order."""
        return self.listed(source_numbers=source_numbers(world, self.account))
