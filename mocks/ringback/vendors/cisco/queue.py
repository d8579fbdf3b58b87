"""The queue of requests sent with `async=true`: one is worked on at a time, thirty may wait."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from ringback.contract.request import Request
from ringback.vendors.cisco.records import Job
from ringback.vendors.cisco.world import CONFIG, CiscoWorld

if TYPE_CHECKING:
    from ringback.vendors.cisco.write import Change

MOST_WAITING = 30
LONGEST_WAIT = timedelta(seconds=30)
STATUS = f"{CONFIG}/asynchrequeststatus"

IN_QUEUE, IN_PROGRESS, DONE = "IN_QUEUE", "IN_PROGRESS", "DONE"
TIMED_OUT = "timed_out"

# One request at a time: the worker is one timer, under one key.
WORK, WORKER = "work", "queue"
# What passes before the worker takes up the first request of an idle queue.
PICK_UP = timedelta(seconds=0.1)


def is_full(world: CiscoWorld) -> bool:
    """Whether another request would find no room to wait."""
    return world.jobs.count("progress", IN_QUEUE) >= MOST_WAITING


def enqueue(world: CiscoWorld, call: "Change") -> Job:
    """Let a call wait for its turn."""
    request = call.request
    job = Job(
        job_id=0,
        operation=type(call).__name__,
        user_name=call.me.user_name,
        base=request.base,
        path=request.path,
        inputs={name: str(value) for name, value in call.inputs.items() if name != "async"},
        content_type=request.header(b"content-type"),
        body=request.body,
        queued=world.now,
    )
    if world.timer_due(WORK, WORKER) is None:
        world.set_timer(WORK, WORKER, world.now + PICK_UP)
    return world.jobs.add(job)


def work(world: CiscoWorld, key: str) -> None:
    """Finish the request in progress, and take up the next that has not waited too long."""
    current = world.jobs.first("progress", IN_PROGRESS)
    if current is not None:
        _finish(world, current)
    for job in world.jobs.where("progress", IN_QUEUE):
        if world.now - job.queued <= LONGEST_WAIT:
            world.jobs.change(job.job_id, progress=IN_PROGRESS)
            world.set_timer(WORK, key, world.now + timedelta(seconds=world.deployment.seconds_per_request))
            return
        _keep(world, job, ((TIMED_OUT, "{}"),))


def _finish(world: CiscoWorld, job: Job) -> None:
    operation = operation_of(job)
    if operation is None:
        _keep(world, job, ())
        return
    answer = _call(operation, job).resume(world, world.users.get(job.user_name))
    outcome = tuple((part.reply.name, msgspec.json.encode(part.values).decode()) for part in answer.parts)
    _keep(world, job, outcome)


def _keep(world: CiscoWorld, job: Job, outcome: tuple[tuple[str, str], ...]) -> None:
    """Remember what came of a request; what it was sent is no longer needed."""
    world.jobs.change(job.job_id, progress=DONE, body=b"", outcome=outcome)


def _call(operation: "type[Change]", job: Job) -> "Change":
    headers = [(b"content-type", job.content_type.encode())]
    method = (operation.address or {}).get("method", "POST")
    return operation(Request(method, job.path, b"", headers, job.body, base=job.base), job.inputs)


def operation_of(job: Job) -> "type[Change] | None":
    """The endpoint that a request was for; None where a row made by hand names none that changes something."""
    return next((operation for operation in operations() if operation.__name__ == job.operation), None)


def operations() -> "Iterator[type[Change]]":
    """All endpoints that change something."""
    # Imported here: the app is made of all its chapters, and they of this module.
    from ringback.vendors.cisco import APP
    from ringback.vendors.cisco.write import Change

    return (endpoint for endpoint in APP.endpoints if issubclass(endpoint, Change))
