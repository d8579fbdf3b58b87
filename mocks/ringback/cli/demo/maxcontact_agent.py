"""MaxContact's remote control in the day: an agent's client gets ready, dials, holds, and gives calls their results."""

from datetime import timedelta
from typing import Any

from ringback.cli.demo.maxcontact import MaxContactScene
from ringback.cli.demo.tally import Figures

USER = 2
ANSWERS = "3055550100"
# What a call of the past says of how it came about.
BY_HAND = 0
A_WHILE = timedelta(seconds=20)


class MaxContactAgentScene(MaxContactScene):
    """The handbook's first agent, who is logged in."""

    app = "maxcontact-agent"
    area = "telephony"
    login = "agent2"

    def opening(self) -> None:
        """Sign in, and see where the agent works."""
        self.signed_in()
        for_user = f"user/{USER}"
        campaigns = self.call("Campaigns.listed", "GET", f"campaigns/{for_user}")
        self.tell(f"the agent sees {len(campaigns)} campaigns")
        self.call("ResultCodes.listed", "GET", f"resultcodes/{for_user}")
        self.call("AcdQueues.listed", "GET", f"acdqueues/{for_user}")

    def morning(self) -> None:
        """Dial by hand, put the call on hold for a moment, and write its result."""
        call = self.dialled()
        self.call("Hold.held", "GET", f"hold/user/{USER}/call/{call}")
        self.call("Retrieve.retrieved", "GET", f"retrieve/user/{USER}/call/{call}")
        self.ended(call, "SALE")

    def midday(self) -> None:
        """Dial once more."""
        self.ended(self.dialled(), "NOTINT")

    def afternoon(self) -> None:
        """Look at the calls there are."""
        self.calls()

    def closing(self) -> None:
        """Ask for what is not there, and see who else is at work."""
        self.call("Hangup.unknown_call", "GET", f"hangup/user/{USER}/call/999999")
        self.call("Users.listed", "GET", f"users/user/{USER}")

    def figures(self) -> Figures:
        """The day's calls that were dialled through the API."""
        mine = [call for call in self.today("past_calls", "started") if call["user_id"] == USER]
        calls = [call for call in mine if call["call_status"] == BY_HAND]
        answered = sum(call["answered"] is not None for call in calls)
        return Figures(len({call["campaign_id"] for call in calls} - {0}), len(calls), answered)

    def dialled(self) -> int:
        """Dial a number that answers, and wait until it has; the call."""
        call: int = self.call("Dial.dialled", "GET", f"dial/user/{USER}/phone/{ANSWERS}")["CallId"]
        self.stage.wait(A_WHILE)
        self.calls()
        return call

    def calls(self) -> list[dict[str, Any]]:
        """The agent's calls."""
        found: list[dict[str, Any]] = self.call("GetCalls.listed", "GET", f"getcalls/user/{USER}")
        self.tell(
            f"{len(found)} calls: " + (", ".join(f"{one['CallId']} to {one['PhoneNumber']}" for one in found) or "-")
        )
        return found

    def ended(self, call: int, result: str) -> None:
        """Hang up, and write the result."""
        self.call("Hangup.hung_up", "GET", f"hangup/user/{USER}/call/{call}")
        self.call("Dispose.disposed", "GET", f"dispose/user/{USER}/call/{call}", query={"resultcode": result})
