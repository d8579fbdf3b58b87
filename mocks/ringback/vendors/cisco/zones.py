"""The time zones of Windows, as the deployment's registry lists them: west to east from the date line."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from ringback.vendors.cisco.records import Filled


class _Row(NamedTuple):
    name: Filled
    display_name: Filled
    std_name: Filled
    dst_name: Filled
    dst_observed: bool
    bias: int
    iana: str


class Zone(_Row):
    """A zone: `bias` is the minutes to add to its standard time to get UTC."""

    @property
    def reference(self) -> str:
        """Its refURL: the name with all but unreserved characters encoded."""
        return f"/unifiedconfig/config/timezone/{quote(self.name, safe='')}"

    @cached_property
    def info(self) -> ZoneInfo:
        """The zone's rules; a zone that no rules are known for keeps its standard time."""
        return ZoneInfo(self.iana or f"Etc/GMT{self.bias // 60:+d}")


@cache
def zones() -> Mapping[str, Zone]:
    """The zones by name, in the order of the list; read when first asked for."""
    lines = Path(__file__).with_name("windows_zones.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {row[0]: Zone(row[0], row[1], row[2], row[3], row[4] == "true", int(row[5]), row[6]) for row in rows}
