"""The Huawei Cloud GSL SDK against the Huawei face, on what the program's commands have loaded."""

import datetime
import re

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import (
    ClientRequestException, SdkException, ServerResponseException)
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkgsl.v3 import GslClient, ListSimPoolsRequest
from huaweicloudsdkgsl.v3.region.gsl_region import GslRegion

from clients import ROOT, compact, exchange, gsl, huawei, huawei_headers, huawei_refused, sim_pools
from inventory import card, create_plan, create_pool, iccid, import_cards, import_usage
from proxy import before
from telepool import running, until

PATH = "/v1/sim-pools"
REQUEST_ID = r"[0-9a-f]{32}"
UNKNOWN_PATH = (404, "APIGW.0101", "The API does not exist or has not been published in the environment")
OTHER_METHOD = (404, "APIGW.0101", "The API does not exist")


def unauthorized(detail):
    return 401, "APIGW.0301", f"Incorrect IAM authentication information: {detail}"


def refused(server, key=ROOT, **parameters):
    """The error of a list: status, code and message."""
    raised = huawei_refused(sim_pools, server, key, **parameters)
    assert isinstance(raised, ClientRequestException)
    assert re.fullmatch(REQUEST_ID, raised.request_id)
    return raised.status_code, raised.error_code, raised.error_msg


def gateway_error(answer):
    """The same, of an answer of the gateway that no SDK has read."""
    body = answer.json()
    assert list(body) == ["error_msg", "error_code", "request_id"]
    assert re.fullmatch(REQUEST_ID, body["request_id"])
    assert answer.headers["X-Request-Id"] == body["request_id"]
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status, body["error_code"], body["error_msg"]


def names(listed):
    return [pool["pool_name"] for pool in listed["pools"]]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its clock shows 27 September 2022, 10 o'clock in Beijing: for China Unicom that is October already."""
    with running(tmp_path_factory.mktemp("server") / "data", "--clock", "2022-09-27T02:00:00Z") as server:
        yield server


@pytest.fixture
def pool(server, tenant):
    """The id of the only pool of the tenant, which holds one card."""
    create_plan(server, key=tenant)
    return create_pool(server, "流量池-1", import_cards(server, [card(1)], key=tenant), key=tenant)


def used_at_noon(record, number, amount):
    """A usage record of a card on the server's day."""
    return f"{record},{iccid(number)},2022-09-27T00:00:00Z,{amount}"


# MARK: The contract's own example

def test_the_example_of_the_contract_is_answered_field_for_field(tmp_path):
    name = "中国联通消费级每月30M联接服务(1年)"
    with running(tmp_path / "data", "--clock", "2022-09-22T18:57:15Z") as server:
        create_plan(server, "10000", "unicom", 30, name)
        cards = [card(number, "in_use" if number < 2 else "disassembled") for number in range(100)]
        order = import_cards(server, cards, plan="10000")
        pool = create_pool(server, "流量池名称", order)
        imported = import_usage(server, [
            f"r1,{iccid(0)},2022-08-26T16:00:00Z,100000000", f"r2,{iccid(1)},2022-09-22T18:00:00Z,7573412"])
        assert imported.stdout == "2 accepted, 0 duplicate, 0 rejected\n"

        answer = gsl(server).list_sim_pools(ListSimPoolsRequest(offset=1, limit=10))
        modify_time = answer.pools[0].modify_time
        assert re.fullmatch(r"2022-09-22T(18:5[7-9]|19:\d\d):\d\d\.\d{3}\+00:00", modify_time)
        assert (answer.status_code, answer.raw_content) == (200, compact({
            "limit": 10, "offset": 1, "count": 1, "pools": [{
                "id": pool, "pool_name": "流量池名称", "price_plan_name": name, "price_plan_id": "10000",
                "effective_time": "2022-08-26T16:00:00.000+00:00",
                "expired_time": "2022-09-26T15:59:59.000+00:00", "billing_cycle": "2022-09", "flow_total": 60,
                "flow_used": 102.59, "flow_left": -42.59, "quantity": 100, "modify_time": modify_time,
                "order_id": order, "activated_sim_quantity": 2, "inactive_sim_quantity": 0,
                "disassembled_sim_quantity": 98, "order_ids": str(order), "status": 1}]}))


# MARK: Pools, cycles, usage

def test_an_account_without_pools_has_an_empty_list(server, tenant):
    answer = gsl(server, tenant).list_sim_pools(ListSimPoolsRequest())
    assert answer.raw_content == b'{"limit":10,"offset":1,"count":0,"pools":[]}'


def test_a_pool_counts_its_cards_by_state(server, tenant):
    create_plan(server, megabytes=50, key=tenant)
    states = ["in_use"] * 2 + ["suspended"] * 3 + ["inactive", "testable", "activatable", "disassembled"]
    first = import_cards(server, [card(n, state) for n, state in enumerate(states)], key=tenant)
    second = import_cards(server, [card(100, "20"), card(101, "30")], key=tenant)
    pool = create_pool(server, "two orders", first, second, key=tenant)

    def shown():
        (record,) = sim_pools(server, tenant)["pools"]
        assert (record["id"], record["order_id"], record["order_ids"]) == (pool, first, f"{first},{second}")
        return [record[field] for field in [
            "quantity", "activated_sim_quantity", "inactive_sim_quantity", "disassembled_sim_quantity",
            "flow_total", "flow_used", "flow_left"]]

    assert shown() == [11, 6, 3, 2, 300, 0, 300]
    import_cards(server, [card(200), card(201, "inactive")], order=first, key=tenant)
    assert shown() == [13, 7, 4, 2, 350, 0, 350]


def test_amounts_are_exact_and_have_their_shortest_form(server, tenant):
    amounts = [
        (0, "0", "60"), (1, "0", "60"), (5242, "0", "60"), (5243, "0.01", "59.99"), (1048576, "1", "59"),
        (1572864, "1.5", "58.5"), (62914560, "60", "0"), (107573412, "102.59", "-42.59"),
        (1 << 50, "1073741824", "-1073741764"),
    ]
    create_plan(server, megabytes=60, key=tenant)
    for number, _ in enumerate(amounts):
        order = import_cards(server, [card(number)], key=tenant)
        create_pool(server, str(number), order, key=tenant)
    records = [used_at_noon(f"r{number}", number, used) for number, (used, _, _) in enumerate(amounts)]
    import_usage(server, records, key=tenant)
    raw = gsl(server, tenant).list_sim_pools(ListSimPoolsRequest()).raw_content.decode()
    shown = re.findall(r'"flow_total":60,"flow_used":([^,]*),"flow_left":([^,]*),', raw)
    assert shown == [(used, left) for _, used, left in amounts]


def test_usage_counts_once_however_often_it_comes(server, tenant, pool):
    records = [used_at_noon(f"r{number}", 1, 1048576) for number in range(3)]
    twice = import_usage(server, [*records, records[0]], key=tenant)
    assert twice.stdout == "3 accepted, 1 duplicate, 0 rejected\n"
    assert import_usage(server, records, key=tenant).stdout == "0 accepted, 3 duplicate, 0 rejected\n"
    (record,) = sim_pools(server, tenant)["pools"]
    assert (record["flow_used"], record["flow_left"]) == (3, 27)


def test_each_carrier_has_its_own_cycle(server, tenant):
    calendar_month = ("2022-09", "2022-08-31T16:00:00.000+00:00", "2022-09-30T15:59:59.000+00:00")
    expected = {
        "unicom": ("2022-10", "2022-09-26T16:00:00.000+00:00", "2022-10-26T15:59:59.000+00:00"),
        "telecom": calendar_month, "mobile": calendar_month,
    }
    for number, carrier in enumerate(expected):
        create_plan(server, carrier, carrier, key=tenant)
        order = import_cards(server, [card(number)], plan=carrier, key=tenant)
        create_pool(server, carrier, order, key=tenant)
    listed = sim_pools(server, tenant)
    assert {pool["pool_name"]: (pool["billing_cycle"], pool["effective_time"], pool["expired_time"])
            for pool in listed["pools"]} == expected
    assert names(sim_pools(server, tenant, billing_cycle="2022-10")) == ["unicom"]
    assert sim_pools(server, tenant, billing_cycle="2022-09")["count"] == 2


def test_a_pool_has_a_history(server, tenant):
    """The pool began in March. One card was always active, one since July, one from May to August."""
    create_plan(server, megabytes=30, key=tenant)
    order = import_cards(server, [
        card(1), card(2, "in_use", "2022-07-01T00:00:00+08:00"),
        card(3, "disassembled", "2022-05-01T00:00:00Z", "2022-08-27T00:00:00+08:00")], key=tenant)
    create_pool(server, "pool", order, since="2022-03-01T00:00:00Z", key=tenant)
    import_usage(server, [
        f"may,{iccid(1)},2022-05-26T23:59:59+08:00,1048576",
        f"june,{iccid(1)},2022-05-27T00:00:00+08:00,2097152",
        f"later,{iccid(3)},2022-10-01T00:00:00Z,1", f"before,{iccid(3)},2022-02-01T00:00:00Z,1048576",
        f"now,{iccid(2)},2022-09-27T00:00:00+08:00,3145728",
    ], key=tenant, check=False)

    listed = sim_pools(server, tenant, all_billing_cycle=True)
    assert listed["count"] == 6
    assert [(pool["billing_cycle"], pool["activated_sim_quantity"], pool["inactive_sim_quantity"],
             pool["disassembled_sim_quantity"], pool["flow_total"], pool["flow_used"])
            for pool in listed["pools"]] == [
        ("2022-10", 2, 0, 1, 60, 3), ("2022-09", 2, 0, 1, 60, 0), ("2022-08", 3, 0, 0, 90, 0),
        ("2022-07", 3, 0, 0, 90, 0), ("2022-06", 2, 1, 0, 60, 2),
        # Usage of May is no longer taken in October.
        ("2022-05", 2, 1, 0, 60, 0)]
    bounds = [(pool["effective_time"], pool["expired_time"]) for pool in listed["pools"]]
    for (start, _), (_, end) in zip(bounds, bounds[1:]):
        following = datetime.datetime.fromisoformat(end) + datetime.timedelta(seconds=1)
        assert following == datetime.datetime.fromisoformat(start)

    (march,) = sim_pools(server, tenant, billing_cycle="2022-03")["pools"]
    assert (march["billing_cycle"], march["activated_sim_quantity"], march["inactive_sim_quantity"]) == (
        "2022-03", 1, 2)
    for nothing in ["2022-02", "2019-12"]:
        assert sim_pools(server, tenant, billing_cycle=nothing) == {
            "limit": 10, "offset": 1, "count": 0, "pools": []}


def test_a_pool_starts_afresh_when_its_cycle_ends(tmp_path):
    with running(tmp_path / "data", "--clock", "2022-09-26T15:00:00Z") as server:
        create_plan(server)
        create_pool(server, "pool", import_cards(server, [card(1), card(2, "inactive")]))
        import_usage(server, [f"r,{iccid(1)},2022-09-26T15:00:00Z,1048576"])
        server.stop()
        server.options[-1] = "2022-09-26T15:59:59Z"
        server.start()

        def shown(**parameters):
            (record,) = sim_pools(server, **parameters)["pools"]
            fields = ["quantity", "activated_sim_quantity", "flow_total", "flow_used", "flow_left"]
            return [record["billing_cycle"], *(record[field] for field in fields)]

        until(lambda: shown()[0] == "2022-10", "the next cycle")
        assert shown() == ["2022-10", 2, 1, 30, 0, 30]
        assert shown(billing_cycle="2022-09") == ["2022-09", 2, 1, 30, 1, 29]
        import_usage(server, [f"s,{iccid(2)},2022-09-26T16:00:00Z,2097152"])
        assert shown() == ["2022-10", 2, 1, 30, 2, 28]
        assert sim_pools(server, all_billing_cycle=True)["count"] == 2


# MARK: Parameters

def test_pages_are_numbered_from_one_and_hold_every_record_once(server, tenant):
    create_plan(server, key=tenant)
    ids = []
    for number in range(4):
        order = import_cards(server, [card(number)], key=tenant)
        ids.append(create_pool(server, f"pool {number}", order, since="2022-01-01T00:00:00Z", key=tenant))
    expected = [(pool, f"2022-{month:02}") for pool in ids for month in range(10, 4, -1)]

    def page(number, limit):
        listed = sim_pools(server, tenant, all_billing_cycle=True, limit=limit, offset=number)
        assert (listed["limit"], listed["offset"], listed["count"]) == (limit, number, 24)
        return [(pool["id"], pool["billing_cycle"]) for pool in listed["pools"]]

    assert page(1, 10) + page(2, 10) + page(3, 10) == page(1, 11) + page(2, 11) + page(3, 11) == expected
    assert page(1, 500) == expected
    assert page(4, 10) == page(1_000_000, 500) == []
    assert [pool["id"] for pool in sim_pools(server, tenant)["pools"]] == ids


def test_pools_are_found_by_part_of_the_name_and_by_state(server, tenant):
    create_plan(server, key=tenant)
    for number, name in enumerate(["北京-A", "北京-a", "上海_A", "x" * 100]):
        create_pool(server, name, import_cards(server, [card(number)], key=tenant), key=tenant)

    def found(**parameters):
        listed = sim_pools(server, tenant, **parameters)
        assert listed["count"] == len(listed["pools"])
        return names(listed)

    assert found(pool_name="北京") == ["北京-A", "北京-a"]
    assert found(pool_name="A") == ["北京-A", "上海_A"]
    assert found(pool_name="海_") == ["上海_A"]
    assert found(pool_name="x" * 100) == ["x" * 100]
    assert found(pool_name="广州") == []
    assert found(pool_name="") == found(status=[1]) == found(status=[0, 1]) == found(all_billing_cycle=False)
    assert len(found()) == 4
    assert found(status=[0]) == []
    assert found(pool_name="京", status=[1], billing_cycle="2022-10", all_billing_cycle=False) == [
        "北京-A", "北京-a"]


MALFORMED = {
    "limit": [1, 9, 501, 0, -10, "abc", "10.0", "+10", " 10", 2**64 + 10],
    "offset": [0, -1, 1_000_001, "x", "１"],
    "pool_name": ["x" * 101, "a b", "100%", "a*", "a/b", "'", "<", "a+b", "a&b=c", "~", "é", "😀", "\0"],
    "billing_cycle": ["2022-9", "2022-010", "2022/09", "2022,09", "2022 09"],
    "all_billing_cycle": ["yes", 1, "TRUE"],
    "status": [[2], [-1], ["x"], [0] * 10],
}


@pytest.mark.parametrize(
    "name, value", [(name, value) for name, values in MALFORMED.items() for value in values], ids=ascii)
def test_a_malformed_parameter_is_refused_before_the_cycle_is_looked_at(server, name, value):
    assert refused(server, **{"billing_cycle": "2022-13", name: value}) == (400, "GSL.00010004", "参数异常")


@pytest.mark.parametrize("cycle", [
    "2022-13", "2022-00", "2022_09", "2022-1a", "abcdefg", "年年年年年年年", "2022-11", "2023-01", "9999-12"])
@pytest.mark.parametrize("all_cycles", [None, True])
def test_a_cycle_that_does_not_exist_or_has_not_begun_is_refused(server, cycle, all_cycles):
    assert refused(server, billing_cycle=cycle, all_billing_cycle=all_cycles) == (
        403, "GSL.00011004", "账期不合法,请检查!")


@pytest.mark.parametrize("query, shown", [
    ("limit=&offset=&billing_cycle=&all_billing_cycle=&status=&pool_name=", (10, 1)),
    ("limit=20&limit=5&offset=1&offset=x", (20, 1)),
    ("status=0,1&status=1", (10, 1)),
    ("unknown=1&limit=500", (500, 1)),
    ("pool_name=%E6%B5%81%E9%87%8F%E6%B1%A0&all_billing_cycle=false", (10, 1)),
], ids=["empty", "repeated", "comma", "unknown", "encoded"])
def test_parameters_are_taken_as_clients_send_them(server, tenant, pool, query, shown):
    listed = huawei(server, "GET", f"{PATH}?{query}", tenant).json()
    assert (listed["limit"], listed["offset"]) == shown
    assert [record["id"] for record in listed["pools"]] == [pool]


def test_a_query_may_come_in_another_order_than_it_was_signed_in(server, tenant, pool):
    for query in ["limit=20&all_billing_cycle=false", "status=1&status=0"]:
        assert huawei(server, "GET", f"{PATH}?{query}", tenant).status == 200, query


# MARK: Imports

def test_rows_that_are_not_taken_are_told_by_line_and_the_others_count(server, tenant, pool):
    import_usage(server, [used_at_noon("known", 1, 5)], key=tenant)
    result = import_usage(server, [
        used_at_noon("good", 1, 1048576), used_at_noon("stranger", 2, 1), used_at_noon("known", 1, 6),
        used_at_noon("known", 1, 5), used_at_noon("negative", 1, -1), f"late,{iccid(1)},2022-09-27 10h,1",
        f"future,{iccid(1)},2022-09-28T00:00:00Z,1", f"short,{iccid(1)}", used_at_noon("", 1, 1),
        "iccid,898600,2022-09-27T00:00:00Z,1", used_at_noon("huge", 1, 2**50 + 1),
        used_at_noon("also good", 1, 0),
    ], key=tenant, check=False)
    assert (result.returncode, result.stdout.splitlines()) == (3, [
        "line 3: UnknownCard: there is no such card",
        "line 4: RecordDiffers: there is a record with this id and other contents",
        "line 6: InvalidRow: bytes has to be an integer from 0 to 1125899906842624",
        "line 7: InvalidRow: at has to be a time such as 2022-09-22T18:57:15Z",
        "line 8: Future: the time lies in the future",
        "line 9: InvalidRow: 2 fields where the first line names 4",
        "line 10: InvalidRow: record_id is missing",
        "line 11: InvalidRow: iccid has to be 19 to 20 digits",
        "line 12: InvalidRow: bytes has to be an integer from 0 to 1125899906842624",
        "2 accepted, 1 duplicate, 9 rejected",
    ])
    assert sim_pools(server, tenant)["pools"][0]["flow_used"] == 1


def test_cards_that_are_not_taken_are_told_by_line(server, tenant, tmp_path):
    create_plan(server, key=tenant)
    file = tmp_path / "cards.csv"
    file.write_text("\r\n".join([
        "status,iccid", f"in_use,{iccid(1)}", f"lost,{iccid(2)}", f"inactive,{iccid(1)}",
        f'"in_use","{iccid(3)}"', "in_use,898600000000000000X", ",", f"in_use,{iccid(1)}"]))
    result = server.run("sims", "import", "--order", 7, "--plan", "10000", file, key=tenant, check=False)
    known = "testable (10), inactive (11), activatable (13), suspended (14), in_use (20), disassembled (30)"
    assert (result.returncode, result.stdout.splitlines()) == (3, [
        f"line 3: InvalidRow: status has to be one of {known}",
        "line 4: CardDiffers: there is a card with this iccid and other contents",
        "line 6: InvalidRow: iccid has to be 19 to 20 digits",
        "line 7: InvalidRow: iccid is missing",
        "2 accepted, 1 duplicate, 4 rejected",
    ])


def test_an_import_of_cards_can_be_rehearsed_and_names_every_bad_row(server, tenant, tmp_path):
    create_plan(server, key=tenant)
    file = tmp_path / "cards.csv"
    file.write_text("iccid,status\n" + "".join(
        f"{iccid(number)},{'lost' if number % 2 else 'in_use'}\n" for number in range(12_000)))
    arguments = ["sims", "import", "--order", 8, "--plan", "10000", file]
    rehearsed = server.run(*arguments, "--dry-run", key=tenant, check=False)
    assert server.run("sims", "export", key=tenant).stdout.splitlines()[1:] == []
    *lines, last = rehearsed.stdout.splitlines()
    assert last == "6000 accepted, 0 duplicate, 6000 rejected"
    assert [line.split(":")[0] for line in lines] == [f"line {number + 2}" for number in range(1, 12_000, 2)]
    done = server.run(*arguments, key=tenant, check=False)
    assert (done.returncode, done.stdout) == (rehearsed.returncode, rehearsed.stdout)
    assert server.run(*arguments, key=tenant, check=False).stdout.endswith(
        "0 accepted, 6000 duplicate, 6000 rejected\n")
    assert len(server.run("sims", "export", "--order", 8, key=tenant).stdout.splitlines()) == 6001


def test_a_pool_that_makes_no_sense_is_refused_with_the_reason(server, tenant):
    for plan, carrier in [("a", "unicom"), ("b", "mobile")]:
        create_plan(server, plan, carrier, key=tenant)
    first, second = (import_cards(server, [card(number)], plan=plan, key=tenant)
                     for number, plan in enumerate(["a", "b"]))

    def reason(*orders, since=None):
        with pytest.raises(RuntimeError) as raised:
            create_pool(server, "pool", *orders, since=since, key=tenant)
        return re.search(r"Error: (.*)\)", str(raised.value))[1]

    assert reason(first, second) == (
        "The orders of a pool have to be of one price plan; these are of a, b. (MixedPricePlans, 409")
    assert reason(99) == "There is no order 99. (UnknownOrder, 404"
    assert reason(first, since="2022-10-27T00:00:00Z") == (
        "The pool would begin in 2022-11, which has not begun. (InvalidParameter, 400")
    pool = create_pool(server, "pool", first, key=tenant)
    assert reason(first) == f"Order {first} is in SIM pool {pool} already. (OrderInPool, 409"
    assert sim_pools(server, tenant)["count"] == 1


# MARK: Authentication

def test_the_sdk_works_with_and_without_a_project_id(server, tenant, pool):
    with before(server) as proxy:
        for project_id in [None, "0123456789abcdef0123456789abcdef"]:
            listed = gsl(proxy, tenant, project_id).list_sim_pools(ListSimPoolsRequest())
            assert [record.id for record in listed.pools] == [pool]
        assert proxy.headers("X-Project-Id") == ["0123456789abcdef0123456789abcdef"]


def test_the_sdk_looks_its_project_up_when_it_is_given_a_region(server, tenant, pool):
    with before(server) as proxy:
        credentials = BasicCredentials(*tenant).with_iam_endpoint(proxy.endpoint)
        client = (GslClient.new_builder().with_credentials(credentials)
                  .with_region(Region("cn-north-4", proxy.endpoint)).build())
        listed = client.list_sim_pools(ListSimPoolsRequest())
        assert [record.id for record in listed.pools] == [pool]
        assert [head.split(" HTTP")[0] for head in proxy.requests] == [
            "GET /v3/projects?name=cn-north-4", f"GET {PATH}"]
    (project,) = huawei(server, "GET", "/v3/projects", tenant).json()["projects"]
    assert proxy.headers("X-Project-Id") == [project["id"]]


def test_the_sdk_can_be_pointed_here_by_its_environment_alone(server, tenant, pool, monkeypatch):
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", tenant[0])
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", tenant[1])
    monkeypatch.setenv("HUAWEICLOUD_SDK_IAM_ENDPOINT", server.endpoint)
    monkeypatch.setenv("HUAWEICLOUD_SDK_REGION_GSL_CN_NORTH_4", server.endpoint)
    client = GslClient.new_builder().with_region(GslRegion.value_of("cn-north-4")).build()
    assert [record.id for record in client.list_sim_pools(ListSimPoolsRequest()).pools] == [pool]


def test_a_key_that_is_not_known_finds_no_project(server):
    credentials = BasicCredentials("AKUNKNOWN", "x").with_iam_endpoint(server.endpoint)
    builder = GslClient.new_builder().with_credentials(credentials)
    with pytest.raises(SdkException, match="ak AKUNKNOWN not exist"):
        builder.with_region(Region("cn-north-4", server.endpoint)).build()


def test_wrong_secrets_and_unknown_keys_are_refused(server):
    assert refused(server, (ROOT[0], "wrong")) == unauthorized("verify aksk signature fail")
    assert refused(server, ("AKUNKNOWN", "wrong")) == unauthorized("ak AKUNKNOWN not exist")


@pytest.mark.parametrize("seconds_ago", [-890, 890])
def test_a_signature_may_be_a_quarter_of_an_hour_off(server, seconds_ago):
    assert huawei(server, "GET", PATH, seconds_ago=seconds_ago).status == 200


@pytest.mark.parametrize("seconds_ago", [-960, 960, 86_400])
def test_a_signature_that_is_further_off_has_expired(server, seconds_ago):
    headers = huawei_headers(server, "GET", PATH, seconds_ago=seconds_ago)
    status, code, message = gateway_error(exchange(server, "GET", PATH, headers))
    expired, _, server_time = message.partition(",server time:")
    assert (status, code, expired) == unauthorized(
        f"signature expired, signature time:{headers['X-Sdk-Date']}")
    assert re.fullmatch(r"20\d{6}T\d{6}Z", server_time)


def test_whatever_is_signed_cannot_be_altered(server, tenant):
    def error(method="GET", target=f"{PATH}?limit=10", body=b"", **headers):
        signed = huawei_headers(server, "GET", f"{PATH}?limit=10", tenant, {"X-Project-Id": "a"})
        signed |= {name.replace("_", "-"): value for name, value in headers.items()}
        return gateway_error(exchange(server, method, target, signed, body))

    wrong = unauthorized("verify aksk signature fail")
    assert error(target=f"{PATH}?limit=11") == error(target=PATH) == error(body=b"x") == wrong
    assert error(X_Project_Id="b") == error(Host="other") == wrong


@pytest.mark.parametrize("authorization", [
    "Bearer x", "SDK-HMAC-SHA256", "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=b",
    "SDK-HMAC-SM3 Access=a, SignedHeaders=host;x-sdk-date, Signature=b",
])
def test_other_kinds_of_authorization_are_refused(server, authorization):
    headers = {"Authorization": authorization, "X-Sdk-Date": "20260101T000000Z"}
    assert gateway_error(exchange(server, "GET", PATH, headers)) == unauthorized("Unauthorized")


def test_a_call_without_credentials_is_refused(server):
    for headers in [{}, {"X-Auth-Token": ""}, {"Authorization": ""}]:
        assert gateway_error(exchange(server, "GET", PATH, headers)) == unauthorized("x-auth-token not found")


def test_a_token_that_nobody_issued_is_refused(server):
    for token in ["x", "MII" + "A" * 30_000]:
        answer = exchange(server, "GET", PATH, {"X-Auth-Token": token})
        assert gateway_error(answer) == unauthorized("decrypt token fail")


def test_what_does_not_exist_is_told_before_anything_else(server):
    for target in ["/v1/nothing", "/v1/sim-pools/", "/v1/sim-pools/1", "/v2/sim-pools", "/nothing"]:
        assert gateway_error(exchange(server, "GET", target)) == UNKNOWN_PATH
        assert gateway_error(huawei(server, "GET", target)) == UNKNOWN_PATH
    for method in ["POST", "PUT", "DELETE"]:
        assert gateway_error(exchange(server, method, PATH)) == OTHER_METHOD


def test_readers_may_list_pools_and_who_delivers_usage_may_not(server):
    reader, metering = server.create_user("reader", "reader"), server.create_user("metering", "metering")
    assert sim_pools(server, reader)["count"] == 0
    assert refused(server, metering) == (
        403, "APIGW.0302", "The IAM user is not authorized to access the API: ListSimPools")


# MARK: Every answer

def test_every_answer_has_an_id_of_its_own_and_is_json(server):
    answers = [
        huawei(server, "GET", PATH), huawei(server, "GET", PATH), huawei(server, "GET", f"{PATH}?limit=1"),
        huawei(server, "GET", f"{PATH}?billing_cycle=2022-13"), exchange(server, "GET", PATH),
        *(exchange(server, "GET", path) for path in ["/v1/nothing", "/v3", "/v3/nothing"]),
    ]
    assert [answer.status for answer in answers] == [200, 200, 400, 403, 401, 404, 200, 404]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert all(re.fullmatch(REQUEST_ID, request_id) for request_id in ids) and len(set(ids)) == len(ids)
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/json"}
    assert answers[2].body == '{"error_code":"GSL.00010004","error_msg":"参数异常"}'.encode()
    assert answers[3].body == '{"error_code":"GSL.00011004","error_msg":"账期不合法,请检查!"}'.encode()


def test_a_broken_database_is_told_in_the_contracts_words_until_it_is_mended(tmp_path):
    with running(tmp_path / "data") as server:
        server.database.execute("ALTER TABLE sim_pools RENAME TO gone")
        raised = huawei_refused(sim_pools, server)
        assert isinstance(raised, ServerResponseException)
        assert (raised.status_code, raised.error_code, raised.error_msg) == (
            500, "GSL.00010003", "系统繁忙,请稍后重试。")
        server.database.execute("ALTER TABLE gone RENAME TO sim_pools")
        assert sim_pools(server)["count"] == 0
