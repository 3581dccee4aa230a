"""Two tenants on one server: what is the other's might as well not exist."""

import datetime
import uuid

import pytest
from huaweicloudsdkgsl.v3 import ListSimPoolsRequest

from clients import (
    ROOT, call, create, credentials, exchange, gsl, huawei, issue, pools, refused, sign, sim_pools)
from inventory import card, create_plan, create_pool, iccid, import_cards, import_usage

NOWHERE = "NP179000000000000000"


@pytest.fixture
def tenants(server):
    return [server.create_account(str(uuid.uuid4())) for _ in range(2)]


def masked(answer, *values):
    """An answer without what is new in every answer and without the values that were asked for."""
    text = answer.body.decode()
    for value in [answer.headers.get("X-Tt-Logid"), answer.headers.get("X-Request-Id"), *values]:
        text = text.replace(str(value), "…")
    return answer.status, text


# MARK: Number pools

def test_neither_sees_nor_counts_the_others_number_pools(server, tenants):
    mine, others = tenants
    number = create(server, "mine", key=mine)
    assert pools(server, mine)["Total"] == 1
    for filters in [{}, {"NumberPoolNo": number}, {"NumberPoolName": "mine"}, {"ServiceType": 100}]:
        assert pools(server, others, **filters) == {"Total": 0, "Limit": 500, "Offset": 0, "Records": []}
    create(server, "other", key=others)
    assert [record["NumberPoolName"] for record in pools(server, others)["Records"]] == ["other"]
    assert [record["NumberPoolName"] for record in pools(server, mine)["Records"]] == ["mine"]


@pytest.mark.parametrize("action", ["UpdateNumberPoolV2", "UpdateNumberPool"])
@pytest.mark.parametrize("change", [
    {"Name": "taken"}, {"Name": "taken", "ServiceType": 200, "SubServiceType": 201}])
def test_the_others_number_pool_is_answered_like_one_that_does_not_exist(server, tenants, action, change):
    mine, others = tenants
    number = create(server, "mine", key=mine)

    def answer(pool):
        return masked(sign(server, action, {**change, "NumberPoolNo": pool}, others).send(server), pool)

    assert answer(number) == answer(NOWHERE)
    assert answer(number)[0] == 400
    (record,) = pools(server, mine)["Records"]
    assert (record["NumberPoolName"], record["ServiceType"]) == ("mine", 100)


def test_numbers_cannot_be_put_into_the_others_pool(server, tenants):
    mine, others = tenants
    number = create(server, "mine", key=mine)

    def answer(pool):
        headers = {"Content-Type": "text/csv"}
        path = f"/telepool/v1/number-pools/{pool}/numbers"
        return masked(huawei(server, "POST", path, others, headers, b"number\n13700137000\n"), pool)

    assert answer(number) == answer(NOWHERE)
    assert answer(number)[0] == 404
    assert pools(server, mine)["Records"][0]["NumberCount"] == 0


def test_client_tokens_and_invocation_ids_do_not_meet(server, tenants):
    pool, numbers = {"Name": "pool", "ServiceType": 100, "SubServiceType": 101}, set()
    for key in tenants:
        numbers.add(call(server, "CreateNumberPool", {**pool, "ClientToken": "same"}, key)["NumberPoolNo"])
        request = sign(server, "CreateNumberPool", pool, key, headers={"X-Sdk-Invocation-Id": "same"})
        numbers.add(request.send(server).json()["Result"]["NumberPoolNo"])
    assert len(numbers) == 4
    assert [pools(server, key)["Total"] for key in tenants] == [2, 2]


# MARK: SIM pools

def test_neither_sees_nor_counts_the_others_sim_pools(server, tenants):
    """Both use the same plan, order and card numbers, and records of the same id."""
    ids, today = [], datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    for amount, key in enumerate(tenants, 1):
        create_plan(server, key=key)
        order = import_cards(server, [card(1)], order=5, key=key)
        ids.append(create_pool(server, f"pool-{amount}", order, key=key))
        record = f"r,{iccid(1)},{today},{amount * 1048576}"
        assert import_usage(server, [record], key=key).stdout == "1 accepted, 0 duplicate, 0 rejected\n"
    for amount, key in enumerate(tenants, 1):
        listed = sim_pools(server, key)
        assert (listed["count"], [pool["id"] for pool in listed["pools"]]) == (1, [ids[amount - 1]])
        assert (listed["pools"][0]["flow_used"], listed["pools"][0]["quantity"]) == (amount, 1)
        assert sim_pools(server, key, pool_name=f"pool-{3 - amount}")["count"] == 0
    assert ids[0] != ids[1]


def test_the_others_plans_orders_and_cards_cannot_be_used(server, tenants):
    mine, others = tenants
    create_plan(server, "secret", key=mine)
    order = import_cards(server, [card(1)], plan="secret", key=mine)

    def failure(*arguments, text=None):
        result = server.run(*arguments, key=others, text=text, check=False)
        assert result.returncode != 0
        return (result.stdout + result.stderr).strip()

    cards = f"iccid,status\n{iccid(2)},in_use\n"
    assert "There is no price plan secret. (UnknownPricePlan, 404)" in failure(
        "sims", "import", "--order", 9, "--plan", "secret", "-", text=cards)
    assert f"There is no order {order}. (UnknownOrder, 404)" in failure(
        "sim-pools", "create", "--name", "taken", "--order", order)
    usage = f"record_id,iccid,at,bytes\nr,{iccid(1)},2026-01-01T00:00:00Z,1\n"
    assert "line 2: UnknownCard: there is no such card" in failure("usage", "import", "-", text=usage)
    create_plan(server, "secret", "mobile", 1, key=others)


# MARK: Users and tokens

def test_the_secret_of_one_does_not_go_with_the_key_of_the_other(server, tenants):
    (first, first_secret), (second, second_secret) = tenants
    for key in [(first, second_secret), (second, first_secret)]:
        assert refused(pools, server, key)[2] == "SignatureDoesNotMatch"
        assert huawei(server, "GET", "/v1/sim-pools", key).status == 401


def test_a_token_shows_its_own_account_only(server, tenants):
    create_plan(server, key=tenants[0])
    create_pool(server, "mine", import_cards(server, [card(1)], key=tenants[0]), key=tenants[0])
    token = {"X-Auth-Token": issue(server).headers["X-Subject-Token"]}
    assert exchange(server, "GET", "/v1/sim-pools", token).json()["count"] == 0
    projects = [huawei(server, "GET", "/v3/projects", key).json()["projects"] for key in [ROOT, *tenants]]
    assert len({project["id"] for (project,) in projects}) == 3
    assert exchange(server, "GET", "/v3/projects", token).json()["projects"] == projects[0]


def test_a_token_is_not_issued_for_the_others_project_or_account(server, tenants):
    (project,) = huawei(server, "GET", "/v3/auth/projects", tenants[0]).json()["projects"]
    (domain,) = huawei(server, "GET", "/v3/auth/domains", tenants[0]).json()["domains"]
    nowhere = issue(server, credentials(scope={"project": {"id": "0" * 32}}))
    for scope in [{"project": {"id": project["id"]}}, {"domain": {"id": domain["id"]}},
                  {"domain": {"name": domain["name"]}}]:
        answer = issue(server, credentials(scope=scope))
        assert masked(answer) == masked(nowhere)
    assert nowhere.status == 403
    assert issue(server, credentials(domain=domain["name"]), source="127.0.0.3").status == 401


def test_the_id_of_the_others_project_opens_nothing(server, tenants):
    mine, others = tenants
    create_plan(server, key=mine)
    create_pool(server, "mine", import_cards(server, [card(1)], key=mine), key=mine)
    (project,) = huawei(server, "GET", "/v3/projects", mine).json()["projects"]
    assert gsl(server, others, project["id"]).list_sim_pools(ListSimPoolsRequest()).count == 0


def test_projects_are_not_found_by_the_others_ids(server, tenants):
    (project,) = huawei(server, "GET", "/v3/projects", tenants[0]).json()["projects"]
    for query in [f"domain_id={project['domain_id']}", f"parent_id={project['domain_id']}"]:
        assert huawei(server, "GET", f"/v3/projects?{query}", tenants[1]).json()["projects"] == []
        assert huawei(server, "GET", f"/v3/projects?{query}", tenants[0]).json()["projects"] == [project]


def test_only_the_administrator_creates_accounts(server, tenants):
    result = server.run("accounts", "create", "--name", "third", key=tenants[0], check=False)
    assert result.returncode == 5
    assert "Your role does not allow CreateAccount. (AccessDenied, 403)" in result.stderr
