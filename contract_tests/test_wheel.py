"""The wheel: the import package, the fixtures inside it, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        return set(archive.namelist())


def files(folder: str, under: str) -> set[str]:
    """The wheel's names for the files of a folder of the checkout, caches left out."""
    top = ROOT / folder
    paths = [path.relative_to(top) for path in top.rglob("*") if path.is_file()]
    return {f"{under}/{path.as_posix()}" for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_has_one_top_level_name_beside_its_metadata(wheel: set[str]) -> None:
    """DESIGN 2: `ringback` is the one import package; `mocks` is only where its source lies."""
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ringback"}
    assert len(tops) == 2


def test_the_wheel_holds_the_package_and_the_fixtures_whole(wheel: set[str]) -> None:
    """DESIGN 2: every file of the package and of `fixtures` is shipped, and no other."""
    shipped = {name for name in wheel if not name.split("/")[0].endswith(".dist-info")}
    assert shipped == files("mocks/ringback", "ringback") | files("fixtures", "ringback/fixtures")


def test_the_wheel_ships_the_scenarios(wheel: set[str]) -> None:
    """DESIGN 6: `--scenario NAME` works where the package is installed without a checkout."""
    assert [name for name in wheel if name.startswith("ringback/fixtures/scenarios/")]
