"""Debian's `wrk` in the load client's place: it checks statuses, not bodies."""

import re
import resource
import shutil
import subprocess
import tempfile
import time

from benchmarks.load import LoadError, Measured, Plan, drive

_UNITS = {"us": 1.0, "ms": 1e3, "s": 1e6}
_PERCENTILE = re.compile(r"^\s+(50|99)%\s+([0-9.]+)(us|ms|s)\s*$", re.MULTILINE)
_COUNTED = re.compile(r"(\d+) requests in ([0-9.]+)(ms|s|m)")


def drive_with_wrk(plan: Plan) -> Measured:
    """Carry a plan out with `wrk`, after a moment of the own client, which looks at the bodies."""
    if shutil.which("wrk") is None:
        raise LoadError("wrk is not installed (Debian, Ubuntu: apt install wrk)")
    drive(Plan(plan.port, plan.request, plan.begins, plan.status, plan.connections, 0.0, plan.warm_up, plan.host))
    head, _, body = plan.request.partition(b"\r\n\r\n")
    method, path, _ = head.decode().partition("\r\n")[0].split(" ")
    script = f'wrk.method = "{method}"\n'
    for line in head.decode().split("\r\n")[1:]:
        name, _, value = line.partition(": ")
        if name.lower() not in ("host", "content-length"):
            script += f'wrk.headers["{name}"] = "{value}"\n'
    script += f"wrk.body = [==[{body.decode()}]==]\n" if body else ""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        command = ["wrk", "-t1", f"-c{plan.connections}", f"-d{max(1, round(plan.seconds))}s", "--latency"]
        command += ["-s", lua.name, f"http://{plan.host}:{plan.port}{path}"]
        began, before = time.perf_counter(), _children()
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        busy = (_children() - before) / (time.perf_counter() - began)
    return parsed(said, busy)


def parsed(said: str, busy: float) -> Measured:
    """What `wrk --latency` printed; LoadError when any reply was an error."""
    counted = _COUNTED.search(said)
    waits = {percent: float(value) * _UNITS[unit] for percent, value, unit in _PERCENTILE.findall(said)}
    if counted is None or len(waits) != 2 or "Non-2xx" in said or "Socket errors" in said:
        raise LoadError(f"wrk said:\n{said}")
    seconds = float(counted[2]) * {"ms": 1e-3, "s": 1.0, "m": 60.0}[counted[3]]
    responses = int(counted[1])
    return Measured(seconds, responses, responses / seconds, waits["50"], waits["99"], busy)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
