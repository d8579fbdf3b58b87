"""Zip files whose bytes depend on nothing but what is put into them."""

from datetime import datetime
from io import BytesIO

from ringback.vendors.tcn.dates import local

# The years that a zip file can tell.
FIRST_YEAR, LAST_YEAR = 1980, 2107
UNIX = 3
MODE = 0o644

# A zip file with nothing in it.
EMPTY = b"PK\5\6" + bytes(18)


class Archive:
    """A zip file in the making. Files are stored as they are: packed ones would depend on the packer's version."""

    def __init__(self) -> None:
        """Begin an empty one."""
        # Imported here: few replies are zip files, and start-up is a budget.
        from zipfile import ZipFile

        self._bytes = BytesIO()
        self._file = ZipFile(self._bytes, "w")
        self._names: set[str] = set()

    def add(self, name: str, ending: str, moment: datetime, content: bytes) -> None:
        """Put a file into it, dated by a moment in Pacific time; a name that is taken gets a number."""
        from zipfile import ZipInfo

        free = name
        number = 1
        while free in self._names:
            number += 1
            free = f"{name}_{number}"
        self._names.add(free)
        there = local(moment)
        year = min(max(there.year, FIRST_YEAR), LAST_YEAR)
        info = ZipInfo(f"{free}.{ending}", (year, *there.timetuple()[1:6]))
        info.create_system = UNIX
        info.external_attr = MODE << 16
        self._file.writestr(info, content)

    def close(self) -> bytes:
        """Its bytes."""
        self._file.close()
        return self._bytes.getvalue()
