"""Group aliases, phones, phone aliases and the refresh of servers, in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

ADMIN: dict[str, Any] = {"pass": "1234", "user_level": 8, "vdc_agent_api_access": True, "ast_admin_access": True}
PHONE = {
    "extension": "cc100",
    "dialplan_number": "100",
    "voicemail_id": "100",
    "phone_login": "cc100",
    "phone_pass": "test",
    "server_ip": "10.0.9.8",
    "protocol": "SIP",
    "registration_password": "secret",
    "phone_full_name": "Extension 100",
    "local_gmt": "-5.00",
    "outbound_cid": "7275551212",
}
THE_PHONE = "extension=cc101&server_ip=10.0.9.8"  # there in the handbook

# A value that update_phone refuses, with the problem and the value as it is echoed; in the order of the checks.
REFUSED = [
    ("local_gmt=-99", "YOU MUST USE A VALID TIMEZONE", "-99"),
    ("email=a", "YOU MUST USE A VALID EMAIL", "a"),
    ("phone_context=0", "YOU MUST USE A VALID PHONE CONTEXT", "0"),
    ("phone_full_name=0", "YOU MUST USE A VALID PHONE NAME", "0"),
    ("registration_password=0", "YOU MUST USE A VALID REGISTRATION PASSWORD", "0"),
    ("protocol=sip", "YOU MUST USE A VALID PROTOCOL", "sip"),
    ("phone_pass=0", "YOU MUST USE A VALID PHONE PASSWORD", "0"),
    ("phone_login=350a", "LOGIN ALREADY EXISTS", "350a"),
    ("voicemail_id=0", "YOU MUST USE A VALID VOICEMAIL NUMBER", "0"),
    ("dialplan_number=0", "YOU MUST USE A VALID DIALPLAN NUMBER", "0"),
    ("active=Q", "ACTIVE MUST BE Y OR N, THIS IS AN OPTIONAL FIELD", "Q"),
    ("outbound_cid=12", "OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS, THIS IS AN OPTIONAL FIELD", "12"),
    ("admin_user_group=A", "USER GROUP MUST BE FROM 2 TO 20 CHARACTERS, THIS IS AN OPTIONAL FIELD", "A"),
]


def call(site: Site, function: str, query: str, user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def add_phone(site: Site, **changes: str) -> str:
    """Add the example phone, some of its fields changed."""
    return call(site, "add_phone", "&".join(f"{name}={value}" for name, value in {**PHONE, **changes}.items()))


def phone(site: Site, extension: str) -> dict[str, object]:
    """The phone of an extension."""
    return next(row for row in site.rows("phones") if row["extension"] == extension)


def test_a_group_alias_is_named_after_its_number_unless_it_has_a_name(dialer360: Site, observed: Site) -> None:
    """The document has the number first, the software last."""
    query = "caller_id_number=7275551212"
    named = f"{query}&group_alias_id=test_group_alias&group_alias_name=test+group+alias&caller_id_name=Sales+desk"
    assert call(dialer360, "add_group_alias", query) == (
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - 6666|7275551212|7275551212|7275551212\n"
    )
    assert call(dialer360, "add_group_alias", named) == (
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - 6666|7275551212|test_group_alias|test group alias\n"
    )
    assert call(observed, "add_group_alias", named) == (
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - 6666|test_group_alias|test group alias|7275551212\n"
    )
    row = dialer360.row("group_aliases", "test_group_alias")
    assert (row["caller_id_name"], row["active"], row["admin_user_group"]) == ("Sales desk", "Y", "---ALL---")


def test_a_group_alias_needs_six_digits(dialer360: Site, observed: Site) -> None:
    """Digits are all that is kept of the number."""
    problem = "ERROR: add_group_alias YOU MUST USE ALL REQUIRED FIELDS"
    assert call(dialer360, "add_group_alias", "caller_id_number=1000") == f"{problem} - 6666|||1000\n"
    assert call(observed, "add_group_alias", "caller_id_number=(1)000") == f"{problem}: |6666|||1000\n"


def test_a_group_alias_is_added_once(dialer360: Site, observed: Site) -> None:
    """What must not be taken is the id."""
    call(dialer360, "add_group_alias", "caller_id_number=7275551212")
    call(observed, "add_group_alias", "caller_id_number=7275551212")
    problem = "ERROR: add_group_alias GROUP ALIAS ALREADY EXISTS"
    again = "caller_id_number=7275551213&group_alias_id=7275551212"
    assert call(dialer360, "add_group_alias", again) == f"{problem} - 6666|7275551212\n"
    assert call(observed, "add_group_alias", again) == f"{problem}: |6666|7275551212|7275551213\n"


def test_a_phone_is_added(dialer360: Site) -> None:
    """Context and group have defaults."""
    assert add_phone(dialer360) == "SUCCESS: add_phone PHONE HAS BEEN ADDED - 6666|cc100|10.0.9.8|SIP|100\n"
    row = phone(dialer360, "cc100")
    assert (row["phone_context"], row["admin_user_group"], row["active"]) == ("default", "---ALL---", "Y")
    assert (row["local_gmt"], row["outbound_cid"], row["phone_login"]) == ("-5.00", "7275551212", "cc100")


def test_a_time_zone_is_compared_as_a_number(dialer360: Site, observed: Site) -> None:
    """`-5` is as good as `-5.00`, in both profiles."""
    assert add_phone(dialer360, local_gmt="-5").startswith("SUCCESS")
    assert add_phone(observed, local_gmt="-5", server_ip="10.10.10.15").startswith("SUCCESS")
    assert phone(dialer360, "cc100")["local_gmt"] == "-5.00"


@pytest.mark.parametrize("zone", ["-5.25", "13", "-13.00", "5.0.0", "-", "9" * 400])
def test_a_time_zone_must_be_a_known_one(dialer360: Site, zone: str) -> None:
    """Nonsense is no number."""
    assert add_phone(dialer360, local_gmt=zone) == f"ERROR: add_phone YOU MUST USE A VALID TIMEZONE: |6666|{zone}\n"


@pytest.mark.parametrize("left_out", list(PHONE))
def test_add_phone_needs_every_required_field(dialer360: Site, observed: Site, left_out: str) -> None:
    """The document prints one place more than there are fields."""
    problem = "ERROR: add_phone YOU MUST USE ALL REQUIRED FIELDS"
    echo = "|".join({**PHONE, left_out: ""}.values())
    assert add_phone(dialer360, **{left_out: ""}) == f"{problem} - 6666|{echo}|\n"
    assert add_phone(observed, **{left_out: ""}) == f"{problem}: |6666|{echo}\n"


def test_add_phone_counts_a_wrong_protocol_as_missing(dialer360: Site) -> None:
    """The names are compared with their case."""
    assert add_phone(dialer360, protocol="sip").startswith("ERROR: add_phone YOU MUST USE ALL REQUIRED FIELDS - 6666|")


def test_one_digit_of_dialplan_number_is_enough_for_the_document_only(dialer360: Site, observed: Site) -> None:
    """The software wants two."""
    assert add_phone(dialer360, dialplan_number="1").startswith("SUCCESS")
    assert add_phone(observed, dialplan_number="1", server_ip="10.10.10.15").startswith("ERROR")


def test_add_phone_needs_a_server(dialer360: Site, observed: Site) -> None:
    """The server comes before the phone."""
    problem = "ERROR: add_phone SERVER DOES NOT EXIST"
    assert add_phone(dialer360, server_ip="10.0.9.9") == f"{problem} - 6666|10.0.9.9\n"
    assert add_phone(observed, server_ip="10.0.9.9") == f"{problem}: |6666|10.0.9.9\n"


def test_a_phone_is_added_to_a_server_once(dialer360: Site, observed: Site) -> None:
    """The extension comes before the login."""
    problem = "ERROR: add_phone PHONE ALREADY EXISTS ON THIS SERVER"
    assert add_phone(dialer360, extension="cc101") == f"{problem} - 6666|10.0.9.8|cc101\n"
    assert add_phone(observed, extension="350", server_ip="10.10.10.15") == f"{problem}: |6666|10.10.10.15|350\n"


def test_a_phone_login_is_unique_among_all_servers(dialer360: Site) -> None:
    """The login of another server's phone is taken too."""
    said = add_phone(dialer360, phone_login="350a")
    assert said == "ERROR: add_phone PHONE LOGIN ALREADY EXISTS: |6666|350a\n"


def test_a_phone_is_changed(dialer360: Site) -> None:
    """Each field has its column."""
    said = call(
        dialer360,
        "update_phone",
        f"{THE_PHONE}&phone_full_name=New+Name&active=N&local_gmt=5.5&email=a@example.test&phone_context=other"
        "&registration_password=rp&protocol=IAX2&phone_pass=pp&phone_login=zz&voicemail_id=77&dialplan_number=*98%23"
        "&outbound_cid=727555&admin_user_group=AGENTS",
    )
    assert said == "SUCCESS: update_phone PHONE HAS BEEN UPDATED - 6666|cc101|10.0.9.8|\n"
    row = phone(dialer360, "cc101")
    assert (row["phone_full_name"], row["active"], row["local_gmt"]) == ("New Name", "N", "5.50")
    assert (row["email"], row["phone_context"], row["protocol"]) == ("a@example.test", "other", "IAX2")
    assert (row["phone_login"], row["voicemail_id"], row["dialplan_number"]) == ("zz", "77", "*98#")
    assert (row["outbound_cid"], row["admin_user_group"]) == ("727555", "AGENTS")


@pytest.mark.parametrize(("field", "problem", "value"), REFUSED)
def test_update_phone_refuses_a_bad_value(dialer360: Site, field: str, problem: str, value: str) -> None:
    """And changes nothing."""
    before = phone(dialer360, "cc101")
    said = call(dialer360, "update_phone", f"local_gmt=-6&{THE_PHONE}&{field}")
    assert said == f"ERROR: update_phone {problem}: |6666|{value}\n"
    assert phone(dialer360, "cc101") == before


def test_fields_of_a_phone_are_checked_in_the_softwares_order(dialer360: Site) -> None:
    """Of several bad values the first decides."""
    for first, (_, problem, value) in enumerate(REFUSED):
        query = "&".join(field for field, *_ in reversed(REFUSED[first:]))
        assert call(dialer360, "update_phone", f"{THE_PHONE}&{query}") == (
            f"ERROR: update_phone {problem}: |6666|{value}\n"
        )


def test_the_software_overlooks_a_login_of_the_same_server(observed: Site) -> None:
    """It refuses only what another extension of another server has."""
    add_phone(observed, server_ip="10.10.10.15")
    query = "extension=cc100&server_ip=10.10.10.15&phone_login=350a"
    assert call(observed, "update_phone", query) == (
        "SUCCESS: update_phone PHONE HAS BEEN UPDATED - 6666|cc100|10.10.10.15|\n"
    )


def test_the_software_refuses_a_login_of_another_server(observed: Site) -> None:
    """The other phone has another extension too."""
    observed.put("servers", "10.0.9.8")
    add_phone(observed)
    assert call(observed, "update_phone", "extension=cc100&server_ip=10.0.9.8&phone_login=350a") == (
        "ERROR: update_phone LOGIN ALREADY EXISTS: |6666|350a\n"
    )


def test_the_document_means_logins_to_be_unique(dialer360: Site) -> None:
    """A phone of the same server is another phone; a phone may keep its own login."""
    add_phone(dialer360)
    query = "extension=cc100&server_ip=10.0.9.8&phone_login="
    assert call(dialer360, "update_phone", f"{query}cc101") == (
        "ERROR: update_phone LOGIN ALREADY EXISTS: |6666|cc101\n"
    )
    assert call(dialer360, "update_phone", f"{query}cc100").startswith("SUCCESS")


def test_the_marker_empties_fields_of_a_phone(dialer360: Site) -> None:
    """Four fields, and by intent the voicemail id."""
    names = ("email", "phone_context", "phone_full_name", "registration_password", "voicemail_id")
    call(dialer360, "update_phone", THE_PHONE + "&" + "&".join(f"{name}=--BLANK--" for name in names))
    row = phone(dialer360, "cc101")
    assert [row[name] for name in names] == [""] * 5


def test_update_phone_needs_extension_and_server(dialer360: Site) -> None:
    """Then the server, then the phone."""
    problem = "ERROR: update_phone YOU MUST USE ALL REQUIRED FIELDS"
    assert call(dialer360, "update_phone", "") == f"{problem}: |6666||\n"
    assert call(dialer360, "update_phone", "extension=cc101") == f"{problem}: |6666|cc101|\n"
    assert call(dialer360, "update_phone", "extension=cc101&server_ip=1.2.3.4") == (
        "ERROR: update_phone SERVER DOES NOT EXIST: |6666|1.2.3.4\n"
    )
    assert call(dialer360, "update_phone", "extension=zz&server_ip=10.0.9.8") == (
        "ERROR: update_phone PHONE DOES NOT EXIST ON THIS SERVER: |6666|10.0.9.8|zz\n"
    )


def test_update_phone_without_a_field_says_so(dialer360: Site) -> None:
    """A notice, not an error."""
    assert call(dialer360, "update_phone", THE_PHONE) == "NOTICE: update_phone NO UPDATES DEFINED: |6666|\n"


def test_a_phone_is_deleted_with_the_right_to(dialer360: Site) -> None:
    """Bad values of other fields are not looked at."""
    dialer360.put("users", "lvl8", **ADMIN)
    assert call(dialer360, "update_phone", f"{THE_PHONE}&delete_phone=Y", "lvl8") == (
        "NOTICE: update_phone USER DOES NOT HAVE PERMISSION TO DELETE PHONES: |lvl8|0\n"
    )
    assert call(dialer360, "update_phone", f"{THE_PHONE}&delete_phone=Y&active=Q") == (
        "SUCCESS: update_phone PHONE HAS BEEN DELETED - 6666|cc101|10.0.9.8|\n"
    )
    assert "cc101" not in [row["extension"] for row in dialer360.rows("phones")]


def test_a_phone_alias_names_phones_that_exist(dialer360: Site) -> None:
    """The first login that no phone has is told."""
    query = "alias_id=x100&alias_name=testing_x100&phone_logins="
    assert call(dialer360, "add_phone_alias", f"{query}350a,cc999,cc998") == (
        "ERROR: add_phone_alias PHONE DOES NOT EXIST: |6666|cc999\n"
    )
    assert call(dialer360, "add_phone_alias", f"{query}350a,cc101") == (
        "SUCCESS: add_phone_alias PHONE ALIAS HAS BEEN ADDED - 6666|x100|testing_x100|350a,cc101\n"
    )
    assert dialer360.row("phone_aliases", "x100")["phone_logins"] == ["350a", "cc101"]
    assert call(dialer360, "add_phone_alias", f"{query}cc999") == (
        "ERROR: add_phone_alias PHONE ALIAS ALREADY EXISTS: |6666|x100\n"
    )


def test_a_phone_alias_needs_id_logins_and_name(dialer360: Site) -> None:
    """The echo has the name before the logins."""
    assert call(dialer360, "add_phone_alias", "alias_id=x100&phone_logins=350a") == (
        "ERROR: add_phone_alias YOU MUST USE ALL REQUIRED FIELDS: |6666|x100||350a\n"
    )


def test_a_phone_alias_is_changed(dialer360: Site) -> None:
    """Name and logins, each alone or both."""
    dialer360.put("phone_aliases", "x100", alias_name="old", phone_logins=["350a"])
    done = "SUCCESS: update_phone_alias PHONE ALIAS HAS BEEN UPDATED - 6666|x100|\n"
    assert call(dialer360, "update_phone_alias", "alias_id=x100&alias_name=XYZ+testing+X") == done
    assert call(dialer360, "update_phone_alias", "alias_id=x100&phone_logins=cc101,350a") == done
    row = dialer360.row("phone_aliases", "x100")
    assert (row["alias_name"], row["phone_logins"]) == ("XYZ testing X", ["cc101", "350a"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "ERROR: update_phone_alias YOU MUST USE ALL REQUIRED FIELDS: |6666|||\n"),
        ("alias_id=x100", "ERROR: update_phone_alias YOU MUST USE ALL REQUIRED FIELDS: |6666|x100||\n"),
        ("alias_id=x999&alias_name=xx", "ERROR: update_phone_alias PHONE ALIAS DOES NOT EXIST: |6666|x999\n"),
        ("alias_id=x100&alias_name=x", "ERROR: update_phone_alias YOU MUST USE A VALID ALIAS NAME: |6666|x\n"),
        ("alias_id=x100&phone_logins=cc999", "ERROR: update_phone_alias PHONE DOES NOT EXIST: |6666|cc999\n"),
        ("alias_id=x100&delete_alias=N", "NOTICE: update_phone_alias NO UPDATES DEFINED: |6666|\n"),
    ],
)
def test_update_phone_alias_refuses(dialer360: Site, query: str, said: str) -> None:
    """`delete_alias=N` is enough of a request, but nothing to do."""
    dialer360.put("phone_aliases", "x100", alias_name="old", phone_logins=["350a"])
    assert call(dialer360, "update_phone_alias", query) == said


def test_a_phone_alias_is_deleted_with_the_right_to(dialer360: Site) -> None:
    """The right is that to delete phones."""
    dialer360.put("phone_aliases", "x100", alias_name="old", phone_logins=["350a"])
    dialer360.put("users", "lvl8", **ADMIN)
    query = "alias_id=x100&delete_alias=Y"
    assert call(dialer360, "update_phone_alias", query, "lvl8") == (
        "NOTICE: update_phone_alias USER DOES NOT HAVE PERMISSION TO DELETE PHONE ALIASES: |lvl8|0\n"
    )
    assert call(dialer360, "update_phone_alias", query) == (
        "SUCCESS: update_phone_alias PHONE ALIAS HAS BEEN DELETED - 6666|x100\n"
    )
    assert call(dialer360, "update_phone_alias", query) == (
        "ERROR: update_phone_alias PHONE ALIAS DOES NOT EXIST: |6666|x100\n"
    )


def test_a_refresh_counts_the_servers_that_it_marks(dialer360: Site) -> None:
    """Those that are marked already do not count."""
    servers = len(dialer360.rows("servers"))
    add_phone(dialer360)
    done = "SUCCESS: server_refresh SERVER REFRESH HAS BEEN TRIGGERED - 6666|"
    assert call(dialer360, "server_refresh", "stage=REFRESH") == f"{done}{servers - 1}\n"
    assert call(dialer360, "server_refresh", "stage=aREFRESHb") == f"{done}0\n"
    assert {row["rebuild_conf_files"] for row in dialer360.rows("servers")} == {"Y"}


def test_a_refresh_must_be_asked_for_in_capitals(dialer360: Site) -> None:
    """Anything else is a missing field."""
    problem = "ERROR: server_refresh YOU MUST USE ALL REQUIRED FIELDS: |6666|||\n"
    assert call(dialer360, "server_refresh", "stage=refresh") == problem
    assert call(dialer360, "server_refresh", "") == problem


PERMISSIONS = [
    ("update_phone", "UPDATE PHONES"),
    ("add_phone_alias", "ADD PHONE ALIASES"),
    ("update_phone_alias", "UPDATE PHONE ALIASES"),
    ("server_refresh", "REFRESH SERVERS"),
]


@pytest.mark.parametrize(("function", "what"), PERMISSIONS)
def test_functions_that_the_document_only_lists_speak_as_the_software_does(
    dialer360: Site, observed: Site, function: str, what: str
) -> None:
    """In both profiles alike."""
    text = f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO {what}: "
    assert call(dialer360, function, "", "7000") == f"{text}|7000|0\n"
    assert call(observed, function, "", "nomod") == f"{text}|nomod|0\n"


@pytest.mark.parametrize(("function", "what"), [("add_group_alias", "ADD GROUP ALIASES"), ("add_phone", "ADD PHONES")])
def test_documented_functions_have_two_forms_of_refusal(
    dialer360: Site, observed: Site, function: str, what: str
) -> None:
    """The document's and the software's."""
    text = f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO {what}"
    assert call(dialer360, function, "", "noapi") == f"{text} - noapi|0\n"
    assert call(observed, function, "", "nomod") == f"{text}: |nomod|0\n"
