"""A database that is gone, does not answer, takes no writes or is full: each face says so, and nothing is half done.

It passes by itself: no server is started again.
"""

import concurrent.futures
import contextlib
import json
import signal
import subprocess
import uuid

import pytest

import databases
from clients import compact, create, exchange, huawei, issue, pools, sign, volcengine_error
from postgresql import PostgreSQL
from proxy import before
from telepool import running, until
from test_volcengine import SERVICE_UNAVAILABLE

pytestmark = databases.only_postgres("SQLite is a file in the data directory")

POOL = {"Name": "pool", "ServiceType": 100, "SubServiceType": 101}

#: What each face says of a call that may be repeated later.
AS_HUAWEI = compact({"error_code": "GSL.00010003", "error_msg": "系统繁忙,请稍后重试。"})
LATER = "The service is temporarily unavailable. Try again later."
AS_IAM = compact({"error": {"code": 503, "message": LATER, "title": "Service Unavailable"}})
AS_OPERATOR = {"code": "ServiceUnavailable", "message": LATER}


@pytest.fixture(scope="module")
def postgres():
    with PostgreSQL() as postgres:
        yield postgres


@pytest.fixture
def server(postgres, tmp_path):
    database = databases.PostgreSQL(postgres.url("telepool"))
    database.create()
    with running(tmp_path / "data", database=database) as server:
        create(server)
        yield server
    database.drop()


class Calls:
    """A read and a write of each face, always the same ones."""

    def __init__(self, server):
        self.server, self.name = server, uuid.uuid4().hex
        plan = {"id": self.name, "name": "plan", "carrier": "mobile", "data_mb": 1, "months": 1}
        token = {"Content-Type": "application/json", "Idempotency-Key": self.name}
        create = sign(
            server, "CreateNumberPool", {**POOL, "Name": self.name}, headers={"X-Sdk-Invocation-Id": self.name})
        self.reads = {
            "NumberPoolList": lambda: sign(server, "NumberPoolList").send(server),
            "ListSimPools": lambda: huawei(server, "GET", "/v1/sim-pools"),
            "ListPricePlans": lambda: huawei(server, "GET", "/telepool/v1/price-plans"),
        }
        self.writes = {
            "CreateNumberPool": lambda: create.send(server),
            "KeystoneCreateUserTokenByPassword": lambda: issue(server),
            "CreatePricePlan": lambda: huawei(
                server, "POST", "/telepool/v1/price-plans", headers=token, body=json.dumps(plan).encode()),
        }

    def answers(self, calls):
        """What is answered to all of them at once."""
        with concurrent.futures.ThreadPoolExecutor() as executor:
            sent = {name: executor.submit(call) for name, call in calls.items()}
            return {name: answer.result() for name, answer in sent.items()}

    def are_refused(self, calls):
        """Whether each is answered as its face says that it cannot be carried out now."""
        answers = self.answers(calls)
        for name, answer in answers.items():
            assert answer.status == 503, (name, answer)
            if name in ("NumberPoolList", "CreateNumberPool"):
                assert volcengine_error(answer) == SERVICE_UNAVAILABLE
            elif name == "ListSimPools":
                assert answer.body == AS_HUAWEI
            elif name == "KeystoneCreateUserTokenByPassword":
                assert answer.body == AS_IAM
            else:
                assert answer.json()["error"] == AS_OPERATOR
        return True

    def succeed(self, calls=None):
        calls = {**self.reads, **self.writes} if calls is None else calls
        return {answer.status for answer in self.answers(calls).values()} <= {200, 201}


def health(server):
    return [exchange(server, "GET", path).status for path in ["/healthz", "/readyz"]]


def recovers(server, contents):
    """The server goes on by itself; what it refused has left nothing, and can be repeated."""
    until(lambda: health(server) == [200, 200], "the database is back")
    assert server.database.contents() == contents
    calls = Calls(server)
    assert calls.succeed()
    # Once more, as if the answers had been lost.
    assert calls.succeed(calls.writes)
    names = [pool["NumberPoolName"] for pool in pools(server)["Records"]]
    assert names.count(calls.name) == 1


@pytest.fixture
def contents(server):
    assert Calls(server).succeed()
    assert health(server) == [200, 200]
    return server.database.contents()


def test_a_database_that_is_gone(server, contents, postgres):
    calls = Calls(server)
    postgres.stop(signal.SIGQUIT)
    try:
        assert health(server) == [200, 503]
        assert calls.are_refused({**calls.reads, **calls.writes})
        assert health(server) == [200, 503]
    finally:
        postgres.start()
    recovers(server, contents)


def test_a_call_waits_for_a_database_that_is_soon_back(server, postgres):
    """As while another server takes the place of one that failed."""
    with before(server) as proxy, concurrent.futures.ThreadPoolExecutor() as executor:
        postgres.stop(signal.SIGQUIT)
        try:
            creation = executor.submit(create, proxy, "patient")
            until(lambda: proxy.requests, "the call")
        finally:
            postgres.start()
        assert creation.result() in [pool["NumberPoolNo"] for pool in pools(server)["Records"]]
        assert proxy.statuses == [200]


def test_a_database_that_does_not_answer(server, contents, postgres):
    calls = Calls(server)
    with postgres.paused():
        assert calls.are_refused({**calls.reads, **calls.writes})
        assert health(server) == [200, 503]
    recovers(server, contents)


def test_a_database_that_takes_no_writes(server, contents, postgres):
    def set_read_only(value):
        administration.execute("SET default_transaction_read_only = off")
        administration.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
        administration.execute("SELECT pg_reload_conf()")

    calls = Calls(server)
    with server.database.connect() as administration:
        set_read_only("on")
        try:
            until(lambda: health(server) == [200, 503], "the end of writes")
            assert calls.are_refused(calls.writes)
        finally:
            set_read_only("off")
    recovers(server, contents)


@pytest.fixture
def small(postgres):
    """A folder of PostgreSQL's that does not hold much."""
    place = postgres.directory / "small"
    place.mkdir()
    options = f"size=32m,mode=0700,uid={postgres.directory.stat().st_uid}"
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "telepool", place], capture_output=True, text=True)
    if mounting.returncode != 0:
        pytest.skip(f"only root can make a file system of its own: {mounting.stderr.strip()}")
    yield place
    # A process of the server may still have it open for a moment.
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_database_that_is_full(small, postgres, tmp_path):
    administration = databases.PostgreSQL(postgres.url())
    administration.execute(f"CREATE TABLESPACE small LOCATION '{small}'")
    database = databases.PostgreSQL(postgres.url("filled"))
    database.create("TABLESPACE small")
    with running(tmp_path / "data", "--max-number-pools", "1000000", database=database) as server:
        made = [create(server)]

        def is_full():
            answer = sign(server, "CreateNumberPool", POOL).send(server)
            if answer.status != 200:
                assert volcengine_error(answer) == SERVICE_UNAVAILABLE
                return True
            made.append(answer.json()["Result"]["NumberPoolNo"])

        filler = small / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        until(is_full, "the first refusal", interval=0)
        assert sorted(made) == sorted(number for number, in database.query("SELECT number_pool_no FROM number_pools"))
        assert database.query("SELECT sum(pools) FROM number_pool_totals") == [(len(made),)]
        assert pools(server)["Total"] == len(made)
        filler.unlink()
        made.append(create(server))
        assert pools(server)["Total"] == len(made)
    database.drop()
    administration.execute("DROP TABLESPACE small")
