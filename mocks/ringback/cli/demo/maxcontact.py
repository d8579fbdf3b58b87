"""What the scenes of both MaxContact apps share: the token, JSON, the members of an envelope."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, ClassVar

from ringback.cli.demo.client import Answer
from ringback.cli.demo.scene import Scene

SERVICES = "/webservices/services"
JSON = {"Accept": "application/json"}


class MaxContactScene(Scene):
    """A client with a token; `area` is its path below the services."""

    area: ClassVar[str]
    login: ClassVar[str]
    token = ""

    def signed_in(self) -> None:
        """Get a token."""
        password = {"Authorization": b64encode(b"demo").decode()}
        said = self.ask("Login.granted", "GET", f"{SERVICES}/apitoken/login/{self.login}", headers={**JSON, **password})
        self.token = said.data["TokenKey"]

    def call(
        self,
        expect: str,
        method: str,
        path: str,
        data: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
    ) -> Any:
        """Call a method; the data of its envelope."""
        headers = {**JSON, "Cookie": f"TokenKey={self.token}"}
        path = f"{SERVICES}/{self.area}/{path}"
        answer: Answer = self.ask(expect, method, path, data=data, query=query or {}, headers=headers)
        return answer.data["Data"]
