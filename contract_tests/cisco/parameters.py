"""The table of every request parameter, and how the tests send one of them to its API and read it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import httpx

from contract_tests.cisco.conftest import BASE, Cisco, local

TABLE = Path(__file__).parents[2] / "fixtures" / "cisco" / "parameters.tsv"
LATER = "2026-01-05T18:00:00"

# What the columns of an import become in a contact.
CONTACT = {"TimeZoneBias": "phone01/gmtOffset", "DstObserved": "phone01/dstObserved"}


class Parameter(NamedTuple):
    """A line of the table; see its remarks."""

    api: str
    element: str
    type: str
    required: str
    min: str
    max: str
    default: str
    tokens: str
    max_length: str
    unit: str
    operations: str
    source: str

    def __str__(self) -> str:
        """Its name among all tests' parameters."""
        return f"{self.api} {self.element}"

    @property
    def name(self) -> str:
        """The parameter without the elements around it, as errors name it."""
        return self.element.rpartition("/")[2]


def table() -> list[Parameter]:
    """The lines that are no remarks."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [Parameter(*line.split("\t")) for line in lines[1:]]


ROWS = [row for row in table() if row.operations != "list" and row.api not in ("*", "operation")]

# A parameter, a value, and the operation in which it is sent.
Case = tuple[Parameter, str, str]


class Told(NamedTuple):
    """What an error says of one parameter: its type, and its detail."""

    type: str
    data: str
    detail: dict[str, str]


def told(answer: httpx.Response) -> Told:
    """The only error of an answer; of a row of an import, what would be said of the value alone."""
    assert answer.status_code == 400, f"{answer.status_code} {answer.text}"
    (one,) = ElementTree.fromstring(answer.content)
    data = one.findtext("errorData") or ""
    inner = one.find("errorDetail/error")
    if inner is not None and inner.find("errorType") is not None:
        one = inner
    detail = {child.tag: child.text or "" for child in one.iterfind("errorDetail/*")}
    return Told(one.findtext("errorType") or "", data, detail)


def put(root: Element, path: str, value: str | None) -> None:
    """Set the text at a path, with the elements around it; None takes the element out."""
    *around, name = path.split("/")
    place = root
    for outer in around:
        found = place.find(outer)
        if found is None and value is None:
            return
        place = SubElement(place, outer) if found is None else found
    old = place.find(name)
    if old is not None:
        place.remove(old)
    if value is not None:
        SubElement(place, name).text = value


@dataclass
class Resource:
    """An API of items: where they are made, and what an item needs besides the parameter that is tried."""

    path: str
    root: str
    needs: dict[str, str]
    made: str = ""

    def send(self, cisco: Cisco, parameter: Parameter, value: str | None, operation: str) -> httpx.Response:
        """Create an item with that value of a parameter, or one without and update it to the value."""
        if operation == "create":
            answer = self._create(cisco, parameter, value)
            self.made = local(answer.headers.get("location", ""))
            return answer
        self.made = local(self._create(cisco, parameter, self.needs.get(self._place(parameter))).headers["location"])
        body = Element(self.root)
        put(body, "changeStamp", cisco.xml("GET", self.made).findtext("changeStamp"))
        if parameter.element.startswith("skillGroupInfos/"):
            put(body, "skillGroupInfos/skillGroupInfo/skillGroup/refURL", f"{BASE}/skillgroup/5003")
        put(body, self._place(parameter), value)
        return cisco.call("PUT", self.made, ElementTree.tostring(body))

    def shown(self, cisco: Cisco, parameter: Parameter) -> str | None:
        """The parameter as the item that was made now has it."""
        return cisco.xml("GET", self.made).findtext(self._place(parameter))

    def expected(self, parameter: Parameter, value: str) -> str:
        """How a value is shown: as it was sent."""
        return value

    def _create(self, cisco: Cisco, parameter: Parameter, value: str | None) -> httpx.Response:
        body = Element(self.root)
        for path, text in self.needs.items():
            put(body, path, text)
        put(body, self._place(parameter), value)
        return cisco.call("POST", self.path, ElementTree.tostring(body))

    def _place(self, parameter: Parameter) -> str:
        return parameter.element + "/refURL" * (parameter.type == "reference")


@dataclass
class File:
    """An API that imports a file: a row needs some columns besides the one that is tried."""

    path: str
    root: str
    listed: str
    columns: dict[str, str]

    def send(self, cisco: Cisco, parameter: Parameter, value: str | None, operation: str) -> httpx.Response:
        """Import one row with that value in a column, or with that value of a parameter beside the file."""
        body = Element(self.root)
        columns = dict(self.columns)
        if parameter.name == "DstObserved":
            columns["TimeZoneBias"] = "60"
        if parameter.element.startswith("fileContent/"):
            columns = {name: text for name, text in columns.items() if name != parameter.name}
            columns |= {parameter.name: value} if value is not None else {}
        delimiter = value if parameter.name == "delimiter" and value == "|" else ","
        content = "\n".join([delimiter.join(columns), delimiter.join(columns.values())])
        put(body, "fileContent", content)
        put(body, "overwriteData", "true")
        if not parameter.element.startswith("fileContent/"):
            put(body, parameter.element, value)
        return cisco.call("POST", self.path, ElementTree.tostring(body))

    def shown(self, cisco: Cisco, parameter: Parameter) -> str | None:
        """What the row's item has of the column."""
        (item,) = cisco.xml("GET", self.listed)[2]
        found = item.findtext(CONTACT.get(parameter.name, parameter.name[0].lower() + parameter.name[1:]))
        if parameter.name.startswith("Phone") and parameter.name != "Phone":
            found = item.findtext(f"phone{parameter.name[5:]}/number")
        return found

    def expected(self, parameter: Parameter, value: str) -> str:
        """How a value is shown: a bias as the document's formula has it."""
        if parameter.name != "TimeZoneBias":
            return value
        return str(1440 - int(value) if int(value) > 0 else -int(value))


_APIS: dict[str, Callable[[], Resource | File]] = {
    "campaign": lambda: Resource(
        "/campaign",
        "campaign",
        {
            "name": "tried",
            "skillGroupInfos/skillGroupInfo/skillGroup/refURL": f"{BASE}/skillgroup/5003",
            "timeZone/refURL": f"{BASE}/timezone/UTC",
        },
    ),
    "dnc": lambda: Resource("/dnc", "dnc", {"name": "tried"}),
    "personalcallback": lambda: Resource(
        "/personalcallback", "personalCallback", {"phone": "5550100", "maxAttempts": "1", "callbackDateTime": LATER}
    ),
    "import": lambda: File("/campaign/5168/import", "import", "/campaign/5168/import", {"Phone01": "5550100"}),
    "personalcallback/import": lambda: File(
        "/personalcallback/import",
        "personalCallback",
        "/personalcallback",
        {"Phone": "5550100", "MaxAttempts": "1", "CallbackDateTime": LATER},
    ),
}


def api(name: str) -> Resource | File:
    """How parameters of that API are tried."""
    return _APIS[name]()


def written(row: Parameter) -> Iterable[str]:
    """The operations that take a parameter."""
    return [operation for operation in ("create", "update") if operation in row.operations]


def cases(kinds: Iterable[str]) -> list[Parameter]:
    """The lines of these types that can be written; change stamps have tests of their own."""
    return [row for row in ROWS if row.type in kinds and row.operations != "read" and row.name != "changeStamp"]


def ids(cases: Iterable[tuple[object, ...]]) -> list[str]:
    """The names of cases."""
    return [" ".join(str(part)[:40] for part in case) for case in cases]
