"""An installation with something of everything in it, and what it answers when it is asked for all of it."""

import itertools
import json
import re
import uuid

import huaweicloudsdkgsl.v3 as sdk

from clients import ROOT, TOKENS, call, create, exchange, gsl, huawei, issue
from inventory import card, create_plan, create_pool, iccid, import_cards, import_numbers, import_usage
from test_bindings import AXB, ask, bind, one_of_each_kind, stocked, switch
from test_huawei_cards import act, identify
from test_huawei_labels import create_attribute, create_tag, policy, send, set_tags

#: When the test clock of the server starts, and the month that this is in.
CLOCK, MONTH = "2022-09-22T18:57:15Z", "2022-09"
OPTIONS = ("--clock", CLOCK)
#: What calls have to be given that do not list anything otherwise.
QUERIES = {
    "ListSimPoolMembers": f"billing_cycle={MONTH}", "ListBackPoolMembers": f"billing_cycle={MONTH}",
    "ListSimPools": "all_billing_cycle=true", "ListSimCards": "limit=50", "ListSimPricePlans": "sim_card_id={sim_card_id}"}
#: The identifiers that there are of an account.
IDENTIFIERS = {
    "user_id": "SELECT id FROM users WHERE account_id = {}",
    "sim_card_id": "SELECT id FROM sim_cards WHERE account_id = {}", "iccid": "SELECT iccid FROM sim_cards WHERE account_id = {}",
    "sim_pool_id": "SELECT id FROM sim_pools WHERE account_id = {} AND kind = 1",
    "back_pool_id": "SELECT id FROM sim_pools WHERE account_id = {} AND kind = 2",
    "work_order_id": "SELECT id FROM work_orders WHERE account_id = {}",
    "number_pool_no": "SELECT number_pool_no FROM number_pools WHERE account_id = {}",
    "number": "SELECT number FROM numbers WHERE account_id = {}"}


def fill(server):
    """Uses the server in every way; answers the keys of two tenants."""
    other = server.create_account("other tenant")
    server.create_user("reader", "reader")
    for key in (ROOT, other):
        fill_numbers(server, key)
        fill_cards(server, key)
    return [ROOT, other]


def fill_numbers(server, key):
    one_of_each_kind(server, key)
    columns = "number,type,city_code,purchase_time,qualification_no"
    pool, numbers = stocked(server, key, AXB, 20)
    bind(server, key, "SelectNumberAndBindAXB", pool, UserData="数据 '\"\\\t")
    ended = bind(server, key, "SelectNumberAndBindAXB", pool, PhoneNoA="13800000009")
    server.run("number-pools", "quarantine", pool, 86_400, key=key)
    ask(server, key, "UnbindAXBV2", NumberPoolNo=pool, SubId=ended["SubId"])
    switch(server, key, 2, numbers[-1])
    server.run("numbers", "reserve", "--pool", pool, "--seconds", 100_000, "--count", 2, "--purpose", "预留", key=key)
    # It rests, and goes on resting when it is given up.
    server.run("numbers", "remove", "--yes", "-", text=f"number\n{ended['PhoneNoX']}\n", key=key)
    import_numbers(server, pool, [f"0213107{next(_landline)},landline,021,,Q1"], columns=columns, key=key)
    for _ in range(2):
        assert call(server, "CreateNumberApplication", {
            "NumberPoolNo": pool, "NumberType": 1, "NumberPurpose": "通知", "Remark": "尽快",
            "NumberApplicationCityItemList": [{"CityCode": "021", "NumberCount": 3}]}, key)["ApplyBillId"]
    call(server, "CreateNumberPool", {
        "Name": "带令牌", "ServiceType": 100, "SubServiceType": 101, "ClientToken": uuid.uuid4().hex}, key)
    for number in range(12):
        create(server, f"号码池 {number} 😀", key=key)


_landline = itertools.count(1000)


def fill_cards(server, key):
    for carrier in ("mobile", "unicom", "telecom"):
        create_plan(server, carrier, carrier, key=key)
    mobile = [f"{iccid(number)},8614400000000{number},4600000000000{number},in_use,2022-09-01T00:00:00Z," for number in (10, 11)]
    first = import_cards(server, [*mobile, card(12, "activatable")], plan="mobile", key=key)
    second = import_cards(server, [card(number, "in_use", "2022-09-01T00:00:00Z") for number in range(20, 30)],
                          plan="unicom", key=key)
    third = import_cards(server, [card(number, "in_use", "2022-09-01T00:00:00Z") for number in (40, 41, 42)],
                         plan="telecom", key=key)
    pool = create_pool(server, "流量池", second, key=key)
    server.run("sim-pools", "add-on", pool, "--data-mb", 100, key=key)
    server.run("sim-pools", "create", "--name", "backward", "--order", third, "--kind", "backward", key=key)
    import_usage(server, [
        f"{number}-{day},{iccid(number)},2022-09-{day:02}T08:00:00Z,{number * day * 1000 + 1}"
        for number in (10, *range(20, 30), 40) for day in range(3, 20)], key=key)

    client = gsl(server, key)
    tag = create_tag(client, "车队").id
    create_tag(client, "unused")
    set_tags(client, iccids=[iccid(10), iccid(20)], tag_ids=[tag])
    attribute = create_attribute(client, "部门")
    client.enable_attribute(sdk.EnableAttributeRequest(attribute_id=attribute))
    client.batch_set_attributes(sdk.BatchSetAttributesRequest(body=sdk.BatchSetAttributesReq(attributes=[
        sdk.AttributeReq(sim_card_id=0, iccid=iccid(10), customer_attribute1="研发")])))
    client.add_network_switch_policy(policy(policy_name="策略", version=2, switch_order="3,1,2"))
    send(client, "测试", cids=[iccid(10), iccid(11)])
    send(client, "again", cids=[iccid(10)])
    server.run("sms", "result", 1, "delivered", key=key)
    act(server, key, "StopSimCard", identify(server, key, 40))
    server.run("sims", "update", iccid(41), "--real-named", "--iccid-mobile", iccid(41), "--iccid-unicom", iccid(141),
               "--iccid-telecom", iccid(241), "--network-version", 2, "--online-carrier", "telecom", key=key)
    server.run("sims", "replace", iccid(11), "--with", iccid(111), key=key)
    server.run("sims", "deregister", "--yes", "-", text=f"iccid\n{iccid(29)}\n", key=key)


def token(server):
    """A token of the administrator."""
    answer = issue(server)
    assert answer.status == 201
    return answer.headers["X-Subject-Token"]


def is_valid(server, token):
    answer = exchange(server, "GET", TOKENS, {"X-Auth-Token": token, "X-Subject-Token": token})
    return answer.status == 200


def everything(server, keys):
    """What every operation answers that lists or shows something, by the operation and what it was asked."""
    answers = {}
    lines = server.run("operations").stdout.splitlines()
    # What is the whole server's is for administrators, and not every key is one's.
    listed = re.compile(r"\| `(\w+)` \| `GET (\S+)` \| read \| (?!administrator)")
    routes = [match.groups() for line in lines if (match := listed.match(line))]
    assert len(routes) > 30
    for (key, account), (operation, route) in itertools.product(zip(keys, accounts(server)), routes):
        asked = f"{route}?{QUERIES[operation]}" if operation in QUERIES else route
        for target in paths(server, asked, account):
            answer = huawei(server, "GET", target, key)
            assert answer.status == 200, (operation, target, answer.body)
            # The server's own address stands in some.
            answers[key, operation, target] = answer.body.replace(server.endpoint.encode(), b"")
        pools = [no for (no,) in server.database.query(IDENTIFIERS["number_pool_no"].format(account))]
        for action, filters in [
                ("NumberPoolList", [{}]), ("QueryNumberApplyRecordList", [{}]),
                *((action, [{"NumberPoolNo": no} for no in pools])
                  for action in ("NumberList", "QuerySubscriptionForList"))]:
            for chosen in filters:
                answer = call(server, action, {"Limit": 500, **chosen}, key)
                answers[key, action, json.dumps(chosen)] = json.dumps(answer)
    return answers


def accounts(server):
    return [account for (account,) in server.database.query("SELECT id FROM accounts ORDER BY id")]


def paths(server, route, account):
    """A request for everything that can stand in its one place for an identifier, if it has one."""
    found = re.search(r"\{(\w+)\}", route)
    if not found:
        return [route]
    values = server.database.query(IDENTIFIERS[found[1]].format(account))
    return [route.replace(found[0], str(value)) for (value,) in values]
