"""What was answered survives a crash, once; what was not can be sent again."""

import concurrent.futures
import http.client
import json
import subprocess
import threading
import time
import uuid

import pytest

import databases
import signing
from telepool import ACCESS_KEY_ID, BINARY, SECRET_ACCESS_KEY, TIMEOUT, running, until

KEY = (ACCESS_KEY_ID, SECRET_ACCESS_KEY)
POOLS = 1000
CLIENTS = 32
CREATE = "/?Action=CreateNumberPool&Version=2022-01-01"
LIST = "/?Action=NumberPoolList&Version=2022-01-01"


class Client:
    """A client with a connection of its own, as the SDKs keep one."""

    def __init__(self, server):
        self.host = server.address
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)

    def volcengine(self, target, body, headers=None):
        body = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
        headers = signing.volcengine(KEY, "POST", target, body, headers, host=self.host)
        return self.call("POST", target, headers, body)["Result"]

    def huawei(self, target):
        return self.call("GET", target, signing.huawei(KEY, "GET", target, host=self.host))

    def call(self, method, target, headers, body=b""):
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return json.loads(text)

    def create(self, name, invocation):
        """Creates a pool as one try of a call that may be made again; tells its number."""
        body = {"Name": name, "ServiceType": 100, "SubServiceType": 101}
        answer = self.volcengine(CREATE, body, {"X-Sdk-Invocation-Id": invocation})
        assert answer["Name"] == name
        return answer["NumberPoolNo"]

    def pools(self):
        """Number and name of every pool; they have to be as many as the list says."""
        found = []
        while True:
            page = self.volcengine(LIST, {"Limit": 500, "Offset": len(found)})
            found += [(pool["NumberPoolNo"], pool["NumberPoolName"]) for pool in page["Records"]]
            if len(page["Records"]) < 500:
                assert page["Total"] == len(found)
                return found


def create_all(server, calls, on_answer=lambda count: None):
    """Makes the calls from many clients at once; tells those that were answered, by name."""
    waiting, answered, lock = list(reversed(calls.items())), {}, threading.Lock()

    def work():
        client = Client(server)
        while True:
            with lock:
                if not waiting:
                    return
                name, invocation = waiting.pop()
            try:
                no = client.create(name, invocation)
            except (OSError, http.client.HTTPException):
                return
            with lock:
                answered[name] = no
                count = len(answered)
            on_answer(count)

    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as clients:
        for client in [clients.submit(work) for _ in range(CLIENTS)]:
            client.result()
    return answered


@pytest.fixture
def server(tmp_path):
    with running(tmp_path / "data", "--max-number-pools", "100000") as server:
        yield server


@pytest.mark.parametrize("round", range(2))
def test_every_create_that_was_answered_before_a_crash_is_there_once(server, round):
    calls = {f"pool {number:04}": str(uuid.uuid4()) for number in range(POOLS)}

    def crash(count):
        if count == POOLS // 3:
            server.process.kill()

    answered = create_all(server, calls, crash)
    server.wait()
    assert POOLS // 3 <= len(answered) < POOLS
    assert len(set(answered.values())) == len(answered)

    server.start()
    pools = Client(server).pools()
    names = [name for _, name in pools]
    assert len(set(names)) == len(names), "a pool is there twice"
    assert len({no for no, _ in pools}) == len(pools)
    assert set(names) <= set(calls)
    found = {name: no for no, name in pools}
    assert {name: found.get(name) for name in answered} == answered

    # Whether they took effect or not: the same calls again give each pool once.
    rest = {name: invocation for name, invocation in calls.items() if name not in answered}
    again = create_all(server, rest)
    assert set(again) == set(rest)
    assert {name: again[name] for name in found if name in again} == {
        name: no for name, no in found.items() if name in again}
    assert sorted(Client(server).pools()) == sorted((no, name) for name, no in {**answered, **again}.items())
    # And so do the calls that had been answered.
    some = {name: calls[name] for name in list(answered)[:50]}
    assert create_all(server, some) == {name: answered[name] for name in some}
    assert len(Client(server).pools()) == POOLS


RECORDS = 100_000
MEGABYTE = 1 << 20


@pytest.fixture
def inventory(server, tmp_path):
    """A SIM pool with a hundred cards, and a file with usage of them."""
    cards = [f"8986000000000{number:06}" for number in range(100)]
    (tmp_path / "cards.csv").write_text("iccid,status\n" + "".join(f"{card},in_use\n" for card in cards))
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 1))
    (tmp_path / "usage.csv").write_text("record_id,iccid,at,bytes\n" + "".join(
        f"record-{number},{cards[number % 100]},{now},{MEGABYTE}\n" for number in range(RECORDS)))
    server.run("plans", "create", "--id", "1", "--name", "plan", "--carrier", "mobile", "--data-mb", "30",
               "--months", "12")
    server.run("sims", "import", "--order", "1", "--plan", "1", tmp_path / "cards.csv")
    server.run("sim-pools", "create", "--name", "pool", "--order", "1")
    return tmp_path / "usage.csv"


def used(server):
    """The usage of the pool over the last cycles, in MB; the test may run where one cycle follows another."""
    answer = Client(server).huawei("/v1/sim-pools?all_billing_cycle=true")
    return sum(pool["flow_used"] for pool in answer["pools"])


def import_in_the_background(server, file):
    return subprocess.Popen(
        [BINARY, "usage", "import", file, "--endpoint", server.endpoint],
        env={
            "HOME": str(server.directory), "TELEPOOL_ACCESS_KEY_ID": KEY[0],
            "TELEPOOL_SECRET_ACCESS_KEY": KEY[1]},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def summary(accepted, duplicate):
    return f"{accepted} accepted, {duplicate} duplicate, 0 rejected\n"


def test_usage_that_is_imported_again_after_a_crash_counts_once(server, inventory):
    importing = import_in_the_background(server, inventory)
    until(lambda: used(server) > 0, "the first records")
    server.kill()
    assert importing.poll() is None
    importing.kill()
    importing.communicate()

    server.start()
    before = used(server)
    assert 0 < before < RECORDS
    # The records are counted in the transaction that keeps them, so there are exactly as many.
    assert server.run("usage", "import", inventory).stdout == summary(RECORDS - before, before)
    assert used(server) == RECORDS
    assert server.run("usage", "import", inventory).stdout == summary(0, RECORDS)
    assert used(server) == RECORDS


def test_an_import_outlives_a_crash_of_the_server(server, inventory):
    importing = import_in_the_background(server, inventory)
    until(lambda: used(server) > 0, "the first records")
    server.kill()
    assert importing.poll() is None
    server.start()
    output, error = importing.communicate(timeout=TIMEOUT)
    assert (importing.returncode, error) == (0, "")
    # A batch that was kept, but not answered any more, is answered from what was kept.
    assert output == summary(RECORDS, 0)
    assert used(server) == RECORDS


def test_an_import_says_soon_that_there_is_no_server(server, inventory):
    server.stop()
    importing = import_in_the_background(server, inventory)
    try:
        output, error = importing.communicate(timeout=20)
    finally:
        importing.kill()
    assert importing.returncode not in (0, 3)
    assert "The server cannot be reached." in error
    assert output == ""


def test_a_first_start_that_was_cut_off_can_be_made_again(tmp_path):
    """Cut off at many moments, so that one of them hits whatever is not whole."""
    for moment in range(12):
        directory = tmp_path / f"data{moment}"
        process = subprocess.Popen(
            [BINARY, "serve", "--listen", "127.0.0.1:0", "--data-dir", directory,
             *databases.database(directory).options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={
                "TELEPOOL_ROOT_ACCESS_KEY_ID": KEY[0], "TELEPOOL_ROOT_SECRET_ACCESS_KEY": KEY[1],
                "TELEPOOL_ROOT_PASSWORD": "conformance password"})
        time.sleep(moment * 0.008)
        process.kill()
        process.wait(TIMEOUT)
        with running(directory) as server:
            assert Client(server).pools() == []
