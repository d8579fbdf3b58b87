"""Do Not Call API: the rules by which lists of numbers that must not be called are taken up."""

from ringback.vendors.cisco.call import BASE, Shown
from ringback.vendors.cisco.elements import Flag, Words
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.naming import Name
from ringback.vendors.cisco.records import Dnc
from ringback.vendors.cisco.verbs import ChangeStamp, Create, Delete, Elements, Get, RefUrl, Update
from ringback.vendors.cisco.world import CiscoWorld

SECTION = "Do Not Call API"
PATH = f"{BASE}/dnc"

DNCS = Kind(
    "dnc",
    "dncs",
    record=Dnc,
    table="dncs",
    key="dnc_id",
    sorts={"name": "sorted"},
    texts={"name": lambda row: row.name},
    searched=("name",),
)


class DncElements(Elements[Dnc]):
    """What an import rule consists of."""

    kind = DNCS
    root = "dnc"

    change_stamp = ChangeStamp()
    ref_url = RefUrl(DNCS)
    name = Name()
    file_path = Words(255, note="where the file with the numbers will be; its last part names one of the world's files")
    overwrite = Flag(default=False, note="true: the numbers replace the whole Do Not Call list")
    rename_file_after_import = Flag(default=True, note="true: the file is renamed afterwards, false: it is deleted")


class CreateDnc(DncElements, Create[Dnc], path=PATH, section=SECTION):
    """Create an import rule; the file need not be there yet, and is taken up a few seconds after it is."""

    def after(self, world: CiscoWorld, record: Dnc) -> None:
        """Its file is looked for."""
        world.wake_rule(record.dnc_id)


class ListDncs(List, method="GET", path=PATH, section=SECTION):
    """List the import rules."""

    shape = DncElements


class GetDnc(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one import rule."""

    shape = DncElements
    shown = Shown("dnc")


class UpdateDnc(DncElements, Update[Dnc], method="PUT", path=f"{PATH}/{{id}}", section=SECTION):
    """Update an import rule."""

    def after(self, world: CiscoWorld, before: Dnc, record: Dnc) -> None:
        """Its file is looked for."""
        world.wake_rule(record.dnc_id)


class DeleteDnc(Delete, method="DELETE", path=f"{PATH}/{{id}}", section=SECTION):
    """Delete an import rule; its file and the numbers it has brought stay."""

    kind = DNCS
