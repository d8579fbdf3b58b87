"""What calls cost: time is billed in steps of six seconds."""

STEP_SECONDS = 6


def billed_minutes(seconds: int) -> float:
    """The minutes that a number of seconds is billed as."""
    return -(-seconds // STEP_SECONDS) / 10


def cost(seconds: int, rate: float) -> float:
    """The price of a number of seconds at a rate a minute."""
    return round(billed_minutes(seconds) * rate, 4)


def decimal(amount: float) -> str:
    """A sum of money or minutes with as many decimals as it has, at most four."""
    return f"{amount:.4f}".rstrip("0").rstrip(".")
