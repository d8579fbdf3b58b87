"""Make the worlds that come ready-made: `python -m ringback.cli.bake`, after what they are made of has changed."""

from ringback.apps import library
from ringback.state.premade import bake

READY_MADE = (("demo", 1),)


def main() -> None:
    """Write each file and say so."""
    for scenario, seed in READY_MADE:
        path = bake(library(), scenario, seed)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
