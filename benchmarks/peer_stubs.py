"""Other mock servers: which package each is, how it is told the reply of `agent_status`, and how it is started.

Each is given the same status, the same documented headers and the same body, for a POST to the same path whose form
says `function=agent_status`. moto takes no stubs: it looks up one of its own records, named by a form too.
Options are those that each tool offers for less work: no log of requests, no admin server where it can be left out.
WireMock is there as it comes, without its journal and its log, and like that with asynchronous replies.
"""

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import request
from benchmarks.packages import Npm, Pip, Unavailable
from benchmarks.processes import Server, free_port
from benchmarks.servers import PATH, TEXT
from benchmarks.throughput import BEGINS, POST

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-cache, must-revalidate",
    "Pragma": "no-cache",
}
FIELD, ASKED = "function", "agent_status"

# The files of a stub by their names, for a port.
Files = Callable[[int], Mapping[str, Any]]


@dataclass(frozen=True)
class Peer:
    """A mock server.

    In its command, `{packages}`, `{folder}` (of its files), `{port}`, `{spare}` (another) and `{python}` are filled in.
    """

    name: str
    package: Npm | Pip | None
    command: str
    how: str = ""
    files: Files = lambda port: {}
    request: bytes = POST
    begins: bytes = BEGINS
    prepared_by: bytes = b""  # a request that must come before
    closes: bool = False  # it ends the connection after every reply

    def server(self, packages: Path, scratch: Path) -> Server:
        """A server of the peer with its files in a folder, not started; Unavailable says what it lacks."""
        port = free_port()
        for name, content in self.files(port).items():
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content), encoding="utf-8")
        filled = {"packages": packages, "folder": scratch, "port": port, "spare": free_port(), "python": sys.executable}
        command = [part.format_map(filled) for part in self.command.split()]
        if shutil.which(command[0]) is None:
            raise Unavailable(f"{command[0]} is not installed")
        return Server(command, port)


def _wiremock(port: int) -> Mapping[str, Any]:
    stub = {
        "request": {"method": "POST", "urlPath": PATH, "formParameters": {FIELD: {"equalTo": ASKED}}},
        "response": {"status": 200, "headers": HEADERS, "body": TEXT},
    }
    return {"mappings/stub.json": stub}


def _mockoon(port: int) -> Mapping[str, Any]:
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(4)]
    told = {
        "uuid": ids[0],
        "statusCode": 200,
        "headers": [{"key": name, "value": value} for name, value in HEADERS.items()],
        "body": TEXT,
        "disableTemplating": True,
        "rules": [{"target": "body", "modifier": FIELD, "value": ASKED, "invert": False, "operator": "equals"}],
    }
    # Without another response as the default, the rule would not be asked.
    other = {"uuid": ids[1], "statusCode": 404, "body": "", "default": True}
    route = {"uuid": ids[2], "type": "http", "method": "post", "endpoint": PATH.lstrip("/"), "responses": [told, other]}
    environment = {
        "uuid": ids[3],
        "lastMigration": 33,
        "name": "stub",
        "port": port,
        "hostname": "127.0.0.1",
        "cors": False,
        "routes": [route],
        "rootChildren": [{"type": "route", "uuid": ids[2]}],
    }
    return {"stub.json": environment}


def _prism(port: int) -> Mapping[str, Any]:
    headers = {
        name: {"schema": {"type": "string"}, "example": value}
        for name, value in HEADERS.items()
        if name != "Content-Type"
    }
    reply = {"schema": {"type": "string"}, "example": TEXT}
    field = {"type": "string", "enum": [ASKED]}
    form = {"schema": {"type": "object", "required": [FIELD], "properties": {FIELD: field}}}
    call = {
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": form}},
        "responses": {
            "200": {"description": "shown", "headers": headers, "content": {HEADERS["Content-Type"]: reply}},
            "422": {"description": "another function"},
        },
    }
    described = {"openapi": "3.0.3", "info": {"title": "stub", "version": "1"}, "paths": {PATH: {"post": call}}}
    return {"stub.json": described}


def _mountebank(port: int) -> Mapping[str, Any]:
    # Of itself it closes every connection and sends its body in chunks.
    headers = {**HEADERS, "Connection": "keep-alive", "Content-Length": len(TEXT)}
    stub = {
        "predicates": [{"equals": {"method": "POST", "path": PATH, "form": {FIELD: ASKED}}}],
        "responses": [{"is": {"statusCode": 200, "headers": headers, "body": TEXT}}],
    }
    return {"stub.json": {"imposters": [{"protocol": "http", "host": "127.0.0.1", "port": port, "stubs": [stub]}]}}


def _iam(action: str) -> bytes:
    """A request about a user, in the manner of moto's clients: the signature is not looked at, its scope is."""
    asked = request("POST", "/", urlencode({"Action": action, "Version": "2010-05-08", "UserName": "1234"}).encode())
    scope = "AWS4-HMAC-SHA256 Credential=mock/20260105/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0"
    return asked.replace(b"\r\n\r\n", f"\r\nAuthorization: {scope}\r\n\r\n".encode(), 1)


OURS = Peer("Ringback", None, "{python} -m ringback serve --port {port} --scenario handbook --clock frozen --log off")
WIREMOCK = Npm("wiremock", "3.13")
# Ringback tells the length of what it sends, so WireMock does too; the load client reads no chunks.
JAVA = (
    "java -cp {packages}/node_modules/wiremock/build/* wiremock.Run --root-dir {folder} --port {port}"
    " --bind-address 127.0.0.1 --use-chunked-encoding never"
)
SWIFT = f"{JAVA} --no-request-journal --disable-request-logging --disable-gzip"
NODE = "node {packages}/node_modules/.bin/"
PEERS = (
    Peer("WireMock", WIREMOCK, JAVA, "as it comes", _wiremock),
    Peer("WireMock", WIREMOCK, SWIFT, "no journal, no log", _wiremock),
    Peer("WireMock", WIREMOCK, f"{SWIFT} --async-response-enabled true", "no journal, no log, asynchronous", _wiremock),
    Peer(
        "Mockoon CLI",
        Npm("@mockoon/cli", "9"),
        NODE + "mockoon-cli start --data {folder}/stub.json --disable-log-to-file --disable-admin-api",
        files=_mockoon,
    ),
    Peer(
        "Prism",
        Npm("@stoplight/prism-cli", "5"),
        NODE + "prism mock {folder}/stub.json --port {port} --verboseLevel silent --errors --cors false",
        files=_prism,
    ),
    Peer(
        "mountebank",
        Npm("mountebank", "2"),
        NODE + "mb start --configfile {folder}/stub.json --port {spare} --localOnly --loglevel error"
        " --nologfile --pidfile {folder}/pid",
        files=_mountebank,
    ),
    Peer(
        "moto",
        Pip("moto", "server", "5"),
        "{packages}/bin/python -m moto.server --port {port}",
        how="its IAM GetUser",
        request=_iam("GetUser"),
        begins=b"<GetUserResponse ",
        prepared_by=_iam("CreateUser"),
        closes=True,
    ),
)
