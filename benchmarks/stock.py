"""Worlds made to a size, for measurements inside the process."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ringback.apps import MODULES, RoomsOf, app, fixtures
from ringback.serve.journal import Journal
from ringback.serve.settings import ClockSetting, Settings
from ringback.serve.worlds import Cell, Worlds
from ringback.state.record import Record
from ringback.state.scenario import Library, Scenario
from ringback.vendors.dialer360.records import Campaign, Lead, LeadList, User

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
ROOM = "dialer360"
FIRST_NAMES = ("Bob", "Ann", "Luis", "Mary", "Omar", "Jane", "Petra", "Ivan")
LAST_NAMES = ("Wilson", "Smith", "Garcia", "Novak", "Brown", "Jones", "Miller")
CITIES = (("Chicago", "IL", "60601"), ("Tampa", "FL", "33601"), ("New York", "NY", "10001"))


def leads(count: int, list_id: int = 101) -> list[Lead]:
    """Leads without ids, with the fields that a list usually has; no number forces its outcome."""
    made = []
    for number in range(count):
        city, state, code = CITIES[number % len(CITIES)]
        made.append(
            Lead(
                entry_date=START,
                list_id=list_id,
                gmt_offset_now=-5,
                vendor_lead_code=f"V{number:07}",
                phone_number=f"{727 + number // 1_000_000 % 3}{2_000_000 + number % 1_000_000 * 7 % 8_000_000:07}",
                first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
                last_name=f"{LAST_NAMES[number % len(LAST_NAMES)]}{number % 97}",
                address1=f"{number % 9999} Main St.",
                city=city,
                state=state,
                postal_code=code,
                entry_list_id=list_id,
            )
        )
    return made


class Stock(Library):
    """The scenarios at hand, and one named `stock` that holds given rows."""

    def __init__(self, tables: dict[str, Sequence[Record]], room: str = ROOM) -> None:
        """Stock these tables of a room over those of `empty`."""
        super().__init__(fixtures() / "scenarios", RoomsOf(map(app, MODULES)))
        self._stock = Scenario(name="stock", origin="stock", start=START, rooms={room: tables})

    def chain(self, name: str) -> tuple[Scenario, ...]:
        """The stock, or a scenario of the folder."""
        return (*super().chain("empty"), self._stock) if name == "stock" else super().chain(name)


def floor(lead_count: int, agents: int = 12) -> dict[str, Sequence[Record]]:
    """A campaign that dials one list, and the users who may work in it; nobody is logged in yet."""
    return {
        "campaigns": [Campaign(campaign_id="TESTCAMP", dial_method="RATIO", auto_dial_level=2)],
        "lists": [LeadList(list_id=101, campaign_id="TESTCAMP")],
        "users": [User(user=f"agent{number}") for number in range(agents)],
        "leads": leads(lead_count),
    }


def worlds(tables: dict[str, Sequence[Record]], seed: int = 1, room: str = ROOM) -> tuple[Worlds, Cell]:
    """A server's worlds without the server, and one of them with these rows."""
    settings = Settings(scenario="stock", seed=seed, clock=ClockSetting.of("frozen"))
    journal = Journal(settings.most_journal)
    held = Worlds(settings, Stock(tables, room), journal, journal.publish)
    return held, held.open("stock")
