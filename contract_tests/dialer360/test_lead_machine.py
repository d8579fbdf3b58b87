"""Leads in a random order of requests: replies and tables agree with a plain model after every step."""

import itertools
import os

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.conftest import Running, Site
from contract_tests.dialer360.lead_model import CALLBACK_COLUMNS, COLUMNS, LeadModel, Params
from contract_tests.effort import effort

LATER = "2031-01-01 00:00:00"
AGAIN = "2032-02-02 10:30:00"

_numbers = itertools.count(1)

phones = st.sampled_from(["7275550161", "7275550162", "3125550163", "4805550164", "9999000019"])
lists = st.sampled_from(["999", "101", "107", "8107", "55555"])
codes = st.sampled_from(["A1", "a1", "B2", "1000019"])
checks = st.sampled_from(["", "DUPLIST", "DUPCAMP", "DUPSYS", "DUPLIST-DUPSYS"])
names = st.sampled_from(["Ada", "Bob"])
callbacks = st.sampled_from(
    [
        {},
        {},
        {"callback": "Y", "campaign_id": "TESTCAMP", "callback_datetime": LATER},
        {"callback": "Y", "campaign_id": "TESTBLND", "callback_datetime": AGAIN, "callback_type": "ANYONE"},
        {"callback": "Y", "campaign_id": "TESTCAMP", "callback_type": "USERONLY", "callback_user": "1028"},
        {"callback": "Y", "campaign_id": "TESTCAMP", "callback_type": "USERONLY", "callback_user": "nobody"},
        {"callback": "Y", "campaign_id": "XYZ"},
        {"callback": "Y"},
        {"callback": "REMOVE"},
    ]
)
hoppers = st.sampled_from([{}, {}, {"add_to_hopper": "Y"}])
columns = st.fixed_dictionaries(
    {},
    optional={
        "first_name": names,
        "last_name": st.sampled_from(["Byron", "--BLANK--"]),
        "rank": st.sampled_from(["0", "7"]),
        "called_count": st.sampled_from(["0", "3"]),
        "status": st.sampled_from(["NEW", "OLD", "NI"]),
        "list_id_field": lists,
        "reset_lead": st.just("Y"),
    },
)
deeds = st.sampled_from([{}, {}, {}, {"no_update": "Y"}, {"delete_lead": "Y"}])
places: st.SearchStrategy[Params] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"list_id": lists, "search_location": st.sampled_from(["LIST", "CAMPAIGN", "SYSTEM"])}),
)
searches = st.one_of(
    st.fixed_dictionaries({"search_method": st.just("VENDOR_LEAD_CODE"), "vendor_lead_code": codes}),
    st.fixed_dictionaries({"search_method": st.just("PHONE_NUMBER"), "phone_number": phones}),
    st.fixed_dictionaries(
        {"search_method": st.just("VENDOR_LEAD_CODE_PHONE_NUMBER"), "vendor_lead_code": codes, "phone_number": phones}
    ),
)


class LeadMachine(RuleBasedStateMachine):
    """One world of leads, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world."""
        super().__init__()
        self.site: Site = self.running.site(f"leads-{os.getpid()}-{next(_numbers)}")
        self.site.control.put(f"worlds/{self.site.world}", json={}).raise_for_status()
        self.model = LeadModel(self.site.rows("leads"), next_lead=193715, next_hopper=1677922)

    def teardown(self) -> None:
        """Drop the world."""
        self.site.control.delete(f"worlds/{self.site.world}")

    def call(self, function: str, sent: Params) -> str:
        """Send a request as the administrator; the reply's body."""
        reply = self.site.post({"source": "test", "user": "6666", "pass": "1234", "function": function, **sent})
        assert reply.status_code == 200
        return reply.text

    def lead_id(self, which: int) -> int:
        """One of the leads there are, or one that is not there."""
        known = [*sorted(self.model.leads, reverse=True), 88888888]
        return known[which % len(known)]

    @rule(phone=phones, list_id=lists, check=checks, columns=columns, callback=callbacks, hopper=hoppers)
    def add(self, phone: str, list_id: str, check: str, columns: Params, callback: Params, hopper: Params) -> None:
        """Add a lead; parameters of `update_lead` mean nothing to `add_lead`."""
        kept = {name: value for name, value in columns.items() if value != "--BLANK--"}
        sent = {"phone_number": phone, "list_id": list_id, "duplicate_check": check, **kept, **callback, **hopper}
        assert self.call("add_lead", sent) == self.model.add(sent)

    @rule(phone=phones, code=codes)
    def add_with_a_code(self, phone: str, code: str) -> None:
        """Add a lead that the vendor's code finds."""
        sent = {"phone_number": phone, "vendor_lead_code": code}
        assert self.call("add_lead", sent) == self.model.add(sent)

    @rule(which=st.integers(0, 30), place=places, columns=columns, callback=callbacks, hopper=hoppers, deed=deeds)
    def update_by_id(
        self, which: int, place: Params, columns: Params, callback: Params, hopper: Params, deed: Params
    ) -> None:
        """Update one lead."""
        sent = {"lead_id": str(self.lead_id(which)), **place, **columns, **callback, **hopper, **deed}
        assert self.call("update_lead", sent) == self.model.update(sent)

    @rule(search=searches, records=st.sampled_from(["1", "2", "9"]), place=places, columns=columns, deed=deeds)
    def update_by_search(self, search: Params, records: str, place: Params, columns: Params, deed: Params) -> None:
        """Update what is found, several at once perhaps."""
        sent = {**search, "records": records, **place, **columns, **deed}
        assert self.call("update_lead", sent) == self.model.update(sent)

    @rule(search=searches, place=places, columns=columns, code=st.sampled_from(["1", ""]), hopper=hoppers)
    def update_or_insert(self, search: Params, place: Params, columns: Params, code: str, hopper: Params) -> None:
        """Update what is found, else add it."""
        sent = {**search, "insert_if_not_found": "Y", "phone_code": code, **place, **columns, **hopper}
        assert self.call("update_lead", sent) == self.model.update(sent)

    @rule(which=st.integers(0, 30), phone=phones)
    def change_the_number(self, which: int, phone: str) -> None:
        """Give a lead another number, which the time zone does not follow."""
        sent = {"lead_id": str(self.lead_id(which)), "phone_number": phone, "update_phone_number": "Y"}
        assert self.call("update_lead", sent) == self.model.update(sent)

    @rule(which=st.integers(0, 30), name=st.sampled_from(["first_name", "status", "list_id", "vendor_lead_code"]))
    def ask(self, which: int, name: str) -> None:
        """Ask for a field."""
        lead_id = self.lead_id(which)
        sent = {"lead_id": str(lead_id), "field_name": name}
        assert self.call("lead_field_info", sent) == self.model.field(lead_id, name)

    @rule(seconds=st.sampled_from([1, 3600]))
    def let_time_pass(self, seconds: int) -> None:
        """Leads that are added later are found first."""
        self.site.advance(seconds)
        self.model.advance(seconds)

    @invariant()
    def the_tables_agree(self) -> None:
        """Leads, callbacks, archive and hopper hold what the model holds."""
        leads = {row["lead_id"]: {name: row[name] for name in COLUMNS} for row in self.site.rows("leads")}
        assert leads == self.model.leads
        pending = [{name: row[name] for name in CALLBACK_COLUMNS} for row in self.site.rows("callbacks")]
        assert pending == list(self.model.callbacks.values())
        assert [row["lead_id"] for row in self.site.rows("callbacks_archive")] == sorted_by_callback(self.model)
        assert [(row["lead_id"], row["campaign_id"]) for row in self.site.rows("hopper")] == self.model.hopper


def sorted_by_callback(model: LeadModel) -> list[int]:
    """The leads of the archived callbacks, in the order in which the callbacks were made."""
    return [lead_id for _, lead_id in sorted(model.archive)]


def test_leads_agree_with_a_plain_model_whatever_the_requests(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(LeadMachine):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(15, 20))
