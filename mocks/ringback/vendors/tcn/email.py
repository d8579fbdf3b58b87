"""E-mail: reports (56), group control (58), scheduling (59, 60), templates and from addresses (61, 62).

Section 57 describes the path of section 50 again.
"""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Flag, Ids, Param
from ringback.vendors.tcn.messaging import medium
from ringback.vendors.tcn.messaging.control import OTHER_STATES, GroupControl, JsonText
from ringback.vendors.tcn.messaging.report import LIKE_OTHERS, MessageReport
from ringback.vendors.tcn.messaging.schedule import MessageSchedule
from ringback.vendors.tcn.messaging.upload import MessageUpload
from ringback.vendors.tcn.records import Account
from ringback.vendors.tcn.replies import Json, Plain
from ringback.vendors.tcn.uploads.call import HeaderFlag, HeaderParam
from ringback.vendors.tcn.uploads.importing import Rules
from ringback.vendors.tcn.world import TcnWorld


def from_addresses(world: TcnWorld, account: Account) -> list[str]:
    """The addresses that an account may send from, in their order."""
    return [sender.address for sender in world.from_addresses.where("account", account.client_sid)]


def own_address(world: TcnWorld, account: Account, address: str) -> str | None:
    """The account's from address that a text is, whatever the case, or None."""
    return next((own for own in from_addresses(world, account) if own.casefold() == address.strip().casefold()), None)


class EmailReport(MessageReport, path="/backoffice/EmailReport", section="56"):
    """Report the e-mail groups that start within some days, or every message of some groups."""

    medium = medium.EMAIL

    not_found = Plain(
        400,
        "Bad request: the email group sid you provided [{sid}] was not found!!",
        ground=LIKE_OTHERS,
        examples={"sid": "999"},
    )
    report = Json("report", example=[{"groupSid": 998530, "emailAddress": "ann@example.com", "status": "Delivered"}])

    sids = Ids(wire_name="groupSid", example="998530", note="groups of a detail report; by commas, or repeated")


class EmailGroupControl(GroupControl, path="/backoffice/EmailGroupControl", section="58"):
    """Pause, unpause or cancel an e-mail group, change its pace, or tell its state."""

    medium = medium.EMAIL

    not_found = Plain(
        400, "Bad request: the email group sid you provided [{sid}] was not found!!", examples={"sid": "999"}
    )
    sid_missing = Plain(400, "Bad request: param 'emailGroupSid' not present !!")
    still_scheduled = JsonText(
        200,
        "No Action Taken! can't pause email group [groupSid={group_sid}] because its current state is 'Scheduled'",
        examples={"group_sid": "998547"},
    )
    no_action = JsonText(
        200,
        "No Action Taken! can't {action} email group [groupSid={group_sid}] because its current state is '{state}'",
        ground=OTHER_STATES,
        examples={"action": "unpause", "group_sid": "998547", "state": "Running"},
    )

    sid = Param(wire_name="emailGroupSid", required=True, example="998547", note="the group")


class EmailSchedule(MessageSchedule, path="/backoffice/EmailSchedule", section="59"):
    """Schedule e-mails to the contacts of a list."""

    medium = medium.EMAIL
    sender_called = "from address"

    scheduled = Json("group_sid", key="result", example={"emailGroupSid": 998547})

    sender = Param(wire_name="fromAddress", required=True, example="someone@somewhere.com", note="a from address")
    column = Param(wire_name="emailCol", required=True, example="Email", note="the list's column of addresses")
    schedule_duplicates = Flag(
        wire_name="scheduleDuplicates", example="false", note="contacts with the same address get an e-mail each"
    )

    def known_sender(self, world: TcnWorld) -> str | None:
        """The from address."""
        return own_address(world, self.account, self.sender)

    def duplicates_too(self) -> bool:
        """As the parameter says."""
        return self.schedule_duplicates


class EmailScheduleWithFile(MessageUpload, path="/backoffice/EmailScheduleWithFile", section="60"):
    """Import a list, and schedule e-mails to it where an e-mail template is named."""

    medium = medium.EMAIL

    # These are about phone numbers, which do not matter here.
    duplicate_handle = None  # type: ignore[assignment]
    absent_number_handle = None  # type: ignore[assignment]

    schedule_template_number = HeaderParam(
        "file.1.schedule_template_number", example="60", note="the sid of the e-mail template"
    )
    email_from_address = HeaderParam(
        "file.1.email_from_address", example="someone@somewhere.com", note="the account's first unless given"
    )
    contact_list_email_column_name = HeaderParam(
        "file.1.contact_list_email_column_name",
        example="Email",
        note="the column of addresses; the first of the import template unless given",
    )
    email_schedule_duplicates = HeaderFlag(
        "file.1.email_schedule_duplicates", note="contacts with the same address get an e-mail each"
    )

    def rules(self) -> Rules:
        """Every record is kept, and all its numbers."""
        return Rules(self.country, numbers.digits(self.default_area_code), "Allow", "Keep")

    def sender(self, world: TcnWorld) -> str | None:
        """The from address."""
        if self.email_from_address:
            return own_address(world, self.account, self.email_from_address)
        return next(iter(from_addresses(world, self.account)), None)

    def column(self, world: TcnWorld) -> str | None:
        """The column of addresses."""
        return self.column_of(world, self.contact_list_email_column_name, "email")

    def duplicates_too(self) -> bool:
        """As the header says."""
        return self.email_schedule_duplicates


class EmailTemplateList(SmallLogin, path="/backoffice/EmailTemplateList", section="61"):
    """List the account's e-mail templates."""

    listed = Json(
        "email_templates",
        example=[
            {
                "emailTemplateSid": 60,
                "emailMessageHtml": "<p>It is due.</p>",
                "emailMessageName": "Reminder",
                "emailSubject": "Your payment",
            }
        ],
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the templates in the order of their sids."""
        return self.listed(
            email_templates=[
                {
                    "emailTemplateSid": template.email_template_sid,
                    "emailMessageHtml": template.html,
                    "emailMessageName": template.name,
                    "emailSubject": template.subject,
                }
                for template in world.email_templates.where("account", self.account.client_sid)
            ]
        )


class EmailFromAddressList(SmallLogin, path="/backoffice/EmailFromAddressList", section="62"):
    """List the addresses that the account may send e-mails from."""

    listed = Json("from_addresses", example=["someone@somewhere.com"])

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the addresses in their order."""
        return self.listed(from_addresses=from_addresses(world, self.account))
