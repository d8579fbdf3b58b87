"""Signing in and roles: who may do what, and what a list tells of it."""

from base64 import b64encode

import httpx
import pytest

from contract_tests.cisco.conftest import ADMINISTRATOR, AGENT, BASE, SUPERVISOR, Cisco, campaign, error

JSON = "application/json"
STAMP = "<changeStamp>48</changeStamp>"
UPDATE = f"<campaign>{STAMP}<maxAttempts>9</maxAttempts></campaign>"
CALLBACK = "<personalCallback><phone>5550100</phone><maxAttempts>1</maxAttempts></personalCallback>"

READS = [
    "/campaign",
    "/campaign/5168",
    "/dnc",
    "/dnc/5001",
    "/personalcallback",
    "/timezone",
    "/timezone/UTC",
    "/skillgroup",
    "/skillgroup/5002",
    "/agent",
    "/agent/5050",
]
WRITES = [
    ("POST", "/campaign", campaign()),
    ("DELETE", "/campaign/5168", None),
    ("POST", "/campaign/5000/import", "<import><fileContent>Phone01\n5550100</fileContent></import>"),
    ("DELETE", "/campaign/5000/import", None),
    ("POST", "/dnc", "<dnc><name>rule</name></dnc>"),
    ("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp></dnc>"),
    ("DELETE", "/dnc/5001", None),
    ("POST", "/personalcallback", CALLBACK),
    ("POST", "/personalcallback/import", CALLBACK),
    ("PUT", "/personalcallback/2", f"<personalCallback>{STAMP}</personalCallback>"),
    ("DELETE", "/personalcallback/2", None),
    ("POST", "/skillgroup", "<skillGroup><name>west</name></skillGroup>"),
    ("PUT", "/agent/5050", "<agent><changeStamp>0</changeStamp></agent>"),
    ("POST", "/operation", "<operation/>"),
]
MANY = (
    [("GET", path, None) for path in READS]
    + WRITES
    + [("PUT", "/campaign/5168", UPDATE), ("PUT", "/campaign/disable", None)]
)


def signed(cisco: Cisco, authorization: str | None, path: str = "/dnc") -> httpx.Response:
    """Ask with an Authorization header of any form."""
    headers = {} if authorization is None else {b"authorization": authorization.encode("latin-1")}
    return cisco.site.client.get(f"{cisco.url}{path}", headers=headers)


def basic(text: str, scheme: str = "Basic") -> str:
    """The header of that user and password."""
    return f"{scheme} {b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic !!!!",
        "Basic \u00e9",
        "Bearer token",
        basic("administrator@demo.local:wrong"),
        basic("administrator@demo.local:"),
        basic("administrator@demo.local"),
        basic("administrator:demo"),
        basic(":demo"),
        basic(":"),
        basic("nobody@demo.local:demo"),
        basic("administrator@demo.local:demo", "Digest"),
        "Basic " + b64encode(b"\xff\xfe:demo").decode(),
        "Basic " + b64encode(b"\x00" * 5000).decode(),
    ],
)
def test_without_the_right_credentials_one_must_sign_in(cisco: Cisco, authorization: str | None) -> None:
    """401 that asks for Basic; the name must have its domain."""
    for path in ("/dnc", "/dnc/9999", "/nowhere"):
        answer = signed(cisco, authorization, path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic realm=")
        assert answer.text == ""


@pytest.mark.parametrize(
    "authorization",
    [
        basic("administrator@demo.local:demo"),
        basic("Administrator@DEMO.local:demo"),
        basic("administrator@demo.local:demo", "basic"),
    ],
)
def test_names_may_be_written_in_any_case(cisco: Cisco, authorization: str) -> None:
    """As in Active Directory; passwords may not."""
    assert signed(cisco, authorization).status_code == 200
    assert signed(cisco, basic("administrator@demo.local:DEMO")).status_code == 401


def test_signing_in_comes_before_everything_else(cisco: Cisco) -> None:
    """An unknown user learns nothing: neither what is there nor what is wrong with a body."""
    for method, path, body in MANY:
        answer = cisco.call(method, path, body, user="nobody@demo.local", accept="text/html")
        assert answer.status_code == 401, path


@pytest.mark.parametrize(("method", "path", "body"), MANY)
def test_agents_have_no_access(cisco: Cisco, method: str, path: str, body: str | None) -> None:
    """To none of it."""
    told = error(cisco.call(method, path, body, user=AGENT), 403)
    assert told.type == "authentication.noAccess"
    assert told.message == "User is not allowed to access the resource. Check the user roles"


@pytest.mark.parametrize("path", READS)
def test_supervisors_may_read(cisco: Cisco, path: str) -> None:
    """Whatever can be listed and got."""
    assert cisco.get(path, user=SUPERVISOR).status_code == 200


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_supervisors_may_write_nothing_but_campaigns(cisco: Cisco, method: str, path: str, body: str | None) -> None:
    """And of these they may create and delete none: Update Only Access."""
    before = [cisco.rows(table) for table in ("campaigns", "dncs", "personal_callbacks", "skill_groups", "agents")]
    assert error(cisco.call(method, path, body, user=SUPERVISOR), 403).type == "authentication.noAccess"
    assert [
        cisco.rows(table) for table in ("campaigns", "dncs", "personal_callbacks", "skill_groups", "agents")
    ] == before


def test_supervisors_may_update_campaigns_and_stop_them(cisco: Cisco) -> None:
    """With either outbound feature."""
    assert cisco.call("PUT", "/campaign/5168", UPDATE, user=SUPERVISOR).status_code == 200
    assert cisco.call("PUT", "/campaign/disable", user=SUPERVISOR).status_code == 200
    assert cisco.xml("GET", "/campaign/5168").findtext("enabled") == "false"


@pytest.mark.parametrize(
    ("features", "status"), [(["campaignsstatus"], 200), (["campaignscontact"], 200), ([], 403)], ids=str
)
def test_without_an_outbound_feature_a_supervisor_only_reads(cisco: Cisco, features: list[str], status: int) -> None:
    """The features are those of the custom role."""
    cisco.patch("users", SUPERVISOR, featureAccess=features)
    assert cisco.call("PUT", "/campaign/5168", UPDATE, user=SUPERVISOR).status_code == status
    assert cisco.get("/campaign/5168", user=SUPERVISOR).status_code == 200


def permissions(cisco: Cisco, path: str, user: str) -> dict[str, str | None]:
    """What a list tells its reader that he may do."""
    return {one.tag: one.text for one in cisco.xml("GET", path, user=user).iterfind("permissionInfo/*")}


@pytest.mark.parametrize("path", ["/campaign", "/dnc", "/personalcallback", "/skillgroup", "/agent"])
def test_administrators_may_do_all_that_lists_tell_of(cisco: Cisco, path: str) -> None:
    """With full access."""
    assert permissions(cisco, path, ADMINISTRATOR) == {
        "canCreate": "true",
        "canUpdate": "true",
        "canDelete": "true",
        "role": "administrator",
    }


@pytest.mark.parametrize(
    ("path", "update"), [("/campaign", "true"), ("/dnc", "false"), ("/personalcallback", "false"), ("/agent", "false")]
)
def test_lists_tell_supervisors_what_they_may_do(cisco: Cisco, path: str, update: str) -> None:
    """Update Only Access to campaigns."""
    assert permissions(cisco, path, SUPERVISOR) == {
        "canCreate": "false",
        "canUpdate": update,
        "canDelete": "false",
        "role": "supervisor",
    }


def test_contacts_cannot_be_updated_so_that_nothing_is_told_of_it(cisco: Cisco) -> None:
    """canUpdate is left out where there is no update."""
    assert permissions(cisco, "/campaign/5000/import", ADMINISTRATOR) == {
        "canCreate": "true",
        "canDelete": "true",
        "role": "administrator",
    }


def test_time_zones_cannot_be_written_so_that_nothing_is_told_at_all(cisco: Cisco) -> None:
    """No permissionInfo."""
    assert permissions(cisco, "/timezone", ADMINISTRATOR) == {}


def test_permissions_in_json_are_truth_values(cisco: Cisco) -> None:
    """And the role a text."""
    told = cisco.get("/campaign", user=SUPERVISOR, accept=JSON).json()["permissionInfo"]
    assert told == {"canCreate": False, "canUpdate": True, "canDelete": False, "role": "supervisor"}


def test_a_changed_password_counts_at_once(cisco: Cisco) -> None:
    """The user is a row that a test may change."""
    cisco.patch("users", ADMINISTRATOR, password="other:with colon")
    assert cisco.get("/dnc").status_code == 401
    assert signed(cisco, basic("administrator@demo.local:other:with colon")).status_code == 200


def test_a_user_without_password_cannot_sign_in(cisco: Cisco) -> None:
    """An empty one does not match."""
    cisco.put("users", "blank@demo.local", userName="blank@demo.local", role="administrator")
    assert signed(cisco, basic("blank@demo.local:")).status_code == 401


def test_passwords_are_masked_in_the_journal(cisco: Cisco) -> None:
    """The header is a secret."""
    cisco.get("/dnc/5001")
    world = cisco.site.world
    entries = cisco.site.control.get(f"worlds/{world}/requests").json()["requests"]
    entry = cisco.site.control.get(f"worlds/{world}/requests/{entries[-1]['id']}")
    assert basic("administrator@demo.local:demo").partition(" ")[2] not in entry.text


def test_the_world_does_not_matter_to_the_path(cisco: Cisco) -> None:
    """The header that names it does as well as the prefix."""
    answer = cisco.site.client.get(
        f"{cisco.site.root}{BASE}/dnc/5001",
        headers={"ringback-world": cisco.site.world},
        auth=(ADMINISTRATOR, "demo"),
    )
    assert answer.status_code == 200
    assert answer.headers["ringback-world"] == cisco.site.world
