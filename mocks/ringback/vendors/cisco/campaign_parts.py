"""The parts of a campaign that are more than a value: its skill groups, its time zone, its import rule."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from ringback.contract import Endpoint
from ringback.vendors.cisco.elements import Choice, Element, Flag, Part, ReadOnly, Whole, Words, last
from ringback.vendors.cisco.errors import Refused, RefusedAll
from ringback.vendors.cisco.records import SkillGroupInfo
from ringback.vendors.cisco.references import Reference
from ringback.vendors.cisco.shapes import Shape, composed, ref_url, several
from ringback.vendors.cisco.world import CONFIG, CiscoWorld
from ringback.wire.tree import Tree

INVALID = "INVALID"

GROUP = Part(
    SkillGroupInfo,
    {
        "ivr_ports": Whole(0, default=0),
        "overflow_agents": Whole(0, 100, default=0),
        "records_to_cache": Whole(1, 400, default=1),
        "abandoned_route_point": Words(10),
        "dialed_number": Words(10, pattern=r"[A-Za-z0-9._]*"),
        "ivr_route_point": Words(32),
        "skill_group": Reference("skillgroup", required=True),
    },
)


class SkillGroupInfos(Element[tuple[SkillGroupInfo, ...]]):
    """The skill groups of a campaign, each with what it needs there. One that is sent replaces them all."""

    kind = "list"
    clearable = True

    def __init__(self, path: str, **rest: Any) -> None:
        """Declare the list by the path of its items."""
        super().__init__(path, default=(), **rest)
        self.around, _, self.item = path.rpartition("/")

    def sent(self, call: Endpoint[Any]) -> Any:
        """All items, in their order."""
        return self.items(getattr(call, "body", ""))

    def items(self, tree: Tree) -> Sequence[Tree] | None:
        """The items that a body has; None when it does not speak of them."""
        around = last(tree, self.around)
        if not isinstance(around, Mapping):
            return None if around is None else ()
        return around.get(self.item, ())

    def given(self, tree: Tree | None) -> bool:
        """Whether an update speaks of them."""
        return tree is not None and self.items(tree) is not None

    def value(self, raw: object) -> tuple[SkillGroupInfo, ...]:
        """Read the items; of two for the same skill group the last counts."""
        found: dict[int, SkillGroupInfo] = {}
        refusals: list[Refused] = []
        for item in raw if isinstance(raw, Sequence) else ():
            try:
                info = GROUP.read(item)
                found[info.skill_group] = info
            except RefusedAll as several:
                refusals += several.refusals
        if refusals:
            raise RefusedAll(*refusals)
        return tuple(found.values())

    def check(self, value: tuple[SkillGroupInfo, ...], world: CiscoWorld) -> None:
        """Every skill group must be there."""
        for info in value:
            GROUP.check(info, world)

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The items; an empty list for none."""
        return [GROUP.written(info, world) for info in getattr(record, self.column)]

    def appears(self, record: type[Any]) -> Shape:
        """A collection of the parts."""
        return several(GROUP.appears())

    def schema(self) -> dict[str, Any]:
        """A list of the parts."""
        return {**super().schema(), "items": GROUP.schema()}


class TouchedGroups(SkillGroupInfos):
    """Skill groups to be added to a campaign, or removed from it; an item may also be the bare reference."""

    clearable = False
    sent_only = True

    def items(self, tree: Tree) -> Sequence[Tree] | None:
        """The items of both forms."""
        around = last(tree, self.around)
        if not isinstance(around, Mapping):
            return None
        bare = [{"skillGroup": [reference]} for reference in around.get("skillGroup", ())]
        return [*around.get(self.item, ()), *bare]

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Nothing: they are sent only."""
        return None


class TimeZoneReference(Element[str]):
    """A campaign's time zone, by its refURL; what else is sent in it does not count."""

    kind = "reference"

    def __init__(self) -> None:
        """Declare the zone."""
        super().__init__(default="", required=True, note="refURL of the Time Zone API", example="UTC")

    def value(self, raw: object) -> str:
        """The zone's name."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return ""
        reference = last(raw, "refURL") if isinstance(raw, Mapping) else None
        if not isinstance(reference, str) or not reference.strip():
            raise Refused("required")
        front, _, name = reference.strip().rpartition("/")
        if not front.endswith(f"{CONFIG}/timezone"):
            raise Refused("unknown_reference")
        return unquote(name)

    def check(self, value: str, world: CiscoWorld) -> None:
        """It must be one of the deployment's, or the mark of one that has vanished."""
        if value not in ("", INVALID) and world.zone(value) is None:
            raise Refused("unknown_reference")

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Its reference, or the mark of one that Windows no longer has."""
        zone = world.zone(record.time_zone)
        if zone is None:
            return {"displayName": "INVALID Time Zone", "refURL": f"{CONFIG}/timezone/{INVALID}"}
        return {"displayName": zone.display_name, "refURL": zone.reference}

    def appears(self, record: type[Any]) -> Shape:
        """The reference with the zone's name."""
        zone = {"displayName": Shape({"type": "string"}), "refURL": Shape(ref_url(f"{CONFIG}/timezone/UTC"))}
        return Shape(composed(zone))


class ImportRule(ReadOnly):
    """The rule behind a campaign's imports."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Its reference."""
        return {"refURL": f"{CONFIG}/import/{record.import_rule}"} if record.import_rule else None

    def appears(self, record: type[Any]) -> Shape:
        """The reference."""
        return Shape(composed({"refURL": Shape(ref_url(f"{CONFIG}/import/5000"))}), always=False)


class AmdEnabled(Flag):
    """A flag that the document lists as ipAmdEnabled and prints in its sample as ipAMDEnabled, which is taken too."""

    printed = "ipAMDEnabled"

    def sent(self, call: Endpoint[Any]) -> Tree | None:
        """The flag, else the one of the other spelling."""
        found = super().sent(call)
        return last(getattr(call, "body", None), self.printed) if found is None else found

    def given(self, tree: Tree | None) -> bool:
        """Whether an update speaks of it, in either spelling."""
        return super().given(tree) or bool(last(tree, self.printed))


class OfGroups(Whole):
    """A number that is kept with a campaign's skill groups: without any it is not shown."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The number."""
        return super().shown(record, world) if record.skill_group_infos else None

    def appears(self, record: type[Any]) -> Shape:
        """The number, now and then."""
        return super().appears(record).sometimes()


class ChoiceOfGroups(Choice):
    """A choice that is kept with a campaign's skill groups: without any it is not shown."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The choice."""
        return super().shown(record, world) if record.skill_group_infos else None

    def appears(self, record: type[Any]) -> Shape:
        """The choice, now and then."""
        return super().appears(record).sometimes()
