"""Asynchronous writes: what has become of a request that was sent with `async=true`."""

from collections.abc import Iterator
from typing import Any

import msgspec

from ringback.contract import Answer, Endpoint, Part, Text, inferred
from ringback.vendors.cisco.call import BASE, Accepted, CiscoCall
from ringback.vendors.cisco.faults import UNKNOWN_NEIGHBOUR
from ringback.vendors.cisco.queue import DONE, STATUS, operation_of, operations
from ringback.vendors.cisco.records import Job
from ringback.vendors.cisco.world import CiscoWorld


class GetAsyncRequestStatus(
    CiscoCall, method="GET", path=f"{BASE}/asynchrequeststatus/{{id}}", section="Synchronous vs. Asynchronous Writes"
):
    """Get the progress of a request, then its own answer: also for one that has waited too long."""

    number = Text(wire_name="id", place="path", required=True, example="1", note="as in the Location of the request")

    waiting = Accepted(ground=inferred("the status is documented, the element is the sister product's"))
    unknown_id = UNKNOWN_NEIGHBOUR

    @classmethod
    def hands_on(cls) -> Iterator[type[Endpoint[Any]]]:
        """All that can be sent with `async=true`."""
        return operations()

    def run(self, world: CiscoWorld) -> Answer[Any]:
        """Answer as the request would have been answered, once it is done."""
        job = _found(world, self.number)
        if job is None:
            return self.say("unknown_id")
        if job.progress != DONE:
            return self.waiting(entity={"progress": job.progress}, location=self.url(f"{STATUS}/{job.job_id}"))
        said = _said(job)
        return Answer(*said) if said else self.say("unknown_id")


def _said(job: Job) -> list[Part]:
    """What was answered; nothing where a row made by hand has what nobody would answer."""
    operation = operation_of(job)
    if operation is None:
        return []
    try:
        outcome = [(name, msgspec.json.decode(values, type=dict[str, Any])) for name, values in job.outcome]
        return [operation.saying(name, values) for name, values in outcome]
    except (KeyError, msgspec.MsgspecError):
        return []


def _found(world: CiscoWorld, number: str) -> Job | None:
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return world.jobs.get(int(number))
