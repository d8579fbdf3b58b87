"""A busy system: broadcasts, callers, agents who dial, messages and callbacks, all at work; and every request to it."""

from collections.abc import Mapping

import httpx

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import begin
from contract_tests.tcn.messaging import mails, texts
from contract_tests.tcn.succeeding import RIGHT

NUMBERS = [f"80155501{number:02}" for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]
LINKED = {"do_campaign_linking": "true", "campaign_link_id": "RETRY", "completion_threshold": "20"}


def set_up(site: Site) -> None:
    """Let everything begin that the handbook's accounts can have."""
    begin(site, *NUMBERS, **LINKED)
    begin(site, *NUMBERS, schedule_template_number="2", follow_the_sun="true", sha_digest_override="true")
    begin(site, *NUMBERS[:3], schedule_rule="Office hours", randomize_contacts="true")
    begin(site, *NUMBERS[:3], start_time="01/06/2026 10:00", sha_digest_override="true")
    texts(site, *NUMBERS[:6], messages_per_minute="30")
    mails(site, "ann@example.com", "bob@demo.local", "nobody", messages_per_minute="30")
    site.patch("inbound_groups", 4401, app="tcn", calls_per_hour=120)
    site.patch("manual_groups", 5501, app="tcn", calls_per_hour=60, contact_group_sid=801)
    site.patch("agents", 3005, app="tcn", shift_start=9, shift_hours=1)
    for number in NUMBERS[:3]:
        sent = {"callbackName": "Ann", "phoneNumber": number, "callerId": "4355550100", "skills": "Collections"}
        assert ask(site, "ScheduleACallback", **sent)[0] == 200


def ask_everything(site: Site) -> list[httpx.Response]:
    """Send the request of every section, in the guide's order."""
    return [ask_of(site, section, RIGHT[section][1]) for section in RIGHT]


def ask_of(site: Site, section: str, sent: Mapping[str, str]) -> httpx.Response:
    """Send a request of a section."""
    path = ("agentlogin/" if section == "4" else "backoffice/") + RIGHT[section][0]
    url = f"{site.url}/{path}"
    if "login.password" in sent:
        header = "".join(f"{key}={value}\n" for key, value in sent.items() if key != "data")
        return site.client.post(url, files={"file": ("x", f"{header}____DATA-START____\n{sent['data']}")})
    form = {name: value for name, value in sent.items() if name != "file"}
    files = {"file": ("x", sent["file"])} if "file" in sent else None
    return site.client.post(url, data=form, files=files)
