"""The centre that the tests of the telephony API look at."""

import pytest

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.centre import Centre


@pytest.fixture
def centre(maxcontact_agent: Site) -> Centre:
    """A fresh handbook centre."""
    return Centre(maxcontact_agent)
