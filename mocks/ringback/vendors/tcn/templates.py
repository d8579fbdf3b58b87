"""Get Broadcast Templates (15), Get Import Templates (16), Get Report Templates (17)."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.dates import stamp
from ringback.vendors.tcn.fields import Flag
from ringback.vendors.tcn.replies import Csv, Plain
from ringback.vendors.tcn.world import TcnWorld


def boolean(value: bool) -> str:
    """A truth value as Java writes it."""
    return "true" if value else "false"


class BroadcastTemplateList(SmallLogin, path="/backoffice/RemoteBroadcastTemplateList", section="15"):
    """List the account's broadcast templates."""

    not_listed = Plain(400, "An error occurred while getting the list of Broadcast Templates!", reach="fault")
    not_displayed = Plain(400, "An error occurred while attempting to display Broadcast Template info!", reach="fault")
    not_displayed_plainly = Plain(
        400, "An error occurred while attempting to display Broadcast Template info", reach="fault"
    )
    listed = Csv(
        "broadcast_template_info",
        columns=("Number", "Name", "Type", "Last Modify Date"),
        example=("1", "Payment reminder", "STANDARD", "2026-01-02 10:00:00"),
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the templates in the order of their numbers."""
        return self.listed(
            broadcast_template_info=[
                (template.number, template.name, template.type, stamp(template.modified))
                for template in world.broadcast_templates.where("account", self.account.client_sid)
            ]
        )


class ImportTemplateList(SmallLogin, path="/backoffice/RemoteImportTemplateList", section="16"):
    """List the account's import templates."""

    not_listed = Plain(400, "An error occurred while getting the list of Import Templates!", reach="fault")
    not_displayed = Plain(400, "An error occurred while attempting to display Import Template info.", reach="fault")
    listed = Csv(
        "contact_import_template_info",
        columns=(
            "Number",
            "Description",
            "Fixed Width Boolean",
            "Quote Character",
            "Field Delimiter Character",
            "Field Count",
        ),
        extra=("Name", "Fields"),
        example=("2", "Names and phone", "false", '"', ",", "3"),
    )

    extend = Flag(on=("true", "yes"), example="true", note="adds the templates' names and those of their fields")

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the templates in the order of their numbers."""
        rows: list[tuple[object, ...]] = []
        for template in world.import_templates.where("account", self.account.client_sid):
            row = (
                template.number,
                template.description,
                boolean(template.fixed_width),
                template.quote,
                template.delimiter,
                len(template.fields),
            )
            fields = ",".join([field.name for field in template.fields])
            rows.append((*row, template.name, fields) if self.extend else row)
        return self.listed(contact_import_template_info=rows, extended=self.extend)


class ReportTemplateList(SmallLogin, path="/backoffice/RemoteReportTemplateList", section="17"):
    """List the account's report templates."""

    imports_not_listed = Plain(400, "An error occurred while getting the list of Import Templates!", reach="fault")
    not_listed = Plain(400, "An error occurred while getting the list of Report Templates!", reach="fault")
    not_displayed = Plain(400, "An error occurred while attempting to display Report Template info.", reach="fault")
    listed = Csv(
        "report_template_info",
        columns=(
            "Number",
            "Name",
            "Description",
            "Type",
            "Fixed Width Boolean",
            "Quote Character",
            "Delimiter Character",
            "End of Line Sequence",
            "Header Boolean",
            "Column Count",
        ),
        example=("1", "Calls", "Every call", "Outbound Call", "false", '"', ",", "\\n", "true", "8"),
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the templates in the order of their numbers."""
        return self.listed(
            report_template_info=[
                (
                    template.number,
                    template.name,
                    template.description,
                    template.type,
                    boolean(template.fixed_width),
                    template.quote,
                    template.delimiter,
                    template.end_of_line,
                    boolean(template.header),
                    len(template.columns),
                )
                for template in world.report_templates.where("account", self.account.client_sid)
            ]
        )
