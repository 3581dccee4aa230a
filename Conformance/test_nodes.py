"""Several nodes on one database are one service: what one did, all know, and what time asks for is done once."""

import concurrent.futures
import pathlib
import signal
import sys
import time
import uuid

import pytest

import databases
from clients import ROOT, create, exchange, issue, pools, sign
from proxy import before
from telepool import together, until
from test_bindings import AXN, bind, stocked
from test_iam import tokens

# Behind all other directories, as some of its modules have the names of modules here.
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Benchmarks"))

from drill_nodes import Options, drill  # noqa: E402

IN_CHARGE = "In charge of what time asks for"

pytestmark = databases.only_postgres("several nodes need a database server")


@pytest.fixture
def nodes(tmp_path):
    with together(tmp_path, 3, "--max-number-pools", "20") as nodes:
        yield nodes


def test_many_clients_and_lost_answers_change_nothing_twice(tmp_path):
    drill(tmp_path, Options(creates=400, numbers=400))


def test_nodes_that_start_at_once_make_one_installation(nodes):
    """They have found an empty database, and each of them would have made all of it."""
    database = nodes[0].database
    assert database.query("SELECT count(*) FROM accounts") == [(1,)]
    assert database.query("SELECT count(*) FROM users") == [(1,)]
    assert sum(len(node.output) > 2 for node in nodes) == 1, "one of them welcomes the administrator"
    number = create(nodes[0])
    assert [[pool["NumberPoolNo"] for pool in pools(node)["Records"]] for node in nodes] == [[number]] * 3


def test_a_call_that_reaches_two_nodes_at_once_takes_effect_once(nodes):
    with before(*nodes) as proxy, concurrent.futures.ThreadPoolExecutor() as executor:
        for _ in range(5):
            proxy.gather(3)
            headers = {"X-Sdk-Invocation-Id": str(uuid.uuid4())}
            parameters = {"Name": "pool", "ServiceType": 100, "SubServiceType": 101}
            request = sign(proxy, "CreateNumberPool", parameters, headers=headers)
            answers = list(executor.map(lambda _: request.send(proxy).json()["Result"], range(3)))
            assert answers == [answers[0]] * 3
    assert pools(nodes[0])["Total"] == 5


def test_a_quota_is_one_for_all_nodes(nodes):
    with before(*nodes) as proxy, concurrent.futures.ThreadPoolExecutor(30) as executor:
        parameters = {"Name": "pool", "ServiceType": 100, "SubServiceType": 101}
        statuses = list(executor.map(
            lambda _: sign(proxy, "CreateNumberPool", parameters).send(proxy).status, range(30)))
    assert sorted(statuses) == [200] * 20 + [400] * 10
    assert pools(nodes[0])["Total"] == 20


def test_a_token_that_one_node_revokes_ends_on_all(nodes):
    def status(node):
        return exchange(node, "GET", "/v1/sim-pools", {"X-Auth-Token": token}).status

    first, second, third = nodes
    token, administrator = (issue(first).headers["X-Subject-Token"] for _ in range(2))
    assert [status(node) for node in nodes] == [200] * 3
    assert tokens(second, "DELETE", administrator, token).status == 204
    assert status(second) == 401
    for node in [first, third]:
        until(lambda: status(node) == 401, "the end of the token")


def test_a_key_that_is_replaced_on_one_node_is_replaced_on_all(nodes):
    key = ("AKREPLACED000001", "secret-of-the-replaced-key")
    first, second, third = nodes
    assert first.stop() == 0
    first.environment |= {"TELEPOOL_ROOT_ACCESS_KEY_ID": key[0], "TELEPOOL_ROOT_SECRET_ACCESS_KEY": key[1]}
    first.start()
    assert pools(first, key)["Total"] == 0
    for node in [second, third]:
        until(lambda: sign(node, "NumberPoolList").send(node).status == 401, "the end of the old key")
        assert pools(node, key)["Total"] == 0


def test_a_key_that_is_disabled_through_one_node_is_refused_by_all_within_a_second(nodes):
    def statuses():
        return [sign(node, "NumberPoolList", {}, key).send(node).status for node in nodes]

    key = nodes[0].create_user("somebody", "reader")
    for disabled in [True, False]:
        # All have just looked it up.
        assert statuses() == [200 if disabled else 401] * 3
        nodes[0].run("keys", "update", key[0], "--disable-use" if disabled else "--enable-use")
        time.sleep(1)
        assert statuses() == [401 if disabled else 200] * 3


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_another_node_does_what_time_asks_for_when_the_one_in_charge_ends(nodes, end):
    database, (pool, _) = nodes[0].database, stocked(nodes[0], ROOT, AXN, 2)
    bindings = [bind(node, ROOT, "SelectNumberAndBindAXN", pool) for node in nodes[:2]]
    live = "SELECT sub_id FROM bindings WHERE is_live = 1"

    def pass_time(binding):
        assert database.execute("UPDATE bindings SET expires_at = enabled_at WHERE sub_id = ?", binding["SubId"]) == 1
        until(lambda: (binding["SubId"],) not in database.query(live), "the clearing")

    pass_time(bindings[0])
    assert database.query("SELECT sum(bind_count) FROM numbers") == [(1,)]
    (first,) = [node for node in nodes if IN_CHARGE in node.logged()]
    first.process.send_signal(end)
    first.wait()
    pass_time(bindings[1])
    assert len([node for node in nodes if IN_CHARGE in node.logged()]) == 2
    assert database.query("SELECT sum(bind_count) FROM numbers") == [(0,)]
    assert database.query("SELECT sum(bound) FROM number_totals") == [(0,)]


def test_calls_of_a_node_that_is_paused_can_be_repeated_on_another(nodes):
    """What it had begun takes effect once: there or, after it was given up, where the call was repeated."""
    paused, other, _ = nodes
    requests = [
        sign(paused, "CreateNumberPool", {"Name": name, "ServiceType": 100, "SubServiceType": 101},
             headers={"X-Sdk-Invocation-Id": str(uuid.uuid4())}) for name in map(str, range(20))]

    def number(answer):
        return answer.status == 200 and answer.json()["Result"]["NumberPoolNo"]

    with concurrent.futures.ThreadPoolExecutor(20) as executor:
        sent = [executor.submit(request.send, paused) for request in requests]
        until(lambda: any(future.done() for future in sent), "the first answer")
        paused.process.send_signal(signal.SIGSTOP)
        try:
            repeated = [until(lambda: number(request.send(other)), "an answer") for request in requests]
        finally:
            paused.process.send_signal(signal.SIGCONT)
        answers = [future.result() for future in sent]
    assert all(number(answer) in (False, again) for answer, again in zip(answers, repeated))
    assert sorted(pool["NumberPoolNo"] for pool in pools(other)["Records"]) == sorted(repeated)
