"""A centre to dial in: one campaign that runs, its list, and agents to log in."""

from typing import Any

from contract_tests.maxcontact_agent.centre import Centre

ANSWERS, BUSY, NOBODY, MACHINE, FAX, BAD, NO_LINE, HANGS_UP = (f"20255501{ending:02}" for ending in range(8))


class Floor(Centre):
    """An empty centre with one campaign that runs, its list, and agents who are not logged in yet."""

    campaign: int
    list_id: int

    def add(self, *numbers: str, list_id: int = 0, **fields: Any) -> list[int]:
        """Add leads with one phone each; their ids."""
        leads = []
        for number in numbers:
            lead = self.put("leads", 0, list_id=list_id or self.list_id, **fields)["lead_id"]
            self.put("lead_phones", 0, lead_id=lead, phone_number=number)
            leads.append(lead)
        return leads

    def agent(self, user: int, state: str = "Ready") -> None:
        """Log an agent in to the campaign."""
        self.patch("agents", user, state=state, campaign_id=self.campaign)

    def results(self) -> dict[int, str]:
        """The result of each past call, by its lead."""
        return {row["lead_id"]: row["result_code"] for row in self.rows("past_calls")}

    def shown(self) -> dict[str, Any]:
        """The campaign as the telephony API shows it."""
        self.patch("agents", 1, state="Not Ready")
        found = [row for row in self.done("campaigns/user/1") if row["CampaignID"] == self.campaign]
        campaign: dict[str, Any] = found[0]
        return campaign
