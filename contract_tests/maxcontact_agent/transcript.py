"""What was transcribed from the documents, and what is declared: replies, methods and entities of both apps."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

# How the transcription names a refusal, and the ResponseDetail that says it; no document gives the wording.
DETAILS = {
    "Invalid or expired token": "Invalid or expired token",
    "unknown path": "Nothing is found at this path",
    "wrong verb": "This method is not allowed here",
    "body cannot be parsed": "The request body cannot be read",
    "a path id that is not an integer": "{parameter} must be an integer",
    "unknown user": "There is no user {user_id}",
    "user not logged in": "User {user_id} is not logged in",
    "no campaign": "User {user_id} is in no campaign",
    "a call is open or not disposed": "User {user_id} has a call that is open or not disposed",
    "global emergency": "The global emergency is on",
    "user neither ready nor not ready": "User {user_id} is neither ready nor not ready",
    "unknown call": "There is no call {call_id}",
    "call of another user": "Call {call_id} is another user's",
    "result code unknown": "There is no result code {result_code}",
    "held already": "Call {call_id} is on hold already",
    "not held": "Call {call_id} is not on hold",
    "the two calls are the same": "Calls {call1} and {call2} are the same",
    "call not open": "Call {call_id} is not open",
    "a required parameter missing": "The parameter {parameter} is required",
    "unknown campaignId": "There is no campaign {campaign_id}",
    "unknown listId": "There is no list {list_id}",
    "unknown ListId": "There is no list {list_id}",
    "unknown teamId": "There is no team {team_id}",
    "unknown TeamId": "There is no team {team_id}",
    "unknown userId": "There is no user {user_id}",
    "unknown UserId": "There is no user {user_id}",
    "unknown SkillId": "There is no skill {skill_id}",
    "Type is none of 0 to 8": "Type must be 0 to 8, or the name of a campaign type",
    "TargetDropPercent outside 0 to 100": "TargetDropPercent must be 0 to 100",
    "Status is none of 0 to 3": "Status must be 0 to 3, or the name of a campaign status",
    "ZipTone is none of 0 to 2": "ZipTone must be 0 to 2, or the name of a zip tone style",
    "ZipToneBeep is none of 0 to 10": "ZipToneBeep must be 0 to 10, or the name of a zip tone beep style",
    "CampaignStatus is no name or number of appendix 2": "CampaignStatus is no campaign status",
    "CampaignType is no name or number of appendix 1": "CampaignType is no campaign type",
    "list not associated": "List {list_id} is not associated with campaign {campaign_id}",
    "team not associated": "Team {team_id} is not associated with campaign {campaign_id}",
    "ListName missing": "{parameter} is required",
    "ListName longer than 100": "ListName must have at most 100 characters",
    "FetchWeight outside 0 to 10": "FetchWeight must be 0 to 10",
    "ListType is none of 0 to 2": "ListType must be 0 to 2, or the name of a list type",
    "user is not of this team": "User {user_id} is not in team {team_id}",
    "Password missing and SSOActive not true": "Password is required unless SSOActive is true",
    "Login in use": "The login {login} is in use",
    "Proficiency outside 1 to 10": "Proficiency must be 1 to 10",
}
SUCCESS = ("0", "Success")
TOKEN = "TokenKey and expiry"
NO_TOKEN = "TokenKey and expiry null"


@dataclass(frozen=True)
class Row:
    """One reply that the transcription has; `endpoint` is verb and path, or * for any method."""

    section: str
    endpoint: str
    status: int
    text: str
    basis: str

    @property
    def code(self) -> str:
        """The ResponseCode; nothing for the token service, whose replies have none."""
        return "" if self.text.startswith(TOKEN) else self.text.partition(": ")[0]

    @property
    def detail(self) -> str:
        """What the row tells besides the code."""
        return self.text.partition(": ")[2]

    def __str__(self) -> str:
        return f"{self.endpoint}  {self.status}  {self.text}"


@dataclass(frozen=True)
class Declared:
    """One reply of the catalogue, with verb and path of its endpoint."""

    endpoint: str
    owner: str
    id: str
    status: int
    kind: str
    text: str
    grade: str

    def says(self, row: Row) -> bool:
        """Whether the row speaks of this reply."""
        if self.status != row.status or row.endpoint not in ("*", self.endpoint):
            return False
        if row.text.startswith(NO_TOKEN):
            return self.text.startswith("No token")
        if row.text == TOKEN:
            return self.text.startswith("TokenKey ")
        if row.code in SUCCESS:
            return self.kind == "success"
        return self.kind == "failure" and self.text == DETAILS[row.detail]

    def __str__(self) -> str:
        return f"{self.id}  {self.status}  {self.text}"


def lines(app: str, name: str) -> Iterator[list[str]]:
    """The rows of a transcription, without remarks and header."""
    text = (FIXTURES / app / f"{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    return rows


@cache
def replies(app: str) -> tuple[Row, ...]:
    """The replies that an app's transcription has."""
    return tuple(
        Row(section, where, int(status), text, basis) for section, where, status, text, basis in lines(app, "replies")
    )


@cache
def methods(app: str) -> dict[str, list[str]]:
    """The methods by verb and path, each with its row; a path without its query."""
    return {f"{row[2]} {row[3].partition('?')[0]}": row for row in lines(app, "methods")}


def entities(app: str) -> dict[str, dict[str, str]]:
    """The entities, each with the documented type of each member, in the document's order."""
    found: dict[str, dict[str, str]] = {}
    for entity, field, kind in lines(app, "entities"):
        found.setdefault(entity, {})[field] = kind
    return found


def catalogue(control: httpx.Client, app: str) -> list[dict[str, Any]]:
    """The endpoints of an app as they are declared."""
    endpoints: list[dict[str, Any]] = control.get("catalogue").json()["apps"][app]
    return endpoints


def declared(endpoints: Iterable[dict[str, Any]]) -> list[Declared]:
    """Every reply of the endpoints."""
    return [
        Declared(
            f"{endpoint['method']} {endpoint['path']}",
            endpoint["id"],
            reply["id"],
            reply["status"],
            reply["kind"],
            reply["text"],
            reply["grade"],
        )
        for endpoint in endpoints
        for reply in endpoint["replies"]
    ]


def filled(path: str, value: str = "2") -> str:
    """A path with a value in each of its gaps."""
    return re.sub(r"\{\w+\}", value, path)
