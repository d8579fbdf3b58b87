"""Phone numbers: the countries of Appendix B, and what is left of a number when its punctuation is dropped."""

from collections.abc import Mapping
from typing import Final

HOME = "United States / Canada"

COUNTRIES: Final[Mapping[str, str]] = {
    "Argentina": "54",
    "Australia": "61",
    "Austria": "43",
    "Bolivia": "591",
    "Brazil": "55",
    "Chile": "56",
    "China": "86",
    "Colombia": "57",
    "Cyprus": "357",
    "Czech Republic": "420",
    "Denmark": "45",
    "Ecuador": "593",
    "France": "33",
    "Guatemala": "502",
    "Hungary": "36",
    "Ireland": "353",
    "Italy": "39",
    "Japan": "81",
    "Mexico": "52",
    "Netherlands": "31",
    "New Zealand": "64",
    "Oman": "968",
    "Panama": "507",
    "Spain": "34",
    "Switzerland": "41",
    "Turkey": "90",
    "United Kingdom": "44",
    HOME: "1",
    "Uruguay": "598",
}
"""The countries of Appendix B with their calling codes."""

FEWEST, MOST = 7, 15
_PUNCTUATION = str.maketrans("", "", " ()-.+/\t\u00a0")


def digits(text: str) -> str:
    """The number without its punctuation; what is left may be no number."""
    return text if text.isdecimal() else text.translate(_PUNCTUATION)


def home_form(number: str, country: str) -> str:
    """A number as it is kept: that of the United States and Canada without the leading 1 of eleven digits."""
    return number[1:] if country == HOME and len(number) == 11 and number[0] == "1" else number


def phone_number(text: str, country: str = HOME) -> str | None:
    """The phone number that a text is, as it is kept; None when it is none."""
    number = digits(text.strip())
    if not (number.isascii() and number.isdigit() and FEWEST <= len(number) <= MOST):
        return None
    return home_form(number, country)


def uploaded(text: str, country: str, area_code: str) -> str:
    """A number of an uploaded record as it will be dialled: only digits are kept, and seven get the area code."""
    number = digits(text)
    if not number.isascii() or not number.isdigit():
        number = "".join(char for char in number if char in "0123456789")
    if len(number) == 7 and area_code and country == HOME:
        return area_code + number
    return home_form(number, country)
