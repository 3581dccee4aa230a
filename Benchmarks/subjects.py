"""What is measured: Telepool, and beside it nginx, moto and the twin."""

import concurrent.futures
import datetime
import importlib.metadata
import json
import os
import pathlib
import pwd
import re
import shutil
import socket
import sys
import time

import signing
from processes import HOST, LOAD_CORE, PATIENCE, Failure, Server, free_port, pinned, run, send

NUMBER_POOLS, SIM_POOLS = "NumberPoolList", "ListSimPools"
OPERATIONS = (NUMBER_POOLS, SIM_POOLS)
POOLS = 1000
PAGE = 10

KEY = signing.Key("AKBENCHMARK00000001", "benchmark-secret-of-the-root-key")


class Subject:
    """A server that answers both operations, or what stands for them."""

    name = ""

    def __init__(self, directory):
        self.directory = directory / self.name
        self.directory.mkdir()
        self.port = free_port()
        self.server = None

    @property
    def host(self):
        return f"{HOST}:{self.port}"

    def serve(self, command, environment=None):
        self.server = Server(command, self.port, self.directory / "server.log", environment)
        self.server.wait_until_ready()

    def stop(self):
        if self.server:
            self.server.stop()

    def request(self, operation):
        """A request that is valid from now on, for longer than a round takes."""
        raise NotImplementedError

    def check(self, operation, body):
        """Fails unless `body` is the right answer."""
        raise NotImplementedError

    def probe(self, operation):
        """One request; answers its body, which is right."""
        body = send(self.port, self.request(operation))
        self.check(operation, body)
        return body

    @staticmethod
    def version():
        raise NotImplementedError


class PoolService(Subject):
    """What speaks both clouds' protocols."""

    expected = {}

    def request(self, operation, page=0, limit=PAGE, service_type=100):
        """10 of the 500 number pools of a type (0 for all); 10 of the 1,000 SIM pools."""
        if operation == NUMBER_POOLS:
            filters = {"ServiceType": service_type, "Limit": limit, "Offset": page * limit}
            return signing.volcengine(
                KEY, self.host, "/?Action=NumberPoolList&Version=2022-01-01", json.dumps(filters).encode())
        return signing.huawei(KEY, self.host, "GET", f"/v1/sim-pools?limit={limit}&offset={page + 1}")

    def check(self, operation, body):
        answer = comparable(body)
        total = answer["Result"]["Total"] if operation == NUMBER_POOLS else answer["count"]
        if total != (POOLS // 2 if operation == NUMBER_POOLS else POOLS):
            raise Failure(f"{self.name} knows of {total} pools: {body[:500]!r}")
        if answer != comparable(self.expected.get(operation, body)):
            raise Failure(f"{self.name} answers otherwise: {body!r}")


def comparable(body):
    """An answer, its order of fields included, without what differs each time."""
    answer = json.loads(body, object_pairs_hook=Fields)
    dict.get(answer, "ResponseMetadata", {}).pop("RequestId", None)
    return answer


class Fields(dict):
    """Fields in an order that counts."""

    def __eq__(self, other):
        return list(self.items()) == list(other.items())


class Telepool(PoolService):
    name = "telepool"
    binary = os.environ.get("TELEPOOL_BINARY", "telepool")
    root = {
        "TELEPOOL_ROOT_ACCESS_KEY_ID": KEY.id,
        "TELEPOOL_ROOT_SECRET_ACCESS_KEY": KEY.secret,
        "TELEPOOL_ROOT_PASSWORD": "benchmark password",
    }

    @property
    def command(self):
        data = str(self.directory / "data")
        return [self.binary, "serve", "--listen", self.host, "--data-dir", data]

    def start(self):
        self.serve(self.command, self.root)

    def load(self):
        """Puts 1,000 pools of each kind in, by signed calls and by the operator's commands."""
        with concurrent.futures.ThreadPoolExecutor(16) as workers:
            list(workers.map(self._create_number_pool, range(1, POOLS + 1)))
            self._run("plans", "create", "--id", "10000", "--name", "中国联通消费级每月30M联接服务(1年)",
                      "--carrier", "unicom", "--data-mb", 30, "--months", 12)
            list(workers.map(self._create_sim_pool, range(1, POOLS + 1)))
        now = datetime.datetime.now(datetime.timezone.utc)
        usage = self.directory / "usage.csv"
        usage.write_text("record_id,iccid,at,bytes\n" + "".join(
            f"{number},{iccid(number, 1)},{now:%Y-%m-%dT%H:%M:%SZ},{number * 123_457}\n"
            for number in range(1, POOLS + 1)))
        self._run("usage", "import", usage)
        self.expected = {operation: self.probe(operation) for operation in OPERATIONS}

    def records(self):
        """All that is in it."""
        number_pools, sim_pools = [], []
        for page in range(POOLS // 500):
            number_pools += self._page(NUMBER_POOLS, page)["Result"]["Records"]
            sim_pools += self._page(SIM_POOLS, page)["pools"]
        return {"key": [KEY.id, KEY.secret], "number_pools": number_pools, "sim_pools": sim_pools}

    def first_answer_seconds(self, environment):
        """From just before a start on the existing database to the end of a signed answer."""
        # How it ends so soon after a start is not what is measured here.
        self.server.stop()
        request = http_bytes(self.request(NUMBER_POOLS))
        with pinned(LOAD_CORE):
            start = time.monotonic()
            self.server = Server(self.command, self.port, self.directory / "server.log", environment)
            while True:
                try:
                    with socket.create_connection((HOST, self.port), timeout=PATIENCE) as connection:
                        connection.sendall(request)
                        body = receive(connection)
                    break
                except (ConnectionRefusedError, ConnectionResetError):
                    self.server.check_is_running()
                    if time.monotonic() - start > PATIENCE:
                        raise Failure("telepool does not answer after its start") from None
            seconds = time.monotonic() - start
        self.check(NUMBER_POOLS, body)
        return seconds

    def stop(self):
        if self.server and (status := self.server.stop()) != 0:
            raise Failure(f"telepool ended with {status}")

    def _page(self, operation, page):
        return json.loads(send(self.port, self.request(operation, page, 500, service_type=0)))

    def _create_number_pool(self, number):
        type = 100 if number % 2 else 200
        pool = {"Name": f"营销号码池-{number:04}", "ServiceType": type, "SubServiceType": type + 1 + number % 6}
        target = "/?Action=CreateNumberPool&Version=2022-01-01"
        send(self.port, signing.volcengine(KEY, self.host, target, json.dumps(pool).encode()))

    def _create_sim_pool(self, number):
        """A pool of one order with three cards."""
        states = ("in_use", "in_use", "inactive")
        cards = "iccid,status\n" + "".join(
            f"{iccid(number, card)},{state}\n" for card, state in enumerate(states, 1))
        self._operate(f"/telepool/v1/orders/{1_000_000 + number}/sim-cards?plan_id=10000", cards, "text/csv")
        pool = {"name": f"流量池-{number:04}", "order_ids": [1_000_000 + number]}
        self._operate("/telepool/v1/sim-pools", json.dumps(pool), "application/json")

    def _operate(self, target, body, media_type):
        send(self.port, signing.huawei(KEY, self.host, "POST", target, body.encode(), media_type))

    def _run(self, *arguments):
        run([self.binary, *arguments], {
            "PATH": os.environ["PATH"], "HOME": str(self.directory),
            "TELEPOOL_ENDPOINT": f"http://{self.host}",
            "TELEPOOL_ACCESS_KEY_ID": KEY.id, "TELEPOOL_SECRET_ACCESS_KEY": KEY.secret,
        })

    @staticmethod
    def version():
        return run([Telepool.binary, "--version"]).strip()


class Nginx(Subject):
    """The very same bytes as static files."""

    name = "nginx"
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    configuration = """\
user {user};
worker_processes 1;
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log {directory}/access.log;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    default_type application/json;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=100;
    keepalive_requests 100000000;
    server {{
        listen {host};
        root {directory}/files;
    }}
}}
"""

    def start(self, expected):
        self.expected = expected
        (self.directory / "files").mkdir()
        for operation, body in expected.items():
            (self.directory / "files" / operation).write_bytes(body)
        file = self.directory / "nginx.conf"
        user = pwd.getpwuid(os.geteuid()).pw_name
        file.write_text(self.configuration.format(user=user, directory=self.directory, host=self.host))
        self.serve([self.program, "-c", str(file)])

    def request(self, operation):
        return signing.Request("GET", f"/{operation}", {"Host": self.host})

    def check(self, operation, body):
        if body != self.expected[operation]:
            raise Failure(f"nginx answers otherwise: {body!r}")

    @staticmethod
    def version():
        return run([Nginx.program, "-v"]).strip().removeprefix("nginx version: ")


class Moto(Subject):
    """A signed list of 10 records, `DescribeParameters` of SSM, as long as the operation's answer.

    It holds no more than these, does not check the signature, and has a region for each operation's.
    """

    name = "moto"
    regions = {NUMBER_POOLS: "us-east-1", SIM_POOLS: "eu-west-1"}

    def start(self, expected):
        self.lengths = {operation: len(body) for operation, body in expected.items()}
        self.serve([sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(self.port)])
        for operation, length in self.lengths.items():
            self._put(operation, 1)
            missing = length - len(send(self.port, self.request(operation)))
            self._put(operation, 1 + max(0, round(missing / PAGE)))

    def request(self, operation):
        return self._call(operation, "DescribeParameters", MaxResults=PAGE)

    def check(self, operation, body):
        records = json.loads(body)["Parameters"]
        if len(records) != PAGE or abs(len(body) - self.lengths[operation]) > 0.05 * self.lengths[operation]:
            raise Failure(f"moto answers {len(records)} records in {len(body)} bytes: {body[:500]!r}")

    def _put(self, operation, length):
        for number in range(PAGE):
            send(self.port, self._call(
                operation, "PutParameter", Name=f"parameter-{number:04}", Value="value", Type="String",
                Description="d" * length, Overwrite=True))

    def _call(self, operation, action, **body):
        region = self.regions[operation]
        return signing.aws(KEY, self.host, region, "ssm", f"AmazonSSM.{action}", json.dumps(body).encode())

    @staticmethod
    def version():
        return f"moto {importlib.metadata.version('moto')}"


class Twin(PoolService):
    """The same two operations in FastAPI, on a database with the same records."""

    name = "twin"
    program = pathlib.Path(__file__).with_name("twin.py")

    def start(self, expected, records):
        self.expected = expected
        data, database = self.directory / "records.json", self.directory / "twin.sqlite"
        data.write_text(json.dumps(records))
        run([sys.executable, self.program, database, data])
        self.serve(
            [sys.executable, "-m", "uvicorn", "--app-dir", str(self.program.parent), "--host", HOST,
             "--port", str(self.port), "twin:app"],
            {"TWIN_DATABASE": str(database)})

    @staticmethod
    def version():
        return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("fastapi", "uvicorn"))


def iccid(pool, card):
    return f"8986{pool:012}{card:04}"


def http_bytes(request):
    headers = request.headers | {"Content-Length": len(request.body)}
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {headers[name]}" for name in headers)]
    return "\r\n".join([*lines, "", ""]).encode() + request.body


def receive(connection):
    """The body of an answer with a length, which has to be a 200."""
    received = b""
    while True:
        received += (piece := connection.recv(1 << 16))
        head, end, body = received.partition(b"\r\n\r\n")
        if end and len(body) == int(re.search(rb"(?i)content-length: *(\d+)", head)[1]):
            if not head.startswith(b"HTTP/1.1 200 "):
                raise Failure(f"the first answer is {received!r}")
            return body
        if not piece:
            raise ConnectionResetError("closed before the answer was complete")
