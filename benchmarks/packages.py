"""Packages that a benchmark compares with: npm or pip fetches each, once, into a cache outside the checkout."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

PATIENCE = 600.0  # seconds for one package
COMPLETE = "complete"  # the file that tells a whole installation from one that was broken off


class Unavailable(Exception):
    """A package that cannot be had here, and why."""


@dataclass(frozen=True)
class Npm:
    """A package that npm installs, of the newest version that begins so and runs on the Node at hand."""

    name: str
    version: str

    def folder(self, within: Path) -> Path:
        """Its place in the cache."""
        return within / "npm" / f"{self.name.replace('/', '+')}-{self.version}"

    def fetch(self, folder: Path) -> None:
        """Install it; no package's own script is run."""
        quiet = ("--loglevel=error", "--ignore-scripts", "--no-audit", "--no-fund")
        # In the folder, since npm takes a name for a path when something of that name lies where it is called.
        _told(["npm", "install", *quiet, "--prefix", ".", f"{self.name}@{self.version}"], folder)

    def found(self, folder: Path) -> str:
        """The version that was installed."""
        described = json.loads((folder / "node_modules" / self.name / "package.json").read_text(encoding="utf-8"))
        return str(described["version"])


@dataclass(frozen=True)
class Pip:
    """A package that pip installs, with one of its extras, of the newest version that begins so."""

    name: str
    extra: str
    version: str

    def folder(self, within: Path) -> Path:
        """Its place in the cache; each Python has its own."""
        return within / f"pip-{sys.implementation.cache_tag}" / f"{self.name}-{self.version}"

    def fetch(self, folder: Path) -> None:
        """Install it into an environment of its own, with this Python."""
        venv.create(folder, with_pip=True)
        wanted = f"{self.name}[{self.extra}]=={self.version}.*"
        _told([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", wanted], folder)

    def found(self, folder: Path) -> str:
        """The version that was installed."""
        place = next((folder / "lib").glob("python*/site-packages"))
        return next(one.version for one in distributions(name=self.name, path=[str(place)]))


def cache() -> Path:
    """Where packages are kept unless an option says otherwise."""
    user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(user) / "ringback-bench"


def installed(package: Npm | Pip, within: Path) -> Path:
    """The folder of a package, installed now if it was not before; Unavailable says why there is none."""
    folder = package.folder(within.resolve())
    if not (folder / COMPLETE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        package.fetch(folder)
        (folder / COMPLETE).touch()
    return folder


def _told(command: Sequence[str], folder: Path) -> None:
    """Run an installer in a folder; Unavailable when it fails."""
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE, text=True)
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise Unavailable(f"not installed within {PATIENCE:.0f} s") from None
    except subprocess.CalledProcessError as error:
        lines = [line.strip() for line in (error.stderr or error.stdout).splitlines() if line.strip()]
        # Both tools print warnings too, and npm ends with where its log lies.
        reason = next((line for line in lines if "error" in line.lower()), "it gave no reason")
        raise Unavailable(f"{Path(command[0]).name} could not install it: {reason[:120]}") from None
