"""Many clients at once: what was accepted is there once, for the vendor's readers and for the control plane."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from contract_tests.conftest import Running, Site, _fresh

WRITERS = READERS = 16
SHARE = 12
LOGIN = "source=test&user=6666&pass=1234"


@pytest.fixture
def sites(handbook_server: Running) -> Iterator[list[Site]]:
    """Four fresh worlds of one server."""
    making = [_fresh(handbook_server) for _ in range(4)]
    yield [next(one) for one in making]
    for one in making:
        next(one, None)


def _write(site: Site, number: int) -> dict[str, str]:
    """Add leads, one by one, over a connection of its own; their ids by the marks that they were given."""
    written = {}
    with httpx.Client(timeout=60) as client:
        for turn in range(SHARE):
            mark = f"w{number}t{turn}"
            query = (
                f"{LOGIN}&function=add_lead&phone_number=2012000000&phone_code=1&list_id=999&vendor_lead_code={mark}"
            )
            said = client.get(f"{site.url}/adminpanel/api.php?{query}").text
            assert said.startswith("SUCCESS: add_lead LEAD HAS BEEN ADDED"), said
            written[mark] = said.split("|")[-2]
    return written


def _read(site: Site, number: int) -> int:
    """Look at a call of the handbook, at the journal and at the leads, again and again; how often."""
    looks = 0
    with httpx.Client(timeout=60) as client:
        for _ in range(SHARE):
            status = client.get(f"{site.url}/adminpanel/api.php?{LOGIN}&function=agent_status&agent_user=1234")
            assert status.text.startswith("INCALL|")
            root = f"{site.root}/_ringback/worlds/{site.world}"
            for path in ("requests?limit=5", "state/dialer360/leads?limit=5"):
                assert client.get(f"{root}/{path}").status_code == 200
            looks += 1
    return looks


def test_sixteen_writers_and_sixteen_readers_lose_and_double_nothing(sites: list[Site]) -> None:
    """Every lead that was accepted is shown by the vendor, and stands in its table and in the journal, once."""
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        writing = [pool.submit(_write, sites[number % len(sites)], number) for number in range(WRITERS)]
        reading = [pool.submit(_read, sites[number % len(sites)], number) for number in range(READERS)]
        written = [one.result() for one in writing]
        assert [one.result() for one in reading] == [SHARE] * READERS
    for place, site in enumerate(sites):
        ours = {mark: key for leads in written[place :: len(sites)] for mark, key in leads.items()}
        assert len(set(ours.values())) == len(ours) == SHARE * WRITERS // len(sites)
        for mark, key in ours.items():
            query = f"{LOGIN}&function=lead_field_info&field_name=vendor_lead_code&lead_id={key}"
            assert site.get(query).text.strip() == mark
        kept = Counter(row["vendor_lead_code"] for row in site.rows("leads"))
        assert {mark: kept[mark] for mark in kept if mark.startswith("w")} == dict.fromkeys(ours, 1)
        journal = site.control.get(
            f"worlds/{site.world}/requests", params={"endpoint": "dialer360.add_lead", "limit": 10_000}
        ).json()["requests"]
        assert len(journal) == len(ours)


def test_ids_of_requests_are_given_once(handbook_server: Running, dialer360: Site) -> None:
    """However many ask at a time, each reply names an entry of its own."""
    url = f"{dialer360.url}/adminpanel/api.php?{LOGIN}&function=version"

    def ask(_: int) -> list[str]:
        with httpx.Client(timeout=60) as client:
            return [client.get(url).headers["ringback-request"] for _ in range(SHARE)]

    with ThreadPoolExecutor(WRITERS) as pool:
        numbers = [int(number) for found in pool.map(ask, range(WRITERS)) for number in found]
    assert sorted(numbers) == [*range(1, WRITERS * SHARE + 1)]
