"""The results of calls, as Appendix A maps them."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Result(NamedTuple):
    """A result: its code, its short and its long form."""

    code: int
    short: str
    long: str


RESULTS: Final[Mapping[int, Result]] = {
    result.code: result
    for result in (
        Result(1000, "PED", "Pending"),
        Result(2000, "ANS", "Answered"),
        Result(2100, "ANL", "Answered Linkcall"),
        Result(2110, "ALA", "Answered Linkcall Abandoned"),
        Result(2120, "AGT", "Answered Linkcall Agent Talk"),
        Result(2200, "ANH", "Answered Hangup"),
        Result(3000, "MAC", "Machine"),
        Result(3100, "MAD", "Machine Delivered"),
        Result(3200, "MAH", "Machine Hangup"),
        Result(3300, "MAF", "Machine Undeliverable"),
        Result(4000, "FAX", "Fax"),
        Result(4100, "FAD", "Fax Delivered"),
        Result(5000, "BZY", "Busy"),
        Result(6000, "NOA", "No Answer"),
        Result(7000, "INV", "Invalid"),
        Result(7100, "INC", "Invalid Incomplete Number"),
        Result(7200, "IUP", "Invalid Unknown Prefix"),
        Result(7210, "INP", "Invalid Unknown NPA"),
        Result(7220, "INX", "Invalid Unknown NPA-NXX"),
        Result(7300, "INR", "Invalid No Route"),
        Result(7400, "IDC", "Invalid Disconnected"),
        Result(7410, "IDS", "Invalid Disconnected Skiptrace"),
        Result(8000, "FAL", "Failed"),
        Result(8100, "FNL", "Failed No Lines"),
        Result(8200, "FBC", "Failed Busy Circuits"),
        Result(8300, "FRE", "Failed Refused"),
        Result(8310, "FRL", "Failed Refused Legal"),
        Result(8320, "FRT", "Failed Refused Technical"),
        Result(8330, "FIE", "Failed Internal Technical"),
        Result(9000, "CAN", "Cancelled"),
        Result(9100, "CAX", "Canceled Time Zone"),
        Result(9200, "CAT", "Cancelled Timeout"),
        Result(9300, "CDL", "Cancelled Do Not Call List"),
        Result(9310, "CDC", "Cancelled Do Not Call Cellular"),
        Result(9320, "CDZ", "Cancelled Zip Code"),
        Result(9400, "CMR", "Cancelled Max Retry"),
        Result(9500, "CIN", "Cancelled Incomplete Number"),
    )
}
