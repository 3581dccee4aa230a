"""Lost answers: the SDK and the program repeat their calls, and each takes effect once."""

import concurrent.futures
import datetime
import re
import uuid

import pytest
from volcenginesdkvms import CreateNumberPoolRequest, UpdateNumberPoolV2Request

from clients import call, create, huawei, pools, sim_pools, sign, vms, volcengine_error
from inventory import card, create_plan, create_pool, iccid, import_cards, import_usage
from proxy import before
from telepool import until

POOL = {"Name": "pool", "ServiceType": 100, "SubServiceType": 101}
MISMATCH = (
    400, 200005, "IdempotentParameterMismatch",
    "Parameters mismatch the previous request with a same ClientToken.")


@pytest.fixture
def proxy(server):
    with before(server) as proxy:
        yield proxy


def create_with_sdk(server, key, **settings):
    """Creates a pool with the SDK as it is, its automatic retries included."""
    request = CreateNumberPoolRequest(name="默认号码池", service_type=100, sub_service_type=101)
    return vms(server, key, **settings).create_number_pool(request).number_pool_no


def listed(server, key):
    return [record["NumberPoolNo"] for record in pools(server, key)["Records"]]


def invoke(server, key, invocation, action="CreateNumberPool", **parameters):
    """A call with an invocation id of our choice, as the SDK would sign and send it."""
    headers = {"X-Sdk-Invocation-Id": invocation, "X-Sdk-Request": "attempt=2; max=4"}
    return sign(server, action, {**POOL, **parameters}, key, headers=headers).send(server)


# MARK: The SDK

@pytest.mark.parametrize("lost", [1, 3])
def test_a_create_whose_answers_are_lost_makes_one_pool(server, tenant, proxy, lost):
    proxy.swallow(lost)
    number = create_with_sdk(proxy, tenant)
    assert proxy.statuses == [200] * (lost + 1)
    assert len(set(proxy.headers("X-Sdk-Invocation-Id"))) == 1
    assert proxy.headers("X-Sdk-Request") == [f"attempt={attempt}; max=4" for attempt in range(1, lost + 2)]
    assert listed(server, tenant) == [number]


def test_a_create_that_arrives_twice_at_once_makes_one_pool(server, tenant, proxy):
    """The first attempt is held until the SDK gives it up and tries again; then both go on together."""
    proxy.gather(2)
    number = create_with_sdk(proxy, tenant, read_timeout=0.5)
    until(lambda: len(proxy.statuses) >= 2, "the answer to both")
    assert set(proxy.statuses) == {200}
    assert len(set(proxy.headers("X-Sdk-Invocation-Id"))) == 1
    assert listed(server, tenant) == [number]


def test_an_update_whose_answer_is_lost_succeeds(server, tenant, proxy):
    number = create(server, key=tenant)
    proxy.swallow(1)
    change = UpdateNumberPoolV2Request(
        number_pool_no=number, name="new", service_type=200, sub_service_type=201)
    assert vms(proxy, tenant).update_number_pool_v2(change).success is True
    (record,) = pools(server, tenant)["Records"]
    assert (record["NumberPoolName"], record["SubServiceType"]) == ("new", 201)


def test_two_creates_make_two_pools(server, tenant):
    client, request = vms(server, tenant), CreateNumberPoolRequest(
        name="same", service_type=100, sub_service_type=101)
    numbers = [client.create_number_pool(request).number_pool_no for _ in range(2)]
    assert listed(server, tenant) == numbers[::-1]


def test_a_create_that_found_the_database_locked_is_repeated_and_makes_one_pool(server, tenant, proxy):
    with concurrent.futures.ThreadPoolExecutor() as executor:
        with server.database.writing():
            creation = executor.submit(create_with_sdk, proxy, tenant)
            until(lambda: proxy.statuses, "the first answer")
        number = creation.result()
    assert proxy.statuses == [503, 200]
    assert listed(server, tenant) == [number]


def test_a_list_whose_answers_are_lost_is_repeated(server, tenant, proxy):
    number = create(server, key=tenant)
    proxy.swallow(1)
    answer = call(proxy, "NumberPoolList", {}, tenant, auto_retry=True)
    assert [record["NumberPoolNo"] for record in answer["Records"]] == [number]
    assert proxy.statuses == [200, 200]


# MARK: Invocation ids

def test_requests_with_one_invocation_id_that_come_together_make_one_pool(server, tenant):
    invocation = str(uuid.uuid4())
    with concurrent.futures.ThreadPoolExecutor(16) as executor:
        answers = list(executor.map(lambda _: invoke(server, tenant, invocation), range(32)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.json()["ResponseMetadata"]["RequestId"] for answer in answers}) == 32
    numbers = {answer.json()["Result"]["NumberPoolNo"] for answer in answers}
    assert listed(server, tenant) == list(numbers)


def test_an_invocation_id_with_other_parameters_is_a_mistake(server, tenant):
    invocation = str(uuid.uuid4())
    first = invoke(server, tenant, invocation).json()["Result"]
    for other in [{"Name": "other"}, {"SubServiceType": 102}, {"Name": ""}]:
        answer = invoke(server, tenant, invocation, **other)
        assert answer.status == 400
    assert volcengine_error(invoke(server, tenant, invocation, Name="other")) == MISMATCH
    assert invoke(server, tenant, invocation).json()["Result"] == first
    assert listed(server, tenant) == [first["NumberPoolNo"]]


def test_an_invocation_id_stands_for_one_key_and_one_action(server):
    name, invocation = uuid.uuid4().hex[:16], str(uuid.uuid4())
    keys = [server.create_user(f"{name}-{role}", "manager") for role in ["first", "second"]]
    numbers = [invoke(server, key, invocation, Name=name).json()["Result"]["NumberPoolNo"] for key in keys]
    change = {"NumberPoolNo": numbers[0], "Name": f"{name}!"}
    answer = invoke(server, keys[0], invocation, "UpdateNumberPoolV2", **change)
    assert answer.json()["Result"] == {"Success": True}
    found = pools(server, NumberPoolName=name)["Records"]
    assert [record["NumberPoolNo"] for record in found] == numbers[::-1]
    assert numbers[0] != numbers[1]


def test_a_call_that_failed_may_be_repeated_in_another_way(server, tenant):
    invocation = str(uuid.uuid4())
    assert invoke(server, tenant, invocation, ServiceType=300).status == 400
    assert invoke(server, tenant, invocation).status == 200
    assert pools(server, tenant)["Total"] == 1


def test_a_client_token_wins_over_the_invocation_id(server, tenant, proxy):
    """The universal client is the SDK's only way to send a token; its own retries use the same one."""
    proxy.swallow(1)
    request = {**POOL, "ClientToken": "order-4711"}
    first = call(proxy, "CreateNumberPool", request, tenant, auto_retry=True)
    assert call(proxy, "CreateNumberPool", request, tenant) == first
    assert len(set(proxy.headers("X-Sdk-Invocation-Id"))) == 2
    assert listed(server, tenant) == [first["NumberPoolNo"]]


# MARK: The operator

def through(proxy):
    return ["--endpoint", proxy.endpoint]


def test_an_import_whose_answer_is_lost_is_repeated_and_tells_what_it_did(server, tenant, proxy):
    create_plan(server, key=tenant)
    order = import_cards(server, [card(1)], key=tenant)
    create_pool(server, "pool", order, key=tenant)
    proxy.swallow(2)
    record = f"r,{iccid(1)},{datetime.datetime.now(datetime.timezone.utc).isoformat()},1048576"
    text = f"record_id,iccid,at,bytes\n{record}\n"
    result = server.run("usage", "import", "-", *through(proxy), key=tenant, text=text)
    assert result.stdout == "1 accepted, 0 duplicate, 0 rejected\n"
    assert len(proxy.requests) == 3 and len(set(proxy.headers("Idempotency-Key"))) == 1
    assert import_usage(server, [record], key=tenant).stdout == (
        "0 accepted, 1 duplicate, 0 rejected\n")


def test_a_pool_whose_answer_is_lost_is_made_once(server, tenant, proxy):
    create_plan(server, key=tenant)
    order = import_cards(server, [card(1)], key=tenant)
    proxy.swallow(1)
    created = server.run(
        "sim-pools", "create", "--name", "pool", "--order", order, *through(proxy), key=tenant)
    (pool,) = sim_pools(server, tenant)["pools"]
    assert created.stdout == f"SIM pool {pool['id']} is created.\n"
    assert proxy.statuses == [201, 201]


def test_a_command_whose_answer_holds_a_secret_is_not_repeated(server, tenant, proxy):
    proxy.swallow(1)
    name = str(uuid.uuid4())
    result = server.run(
        "users", "create", "--name", name, "--role", "reader", *through(proxy), key=tenant, check=False)
    assert result.returncode == 7
    assert "The server cannot be reached." in result.stderr
    assert len(proxy.requests) == 1 and proxy.headers("Idempotency-Key") == []


def test_an_idempotency_key_replays_the_first_answer(server, tenant):
    headers = {"Idempotency-Key": "key", "Content-Type": "application/json"}

    def plan(plan_id, path="price-plans", key=tenant):
        body = b'{"id":"%s","name":"plan","carrier":"mobile","data_mb":1,"months":1}' % plan_id
        return huawei(server, "POST", f"/telepool/v1/{path}", key, headers, body)

    first = plan(b"1")
    assert first.status == 201
    repeated = plan(b"1")
    assert (repeated.status, repeated.body) == (201, first.body)
    assert repeated.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    other = plan(b"2")
    assert (other.status, other.json()["error"]) == (409, {
        "code": "IdempotencyMismatch", "message": "Another request was made with the same Idempotency-Key."})
    assert re.fullmatch(r"[0-9a-f]{32}", other.json()["request_id"])
    assert plan(b"2", key=server.create_account(str(uuid.uuid4()))).status == 201
