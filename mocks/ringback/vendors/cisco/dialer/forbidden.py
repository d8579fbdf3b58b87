"""The Do Not Call list: import rules take their file up when it is there.

A file is meant by the whole of a rule's path or by its last part, and is taken up a few seconds after both are there.
The numbers are added to the list; a rule that overwrites replaces the whole list by them, whichever rule had brought
it: there is one table, and a blank file with that rule is the documented way to clear it. Afterwards the file is
removed, or renamed by appending the moment.
"""

from collections.abc import Iterator
from datetime import timedelta

from ringback.vendors.cisco.records import Dnc, DoNotCall
from ringback.vendors.cisco.world import CiscoWorld

TIMER = "dnc"
PICK_UP = timedelta(seconds=5)
LONGEST = 20


def look(world: CiscoWorld, rule: Dnc) -> None:
    """Plan to take a rule's file up if it is there."""
    if file_of(world, rule) is None:
        world.cancel_timer(TIMER, rule.dnc_id)
    elif world.timer_due(TIMER, rule.dnc_id) is None:
        world.set_timer(TIMER, rule.dnc_id, world.now + PICK_UP)


def file_of(world: CiscoWorld, rule: Dnc) -> str | None:
    """The name of the file that a rule means, if there is one."""
    whole = rule.file_path
    names = (whole, whole.replace("\\", "/").rpartition("/")[2])
    return next((name for name in names if name and name in world.tx.files), None)


def take_up(world: CiscoWorld, number: int) -> None:
    """Import the file of a rule."""
    rule = world.dncs.get(number)
    name = file_of(world, rule) if rule is not None else None
    if rule is None or name is None:
        return
    content = world.tx.files[name]
    if rule.overwrite:
        world.do_not_call.remove_all([row.number for row in world.do_not_call])
    new = dict.fromkeys(phone for phone in _numbers(content) if phone not in world.do_not_call)
    world.do_not_call.extend(DoNotCall(number=phone, dnc_id=number) for phone in new)
    files = world.tx.files.delete(name)
    if rule.rename_file_after_import:
        files = files.set(f"{name}.{world.now.astimezone(world.logger_zone):%Y%m%d%H%M%S}", content)
    world.tx.files = files
    for other in list(world.dncs):
        look(world, other)


def _numbers(content: bytes) -> Iterator[str]:
    """The numbers of a file, one on each line; a line that is too long for one is left out."""
    for line in content.decode("utf-8-sig", "replace").splitlines():
        phone = line.strip()
        if phone and len(phone) <= LONGEST:
            yield phone
