"""Who may call an app's demo accounts, and where: what a program under test is configured with."""

from collections.abc import Mapping

from ringback.testing.control import refused
from ringback.testing.world import World

__tracebackhide__ = refused


class Access:
    """An app in one world: its base URL and its demo credentials, the same by attribute and as a mapping."""

    app = ""

    def __init__(self, world: World) -> None:
        """Look the app up; LookupError when this Ringback, or the server, does not have it."""
        # Imported here: a vendor's room is only looked into when its fixture is used.
        from ringback.apps import MODULES, app

        if self.app not in MODULES:
            raise LookupError(f"this Ringback has no app {self.app!r}; it has {', '.join(MODULES)}")
        self.world = world
        self.url = world.url(self.app)
        self.credentials: Mapping[str, str] = app(self.app).demo
        vars(self).update(self.credentials)

    def __repr__(self) -> str:
        """The app and its base URL."""
        return f"<{self.app} {self.url}>"


class Tcn(Access):
    """Two accounts, by user name and password, and the keys of the first."""

    app = "tcn"
    username: str
    password: str
    client_sid: str
    client_id: str
    api_key: str
    partner_key: str
    other_username: str
    other_password: str
    other_client_sid: str


class _MaxContact(Access):
    """An administrator, and an agent who is logged in."""

    login: str
    password: str
    user_id: str
    agent_login: str
    agent_password: str
    agent_id: str


class MaxContactAgent(_MaxContact):
    """The agent remote control."""

    app = "maxcontact-agent"


class MaxContactManagement(_MaxContact):
    """The management API, of the same world."""

    app = "maxcontact-management"


class Cisco(Access):
    """Three users with one password: an administrator, a supervisor, and an agent without access."""

    app = "cisco"
    username: str
    password: str
    supervisor: str
    agent: str

    @property
    def auth(self) -> tuple[str, str]:
        """The administrator's Basic credentials."""
        return self.username, self.password


class Dialer360(Access):
    """Users with one password: one with every permission, one of level 7 without flags, one barred from the API."""

    app = "dialer360"
    user: str
    password: str
    source: str
    limited_user: str
    barred_user: str

    @property
    def params(self) -> dict[str, str]:
        """The parameters that every call carries, those of the first user."""
        return {"source": self.source, "user": self.user, "pass": self.password}
