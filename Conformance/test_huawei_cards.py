"""The Huawei Cloud GSL SDK on SIM cards, members of pools, their usage, plans and work orders."""

import datetime
import json
import re

import huaweicloudsdkgsl.v3 as sdk
import pytest
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

from clients import ROOT, TIME, another_second, compact, gsl, huawei, huawei_refused
from inventory import card, create_plan, create_pool, iccid, import_cards, import_usage
from telepool import running, until

INVALID = (400, "GSL.00010004", "参数异常")
UNKNOWN_CARD = (400, "GSL.00011001", "sim卡不存在或没有SIM卡的访问权限!")
UNKNOWN_POOL = (403, "GSL.00014003", "您操作的流量池不存在,请检查!")
ILLEGAL_CYCLE = (403, "GSL.00011004", "账期不合法,请检查!")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its clock shows 23 September 2022, 3 o'clock in Beijing."""
    with running(tmp_path_factory.mktemp("server") / "data", "--clock", "2022-09-22T18:57:15Z") as server:
        yield server


def snake(operation):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", operation).lower()


def call(server, operation, key, body=None, **parameters):
    """Calls an operation through the SDK and gives its answer as JSON."""
    request = getattr(sdk, operation + "Request")(**parameters)
    if body is not None:
        request.body = getattr(sdk, request.openapi_types["body"])(**body)
    return huawei_json(getattr(gsl(server, key), snake(operation))(request))


def huawei_json(answer):
    return json.loads(answer.raw_content)


def refused(server, operation, key, body=None, **parameters):
    """The error of a call: status, code and message."""
    another_second()
    raised = huawei_refused(call, server, operation, key, body, **parameters)
    assert isinstance(raised, ClientRequestException)
    return raised.status_code, raised.error_code, raised.error_msg


def load(server, key, carrier="telecom", states=("in_use",), first=1):
    """Loads a plan of a carrier and an order of cards, numbered from `first`; answers the order's number."""
    create_plan(server, carrier, carrier, 30, key=key)
    cards = [
        card(first + number, state, "2022-09-01T00:00:00Z" if state in ("in_use", "suspended") else "")
        for number, state in enumerate(states)]
    return import_cards(server, cards, plan=carrier, key=key)


def identify(server, key, number=1):
    """The id of a card."""
    return call(server, "ShowSimCard", key, sim_card_id=0, iccid=iccid(number))["sim_card_id"]


def shown(server, key, number=1):
    return call(server, "ShowSimCard", key, sim_card_id=0, iccid=iccid(number))


def use(server, key, number, megabytes, at="2022-09-20T00:00:00Z"):
    record = f"{number}-{at}-{datetime.datetime.now().timestamp()}"
    import_usage(server, [f"{record},{iccid(number)},{at},{megabytes * 1048576}"], key=key)


def carried_out(server, key, order):
    """Waits until a work order is done or has failed; answers it."""
    def finished():
        (shown,) = call(server, "ListWorkOrders", key, main_search_key=str(order))["work_orders"]
        return shown if shown["status"] >= 4 else None
    return until(finished, "the work order")


def act(server, key, operation, card, body=None, **parameters):
    """Has something done with a card; answers the work order when it is finished."""
    answer = call(server, operation, key, body, sim_card_id=card, **parameters)
    assert list(answer) == ["work_order_id"]
    return carried_out(server, key, answer["work_order_id"])


# MARK: Pools

def test_members_of_a_pool_add_up_to_it(server, tenant):
    order = load(server, tenant, "unicom", ["in_use"] * 12 + ["activatable"])
    pool = create_pool(server, "pool", order, key=tenant)
    for number in (1, 12):
        use(server, tenant, number, 40)
    pages = [call(server, "ListSimPoolMembers", tenant, sim_pool_id=pool, billing_cycle="2022-09", limit=10, offset=page)
             for page in (1, 2, 3)]
    assert [(page["limit"], page["offset"], page["count"]) for page in pages] == [(10, 1, 13), (10, 2, 13), (10, 3, 13)]
    members = [member for page in pages for member in page["pool_members"]]
    assert [member["cid"] for member in members] == [iccid(number) for number in range(1, 14)]
    assert {member["id"] for member in members} == {pool}
    (record,) = call(server, "ListSimPools", tenant)["pools"]
    assert sum(member["flow_used"] for member in members) == record["flow_used"] == 80
    one = call(server, "ListSimPoolMembers", tenant, sim_pool_id=pool, billing_cycle="2022-09", cid=iccid(12))
    assert one == {"limit": 10, "offset": 1, "count": 1, "pool_members": [
        {"id": pool, "cid": iccid(12), "sim_price_plan_id": identify(server, tenant, 12), "flow_used": 40}]}


def test_members_are_refused_as_documented(server, tenant):
    pool = create_pool(server, "pool", load(server, tenant), key=tenant)
    for operation, name in [("ListSimPoolMembers", "sim_pool_id"), ("ListBackPoolMembers", "back_pool_id")]:
        def error(pool, **parameters):
            return refused(server, operation, tenant, **{name: pool, **parameters})
        assert error(pool) == INVALID
        assert error(pool, billing_cycle="2022-9") == INVALID
        assert error(pool, billing_cycle="2022-10", limit=9) == INVALID
        assert error(pool, billing_cycle="2022-10") == ILLEGAL_CYCLE
        assert error(4711, billing_cycle="2022-09") == UNKNOWN_POOL
    assert refused(server, "ListBackPoolMembers", tenant, back_pool_id=pool, billing_cycle="2022-09") == UNKNOWN_POOL
    assert refused(server, "ListSimPoolMembers", ROOT, sim_pool_id=pool, billing_cycle="2022-09") == UNKNOWN_POOL


def test_backward_pools_are_listed_apart(server, tenant):
    create_pool(server, "forward", load(server, tenant), key=tenant)
    assert call(server, "ListBackPools", tenant) == {"limit": 10, "offset": 1, "count": 0, "pools": []}
    assert call(server, "ListBackPools", tenant, all_billing_cycle=True, pool_name="a b")["count"] == 0
    assert refused(server, "ListBackPools", tenant, limit=9) == INVALID
    assert refused(server, "ListBackPools", tenant, billing_cycle="2022-13") == ILLEGAL_CYCLE


def test_a_backward_pool_has_the_fields_of_the_contract(server, tenant):
    order = load(server, tenant, states=["in_use", "in_use", "activatable"])
    pool = create_pool(server, "backward", order, kind="backward", key=tenant)
    use(server, tenant, 1, 40)

    def listed():
        answer = gsl(server, tenant).list_back_pools(sdk.ListBackPoolsRequest(billing_cycle="2022-09"))
        (shown,) = huawei_json(answer)["pools"]
        times = {name: shown.get(name, "") for name in ("status_time", "modify_time")}
        assert re.fullmatch(TIME, times["modify_time"])
        return answer.raw_content, shown["pool_status"], times

    raw, status, times = listed()
    assert (status, times["status_time"]) == (2, "")
    assert raw == compact({"limit": 10, "offset": 1, "count": 1, "pools": [{
        "id": pool, "pool_name": "backward", "price_plan_name": "plan telecom", "price_plan_id": "telecom",
        "effective_time": "2022-08-31T16:00:00.000+00:00", "expired_time": "2022-09-30T15:59:59.000+00:00",
        "billing_cycle": "2022-09", "pool_status": 2, "flow_used": 40, "quantity": 3,
        "modify_time": times["modify_time"], "order_id": order, "activated_sim_quantity": 2,
        "inactive_sim_quantity": 1, "disassembled_sim_quantity": 0, "order_ids": str(order)}]})
    assert call(server, "ListSimPools", tenant)["count"] == 0
    assert call(server, "ListBackPools", ROOT, pool_name="backward")["count"] == 0

    members = call(server, "ListBackPoolMembers", tenant, back_pool_id=pool, billing_cycle="2022-09")
    assert members == {"limit": 10, "offset": 1, "count": 3, "pool_members": [
        {"id": pool, "cid": iccid(number), "sim_price_plan_id": identify(server, tenant, number), "flow_used": used,
         "sim_status": state} for number, used, state in [(1, 40, 20), (2, 0, 20), (3, 0, 13)]]}
    assert refused(server, "ListSimPoolMembers", tenant, sim_pool_id=pool, billing_cycle="2022-09") == UNKNOWN_POOL

    for name, status in [("stopped", -1), ("discarded", -2), ("in_use", 2)]:
        server.run("sim-pools", "set-status", "--yes", pool, name, key=tenant)
        _, shown, times = listed()
        assert (shown, bool(re.fullmatch(TIME, times["status_time"]))) == (status, True)


# MARK: Cards

def test_a_card_has_the_fields_of_the_contract(server, tenant):
    order = load(server, tenant, "unicom")
    pool = create_pool(server, "pool", order, key=tenant)
    use(server, tenant, 1, 1)
    listed = gsl(server, tenant).list_sim_cards(sdk.ListSimCardsRequest())
    (card,) = huawei_json(listed)["sim_cards"]
    assert listed.raw_content == compact({"limit": 10, "offset": 1, "count": 1, "sim_cards": [{
        "sim_card_id": card["sim_card_id"], "account_id": card["account_id"], "cid": iccid(1), "sim_pool_id": pool,
        "sim_status": 20, "act_date": "2022-09-01T00:00:00.000+00:00", "iccid": iccid(1), "sim_type": 3,
        "order_id": order, "expire_time": "2023-08-26T15:59:59.000+00:00", "price_plan_name": "plan unicom",
        "sim_price_plan_id": card["sim_card_id"], "flow_left": 29, "flow_used": 1, "operator_status": -1,
        "real_named": False, "cut_net_flag": False, "exceed_cut_net_flag": False}]})
    assert re.fullmatch("[0-9a-f]{32}", card["account_id"])
    assert call(server, "ShowSimCard", tenant, sim_card_id=card["sim_card_id"]) == card
    assert call(server, "ShowSimCard", tenant, sim_card_id=0, iccid=iccid(1)) == card


def test_cards_are_found_sorted_and_paged(server, tenant):
    first = load(server, tenant, "unicom", ["in_use", "suspended", "testable", "inactive", "activatable", "30"])
    second = load(server, tenant, "mobile", ["in_use"] * 7, first=10)
    use(server, tenant, 1, 30)
    use(server, tenant, 12, 2)

    def found(**parameters):
        listed = call(server, "ListSimCards", tenant, limit=500, **parameters)
        assert listed["count"] == len(listed["sim_cards"])
        return [int(card["cid"][-4:]) for card in listed["sim_cards"]]

    assert found() == [1, 2, 3, 4, 5, 6, *range(10, 17)]
    assert found(main_search_type=1, main_search_key=iccid(3)) == [3]
    assert found(main_search_type=2, main_search_key=str(second)) == list(range(10, 17))
    assert found(order_ids=[first, second], order_id=first, price_plan_id=["unicom", "mobile"]) == [1, 2, 3, 4, 5, 6]
    assert found(sim_status=14) == [1, 2]
    assert found(sim_status=20) == list(range(10, 17))
    assert [found(sim_status=status) for status in (10, 11, 13, 30)] == [[3], [4], [5], [6]]
    assert found(min_used_flow=2) == [1, 12]
    assert found(max_left_flow=28, order="desc") == [12, 1]
    assert found(sort="flow_used", order="desc", min_used_flow=1) == [1, 12]
    assert found(sort="cid", order="desc", order_id=first) == [6, 5, 4, 3, 2, 1]
    assert found(real_named=True) == found(sim_type=1) == found(device_status=1) == found(tag_id=[1, 2]) == []
    assert found(real_named=False, filter_downtime_period=True, sim_type=3) == found()
    pages = [call(server, "ListSimCards", tenant, offset=page)["sim_cards"] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 3, 0]


@pytest.mark.parametrize("parameters", [
    {"limit": 9}, {"main_search_key": "1"}, {"sim_status": 12}, {"sort": "imei"}, {"order": "up"}, {"sim_type": 4},
    {"tag_id": list(range(11))}, {"msisdn": "+86"}, {"min_used_flow": -1}, {"order_id": -1},
], ids=str)
def test_malformed_filters_of_cards_are_refused(server, parameters):
    assert refused(server, "ListSimCards", ROOT, **parameters) == INVALID


def test_cards_of_others_are_unknown(server, tenant):
    load(server, tenant)
    known = identify(server, tenant)
    for parameters in ({"sim_card_id": known}, {"sim_card_id": 0, "iccid": iccid(1)}, {"sim_card_id": 1}):
        assert refused(server, "ShowSimCard", ROOT, **parameters) == UNKNOWN_CARD
        assert refused(server, "ShowRealNamed", ROOT, **parameters) == UNKNOWN_CARD
    assert refused(server, "ShowSimCard", tenant, sim_card_id=0) == INVALID
    assert refused(server, "ShowRealNamed", tenant, sim_card_id=0, iccid="1") == INVALID
    assert call(server, "ShowRealNamed", tenant, sim_card_id=known) == {"iccid": iccid(1), "real_named": False}


# MARK: What can be done with cards

def test_a_card_is_stopped_and_resumed(server, tenant):
    load(server, tenant)
    card = identify(server, tenant)
    assert refused(server, "ResetSimCard", tenant, sim_card_id=card)[:2] == (403, "GSL.00016019")
    order = act(server, tenant, "StopSimCard", card, {"down_up_switch": 1})
    assert (order["status"], order["work_order_type"], order["work_order_source"], order["req_detail"]) == (
        4, 5, 8, f"容器ID:{iccid(1)}")
    assert [shown(server, tenant)[name] for name in ("sim_status", "operator_status")] == [14, 5]
    assert refused(server, "StopSimCard", tenant, sim_card_id=card)[:2] == (403, "GSL.00016020")
    act(server, tenant, "ResetSimCard", 0, {"down_up_switch": 2, "iccid": iccid(1)})
    assert shown(server, tenant)["sim_status"] == 20
    assert refused(server, "ResetSimCard", tenant, sim_card_id=card) == (
        403, "GSL.00016016", "5分钟内不允许重复操作,请稍作等待。")
    use(server, tenant, 1, 30)
    load(server, tenant, "mobile", first=2)
    use(server, tenant, 2, 31)
    assert refused(server, "ResetSimCard", tenant, sim_card_id=identify(server, tenant, 2))[:2] == (403, "GSL.00016013")


def test_a_card_is_activated(server, tenant):
    load(server, tenant, states=["activatable"])
    act(server, tenant, "EnableSimCard", 0, iccid=iccid(1))
    card = shown(server, tenant)
    assert (card["sim_status"], "act_date" in card) == (20, True)
    assert refused(server, "EnableSimCard", tenant, sim_card_id=card["sim_card_id"])[:2] == (403, "GSL.00016016")
    load(server, tenant, first=2)
    assert refused(server, "EnableSimCard", tenant, sim_card_id=0, iccid=iccid(2)) == (
        403, "GSL.00016014", "您操作的卡状态已为在用,无法发起激活操作。")
    # The vendor's page has the ICCID in a body.
    load(server, tenant, states=["testable"], first=3)
    answer = huawei(server, "POST", "/v1/sim-cards/0/enable", tenant, {"Content-Type": "application/json"},
                    compact({"iccid": iccid(3)}))
    assert (answer.status, list(answer.json())) == (200, ["work_order_id"])


def test_a_card_of_china_telecom_can_do_everything(server, tenant):
    load(server, tenant)
    card = identify(server, tenant)
    act(server, tenant, "StartStopNet", card, {"action": "ADD"})
    act(server, tenant, "SetExceedCutNet", card, {"action": 1, "quota": "10"})
    act(server, tenant, "SetSpeedValue", card, {"speed_value": 1024})
    act(server, tenant, "RegisterImei", card, {"bind_type": 2, "imei": "861234567890123"})
    act(server, tenant, "DeleteRealName", 0, iccid=iccid(1))
    use(server, tenant, 1, 10)
    state = shown(server, tenant)
    assert {name: state[name] for name in [
        "cut_net_flag", "exceed_cut_net_flag", "exceed_cut_net_quota", "speed_value", "imei", "imei_bind_remain_times",
        "sim_status", "operator_status"]} == {
        "cut_net_flag": True, "exceed_cut_net_flag": True, "exceed_cut_net_quota": 10, "speed_value": 1024,
        "imei": "861234567890123", "imei_bind_remain_times": 1, "sim_status": 14, "operator_status": 2}
    act(server, tenant, "SetExceedCutNet", card, {"action": 2})
    act(server, tenant, "StartStopNet", card, {"action": "DEL"})
    state = shown(server, tenant)
    assert (state["sim_status"], state["cut_net_flag"], "exceed_cut_net_quota" in state) == (20, False, False)


def test_a_card_is_real_named(server, tenant):
    load(server, tenant)
    load(server, tenant, "unicom", first=2)
    ids = {number: identify(server, tenant, number) for number in (1, 2)}
    assert refused(server, "SetSpeedValue", tenant, {"speed_value": 256}, sim_card_id=ids[2])[:2] == (
        400, "GSL.00011015")
    for number in (1, 2):
        server.run("sims", "update", iccid(number), "--real-named", key=tenant)
        assert call(server, "ShowRealNamed", tenant, sim_card_id=ids[number]) == {
            "iccid": iccid(number), "real_named": True}
    assert call(server, "ListSimCards", tenant, real_named=True)["count"] == 2
    act(server, tenant, "SetSpeedValue", ids[2], {"speed_value": 256})
    assert shown(server, tenant, 2)["speed_value"] == 256
    assert refused(server, "SetSpeedValue", tenant, {"speed_value": 64}, sim_card_id=ids[2])[:2] == (
        400, "GSL.00011016")
    act(server, tenant, "DeleteRealName", ids[1])
    assert [shown(server, tenant, number)["real_named"] for number in (1, 2)] == [False, True]


ACTIONS = {
    "StopSimCard": {}, "ResetSimCard": {}, "EnableSimCard": None, "StartStopNet": {"action": "ADD"},
    "SetExceedCutNet": {"action": 2}, "SetSpeedValue": {"speed_value": 256}, "RegisterImei": {"bind_type": 1},
    "DeleteRealName": None,
}


@pytest.mark.parametrize("operation", ACTIONS)
def test_nothing_is_done_with_cards_of_others(server, tenant, operation):
    load(server, tenant)
    card = identify(server, tenant)
    for key, card in [(ROOT, card), (tenant, 1)]:
        assert refused(server, operation, key, ACTIONS[operation], sim_card_id=card) == UNKNOWN_CARD
    assert refused(server, operation, tenant, ACTIONS[operation], sim_card_id=0) == INVALID


@pytest.mark.parametrize("operation", ["StartStopNet", "SetExceedCutNet", "SetSpeedValue", "DeleteRealName"])
def test_carriers_do_not_offer_everything(server, tenant, operation):
    load(server, tenant, "mobile")
    card = identify(server, tenant)
    assert refused(server, operation, tenant, ACTIONS[operation], sim_card_id=card)[:2] == (400, "GSL.00011015")


def test_devices_are_bound_where_the_carrier_offers_it(server, tenant):
    for first, carrier in [(1, "mobile"), (2, "unicom")]:
        load(server, tenant, carrier, first=first)
    mobile, unicom = (identify(server, tenant, number) for number in (1, 2))
    for card, body in [(mobile, {"bind_type": 2, "imei": "861234567890123"}), (unicom, {"bind_type": 1})]:
        assert refused(server, "RegisterImei", tenant, body, sim_card_id=card)[:2] == (400, "GSL.00011015")
    assert act(server, tenant, "RegisterImei", mobile, {"bind_type": 1})["status"] == 4


@pytest.mark.parametrize("operation, body", [
    ("StopSimCard", {"down_up_switch": -1}), ("StartStopNet", {"action": "STOP"}), ("StartStopNet", {}),
    ("SetExceedCutNet", {"action": 1}), ("SetExceedCutNet", {"action": 1, "quota": "x"}), ("SetSpeedValue", {}),
    ("RegisterImei", {"bind_type": 2}), ("RegisterImei", {"bind_type": 1, "imei": "1 2"}),
], ids=str)
def test_malformed_bodies_are_refused(server, operation, body):
    assert refused(server, operation, ROOT, body, sim_card_id=1) == INVALID


def test_speeds_are_the_carriers_own(server, tenant):
    load(server, tenant)
    assert refused(server, "SetSpeedValue", tenant, {"speed_value": 300}, sim_card_id=identify(server, tenant)) == (
        400, "GSL.00011016", "不支持的限制速率")


# MARK: Usage and plans

def test_monthly_usage(server, tenant):
    load(server, tenant, "unicom", ["in_use"] * 2)
    use(server, tenant, 1, 3)
    use(server, tenant, 1, 5, "2022-08-26T15:59:59Z")
    ids = [identify(server, tenant, number) for number in (1, 2)]
    expected = {"month_usages": [
        {"sim_card_id": ids[0], "iccid": iccid(1), "flow_usages": [
            {"billing_cycle": "202209", "flow_used": 3}, {"billing_cycle": "202208", "flow_used": 5}]},
        {"sim_card_id": ids[1], "iccid": iccid(2), "flow_usages": [
            {"billing_cycle": "202209", "flow_used": 0}, {"billing_cycle": "202208", "flow_used": 0}]}]}
    cycles = ["2022-09", "2022-08"]
    assert call(server, "ShowMonthUsages", tenant, {"billing_cycles": cycles, "sim_card_ids": ids}) == expected
    assert call(server, "ShowMonthUsages", tenant, {
        "billing_cycles": cycles, "iccids": [iccid(1), iccid(2), iccid(9)]}) == expected
    assert call(server, "ShowMonthUsages", ROOT, {"billing_cycles": cycles, "sim_card_ids": ids}) == {
        "month_usages": []}
    for cycle in ("2022-10", "2022-03", "202209"):
        assert refused(server, "ShowMonthUsages", tenant, {"billing_cycles": [cycle], "sim_card_ids": ids}) == INVALID


def test_daily_usage(server, tenant):
    load(server, tenant)
    use(server, tenant, 1, 2, "2022-09-10T15:59:59Z")
    use(server, tenant, 1, 4, "2022-09-10T16:00:00Z")
    card = identify(server, tenant)
    assert call(server, "ListSimCardFlowPerDay", tenant, {"sim_card_ids": [card], "date": "20220911"}) == [
        {"date": "20220911", "sim_flow": [{"sim_card_id": card, "iccid": iccid(1), "flow": 4}]}]
    month = call(server, "ListSimCardFlowPerDay", tenant, {"iccids": [iccid(1)], "month": "202209"})
    assert [day["date"] for day in month] == [f"202209{day:02}" for day in range(1, 23)]
    assert [day["sim_flow"][0]["flow"] for day in month] == [0] * 9 + [2, 4] + [0] * 11
    assert refused(server, "ListSimCardFlowPerDay", tenant, {"iccids": [iccid(1)], "date": "20220923"}) == INVALID
    assert refused(server, "ListSimCardFlowPerDay", tenant, {"iccids": [iccid(1)]}) == INVALID
    assert refused(server, "ListSimCardFlowPerDay", ROOT, {
        "sim_card_ids": [card], "date": "20220911"}) == UNKNOWN_CARD


def test_plans(server, tenant):
    for carrier in ("mobile", "unicom"):
        load(server, tenant, carrier, first={"mobile": 1, "unicom": 2}[carrier])
    use(server, tenant, 1, 45)
    listed = call(server, "ListProPricePlans", tenant)
    assert [(plan["price_plan_id"], plan["flow_total"], plan["carrier_type"], plan["auto_renew"])
            for plan in listed["price_plans"]] == [("mobile", 30, 1, False), ("unicom", 30, 3, False)]
    assert call(server, "ListProPricePlans", tenant, main_search_key="plan u", flow_total=30, carrier_type=3)["count"] == 1
    assert call(server, "ListProPricePlans", tenant, country_type=3)["count"] == 0
    assert refused(server, "ListProPricePlans", tenant, main_search_key="<") == INVALID

    card = identify(server, tenant)
    (plan,) = call(server, "ListSimPricePlans", tenant, sim_card_id=card, real_time=True)
    assert {name: plan[name] for name in ("id", "sim_card_id", "status", "flow_total", "flow_used", "flow_left", "using")
            } == {"id": card, "sim_card_id": card, "status": 3, "flow_total": 30, "flow_used": 45, "flow_left": -15,
                  "using": "1"}
    assert call(server, "ListSimPricePlans", ROOT, sim_card_id=card) == []
    assert refused(server, "ListSimPricePlans", tenant) == INVALID
    assert refused(server, "ListSimPricePlans", tenant, sim_card_id=0) == INVALID

    (flow,) = call(server, "ListFlowBySimCards", tenant, {"iccids": [iccid(1)]})
    assert (flow["id"], flow["price_plan_id"], flow["flow_left"]) == (card, "mobile", -15)
    assert [flow["iccid"] for flow in call(server, "ListFlowBySimCards", tenant, {
        "sim_card_ids": [identify(server, tenant, 2), card]})] == [iccid(2), iccid(1)]
    assert refused(server, "ListFlowBySimCards", tenant, {"iccids": []}) == INVALID
    assert refused(server, "ListFlowBySimCards", tenant, {"iccids": [iccid(n) for n in range(51)]}) == (
        400, "GSL.00011010", "iccid 超过个数限制。")
    assert refused(server, "ListFlowBySimCards", ROOT, {"iccids": [iccid(1)]}) == (
        400, "GSL.00011011", f"iccid:[{iccid(1)}] 不存在")


# MARK: Work orders

def test_work_orders_are_listed_with_their_details(server, tenant):
    load(server, tenant, states=["in_use"] * 3)
    orders = [act(server, tenant, "StopSimCard", identify(server, tenant, number))["id"] for number in (1, 2, 3)]
    listed = call(server, "ListWorkOrders", tenant, work_order_type=5, status=4, sim_type=3)
    assert ([order["id"] for order in listed["work_orders"]], listed["count"]) == (orders[::-1], 3)
    assert {"total_count": 1, "success_count": 1, "fail_count": 0, "process_count": 0,
            "work_order_source_desc": "用户操作生成(api)"}.items() <= listed["work_orders"][0].items()
    details = call(server, "ListWorkOrderDetails", tenant, work_order_id=orders[0], main_search_key=iccid(1), status=1)
    (detail,) = details["work_order_details"]
    assert (detail["status"], detail["cid"], detail["sim_card_id"]) == (1, iccid(1), identify(server, tenant))
    for key, order in [(ROOT, orders[0]), (tenant, 1)]:
        assert call(server, "ListWorkOrderDetails", key, work_order_id=order) == {
            "limit": 10, "offset": 1, "count": 0, "work_order_details": []}
    assert refused(server, "ListWorkOrders", tenant, main_search_key="x") == INVALID
    assert refused(server, "ListWorkOrderDetails", tenant, work_order_id=orders[0], status=4) == INVALID


def test_a_work_order_that_waits_is_not_asked_for_again(tmp_path):
    waiting = {
        "StopSimCard": (1, 14, "GSL.00016010", "您操作的卡仍有未完成的停机受理单,请勿重复操作。"),
        "ResetSimCard": (2, 20, "GSL.00016009", "您操作的卡仍有未完成的复机受理单,请勿重复操作。"),
        "EnableSimCard": (3, 20, "GSL.00016015", "您操作的卡仍有未完成的激活受理单,请勿重复操作。"),
    }
    with running(tmp_path / "data", "--work-order-delay", "3600", "--clock", "2022-09-22T18:57:15Z") as server:
        load(server, ROOT, states=["in_use", "suspended", "activatable"])
        before = [shown(server, ROOT, number)["sim_status"] for number in (1, 2, 3)]
        orders = {}
        for operation, (number, _, code, message) in waiting.items():
            card = identify(server, ROOT, number)
            orders[operation] = call(server, operation, ROOT, sim_card_id=card)["work_order_id"]
            assert refused(server, operation, ROOT, sim_card_id=card) == (403, code, message)
        assert [shown(server, ROOT, number)["sim_status"] for number in (1, 2, 3)] == before
        for order in call(server, "ListWorkOrders", ROOT, status=3)["work_orders"]:
            assert order["id"] in orders.values() and "finish_time" not in order
            assert (order["process_count"], order["success_count"]) == (1, 0)
            (detail,) = call(server, "ListWorkOrderDetails", ROOT, work_order_id=order["id"])["work_order_details"]
            assert detail["status"] == 2 and "finish_time" not in detail
        assert call(server, "ListWorkOrders", ROOT)["count"] == 3

        # They are not forgotten, and an hour later they are carried out.
        server.kill()
        server.options[-1] = "2022-09-22T19:57:15Z"
        server.start()
        for operation, (number, status, _, _) in waiting.items():
            assert carried_out(server, ROOT, orders[operation])["status"] == 4
            assert shown(server, ROOT, number)["sim_status"] == status


def test_work_orders_can_be_decided_by_hand(server, tenant):
    load(server, tenant, states=["in_use"] * 2)
    cards = [identify(server, tenant, number) for number in (1, 2)]
    server.run("work-orders", "review", "by-hand", key=tenant)
    orders = [call(server, "StopSimCard", tenant, sim_card_id=card)["work_order_id"] for card in cards]
    assert refused(server, "StopSimCard", tenant, sim_card_id=cards[0])[1] == "GSL.00016010"
    assert call(server, "ListWorkOrders", tenant, status=1)["count"] == 2
    server.run("work-orders", "approve", orders[0], key=tenant)
    server.run("work-orders", "refuse", orders[1], "--reason", "余额不足", key=tenant)
    assert carried_out(server, tenant, orders[0])["status"] == 4
    order = carried_out(server, tenant, orders[1])
    assert (order["status"], order["fail_reason"], order["fail_count"]) == (7, "余额不足", 1)
    assert [shown(server, tenant, number)["sim_status"] for number in (1, 2)] == [14, 20]


# MARK: Three-network cards

def test_a_three_network_card_switches_networks(server, tenant):
    order = load(server, tenant)
    card = identify(server, tenant)
    server.run("sims", "update", iccid(1), "--network-version", 2, "--online-carrier", "mobile",
               "--iccid-mobile", iccid(11), "--iccid-unicom", iccid(12), "--iccid-telecom", iccid(13), key=tenant)
    assert call(server, "AddNetworkSwitchPolicy", tenant, {
        "policy_name": "policy", "version": 2, "switch_order": "3,1,2"}) == "true"
    (policy,) = call(server, "ListNetworkSwitchPolicies", tenant)["network_switch_policy_list"]
    policy = policy["id"]

    def set_error(policy):
        return refused(server, "SetNetworkSwitchPolicy", tenant, {
            "network_switch_policy_id": policy}, sim_card_id=card)

    assert set_error(policy + 1) == (400, "GSL.00015028", "策略不存在!")
    assert act(server, tenant, "SetNetworkSwitchPolicy", 0, {
        "network_switch_policy_id": policy, "cid": iccid(1)})["status"] == 4
    assert act(server, tenant, "SwitchNetwork", card, {"carrier_type": 3})["status"] == 4
    expected = {
        "sim_card_id": card, "cid": iccid(1), "online_carrier": 3, "network_switch_policy_id": policy,
        "policy_name": "policy", "version": 2, "iccid_mobile": iccid(11), "iccid_unicom": iccid(12),
        "iccid_telcom": iccid(13), "order_id": order}
    for parameters in ({}, {"cid": iccid(1)}, {"online_carrier": 3, "version": 2}, {"sim_card_id": card}):
        assert call(server, "ListSimDeviceMultiply", tenant, **parameters) == {
            "limit": 10, "offset": 1, "count": 1, "sim_cards": [expected]}
    assert call(server, "ListSimDeviceMultiply", tenant, online_carrier=1)["count"] == 0
    (policy,) = call(server, "ListNetworkSwitchPolicies", tenant)["network_switch_policy_list"]
    assert policy["used"] is True


def test_cards_of_one_network_are_no_three_network_cards(server, tenant):
    load(server, tenant)
    card = identify(server, tenant)
    assert call(server, "ListSimDeviceMultiply", tenant, sim_card_id=card) == {
        "limit": 10, "offset": 1, "count": 0, "sim_cards": []}
    assert refused(server, "ListSimDeviceMultiply", ROOT, sim_card_id=card) == UNKNOWN_CARD
    assert refused(server, "ListSimDeviceMultiply", tenant, version=3) == INVALID
    assert refused(server, "SwitchNetwork", tenant, {"carrier_type": 4}, sim_card_id=card) == (
        400, "GSL.00011063", "不支持切换的目标运营商")
    assert refused(server, "SwitchNetwork", tenant, {}, sim_card_id=card) == INVALID
    assert refused(server, "SwitchNetwork", ROOT, {"carrier_type": 1}, sim_card_id=card) == UNKNOWN_CARD
    policy = {"network_switch_policy_id": 1}
    assert refused(server, "SetNetworkSwitchPolicy", tenant, {**policy, "cid": iccid(1)}, sim_card_id=0)[:2] == (
        400, "GSL.00011015")
    assert refused(server, "SetNetworkSwitchPolicy", tenant, policy, sim_card_id=0) == INVALID
    assert refused(server, "SetNetworkSwitchPolicy", ROOT, policy, sim_card_id=card) == UNKNOWN_CARD


# MARK: Rate limits

def test_calls_that_come_too_often_are_refused_as_the_gateway_does(tmp_path):
    with running(tmp_path / "data", "--rate-limit", "1000,ListSimCards=1") as server:
        answers = [huawei(server, "GET", "/v1/sim-cards") for _ in range(20)]
        late = [answer for answer in answers if answer.status == 429]
        assert answers[0].status == 200 and late
        body = late[0].json()
        assert (body["error_code"], body["error_msg"]) == ("APIGW.0308", "The throttling threshold has been reached.")
        assert late[0].headers["Retry-After"] == "1"
        assert all(huawei(server, "GET", "/v1/sim-pools").status == 200 for _ in range(20))
