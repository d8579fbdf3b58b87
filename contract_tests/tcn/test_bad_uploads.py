"""Files and bodies that are no such thing: only declared replies come back, and nothing is half stored."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import EXAMPLE

HEAD, _, _ = EXAMPLE.partition("joe,")
CHECKS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])

anything = st.binary(max_size=300)
piece = st.sampled_from(
    [
        "login.username=demo\n",
        "login.password=demo\n",
        "file.1.import_template_number=2\n",
        "file.1.import_template_number=29\n",
        "file.1.start_time=13/45/99999 99:99\n",
        "file.1.timezone=../../etc/passwd\n",
        "file.1.caller_ids=,,,\u0663\n",
        "file.1.completion_threshold=-1\n",
        "file.1.do_campaign_linking=true\n",
        "=\n",
        "\x00\r",
        "____DATA-START____\n",
        '"open,quote\n',
        "a|b|8015550100\n",
        "a,b,\u0668\u0660\u0661\n",
        "\ufeff",
    ]
)


def sent(site: Site, content: bytes) -> None:
    """Post a file; the reply must be one that is declared, and a failure must keep nothing."""
    before = len(site.rows("contact_groups", app="tcn"))
    reply = site.client.post(f"{site.url}/backoffice/FtpReceptionServlet", files={"file": ("x", content)})
    assert reply.status_code in (200, 400)
    assert reply.headers["ringback-reply"].startswith("tcn.FtpReceptionServlet.")
    kept = len(site.rows("contact_groups", app="tcn")) - before
    saved = reply.status_code == 200 or "Contact Group Saved" in reply.text
    assert kept == (1 if saved else 0)


@CHECKS
@given(anything)
def test_any_bytes_may_be_a_file(tcn: Site, content: bytes) -> None:
    """Text or not."""
    sent(tcn, content)


@CHECKS
@given(anything)
def test_any_bytes_may_follow_the_marker(tcn: Site, data: bytes) -> None:
    """The header is that of the guide's example."""
    sent(tcn, HEAD.encode() + data)


@CHECKS
@given(st.lists(piece, max_size=12))
def test_any_lines_may_come_in_any_order(tcn: Site, lines: list[str]) -> None:
    """Parameters, markers and data mixed up."""
    sent(tcn, "".join(lines).encode())


@CHECKS
@given(anything, st.sampled_from(["multipart/form-data", "multipart/form-data; boundary=b", "text/plain", ""]))
def test_any_bytes_may_be_a_body(handbook_server: Running, tcn: Site, body: bytes, kind: str) -> None:
    """With a boundary or without."""
    url = f"{tcn.url}/backoffice/FtpReceptionServlet"
    reply = tcn.client.post(url, content=b"--b\r\n" + body, headers={"content-type": kind} if kind else {})
    assert reply.status_code == 400
    assert reply.text in (
        "Required Input File not Found!",
        "An error occurred during the uploading of the https file!",
        "An error occurred while attempting to read the input file header!",
    )
