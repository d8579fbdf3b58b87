"""What the servlet container itself answers: paths that nothing is deployed at, and methods that are not taken."""

from typing import Self

from ringback.contract import Answer, inferred
from ringback.vendors.tcn.call import TcnCall
from ringback.vendors.tcn.replies import Page
from ringback.vendors.tcn.world import TcnWorld


def error_page(status: str, description: str) -> str:
    """The container's page for a status."""
    return (
        f'<!doctype html><html lang="en"><head><title>HTTP Status {status}</title></head><body><h1>HTTP Status {status}'
        '</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Message</b> {{ path }}</p>'
        f'<p><b>Description</b> {description}</p><hr class="line" /><h3>Apache Tomcat</h3></body></html>\n'
    )


NOT_FOUND = error_page(
    "404 – Not Found",
    "The origin server did not find a current representation for the target resource or is not willing to disclose "
    "that one exists.",
)
NOT_ALLOWED = error_page(
    "405 – Method Not Allowed",
    "The method received in the request-line is known by the origin server but not supported by the target resource.",
)
TOMCAT = inferred("the API is Java behind a servlet container, whose own error page this is")


class UnknownPath(TcnCall, path="/backoffice/{unknown}", otherwise="path", section="1.2.3"):
    """Answer a path at which there is nothing."""

    not_found = Page(404, "HTTP Status 404 – Not Found: {path}", source=NOT_FOUND, ground=TOMCAT)

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Refuse."""
        return self.not_found(path=self.request.path)


class OtherMethod(
    TcnCall, path="/backoffice/RemoteBroadcastTemplateList", method="PUT", otherwise="method", section="1.2.1"
):
    """Answer a method other than GET and POST."""

    not_allowed = Page(405, "HTTP Status 405 – Method Not Allowed: {path}", source=NOT_ALLOWED, ground=TOMCAT)

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Refuse."""
        return self.not_allowed(path=self.request.path)
