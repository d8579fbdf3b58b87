"""The stand: an app served alone, in one world that is put back to the same moment before each case."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import unquote
from zlib import crc32

import requests
import schemathesis

from contract_tests.conftest import Running
from contract_tests.fuzz.checks import OWN, reply

LOGIN = "/webservices/services/apitoken/login/demo"
WORLD, MOMENT = "fuzz", "start"
JSON, XML = "application/json", "application/xml"
# Of so many requests one takes the reply in XML: of the two notations, a schema can say more of JSON.
XML_ONE_IN = 4


@dataclass
class Stand:
    """A world that has signed in once, so that a token known beforehand is good at the start of each case."""

    running: Running
    app: str
    scenario: str
    sample: int = 1
    tried: Counter[str] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    _boundaries: Iterator[int] = field(default_factory=count)
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def url(self) -> str:
        """The base URL of every vendor path in the world."""
        return f"{self.running.root}/w/{WORLD}"

    def open(self) -> str:
        """Make the world, let some of a demo's day pass, sign in where there are tokens; the token."""
        self._tell("PUT", "", {"scenario": self.scenario})
        if self.scenario == "demo":
            self.pass_time(2 * 3600)
        headers = {"Authorization": "ZGVtbw==", "Accept": JSON}
        granted = self.running.client.get(f"{self.url}{LOGIN}", headers=headers)
        self._tell("PUT", f"/snapshots/{MOMENT}")
        return str(granted.json().get("TokenKey", ""))

    def rewind(self) -> None:
        """Back to the moment after signing in."""
        self._tell("POST", f"/snapshots/{MOMENT}/restore")

    def pass_time(self, seconds: int) -> None:
        """Let time pass in the world."""
        self._tell("POST", "/clock/advance", {"seconds": seconds})

    def takes(self, case: schemathesis.Case[Any]) -> bool:
        """Whether a case is tried: of those at the boundaries, one in `sample` is."""
        return phase(case) != "coverage" or next(self._boundaries) % self.sample == 0

    def ask(self, case: schemathesis.Case[Any], notation: str = "") -> schemathesis.Response:
        """Send a case and hold its answer to the description."""
        self.tried[phase(case)] += 1
        # Chosen by what is sent: a case that is tried again must be sent as it was.
        chosen = JSON if crc32(repr(case).encode("utf-8", "replace")) % XML_ONE_IN else XML
        response = case.call(session=self.session, headers={"Accept": notation or chosen})
        case.validate_response(response, additional_checks=OWN)
        self.replies[reply(response)] += 1
        return response

    def close(self) -> None:
        """Stop the server."""
        self.session.close()
        self.running.stop()

    def _tell(self, method: str, path: str, body: dict[str, Any] | None = None) -> None:
        answer = self.running.control.request(method, f"worlds/{WORLD}{path}", json=body)
        answer.raise_for_status()


def phase(case: schemathesis.Case[Any]) -> str:
    """The phase that a case belongs to."""
    return case.meta.phase.name.value if case.meta is not None else "chosen"


def credentials(description: dict[str, Any], token: str) -> dict[str, dict[str, str]]:
    """What signs in, by the names of the security schemes: the examples that they state, and the token."""
    schemes = description["components"].get("securitySchemes", {})
    return {name: _credential(scheme, token) for name, scheme in schemes.items()}


def _credential(scheme: dict[str, Any], token: str) -> dict[str, str]:
    if scheme["type"] == "http":
        username, _, password = scheme["x-example"].rpartition(":")
        return {"username": username, "password": password}
    return {"api_key": scheme.get("x-example", token)}


def named_last(case: schemathesis.Case[Any]) -> None:
    """Have the parts of a path that came as whole URLs be what follows the last slash, as links note it."""
    for name, value in case.path_parameters.items():
        if isinstance(value, str) and "/" in (text := unquote(value)):
            case.path_parameters[name] = text.rpartition("/")[2]
