"""Deployment API: which type of deployment this is."""

from typing import Self, TypedDict

from ringback.contract import Answer
from ringback.vendors.cisco.call import BASE, CiscoCall, Shown
from ringback.vendors.cisco.faults import NEIGHBOUR
from ringback.vendors.cisco.world import CiscoWorld


class Deployment(TypedDict):
    """What is told of a deployment."""

    deploymentType: int
    supervisorLoginAllowed: bool


class GetDeployment(CiscoCall, method="GET", path=f"{BASE}/deployment", section="Deployment API"):
    """Get the type of the deployment; nobody needs to sign in for that."""

    shown = Shown("deployment", of=Deployment, ground=NEIGHBOUR)

    # What a step that is left out would say is not declared either.
    unauthorized = None  # type: ignore[assignment]
    no_access = None  # type: ignore[assignment]
    signed_in = None  # type: ignore[assignment]
    in_role = None  # type: ignore[assignment]

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show what the deployment sets."""
        settings = world.deployment
        told: Deployment = {
            "deploymentType": settings.deployment_type,
            "supervisorLoginAllowed": settings.supervisor_login_allowed,
        }
        return self.shown(entity=told)
