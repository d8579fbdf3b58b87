"""The appendices: values that have a number and a name."""

from typing import NamedTuple


class Appendix(NamedTuple):
    """One table of the document: its names, numbered from 0."""

    title: str
    names: tuple[str, ...]

    def number(self, text: str) -> int | None:
        """The number of a value that is given by number or name, blanks and case aside; None for no such value."""
        folded = _folded(text)
        for number, name in enumerate(self.names):
            if folded in (str(number), _folded(name)):
                return number
        return None

    def name(self, number: int) -> str:
        """The name of a number; the number itself where it has none."""
        return self.names[number] if 0 <= number < len(self.names) else str(number)


def _folded(text: str) -> str:
    return "".join(text.split()).lower()


CAMPAIGN_TYPES = Appendix(
    "campaign type",
    ("Predictive", "Progressive", "Preview", "IVR", "Bridge", "Ping", "Inbound", "Coach", "Interaction"),
)
CAMPAIGN_STATUSES = Appendix("campaign status", ("Not Running", "Running", "Paused", "Flushed"))
ZIP_TONES = Appendix("zip tone style", ("Beep", "Wav File", "None"))
ZIP_TONE_BEEPS = Appendix(
    "zip tone beep style",
    (
        "High",
        "Low",
        "HiLo",
        "LoHi",
        "HiLoHi",
        "LoHiLo",
        "Twinkle",
        "Beethoven",
        "Bingo",
        "OldMacDonald",
        "Mary",
    ),
)
LIST_TYPES = Appendix("list type", ("Follow Campaign", "Preview", "Acd"))
