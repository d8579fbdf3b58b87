"""The centre that the tests of the telephony API look at."""

import pytest

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.centre import Centre
from contract_tests.maxcontact_agent.floor import Floor


@pytest.fixture
def centre(maxcontact_agent: Site) -> Centre:
    """A fresh handbook centre."""
    return Centre(maxcontact_agent)


@pytest.fixture
def floor(maxcontact_agent: Site) -> Floor:
    """The campaign is progressive, so that one agent means one line."""
    maxcontact_agent.control.put(f"worlds/{maxcontact_agent.world}", json={"scenario": "empty"}).raise_for_status()
    floor = Floor(maxcontact_agent)
    floor.list_id = floor.managed("POST", "lists", ListName="L")["Id"]
    floor.campaign = floor.managed("POST", "campaigns", CampaignName="C", Type="Progressive", Status="Running")["Id"]
    floor.managed("PUT", f"campaigns/{floor.campaign}/lists", ListId=floor.list_id)
    for number in (2, 3, 4):
        assert floor.managed("POST", "users", Login=f"a{number}", Password="p")["Id"] == number
    return floor
