"""Bindings: both Volcengine SDKs draw numbers from pools, bind parties through them and look bindings up."""

import concurrent.futures
import datetime
import http.client
import itertools
import json
import re
import threading
import time
import urllib.parse
import uuid

import pytest
import volcenginesdkvms

import signing
from clients import (
    ROOT, VERSION, another_second, call, compact, create, exchange, pools, refused, rejected, sign, vms, volcengine_error)
from inventory import import_numbers
from proxy import before
from telepool import TIMEOUT, running, until
from test_tenants import NOWHERE, masked
from test_volcengine_older import error, result, service

A, B, C = "13800000001", "13800000002", "13800000003"
#: Landlines of 上海 and 杭州.
SHANGHAI, HANGZHOU = "02131075869", "057188157000"
#: A binding and a number that do not exist.
NOBODY, NOTHING = "S000000000000000000", "19999999999"

AXB, AXN, AXNE, AXYB = 201, 202, 203, 204

#: The operations that the current SDK has, and its names for them.
METHODS = {
    "SelectNumberAndBindAXB": "select_number_and_bind_axb", "UpgradeAXToAXB": "upgrade_axto_axb",
    "BindAXN": "bind_axn", "SelectNumberAndBindAXN": "select_number_and_bind_axn", "BindAXNE": "bind_axne",
    "BindAXYB": "bind_axyb", "BindYBForAXYB": "bind_yb_for_axyb", "UnbindAXBV2": "unbind_axbv2",
    "UnbindAXNV2": "unbind_axnv2", "UnbindAXNEV2": "unbind_axnev2", "UnbindAXYBV2": "unbind_axybv2",
    "QuerySubscription": "query_subscription", "QuerySubscriptionForList": "query_subscription_for_list",
}
READS = ["QuerySubscription", "QuerySubscriptionForList", "SelectNumber"]
WRITES = [
    "SelectNumberAndBindAXB", "BindAXB", "UpgradeAXToAXB", "UpdateAXB", "BindAXN", "SelectNumberAndBindAXN",
    "UpdateAXN", "BindAXNE", "BindAXYB", "BindYBForAXYB", "UnbindAXBV2", "UnbindAXNV2", "UnbindAXNEV2",
    "UnbindAXYBV2", "UnbindAXB", "UnbindAXN", "UnbindAXNE", "UnbindAXYB",
]
DISPLAY = {1: "不透传", 2: "A看见B的真实号码", 3: "B看见A的真实号码", 4: "看见对方真实号码"}


def illegal(reason):
    return 200101, "IllegalArgument", f"非法的参数: {reason}"


def missing(name):
    return illegal(f"The required parameter {name} is missing.")


def invalid(name):
    return illegal(f"The specified parameter {name} is invalid.")


TOO_SOON = illegal("ExpireTime must be 1 minute later")
SAME_PHONE = illegal("PhoneNoA, PhoneNoB and PhoneNoX have to be different")
SUBSCRIPTION_EMPTY = (200111, "SubscriptionEmpty", "绑定关系不存在")
CONFLICT = (200112, "ConflictWithExisting", "与现有绑定关系冲突")
B_CONFLICT = (200113, "PhoneNoXBConflicted", "XB号码冲突")
X_OCCUPIED = (200114, "PhoneNoXOccupied", "X号码被占用")
E_OCCUPIED = (200115, "PhoneNoEOccupied", "E号码被占用")
ILLEGAL_X = (200116, "IllegalPhoneNoX", "无效的X号码")
ILLEGAL_Y = (200117, "IllegalPhoneNoY", "无效的Y号码")
BLOCKED = (200118, "BlockNumber", "号码禁用")
NOT_ENOUGH = (200119, "NumberNotEnough", "号码不足")
UNSUPPORTED = (200120, "UnsupportedOperation", "不支持的操作")
UPGRADE_ERROR = (200121, "UpgradeError", "AX升级AXB失败")
X_IS_Y = (200122, "XCanNotEqualsY", "X不能和Y相同")
OPERATION_DENIED = (
    400, 200003, "OperationDenied", "Operation is denied because the specified resource is in use.")
MISMATCH = (
    400, 200005, "IdempotentParameterMismatch",
    "Parameters mismatch the previous request with a same ClientToken.")
DRY_RUN = (400, 200006, "DryRunOperation", "The request is validated by a dryrun operation.")

# A number is held once on a server, so every test has numbers of its own.
_fresh = itertools.count(17000000000)


def fresh(count=1):
    """Mobile numbers that nobody holds, in ascending order and without a gap."""
    return [str(next(_fresh)) for _ in range(count)]


def stocked(server, key, kind=AXB, rows=1, columns="number"):
    """A new pool with numbers, so many or these rows; answers its number and those of the rows."""
    pool = create(server, service_type=kind // 100 * 100, sub_service_type=kind, key=key)
    rows = fresh(rows) if isinstance(rows, int) else rows
    import_numbers(server, pool, rows, columns=columns, key=key)
    return pool, [row.split(",")[0] for row in rows]


def soon(seconds=900):
    return int(time.time()) + seconds


def ask(server, key, action, **parameters):
    """Calls an operation with the current SDK, by the SDK's model where it has one. Names are those of the wire."""
    if action not in METHODS:
        return call(server, action, parameters, key)
    model = getattr(volcenginesdkvms, f"{action}Request")
    names = {wire: name for name, wire in model.attribute_map.items()}
    request = model(**{names[wire]: value for wire, value in parameters.items()})
    return fields(getattr(vms(server, key), METHODS[action])(request))


def fields(answer):
    """What a model of the SDK holds, by the names of the wire and without what was not answered."""
    values = {wire: getattr(answer, name) for name, wire in answer.attribute_map.items()}
    return {
        wire: [fields(element) for element in value] if isinstance(value, list) else value
        for wire, value in values.items() if value is not None}


def bind(server, key, action, pool, **parameters):
    """Binds A for a quarter of an hour, if nothing else is said."""
    return ask(server, key, action, **{"NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon(), **parameters})


def draw(server, key, pool, a=A, b=None, **parameters):
    """The number that is selected for an AX binding, or with B for an AXB binding."""
    parameters = {**parameters, **({"PhoneNoB": b} if b else {})}
    return bind(server, key, "SelectNumberAndBindAXB", pool, PhoneNoA=a, **parameters)["PhoneNoX"]


def drained(server, key, pool, **parameters):
    """The numbers that are selected one after the other until there are no more."""
    found = []
    while True:
        answer = sign(server, "SelectNumberAndBindAXB", {
            "NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon(), **parameters}, key).send(server)
        if "Result" not in answer.json():
            assert volcengine_error(answer) == (200, *NOT_ENOUGH)
            return found
        found.append(answer.json()["Result"]["PhoneNoX"])


def shown(server, key, pool, binding):
    return ask(server, key, "QuerySubscription", NumberPoolNo=pool, SubId=binding["SubId"])


def is_live(server, key, pool, binding):
    return shown(server, key, pool, binding)["Status"] == 1


def listed(server, key, **filters):
    """The bindings of a list that fits one page, which says how many there are."""
    answer = ask(server, key, "QuerySubscriptionForList", **{"Limit": 500, **filters})
    assert (answer["Offset"], answer["Limit"], answer["Total"]) == (0, 500, len(answer["Records"]))
    return answer["Records"]


def ids(records):
    return [record["SubId"] for record in records]


def counts(server, key, pool):
    """The bindings on each number of a pool, in the order of the numbers."""
    answer = call(server, "NumberList", {"NumberPoolNo": pool, "Limit": 500}, key)
    return [record["CurrentBindCount"] for record in answer["Records"]]


def kind_of(action):
    """The kind of pools that an operation is for."""
    return next(kind for name, kind in [("AXNE", AXNE), ("AXYB", AXYB), ("AXN", AXN), ("", AXB)] if name in action)


def one_of_each_kind(server, key):
    """A binding of each kind, in a pool of its own: the pools and the bindings' ids by their kinds."""
    made = {}
    for action in ["SelectNumberAndBindAXB", "SelectNumberAndBindAXN", "BindAXNE", "BindAXYB"]:
        pool, _ = stocked(server, key, kind_of(action))
        more = {"NumberPoolNoY": pool, "YbEnableDuration": 600} if action == "BindAXYB" else {}
        made[kind_of(action)] = pool, bind(server, key, action, pool, **more)["SubId"]
    return made


def switch(server, key, code, *numbers):
    assert call(server, "EnableOrDisableNumber", {"EnableCode": code, "NumberList": list(numbers)}, key) == {}


def beijing(seconds):
    """A time as lists show it."""
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return f"{datetime.datetime.fromtimestamp(seconds, zone):%Y-%m-%d %H:%M:%S}"


@pytest.fixture
def proxy(server):
    with before(server) as proxy:
        yield proxy


# MARK: What the operations answer

def test_an_axb_binding_is_answered_and_shown_with_every_field(server, tenant):
    pool, (x,) = stocked(server, tenant, rows=[f"{fresh()[0]},010"], columns="number,city_code")
    expires, earliest = soon(3600), int(time.time())
    bound = bind(
        server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoA=SHANGHAI, PhoneNoB=HANGZHOU, ExpireTime=expires,
        AudioRecordFlag=0, CallDisplayType=2, UserData='{"订单":"4711"}', OutId="outer-1", AxConflictAxbFlag=1,
        CityCode="010", CityCodeByPhoneNo="B", DegradeCityList=["021", "PNPC"], RandomFlag=1, VerifyFlag=1,
        VoiceCode="voice")
    assert re.fullmatch(r"S\d{18}", bound["SubId"])
    assert bound == {
        "SubId": bound["SubId"], "PhoneNoX": x, "PhoneNoXCityCode": "010", "PhoneNoA": SHANGHAI,
        "PhoneNoACityCode": "021", "PhoneNoB": HANGZHOU, "PhoneNoBCityCode": "0571", "Status": 1}

    one = shown(server, tenant, pool, bound)
    assert earliest <= one["EnableTime"] <= int(time.time())
    common = {
        "SubId": bound["SubId"], "PhoneNoA": SHANGHAI, "PhoneNoB": HANGZHOU, "PhoneNoX": x, "Status": 1,
        "RecordFlag": 0, "CallDisplayType": 2, "CallDisplayTypeName": DISPLAY[2],
        "UserData": '{"订单":"4711"}', "OutId": "outer-1"}
    assert one == {**common, "EnableTime": one["EnableTime"], "ExpireTime": expires}
    answer = ask(server, tenant, "QuerySubscriptionForList", NumberPoolNo=pool)
    assert answer == {"Offset": 0, "Limit": 20, "Total": 1, "Records": [
        {**common, "EnableTime": beijing(one["EnableTime"]), "ExpireTime": beijing(expires)}]}


def test_an_ax_binding_has_no_b_until_it_is_upgraded(server, tenant):
    pool, (x,) = stocked(server, tenant)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool, UserData="first", OutId="1")
    common = {"SubId": bound["SubId"], "PhoneNoX": x, "PhoneNoXCityCode": "", "PhoneNoA": A, "PhoneNoACityCode": ""}
    assert bound == {**common, "Status": 1}
    one = shown(server, tenant, pool, bound)
    assert one == {
        "SubId": bound["SubId"], "PhoneNoA": A, "PhoneNoX": x, "Status": 1, "RecordFlag": 1, "CallDisplayType": 1,
        "CallDisplayTypeName": DISPLAY[1], "EnableTime": one["EnableTime"], "ExpireTime": one["ExpireTime"],
        "UserData": "first", "OutId": "1"}

    upgraded = ask(
        server, tenant, "UpgradeAXToAXB", NumberPoolNo=pool, SubId=bound["SubId"], PhoneNoB=HANGZHOU,
        CallDisplayType=4, UserData="second")
    assert upgraded == {**common, "PhoneNoB": HANGZHOU, "PhoneNoBCityCode": "0571"}
    assert shown(server, tenant, pool, bound) == {
        **one, "PhoneNoB": HANGZHOU, "CallDisplayType": 4, "CallDisplayTypeName": DISPLAY[4], "UserData": "second"}
    assert counts(server, tenant, pool) == [1]


def test_an_axn_binding_takes_the_given_number_or_one_that_is_selected(server, tenant):
    pool, (first, second) = stocked(server, tenant, AXN, 2)
    given = bind(server, tenant, "BindAXN", pool, PhoneNoX=second, AudioRecordFlag=0, UserData="n")
    assert given == {
        "SubId": given["SubId"], "PhoneNoX": second, "PhoneNoXCityCode": "", "PhoneNoA": A, "PhoneNoACityCode": "",
        "Status": 1}
    selected = bind(server, tenant, "SelectNumberAndBindAXN", pool, PhoneNoA=SHANGHAI, PhoneNoB=B)
    assert selected == {
        "SubId": selected["SubId"], "PhoneNoX": first, "PhoneNoXCityCode": "", "PhoneNoA": SHANGHAI,
        "PhoneNoACityCode": "021", "PhoneNoB": B, "PhoneNoBCityCode": "", "Status": 1}
    one = shown(server, tenant, pool, given)
    assert (one["PhoneNoX"], one["RecordFlag"], one["UserData"], one.get("PhoneNoB")) == (second, 0, "n", None)
    assert shown(server, tenant, pool, selected)["PhoneNoB"] == B


def test_an_axne_binding_has_the_given_extension_or_one_that_is_free(server, tenant):
    pool, (x,) = stocked(server, tenant, AXNE)
    extensions = [
        bind(server, tenant, "BindAXNE", pool, PhoneNoA=a, **parameters) for a, parameters in [
            (A, {}), (B, {"PhoneNoE": "1001", "PhoneNoX": x}), (C, {"PhoneNoX": x, "PhoneNoB": HANGZHOU}),
            (SHANGHAI, {"PhoneNoE": "00000001"})]]
    assert [binding["PhoneNoE"] for binding in extensions] == ["1000", "1001", "1002", "00000001"]
    third = extensions[2]
    assert third == {
        "SubId": third["SubId"], "PhoneNoX": x, "PhoneNoXCityCode": "", "PhoneNoA": C, "PhoneNoACityCode": "",
        "PhoneNoB": HANGZHOU, "PhoneNoBCityCode": "0571", "PhoneNoE": "1002", "Status": 1}
    assert [shown(server, tenant, pool, binding)["PhoneNoE"] for binding in extensions] == [
        "1000", "1001", "1002", "00000001"]
    assert {record["PhoneNoE"] for record in listed(server, tenant, PhoneNoX=x)} == {
        "1000", "1001", "1002", "00000001"}
    assert counts(server, tenant, pool) == [4]


def test_an_axyb_binding_has_an_x_for_a_and_a_y_for_b(server, tenant):
    (pool, (x,)), (other, (y,)) = stocked(server, tenant, AXYB), stocked(server, tenant, AXYB)
    expires = soon(3600)
    bound = bind(
        server, tenant, "BindAXYB", pool, PhoneNoB=B, NumberPoolNoY=other, ExpireTime=expires,
        YbEnableDuration=600, AudioRecordFlag=0, YbAudioRecordFlag=1, UserData="both")
    assert bound == {
        "SubId": bound["SubId"], "PhoneNoX": x, "Status": 1, "PhoneNoY": y, "YbSubId": bound["YbSubId"],
        "YbStatus": 1}
    parent = shown(server, tenant, pool, bound)
    assert parent == {
        "SubId": bound["SubId"], "PhoneNoA": A, "PhoneNoB": B, "PhoneNoX": x, "Status": 1, "RecordFlag": 0,
        "CallDisplayType": 1, "CallDisplayTypeName": DISPLAY[1], "EnableTime": parent["EnableTime"],
        "ExpireTime": expires, "UserData": "both", "OutId": ""}
    child = ask(server, tenant, "QuerySubscription", NumberPoolNo=other, SubId=bound["YbSubId"])
    common = {
        "SubId": bound["YbSubId"], "PhoneNoA": A, "PhoneNoB": B, "PhoneNoY": y, "Status": 1, "RecordFlag": 1,
        "CallDisplayType": 1, "CallDisplayTypeName": DISPLAY[1], "UserData": "both", "OutId": ""}
    enabled = parent["EnableTime"]
    assert child == {**common, "EnableTime": enabled, "ExpireTime": enabled + 600}
    assert listed(server, tenant, PhoneNoY=y) == [
        {**common, "ParentSubId": bound["SubId"], "EnableTime": beijing(enabled),
         "ExpireTime": beijing(enabled + 600)}]
    assert counts(server, tenant, pool) == counts(server, tenant, other) == [1]


def test_a_y_can_be_bound_later_and_more_than_once(server, tenant):
    (pool, (x,)), (other, numbers) = stocked(server, tenant, AXYB), stocked(server, tenant, AXYB, 2)
    common = {"NumberPoolNoY": other, "YbEnableDuration": 600}
    bound = bind(server, tenant, "BindAXYB", pool, PhoneNoB=B, AutoCreateFlag=0, **common)
    assert bound == {"SubId": bound["SubId"], "PhoneNoX": x, "Status": 1}
    assert counts(server, tenant, other) == [0, 0]
    first = ask(
        server, tenant, "BindYBForAXYB", ParentSubId=bound["SubId"], PhoneNoB=B, NumberPoolNo=other,
        EnableDuration=600, AudioRecordFlag=0, UserData="later")
    assert first == {"SubId": first["SubId"], "PhoneNoY": numbers[0], "Status": 1}
    second = ask(
        server, tenant, "BindYBForAXYB", ParentSubId=bound["SubId"], PhoneNoB=C, PhoneNoY=numbers[0],
        NumberPoolNo=other, EnableDuration=600)
    assert second["PhoneNoY"] == numbers[0]
    one = shown(server, tenant, other, first)
    assert (one["RecordFlag"], one["UserData"], one["PhoneNoA"]) == (0, "later", A)
    assert counts(server, tenant, other) == [2, 0]

    alone = bind(server, tenant, "BindAXYB", pool, PhoneNoA=C, **common)
    assert alone == {"SubId": alone["SubId"], "PhoneNoX": x, "Status": 1}


def test_the_answers_are_these_very_bytes(server, tenant):
    pool, (x,) = stocked(server, tenant)
    extended, (numbered,) = stocked(server, tenant, AXNE)
    double, (first, second) = stocked(server, tenant, AXYB, 2)

    def sent(action, **parameters):
        parameters = {"NumberPoolNo": pool, **parameters}
        answer = sign(server, action, parameters, tenant, region="cn-north-1").send(server)
        metadata = {
            "RequestId": answer.headers["X-Tt-Logid"], "Action": action, "Version": VERSION, "Service": "vms",
            "Region": "cn-north-1"}
        got = answer.json()["Result"]
        return got, lambda expected: answer.body == compact({"ResponseMetadata": metadata, "Result": expected})

    expires = soon()
    got, is_written = sent("SelectNumberAndBindAXB", PhoneNoA=SHANGHAI, ExpireTime=expires)
    subscription = got["SubId"]
    common = {
        "SubId": subscription, "PhoneNoX": x, "PhoneNoXCityCode": "", "PhoneNoA": SHANGHAI,
        "PhoneNoACityCode": "021"}
    assert is_written({**common, "Status": 1})
    _, is_written = sent("UpgradeAXToAXB", SubId=subscription, PhoneNoB=B)
    assert is_written({**common, "PhoneNoB": B, "PhoneNoBCityCode": ""})
    got, is_written = sent("QuerySubscription", SubId=subscription)
    shown = {
        "SubId": subscription, "PhoneNoA": SHANGHAI, "PhoneNoB": B, "PhoneNoX": x, "Status": 1, "RecordFlag": 1}
    more = {"CallDisplayType": 1, "CallDisplayTypeName": "不透传", "UserData": "", "OutId": ""}
    times = {"EnableTime": got["EnableTime"], "ExpireTime": expires}
    assert is_written({**shown, **times, **more})
    _, is_written = sent("QuerySubscriptionForList")
    texts = {name: beijing(value) for name, value in times.items()}
    assert is_written({"Records": [{**shown, **texts, **more}], "Limit": 20, "Offset": 0, "Total": 1})
    _, is_written = sent("SelectNumber")
    assert is_written({"Records": [{
        "Number": x, "NumberTypeCode": 0, "NumberTypeDesc": "手机", "CityCode": "", "NumberLocation": "",
        "CurrentBindCount": 1}], "Total": 1})
    _, is_written = sent("UpdateAXB", SubId=subscription, UpdateType="updateOutId", OutId="o")
    assert is_written(True)
    _, is_written = sent("UnbindAXBV2", SubId=subscription)
    assert is_written({"Success": True})
    got, _ = sent("BindAXB", PhoneNoA=A, PhoneNoX=x, ExpireTime=expires)
    _, is_written = sent("UnbindAXB", SubId=got["SubId"])
    assert is_written(True)
    got, is_written = sent("BindAXNE", NumberPoolNo=extended, PhoneNoA=A, ExpireTime=expires)
    assert is_written({
        "SubId": got["SubId"], "PhoneNoX": numbered, "PhoneNoXCityCode": "", "PhoneNoA": A,
        "PhoneNoACityCode": "", "PhoneNoE": "1000", "Status": 1})
    got, is_written = sent(
        "BindAXYB", NumberPoolNo=double, NumberPoolNoY=double, PhoneNoA=A, PhoneNoB=B, ExpireTime=expires,
        YbEnableDuration=600)
    assert is_written({
        "SubId": got["SubId"], "PhoneNoX": first, "Status": 1, "PhoneNoY": second, "YbSubId": got["YbSubId"],
        "YbStatus": 1})
    got, is_written = sent(
        "BindYBForAXYB", NumberPoolNo=double, ParentSubId=got["SubId"], PhoneNoB=C, EnableDuration=600)
    assert is_written({"SubId": got["SubId"], "PhoneNoY": second, "Status": 1})


@pytest.mark.parametrize("kind, binding, unbinding", [
    (AXB, "SelectNumberAndBindAXB", "UnbindAXB"), (AXN, "SelectNumberAndBindAXN", "UnbindAXN"),
    (AXNE, "BindAXNE", "UnbindAXNE"), (AXYB, "BindAXYB", "UnbindAXYB")])
def test_what_is_unbound_has_ended_and_frees_its_number(server, tenant, kind, binding, unbinding):
    pool, (x,) = stocked(server, tenant, kind)
    parameters = {"NumberPoolNoY": pool, "YbEnableDuration": 60} if kind == AXYB else {}
    for action, success in [(f"{unbinding}V2", {"Success": True}), (unbinding, True)]:
        bound = bind(server, tenant, binding, pool, **parameters)
        before = shown(server, tenant, pool, bound)
        assert (bound["PhoneNoX"], counts(server, tenant, pool)) == (x, [1])
        assert rejected(bind, server, tenant, binding, pool, **parameters) == NOT_ENOUGH
        assert ask(server, tenant, action, NumberPoolNo=pool, SubId=bound["SubId"]) == success
        assert counts(server, tenant, pool) == [0]
        assert shown(server, tenant, pool, bound) == {**before, "Status": 0}
        for other in [action, unbinding]:
            assert rejected(
                ask, server, tenant, other, NumberPoolNo=pool, SubId=bound["SubId"]) == SUBSCRIPTION_EMPTY


def test_a_parent_takes_its_y_bindings_with_it_and_they_can_go_alone(server, tenant):
    (pool, _), (other, _) = stocked(server, tenant, AXYB), stocked(server, tenant, AXYB)
    parent = bind(
        server, tenant, "BindAXYB", pool, PhoneNoB=B, NumberPoolNoY=other, YbEnableDuration=600)["SubId"]

    def child(phone):
        return ask(
            server, tenant, "BindYBForAXYB", ParentSubId=parent, PhoneNoB=phone, NumberPoolNo=other,
            EnableDuration=600)

    third = child(C)
    ask(server, tenant, "UnbindAXYBV2", NumberPoolNo=other, SubId=third["SubId"])
    assert (counts(server, tenant, pool), counts(server, tenant, other)) == ([1], [1])
    fourth = child(C)
    assert ask(server, tenant, "UnbindAXYBV2", NumberPoolNo=pool, SubId=parent) == {"Success": True}
    assert (counts(server, tenant, pool), counts(server, tenant, other)) == ([0], [0])
    assert not is_live(server, tenant, other, fourth)
    assert listed(server, tenant, Status=1) == []
    assert len(listed(server, tenant, Status=0)) == 4
    assert rejected(child, B) == SUBSCRIPTION_EMPTY


@pytest.mark.parametrize("code, name", DISPLAY.items())
def test_every_display_type_has_its_name(server, tenant, code, name):
    pool, _ = stocked(server, tenant)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoB=B, CallDisplayType=code)
    one = shown(server, tenant, pool, bound)
    assert (one["CallDisplayType"], one["CallDisplayTypeName"]) == (code, name)


# MARK: The older package

def test_the_older_package_binds_changes_and_unbinds_axb(server, tenant):
    older, (pool, (x, other)) = service(server, tenant), stocked(server, tenant, AXB, 2)
    bound = result(older.bind_axb({
        "NumberPoolNo": pool, "PhoneNoA": A, "PhoneNoB": B, "PhoneNoX": other, "ExpireTime": str(soon()),
        "UserData": "this is my user data", "OutId": "1", "AudioRecordFlag": "0", "CallDisplayType": "3",
        "OrderId": "", "VerifyFlag": 0, "VoiceCode": ""}), "BindAXB")
    assert bound == {
        "SubId": bound["SubId"], "PhoneNoX": other, "PhoneNoXCityCode": "", "PhoneNoA": A, "PhoneNoACityCode": "",
        "PhoneNoB": B, "PhoneNoBCityCode": "", "Status": 1}
    binding = {"NumberPoolNo": pool, "SubId": bound["SubId"]}
    later = soon(7200)
    for change in [
            {"UpdateType": "updateExpireTime", "ExpireTime": str(later)},
            {"UpdateType": "updatePhoneNoA", "PhoneNoA": SHANGHAI},
            {"UpdateType": "updatePhoneNoB", "PhoneNoB": C}, {"UpdateType": "updateUserData", "UserData": "新 &"},
            {"UpdateType": "updateOutId", "OutId": "2"}]:
        assert result(older.update_axb({**binding, **change}), "UpdateAXB") is True
    one = result(older.query_subscription(binding), "QuerySubscription")
    common = {
        "SubId": bound["SubId"], "PhoneNoA": SHANGHAI, "PhoneNoB": C, "PhoneNoX": other, "Status": 1,
        "RecordFlag": 0, "CallDisplayType": 3, "CallDisplayTypeName": DISPLAY[3], "UserData": "新 &", "OutId": "2"}
    assert one == {**common, "EnableTime": one["EnableTime"], "ExpireTime": later}
    found = result(older.query_subscription_for_list({
        "NumberPoolNo": pool, "PhoneNoX": other, "Status": 1, "Offset": 0, "Limit": 20}), "QuerySubscriptionForList")
    assert found == {"Limit": 20, "Offset": 0, "Total": 1, "Records": [
        {**common, "EnableTime": beijing(one["EnableTime"]), "ExpireTime": beijing(later)}]}
    assert result(older.unbind_axb(binding), "UnbindAXB") is True
    another_second()
    assert error(older.unbind_axb(binding)) == dict(zip(["CodeN", "Code", "Message"], SUBSCRIPTION_EMPTY))

    selected = result(older.select_number_and_bind_axb({
        "NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": str(soon()), "CityCode": "",
        "DegradeCityList": []}), "SelectNumberAndBindAXB")
    assert selected["PhoneNoX"] == x
    upgraded = result(older.upgrade_ax_to_axb({
        "NumberPoolNo": pool, "SubId": selected["SubId"], "PhoneNoB": B}), "UpgradeAXToAXB")
    assert upgraded["PhoneNoB"] == B


def test_the_older_package_binds_through_the_other_kinds_of_pools(server, tenant):
    older, expires = service(server, tenant), str(soon())
    named, _ = stocked(server, tenant, AXN, 2)
    extended, _ = stocked(server, tenant, AXNE)
    double, (first, second) = stocked(server, tenant, AXYB, 2)
    common = {"PhoneNoA": A, "ExpireTime": expires}
    selected = result(
        older.select_number_and_bind_axn({**common, "NumberPoolNo": named}), "SelectNumberAndBindAXN")
    binding = {"NumberPoolNo": named, "SubId": selected["SubId"]}
    assert result(older.update_axn({
        **binding, "UpdateType": "updatePhoneNoB", "PhoneNoB": B}), "UpdateAXN") is True
    assert shown(server, tenant, named, selected)["PhoneNoB"] == B
    assert result(older.unbind_axn(binding), "UnbindAXN") is True
    given = result(older.bind_axn({
        **common, "NumberPoolNo": named, "PhoneNoX": selected["PhoneNoX"]}), "BindAXN")
    assert given["PhoneNoX"] == selected["PhoneNoX"]
    extension = result(older.bind_axne({
        **common, "NumberPoolNo": extended, "UserData": "this is my user data"}), "BindAXNE")
    assert extension["PhoneNoE"] == "1000"
    assert result(older.unbind_axne({
        "NumberPoolNo": extended, "SubId": extension["SubId"]}), "UnbindAXNE") is True
    parent = result(older.bind_axyb({
        **common, "NumberPoolNo": double, "NumberPoolNoY": double, "YbEnableDuration": 600}), "BindAXYB")
    child = result(older.bind_yb_for_axyb({
        "NumberPoolNo": double, "ParentSubId": parent["SubId"], "PhoneNoB": B,
        "EnableDuration": 360}), "BindYBForAXYB")
    assert (parent["PhoneNoX"], child["PhoneNoY"]) == (first, second)
    assert result(older.unbind_axyb({
        "NumberPoolNo": double, "SubId": parent["SubId"]}), "UnbindAXYB") is True
    assert counts(server, tenant, double) == [0, 0]


def test_select_number_picks_numbers_without_binding_them(server, tenant):
    older = service(server, tenant)
    numbers = fresh(3)
    rows = [f"{numbers[0]},010", f"{numbers[1]},021", f"{numbers[2]},010", f"{SHANGHAI[:-1]}0,"]
    pool, _ = stocked(server, tenant, 101, rows, columns="number,city_code")

    def picked(**parameters):
        answer = result(older.select_number({"NumberPoolNo": pool, **parameters}), "SelectNumber")
        assert answer["Total"] == len(answer["Records"])
        return [record["Number"] for record in answer["Records"]]

    assert result(older.select_number({"NumberPoolNo": pool, "CityCode": "010"}), "SelectNumber") == {
        "Records": [{
            "Number": numbers[0], "NumberTypeCode": 0, "NumberTypeDesc": "手机", "CityCode": "010",
            "NumberLocation": "北京", "CurrentBindCount": 0}], "Total": 1}
    for _ in range(2):
        assert picked(CityCode="010", NumberCount=2) == [numbers[0], numbers[2]]
    assert picked(CityCode="010", DegradeCityList=["0571", "021"], NumberCount="4") == [
        numbers[0], numbers[2], f"{SHANGHAI[:-1]}0", numbers[1]]
    assert picked(NumberType=1) == [f"{SHANGHAI[:-1]}0"]
    assert sorted(picked(NumberCount=4, RandomFlag=1)) == sorted([*numbers, f"{SHANGHAI[:-1]}0"])
    for parameters in [{"NumberCount": 5}, {"CityCode": "0571"}, {"NumberType": 1, "NumberCount": 2}]:
        assert error(older.select_number({"NumberPoolNo": pool, **parameters})) == dict(
            zip(["CodeN", "Code", "Message"], NOT_ENOUGH))
    for count in [-1, 0, 501, "x"]:
        assert rejected(ask, server, tenant, "SelectNumber", NumberPoolNo=pool, NumberCount=count) == (
            invalid("NumberCount"))
    assert counts(server, tenant, pool) == [0, 0, 0, 0]


# MARK: Parameters

REQUIRED = {
    "SelectNumberAndBindAXB": ["PhoneNoA", "NumberPoolNo", "ExpireTime"],
    "BindAXB": ["PhoneNoA", "PhoneNoX", "NumberPoolNo", "ExpireTime"],
    "UpgradeAXToAXB": ["NumberPoolNo", "SubId", "PhoneNoB"], "UpdateAXB": ["NumberPoolNo", "SubId"],
    "BindAXN": ["PhoneNoA", "PhoneNoX", "NumberPoolNo", "ExpireTime"],
    "SelectNumberAndBindAXN": ["PhoneNoA", "NumberPoolNo", "ExpireTime"], "UpdateAXN": ["NumberPoolNo", "SubId"],
    "BindAXNE": ["PhoneNoA", "NumberPoolNo", "ExpireTime"],
    "BindAXYB": ["PhoneNoA", "NumberPoolNo", "NumberPoolNoY", "ExpireTime", "YbEnableDuration"],
    "BindYBForAXYB": ["ParentSubId", "PhoneNoB", "NumberPoolNo", "EnableDuration"],
    **{action: ["NumberPoolNo", "SubId"] for action in WRITES if action.startswith("Unbind")},
    "QuerySubscription": ["NumberPoolNo", "SubId"], "SelectNumber": ["NumberPoolNo"],
}
VALUES = {
    "PhoneNoA": A, "PhoneNoB": B, "PhoneNoX": NOTHING, "NumberPoolNo": NOWHERE, "NumberPoolNoY": NOWHERE,
    "SubId": NOBODY, "ParentSubId": NOBODY, "ExpireTime": 2_100_000_000, "YbEnableDuration": 60,
    "EnableDuration": 60,
}


@pytest.mark.parametrize("action", REQUIRED)
def test_what_is_required_cannot_be_left_out(server, tenant, action):
    parameters = {name: VALUES[name] for name in REQUIRED[action]}
    for name in parameters:
        rest = {other: value for other, value in parameters.items() if other != name}
        for given in [rest, {**rest, name: None}, {**rest, name: ""}]:
            assert rejected(call, server, action, given, tenant) == missing(name)
    assert rejected(call, server, action, {}, tenant) == missing(REQUIRED[action][0])


@pytest.mark.parametrize("action, name, values", [
    ("SelectNumberAndBindAXB", "PhoneNoA", ["12", "1" * 16, "021-31075869", "+0", 13800000001, ["13800000001"]]),
    ("SelectNumberAndBindAXB", "PhoneNoB", ["x", "１３８００００００００", "138 0000 0000"]),
    ("BindAXB", "PhoneNoX", ["x"]), ("BindAXYB", "PhoneNoX", ["x"]), ("BindAXYB", "PhoneNoY", ["x"]),
    ("BindYBForAXYB", "PhoneNoY", ["x"]), ("SelectNumberAndBindAXB", "NumberPoolNo", [1, {}]),
    ("UnbindAXBV2", "SubId", [1, "a\0b"]),
    ("SelectNumberAndBindAXB", "ExpireTime", [
        -1, "x", 1.5, True, 2_145_888_000, 2_145_888_001, 1_800_000_000_000, 2**63]),
    ("SelectNumberAndBindAXB", "AudioRecordFlag", [-1, 2, "x", True]),
    ("SelectNumberAndBindAXB", "AxConflictAxbFlag", [-1, 2, "x"]),
    ("SelectNumberAndBindAXB", "RandomFlag", [-1, 2, "x"]), ("BindAXYB", "RandomFlagY", [2]),
    ("SelectNumberAndBindAXB", "CallDisplayType", [-1, 5, "x"]),
    ("SelectNumberAndBindAXB", "CityCodeByPhoneNo", ["a", "X", "AB", 1]),
    ("SelectNumberAndBindAXB", "CityCode", [10, ["010"]]), ("BindAXYB", "YCityCodeByPhoneNo", ["C"]),
    ("SelectNumberAndBindAXB", "DegradeCityList", [
        ["010", "020", "021", "022", "023", "024"], "010,020,021,022,023,024", [True], [["010"]]]),
    ("SelectNumberAndBindAXN", "DegradeCityList", [["010"] * 6]), ("BindAXNE", "DegradeCityList", [["010"] * 6]),
    ("BindAXYB", "DegradeCityList", [["010"] * 6]), ("BindAXYB", "YDegradeCityList", [["010"] * 6]),
    ("BindYBForAXYB", "DegradeCityList", [["010"] * 6]),
    ("SelectNumberAndBindAXB", "UserData", ["x" * 2049, "营" * 2049, 1]), ("BindAXN", "UserData", ["x" * 2049]),
    ("UpgradeAXToAXB", "UserData", ["x" * 2049]), ("SelectNumberAndBindAXB", "OutId", ["x" * 129, "营" * 129, 1]),
    ("BindAXNE", "OutId", ["x" * 129]), ("UpgradeAXToAXB", "OutId", ["x" * 129]),
    ("BindAXNE", "PhoneNoE", ["123456789", "12a", "１", "-1", 12]), ("BindAXYB", "AutoCreateFlag", [2, "x"]),
    ("BindAXYB", "YbEnableDuration", [0, -1, 2**31, "x"]), ("BindAXYB", "YbAudioRecordFlag", [2]),
    ("BindYBForAXYB", "EnableDuration", [0, -1, 2**31, "x"]), ("UpdateAXB", "UpdateType", ["updatePhoneNoX", "x", 1]),
    ("UpdateAXB", "ExpireTime", [-1, "x", 2_145_888_000]), ("UpdateAXN", "UserData", ["x" * 2049]),
    ("UpdateAXN", "OutId", ["x" * 129]), ("SelectNumber", "NumberType", [-1, 2]),
    ("QuerySubscriptionForList", "Limit", [-1, 501, "x"]), ("QuerySubscriptionForList", "Offset", [-1, "x"]),
    ("QuerySubscriptionForList", "Status", [-1, 2, "x"]), ("QuerySubscriptionForList", "PhoneNoX", ["x"]),
    ("QuerySubscriptionForList", "PhoneNoY", [17000000000]),
])
def test_a_parameter_that_makes_no_sense_is_refused(server, tenant, action, name, values):
    parameters = {name: VALUES[name] for name in REQUIRED.get(action, [])}
    for value in values:
        assert rejected(call, server, action, {**parameters, name: value}, tenant) == invalid(name), value


@pytest.mark.parametrize("update, name", [
    ("updatePhoneNoA", "PhoneNoA"), ("updatePhoneNoB", "PhoneNoB"), ("updateExpireTime", "ExpireTime")])
@pytest.mark.parametrize("action", ["UpdateAXB", "UpdateAXN"])
def test_an_update_needs_what_it_names(server, tenant, action, update, name):
    parameters = {"NumberPoolNo": NOWHERE, "SubId": NOBODY, "UpdateType": update}
    assert rejected(call, server, action, parameters, tenant) == missing(name)


@pytest.mark.parametrize("action, pool", [
    *[(action, "NumberPoolNo") for action in REQUIRED if "ExpireTime" in REQUIRED[action]],
    ("SelectNumber", "NumberPoolNo"), ("BindAXYB", "NumberPoolNoY")])
def test_a_pool_has_to_exist(server, tenant, action, pool):
    known, _ = stocked(server, tenant, AXYB)
    parameters = {name: VALUES[name] for name in REQUIRED[action]}
    parameters |= {"PhoneNoB": B, **{name: known for name in parameters if name.startswith("NumberPool")}}
    assert rejected(call, server, action, {**parameters, pool: NOWHERE}, tenant) == invalid(pool)
    assert counts(server, tenant, known) == [0]


def test_a_binding_lasts_more_than_a_minute_and_ends_before_2038(server, tenant):
    pool, _ = stocked(server, tenant)
    for seconds in [-3600, 0, 60]:
        assert rejected(bind, server, tenant, "SelectNumberAndBindAXB", pool, ExpireTime=soon(seconds)) == TOO_SOON
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool, ExpireTime=soon(75))
    for seconds in [0, 60]:
        assert rejected(
            ask, server, tenant, "UpdateAXB", NumberPoolNo=pool, SubId=bound["SubId"], ExpireTime=soon(seconds),
            UpdateType="updateExpireTime") == TOO_SOON
    last = 2_145_887_999
    for given in [last, str(last), float(last)]:
        ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bound["SubId"])
        bound = call(server, "SelectNumberAndBindAXB", {
            "NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": given}, tenant)
        assert shown(server, tenant, pool, bound)["ExpireTime"] == last
    (record,) = listed(server, tenant, Status=1)
    assert record["ExpireTime"] == "2037-12-31 23:59:59"


def test_user_data_and_outer_ids_come_back_as_they_were_given(server, tenant):
    pool, _ = stocked(server, tenant)
    for data, outer in [("😀" * 2048, "营" * 128), ("<a>&\"'\\/;%+\u2028\r\n\t", " &=+%,'\" "), ("", "")]:
        bound = bind(server, tenant, "SelectNumberAndBindAXB", pool, UserData=data, OutId=outer)
        one = shown(server, tenant, pool, bound)
        assert (one["UserData"], one["OutId"]) == (data, outer)
        (record,) = listed(server, tenant, SubId=bound["SubId"])
        assert (record["UserData"], record["OutId"]) == (data, outer)
        ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bound["SubId"])


def test_what_is_empty_or_zero_is_as_good_as_absent(server, tenant):
    pool, (x,) = stocked(server, tenant)
    bound = bind(
        server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoB="", CityCode="", CityCodeByPhoneNo="A",
        DegradeCityList=[], RandomFlag=0, AxConflictAxbFlag=0, CallDisplayType=0, UserData="", OutId="")
    one = shown(server, tenant, pool, bound)
    assert (one["PhoneNoX"], one["CallDisplayType"], "PhoneNoB" in one) == (x, 1, False)
    assert ask(server, tenant, "UpdateAXB", NumberPoolNo=pool, SubId=bound["SubId"], UpdateType="", ExpireTime=0,
               PhoneNoA="", PhoneNoB="") is True
    assert shown(server, tenant, pool, bound) == one
    assert ids(listed(server, tenant, SubId="", NumberPoolNo="", PhoneNoA="", PhoneNoB="", PhoneNoX="", PhoneNoY="",
                      OutId="")) == [bound["SubId"]]


def test_numbers_are_one_whether_national_or_not(server, tenant):
    pool, (x,) = stocked(server, tenant)
    bound = call(server, "BindAXB", {
        "NumberPoolNo": pool, "PhoneNoA": f"+86{A}", "PhoneNoB": "+862131075869", "PhoneNoX": f"+86{x}",
        "ExpireTime": soon()}, tenant)
    assert (bound["PhoneNoA"], bound["PhoneNoB"], bound["PhoneNoX"]) == (A, SHANGHAI, x)
    assert bound["PhoneNoBCityCode"] == "021"
    assert ids(listed(server, tenant, PhoneNoA=f"+86{A}", PhoneNoB=SHANGHAI)) == [bound["SubId"]]
    foreign = bind(server, tenant, "BindAXB", pool, PhoneNoA="+85221234567", PhoneNoX=x)
    assert (foreign["PhoneNoA"], foreign["PhoneNoACityCode"]) == ("+85221234567", "")


def test_a_dry_run_binds_nothing(server, tenant):
    pool, _ = stocked(server, tenant)
    parameters = {"NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon(), "DryRun": True}
    for _ in range(2):
        assert refused(call, server, "SelectNumberAndBindAXB", parameters, tenant) == DRY_RUN
    assert (counts(server, tenant, pool), listed(server, tenant)) == ([0], [])
    draw(server, tenant, pool)
    assert rejected(call, server, "SelectNumberAndBindAXB", parameters, tenant) == NOT_ENOUGH
    assert rejected(call, server, "SelectNumberAndBindAXB", {**parameters, "DryRun": "x"}, tenant) == (
        invalid("DryRun"))


# MARK: Which number is selected

def in_cities(server, key, *codes, kind=AXB):
    """A new pool with one number in each of the cities; answers its number and the numbers by their cities."""
    rows = [f"{number},{code}" for number, code in zip(fresh(len(codes)), codes)]
    pool, numbers = stocked(server, key, kind, rows, columns="number,city_code")
    return pool, dict(zip(codes, numbers))


def test_the_least_bound_number_is_taken_first(server, tenant):
    pool, numbers = stocked(server, tenant, rows=3)
    phones = iter(str(number) for number in range(13900000000, 13900000020))
    bindings = [bind(server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoA=next(phones)) for _ in range(7)]
    assert [binding["PhoneNoX"] for binding in bindings] == [*numbers, *numbers, numbers[0]]
    assert counts(server, tenant, pool) == [3, 2, 2]
    for index in [2, 5]:
        ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bindings[index]["SubId"])
    assert counts(server, tenant, pool) == [3, 2, 0]
    assert [draw(server, tenant, pool, next(phones)) for _ in range(4)] == [
        numbers[2], numbers[2], numbers[1], numbers[2]]
    picked = call(server, "SelectNumber", {"NumberPoolNo": pool, "NumberCount": 3}, tenant)["Records"]
    assert [(record["Number"], record["CurrentBindCount"]) for record in picked] == list(
        zip(numbers, [3, 3, 3]))


def test_a_named_city_is_the_only_one(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "")
    assert draw(server, tenant, pool, CityCode="021", CityCodeByPhoneNo="A") == by_city["021"]
    for code in ["021", "0755", "21", "上海"]:
        assert rejected(draw, server, tenant, pool, CityCode=code) == NOT_ENOUGH
    assert draw(server, tenant, pool, CityCode="010") == by_city["010"]
    assert draw(server, tenant, pool) == by_city[""]


def test_a_named_city_is_before_the_city_of_a_party(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "0571")
    assert draw(server, tenant, pool, SHANGHAI, CityCode="0571") == by_city["0571"]
    assert rejected(draw, server, tenant, pool, SHANGHAI, CityCode="0571") == NOT_ENOUGH


def test_without_a_named_city_that_of_a_party_is_preferred(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "0571")
    assert draw(server, tenant, pool, SHANGHAI, HANGZHOU) == by_city["021"]
    assert draw(server, tenant, pool, "02188888888", HANGZHOU, CityCodeByPhoneNo="B") == by_city["0571"]
    assert draw(server, tenant, pool, "057188888888", CityCodeByPhoneNo="A") == by_city["0571"]
    # There, and then anywhere.
    assert [draw(server, tenant, pool, SHANGHAI) for _ in range(2)] == [by_city["021"], by_city["010"]]
    assert draw(server, tenant, pool, SHANGHAI, CityCodeByPhoneNo="B") == by_city["0571"]
    assert rejected(draw, server, tenant, pool, SHANGHAI) == NOT_ENOUGH


def test_other_cities_are_fallen_back_to_in_their_order(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "0532", "0571", "0755")
    cities = {"CityCode": "0532", "DegradeCityList": ["021", "0898", "010", "0571", "021"]}
    assert drained(server, tenant, pool, **cities) == [by_city[code] for code in ["0532", "021", "010", "0571"]]
    assert drained(server, tenant, pool, PhoneNoA=SHANGHAI, DegradeCityList=["0755", "010"]) == [
        by_city[code] for code in ["021", "0755", "010"]]
    assert drained(server, tenant, pool, PhoneNoA=B, DegradeCityList=["0755"]) == [by_city["0755"]]


def test_the_capital_of_the_province_can_be_fallen_back_to(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "0531", "0532", "0571", "0755")
    assert drained(server, tenant, pool, CityCode="0533", DegradeCityList=["PNPC", "010"]) == [
        by_city["0531"], by_city["010"]]
    assert drained(server, tenant, pool, PhoneNoA="053288888888", DegradeCityList=["0755", "PNPC"]) == [
        by_city["0532"], by_city["0755"], by_city["0531"]]
    assert drained(server, tenant, pool, PhoneNoA=B, CityCode="0531", DegradeCityList=["PNPC"]) == [by_city["0531"]]
    assert drained(server, tenant, pool, PhoneNoA=C, PhoneNoB=HANGZHOU, CityCodeByPhoneNo="B",
                   DegradeCityList=["PNPC"]) == [by_city["0571"]]


def test_the_cities_come_in_every_form_that_clients_send(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "0571")
    expected = [by_city[code] for code in ["0571", "010"]]
    phones = iter(str(number) for number in range(13900000000, 13900000020))
    assert drained(server, tenant, pool, PhoneNoA=next(phones), DegradeCityList="0571,010") == expected
    for content_type, method in [("application/x-www-form-urlencoded", "POST"), ("text/plain", "GET")]:
        # The SDK makes DegradeCityList.1 and DegradeCityList.2 of it.
        parameters = {
            "NumberPoolNo": pool, "PhoneNoA": next(phones), "ExpireTime": soon(),
            "DegradeCityList": ["0571", "010"]}
        assert [call(server, "SelectNumberAndBindAXB", parameters, tenant, method=method,
                     content_type=content_type)["PhoneNoX"] for _ in range(2)] == expected
    # The older package joins them by commas, others repeat the name.
    older = service(server, tenant)
    form = {"NumberPoolNo": pool, "PhoneNoA": next(phones), "ExpireTime": soon(), "DegradeCityList": ["0571", "010"]}
    for number in expected:
        another_second()
        assert result(older.select_number_and_bind_axb(form), "SelectNumberAndBindAXB")["PhoneNoX"] == number
    target = f"/?Action=SelectNumberAndBindAXB&Version={VERSION}"
    body = urllib.parse.urlencode({**form, "PhoneNoA": next(phones)}, doseq=True).encode()
    assert body.count(b"DegradeCityList=") == 2
    for number in expected:
        # The same signature would make it the same call.
        headers = signing.volcengine(
            tenant, "POST", target, body,
            {"Content-Type": "application/x-www-form-urlencoded", "X-Request-Nonce": number}, host=server.address)
        assert exchange(server, "POST", target, headers, body).json()["Result"]["PhoneNoX"] == number


def test_x_and_y_are_selected_by_their_own_cities(server, tenant):
    pool, by_city = in_cities(server, tenant, "010", "021", "0532", kind=AXYB)
    other, others = in_cities(server, tenant, "010", "021", "0531", kind=AXYB)
    common = {"NumberPoolNoY": other, "YbEnableDuration": 60, "PhoneNoB": "053288888888"}
    bound = bind(server, tenant, "BindAXYB", pool, CityCode="0532", YCityCodeByPhoneNo="B",
                 YDegradeCityList=["PNPC"], RandomFlag=1, RandomFlagY=1, **common)
    assert (bound["PhoneNoX"], bound["PhoneNoY"]) == (by_city["0532"], others["0531"])
    bound = bind(server, tenant, "BindAXYB", pool, CityCodeByPhoneNo="A", DegradeCityList=["021"], YCityCode="010",
                 **{**common, "PhoneNoA": C, "PhoneNoB": B})
    assert (bound["PhoneNoX"], bound["PhoneNoY"]) == (by_city["021"], others["010"])
    later = ask(server, tenant, "BindYBForAXYB", ParentSubId=bound["SubId"], PhoneNoB=SHANGHAI, NumberPoolNo=other,
                EnableDuration=60, CityCodeByPhoneNo="B")
    assert later["PhoneNoY"] == others["021"]
    for action, kind in [("SelectNumberAndBindAXN", AXN), ("BindAXNE", AXNE)]:
        pool, by_city = in_cities(server, tenant, "010", "0531", kind=kind)
        selected = bind(server, tenant, action, pool, CityCode="0532", DegradeCityList=["PNPC"])
        assert (selected["PhoneNoX"], selected["PhoneNoXCityCode"]) == (by_city["0531"], "0531")


def test_at_random_every_number_is_taken_once(server, tenant):
    pool, numbers = stocked(server, tenant, rows=30)
    found = drained(server, tenant, pool, RandomFlag=1)
    assert sorted(found) == numbers
    assert found != numbers


def test_at_random_all_numbers_have_a_chance(server, tenant):
    """Also where the pool is of several blocks that lie far apart, as pools are."""
    numbers = [*fresh(20), *(str(19800000000 + index) for index in range(20)),
               *(f"0108888{index:04}" for index in range(20))]
    pool, _ = stocked(server, tenant, rows=numbers)
    found = [draw(server, tenant, pool, str(13900000000 + index), RandomFlag=1) for index in range(60)]
    assert {number[:3] for number in found} == {"170", "198", "010"}
    assert len(set(found)) > 20


def test_a_disabled_number_is_never_selected(server, tenant):
    pool, (first, second, third) = stocked(server, tenant, rows=3)
    switch(server, tenant, 2, first, third)
    assert drained(server, tenant, pool) == [second]
    assert drained(server, tenant, pool, PhoneNoA=B, RandomFlag=1) == [second]
    assert rejected(call, server, "SelectNumber", {"NumberPoolNo": pool, "NumberCount": 2}, tenant) == NOT_ENOUGH
    for number in [first, third]:
        assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoX=number) == BLOCKED
    switch(server, tenant, 1, third)
    assert drained(server, tenant, pool) == [third]
    assert counts(server, tenant, pool) == [0, 2, 1]


def test_a_number_that_is_disabled_while_it_is_bound_keeps_its_binding(server, tenant):
    pool, (first, second) = stocked(server, tenant, rows=2)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool)
    switch(server, tenant, 2, first)
    assert (is_live(server, tenant, pool, bound), counts(server, tenant, pool)) == (True, [1, 0])
    assert drained(server, tenant, pool) == [second]
    switch(server, tenant, 1, first)
    assert drained(server, tenant, pool) == []
    switch(server, tenant, 2, first)
    assert ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bound["SubId"]) == {"Success": True}
    assert drained(server, tenant, pool) == []
    switch(server, tenant, 1, first)
    assert drained(server, tenant, pool) == [first]
    assert counts(server, tenant, pool) == [1, 1]


@pytest.mark.parametrize("status", [3, 4, 6], ids=["disabled", "cancelled", "cancelled by the platform"])
def test_a_number_that_the_platform_took_out_of_service_is_never_selected(server, tenant, status):
    pool, (first, second) = stocked(server, tenant, rows=2)
    with server.database.writing() as database:
        database.execute("UPDATE numbers SET status = ? WHERE number = ?", [status, first])
        database.execute(
            "INSERT INTO number_totals (account_id, number_pool_no, status, held, type, city_code, numbers, bound) "
            "SELECT account_id, number_pool_no, ?, held, type, city_code, 1, 0 FROM number_totals "
            "WHERE number_pool_no = ?", [status, pool])
        database.execute(
            "UPDATE number_totals SET numbers = 1 WHERE number_pool_no = ? AND status = 1", [pool])
    assert drained(server, tenant, pool) == [second]
    assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoX=first) == BLOCKED


def test_a_party_is_never_bound_to_itself(server, tenant):
    pool, (first, second) = stocked(server, tenant, rows=2)
    assert draw(server, tenant, pool, first) == second
    assert rejected(draw, server, tenant, pool, first, second) == NOT_ENOUGH
    assert draw(server, tenant, pool, A, second) == first
    assert rejected(draw, server, tenant, pool, A, A) == SAME_PHONE
    for parameters in [{"PhoneNoA": first}, {"PhoneNoB": first}, {"PhoneNoB": A}]:
        assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoX=first, **parameters) == SAME_PHONE
    double, _ = stocked(server, tenant, AXYB, 2)
    bound = bind(server, tenant, "BindAXYB", double, NumberPoolNoY=double, YbEnableDuration=60)
    assert rejected(
        ask, server, tenant, "BindYBForAXYB", ParentSubId=bound["SubId"], PhoneNoB=A, NumberPoolNo=double,
        EnableDuration=60) == SAME_PHONE


# MARK: What cannot be bound

@pytest.mark.parametrize("action, kind", [
    ("SelectNumberAndBindAXB", AXB), ("BindAXB", AXB), ("BindAXN", AXN), ("SelectNumberAndBindAXN", AXN),
    ("BindAXNE", AXNE), ("BindAXYB", AXYB)])
def test_every_operation_has_pools_of_its_own_type(server, tenant, action, kind):
    for other in [101, 201, 202, 203, 204, 205]:
        pool, (x,) = stocked(server, tenant, other)
        parameters = {"NumberPoolNoY": pool, "YbEnableDuration": 60} if kind == AXYB else {}
        parameters |= {"PhoneNoX": x} if "Select" not in action else {}
        if other != kind:
            assert rejected(bind, server, tenant, action, pool, **parameters) == UNSUPPORTED
            assert counts(server, tenant, pool) == [0]
        else:
            assert bind(server, tenant, action, pool, **parameters)["PhoneNoX"] == x


def test_y_comes_from_a_pool_of_its_type_too(server, tenant):
    (pool, _), (wrong, (number,)) = stocked(server, tenant, AXYB), stocked(server, tenant, AXB)
    assert rejected(
        bind, server, tenant, "BindAXYB", pool, PhoneNoB=B, NumberPoolNoY=wrong, YbEnableDuration=60) == UNSUPPORTED
    assert (counts(server, tenant, pool), listed(server, tenant)) == ([0], [])
    bound = bind(server, tenant, "BindAXYB", pool, NumberPoolNoY=wrong, YbEnableDuration=60)
    for parameters in [{}, {"PhoneNoY": number}]:
        assert rejected(
            ask, server, tenant, "BindYBForAXYB", ParentSubId=bound["SubId"], PhoneNoB=B, NumberPoolNo=wrong,
            EnableDuration=60, **parameters) == UNSUPPORTED


@pytest.mark.parametrize("action, kind", [
    ("BindAXB", AXB), ("BindAXN", AXN), ("BindAXNE", AXNE), ("BindAXYB", AXYB)])
def test_a_given_x_has_to_be_a_usable_number_of_the_pool(server, tenant, action, kind):
    pool, (x,) = stocked(server, tenant, kind)
    _, (other,) = stocked(server, tenant, kind)
    parameters = {"NumberPoolNoY": pool, "YbEnableDuration": 60} if kind == AXYB else {}
    for number in [NOTHING, other]:
        assert rejected(bind, server, tenant, action, pool, PhoneNoX=number, **parameters) == ILLEGAL_X
    switch(server, tenant, 2, x)
    assert rejected(bind, server, tenant, action, pool, PhoneNoX=x, **parameters) == BLOCKED
    switch(server, tenant, 1, x)
    assert bind(server, tenant, action, pool, PhoneNoX=x, **parameters)["PhoneNoX"] == x
    assert counts(server, tenant, pool) == [1]


def test_a_given_y_has_to_be_a_usable_number_of_its_pool_and_not_x(server, tenant):
    (pool, (x, free)), (other, (y,)) = stocked(server, tenant, AXYB, 2), stocked(server, tenant, AXYB)
    switch(server, tenant, 2, y)

    def bound(pool_y, number):
        return bind(server, tenant, "BindAXYB", pool, PhoneNoB=B, PhoneNoX=x, NumberPoolNoY=pool_y, PhoneNoY=number,
                    YbEnableDuration=60)

    for arguments, code in [
            ((other, NOTHING), ILLEGAL_Y), ((other, free), ILLEGAL_Y), ((other, y), BLOCKED), ((pool, x), X_IS_Y)]:
        assert rejected(bound, *arguments) == code
        assert (counts(server, tenant, pool), listed(server, tenant)) == ([0, 0], [])
    parent = bound(pool, free)["SubId"]

    def later(pool_y, number):
        return ask(server, tenant, "BindYBForAXYB", ParentSubId=parent, PhoneNoB=C, NumberPoolNo=pool_y,
                   PhoneNoY=number, EnableDuration=60)

    for arguments, code in [
            ((other, NOTHING), ILLEGAL_Y), ((other, free), ILLEGAL_Y), ((other, y), BLOCKED), ((pool, x), X_IS_Y)]:
        assert rejected(later, *arguments) == code
    assert later(pool, free)["PhoneNoY"] == free
    assert counts(server, tenant, pool) == [1, 2]


def test_x_and_y_are_two_numbers_or_nothing_is_bound(server, tenant):
    pool, (x,) = stocked(server, tenant, AXYB)
    parameters = {"PhoneNoB": B, "NumberPoolNoY": pool, "YbEnableDuration": 60}
    assert rejected(bind, server, tenant, "BindAXYB", pool, **parameters) == NOT_ENOUGH
    assert (counts(server, tenant, pool), listed(server, tenant)) == ([0], [])
    (y,) = fresh()
    import_numbers(server, pool, [y], key=tenant)
    bound = bind(server, tenant, "BindAXYB", pool, **parameters)
    assert (bound["PhoneNoX"], bound["PhoneNoY"]) == (x, y)


def test_on_one_x_every_party_of_axb_has_one_partner(server, tenant):
    pool, (x,) = stocked(server, tenant)
    draw(server, tenant, pool, A, B)
    for a, b, code in [(A, C, CONFLICT), (B, C, CONFLICT), (C, B, B_CONFLICT), (C, A, B_CONFLICT)]:
        assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoA=a, PhoneNoB=b, PhoneNoX=x) == code
        assert rejected(draw, server, tenant, pool, a, b) == NOT_ENOUGH
    for a, b in [(A, B), (B, A)]:
        assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoA=a, PhoneNoB=b, PhoneNoX=x) == CONFLICT
    assert draw(server, tenant, pool, C, SHANGHAI) == x
    assert counts(server, tenant, pool) == [2]


def test_on_one_x_an_a_has_one_ax_binding(server, tenant):
    pool, (x,) = stocked(server, tenant)
    draw(server, tenant, pool)
    assert rejected(bind, server, tenant, "BindAXB", pool, PhoneNoX=x) == CONFLICT
    assert rejected(draw, server, tenant, pool) == NOT_ENOUGH
    assert bind(server, tenant, "BindAXB", pool, PhoneNoA=B, PhoneNoX=x)["PhoneNoX"] == x


@pytest.mark.parametrize("first, second", [(None, B), (B, None)], ids=["AX first", "AXB first"])
def test_ax_and_axb_of_one_a_exclude_each_other_if_asked_to(server, tenant, first, second):
    pool, (x,) = stocked(server, tenant)
    draw(server, tenant, pool, A, first, AxConflictAxbFlag=1)
    assert rejected(draw, server, tenant, pool, A, second, AxConflictAxbFlag=1) == NOT_ENOUGH
    (other,) = fresh()
    import_numbers(server, pool, [other], key=tenant)
    assert draw(server, tenant, pool, A, second, AxConflictAxbFlag=1) == other
    assert draw(server, tenant, pool, A, C if second else None, AxConflictAxbFlag=0) == x
    assert counts(server, tenant, pool) == [2, 1]


def test_an_x_of_axn_serves_one_a(server, tenant):
    pool, (x,) = stocked(server, tenant, AXN)
    bind(server, tenant, "SelectNumberAndBindAXN", pool)
    for a in [A, B]:
        assert rejected(bind, server, tenant, "BindAXN", pool, PhoneNoA=a, PhoneNoX=x) == X_OCCUPIED
        assert rejected(bind, server, tenant, "SelectNumberAndBindAXN", pool, PhoneNoA=a) == NOT_ENOUGH


def test_on_one_x_an_extension_and_an_a_of_axne_are_bound_once(server, tenant):
    pool, (x, other) = stocked(server, tenant, AXNE, 2)
    bind(server, tenant, "BindAXNE", pool, PhoneNoX=x, PhoneNoE="7")
    assert rejected(bind, server, tenant, "BindAXNE", pool, PhoneNoA=B, PhoneNoX=x, PhoneNoE="7") == E_OCCUPIED
    assert rejected(bind, server, tenant, "BindAXNE", pool, PhoneNoX=x, PhoneNoE="8") == CONFLICT
    selected = bind(server, tenant, "BindAXNE", pool, PhoneNoA=B, PhoneNoE="7")
    assert (selected["PhoneNoX"], selected["PhoneNoE"]) == (other, "7")
    assert rejected(bind, server, tenant, "BindAXNE", pool, PhoneNoA=C, PhoneNoE="7") == NOT_ENOUGH
    assert bind(server, tenant, "BindAXNE", pool, PhoneNoA=C)["PhoneNoE"] == "1000"


def test_on_one_number_a_party_of_axyb_is_bound_once(server, tenant):
    pool, (x, y) = stocked(server, tenant, AXYB, 2)
    parameters = {"NumberPoolNoY": pool, "YbEnableDuration": 60}
    bind(server, tenant, "BindAXYB", pool, PhoneNoX=x, PhoneNoY=y, PhoneNoB=B, **parameters)
    assert rejected(bind, server, tenant, "BindAXYB", pool, PhoneNoX=x, **parameters) == CONFLICT
    assert rejected(bind, server, tenant, "BindAXYB", pool, PhoneNoA=B, PhoneNoX=y, **parameters) == CONFLICT
    other = bind(server, tenant, "BindAXYB", pool, PhoneNoA=C, PhoneNoX=x, **parameters)
    yb = {"ParentSubId": other["SubId"], "NumberPoolNo": pool, "EnableDuration": 60}
    assert rejected(ask, server, tenant, "BindYBForAXYB", PhoneNoB=B, PhoneNoY=y, **yb) == B_CONFLICT
    assert rejected(ask, server, tenant, "BindYBForAXYB", PhoneNoB=B, **yb) == NOT_ENOUGH
    assert ask(server, tenant, "BindYBForAXYB", PhoneNoB=SHANGHAI, **yb)["PhoneNoY"] == y


@pytest.mark.parametrize("action", [action for action in REQUIRED if "SubId" in REQUIRED[action]])
def test_a_binding_is_found_in_its_own_pool_and_by_its_own_operations_only(server, tenant, action):
    parameters = {"PhoneNoB": B} if action == "UpgradeAXToAXB" else {}
    made = one_of_each_kind(server, tenant)
    for (kind, (pool, _)), (other, (_, subscription)) in itertools.product(made.items(), repeat=2):
        if kind != other or kind != kind_of(action) and action != "QuerySubscription":
            assert rejected(ask, server, tenant, action, NumberPoolNo=pool, SubId=subscription, **parameters) == (
                SUBSCRIPTION_EMPTY)
        assert rejected(ask, server, tenant, action, NumberPoolNo=pool, SubId=NOBODY, **parameters) == (
            SUBSCRIPTION_EMPTY)
    for pool, subscription in made.values():
        assert is_live(server, tenant, pool, {"SubId": subscription})


def test_only_an_axyb_binding_gets_a_y(server, tenant):
    made = one_of_each_kind(server, tenant)
    (pool, _), parameters = stocked(server, tenant, AXYB), {"PhoneNoB": B, "EnableDuration": 60}
    yb = ask(server, tenant, "BindYBForAXYB", NumberPoolNo=pool, ParentSubId=made[AXYB][1], **parameters)
    for parent in [NOBODY, yb["SubId"], *(made[kind][1] for kind in [AXB, AXN, AXNE])]:
        assert rejected(
            ask, server, tenant, "BindYBForAXYB", NumberPoolNo=pool, ParentSubId=parent, **parameters) == (
            SUBSCRIPTION_EMPTY)
    assert counts(server, tenant, pool) == [1]


# MARK: Changes

def test_only_an_ax_binding_is_upgraded_and_within_the_rules(server, tenant):
    pool, (x,) = stocked(server, tenant)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool)
    draw(server, tenant, pool, C, B)

    def upgraded(b, subscription=bound["SubId"]):
        return ask(server, tenant, "UpgradeAXToAXB", NumberPoolNo=pool, SubId=subscription, PhoneNoB=b)

    assert rejected(upgraded, B) == B_CONFLICT
    assert rejected(upgraded, C) == B_CONFLICT
    assert rejected(upgraded, A) == rejected(upgraded, x) == SAME_PHONE
    assert "PhoneNoB" not in shown(server, tenant, pool, bound)
    upgraded(SHANGHAI)
    assert rejected(upgraded, SHANGHAI) == rejected(upgraded, HANGZHOU) == UPGRADE_ERROR
    assert shown(server, tenant, pool, bound)["PhoneNoB"] == SHANGHAI

    second = bind(server, tenant, "SelectNumberAndBindAXB", pool)["SubId"]
    assert rejected(upgraded, HANGZHOU, second) == CONFLICT
    ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bound["SubId"])
    assert upgraded(HANGZHOU, second)["PhoneNoB"] == HANGZHOU
    ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=second)
    assert rejected(upgraded, HANGZHOU, second) == SUBSCRIPTION_EMPTY


@pytest.mark.parametrize("kind, binding, action", [
    (AXB, "SelectNumberAndBindAXB", "UpdateAXB"), (AXN, "SelectNumberAndBindAXN", "UpdateAXN")])
def test_an_update_changes_the_one_thing_that_its_type_names(server, tenant, kind, binding, action):
    pool, _ = stocked(server, tenant, kind)
    bound = bind(server, tenant, binding, pool, PhoneNoB=B, UserData="data", ExpireTime=soon(600))
    expected, later = shown(server, tenant, pool, bound), soon(1800)
    everything = {
        "PhoneNoA": SHANGHAI, "PhoneNoB": HANGZHOU, "ExpireTime": later, "UserData": "new", "OutId": "new"}
    for name, value in everything.items():
        change = {"NumberPoolNo": pool, "SubId": bound["SubId"], "UpdateType": f"update{name}", **everything}
        assert ask(server, tenant, action, **change) is True
        expected[name] = value
        assert shown(server, tenant, pool, bound) == expected
    change = {"NumberPoolNo": pool, "SubId": bound["SubId"], "PhoneNoA": A, "UserData": ""}
    assert ask(server, tenant, action, **change) is True
    assert shown(server, tenant, pool, bound) == {**expected, "PhoneNoA": A, "UserData": ""}
    assert counts(server, tenant, pool) == [1]


def test_an_update_keeps_to_the_rules_of_binding(server, tenant):
    pool, (x,) = stocked(server, tenant)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoB=B)
    draw(server, tenant, pool, C, SHANGHAI)

    def updated(name, phone):
        return ask(server, tenant, "UpdateAXB", NumberPoolNo=pool, SubId=bound["SubId"],
                   UpdateType=f"update{name}", **{name: phone})

    assert rejected(updated, "PhoneNoA", C) == rejected(updated, "PhoneNoA", SHANGHAI) == CONFLICT
    assert rejected(updated, "PhoneNoB", C) == rejected(updated, "PhoneNoB", SHANGHAI) == B_CONFLICT
    for name, phone in [("PhoneNoA", B), ("PhoneNoA", x), ("PhoneNoB", A), ("PhoneNoB", x)]:
        assert rejected(updated, name, phone) == SAME_PHONE
    assert updated("PhoneNoB", B) is True
    # Who leaves is free, who comes is not.
    updated("PhoneNoB", HANGZHOU)
    assert rejected(draw, server, tenant, pool, "13900000001", HANGZHOU) == NOT_ENOUGH
    assert draw(server, tenant, pool, "13900000001", B) == x
    assert counts(server, tenant, pool) == [3]


# MARK: Lists

def test_filters_combine(server, tenant):
    (first, (x, y)), (second, (z, w)) = stocked(server, tenant, AXB, 2), stocked(server, tenant, AXYB, 2)
    bindings = {
        "axb": bind(server, tenant, "SelectNumberAndBindAXB", first, PhoneNoB=B, OutId="1"),
        "ax": bind(server, tenant, "SelectNumberAndBindAXB", first, PhoneNoA=C, OutId="2"),
        "axyb": bind(server, tenant, "BindAXYB", second, PhoneNoX=z, NumberPoolNoY=second, YbEnableDuration=60)}
    bindings["yb"] = ask(
        server, tenant, "BindYBForAXYB", ParentSubId=bindings["axyb"]["SubId"], PhoneNoB=B, NumberPoolNo=second,
        EnableDuration=60)
    names = {binding["SubId"]: name for name, binding in bindings.items()}
    ask(server, tenant, "UnbindAXBV2", NumberPoolNo=first, SubId=bindings["ax"]["SubId"])

    def found(**filters):
        return {names[subscription] for subscription in ids(listed(server, tenant, **filters))}

    assert found() == {"axb", "ax", "axyb", "yb"}
    assert found(NumberPoolNo=first) == {"axb", "ax"}
    assert found(NumberPoolNo=first, Status=1) == {"axb"}
    assert found(Status=0) == {"ax"}
    assert found(Status=1) == {"axb", "axyb", "yb"}
    assert found(PhoneNoA=A) == {"axb", "axyb", "yb"}
    assert found(PhoneNoA=A, PhoneNoB=B) == {"axb", "yb"}
    assert found(PhoneNoB=B, NumberPoolNo=second) == {"yb"}
    assert found(PhoneNoX=x) == {"axb"}
    assert found(PhoneNoX=y) == {"ax"}
    assert found(PhoneNoX=z) == {"axyb"}
    assert found(PhoneNoY=w) == {"yb"}
    assert found(PhoneNoX=w) == found(PhoneNoY=z) == found(PhoneNoX=z, PhoneNoY=w) == set()
    assert found(OutId="2") == {"ax"}
    assert found(SubId=bindings["yb"]["SubId"]) == {"yb"}
    assert found(SubId=bindings["yb"]["SubId"], Status=0) == found(SubId=NOBODY) == found(OutId="3") == set()
    assert found(NumberPoolNo=NOWHERE) == found(PhoneNoA=NOTHING) == set()


def test_pages_hold_every_binding_once_newest_first(server, tenant):
    pool, _ = stocked(server, tenant)
    made = [bind(server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoA=str(13900000000 + index))["SubId"]
            for index in range(23)]
    seen = []
    for offset in range(0, 30, 10):
        page = ask(server, tenant, "QuerySubscriptionForList", NumberPoolNo=pool, Offset=offset, Limit=10)
        assert (page["Total"], page["Offset"], page["Limit"]) == (23, offset, 10)
        seen += ids(page["Records"])
    assert seen == made[::-1]
    assert ids(ask(server, tenant, "QuerySubscriptionForList")["Records"]) == made[:2:-1]
    for offset in [23, 2**63 - 1]:
        assert call(server, "QuerySubscriptionForList", {"Offset": offset}, tenant) == {
            "Records": [], "Limit": 20, "Offset": offset, "Total": 23}


# MARK: The end of bindings

START = datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.timezone.utc)


@pytest.fixture
def timed(tmp_path):
    """A server with a clock of its own, at START."""
    with running(tmp_path / "data", "--clock", START.isoformat()) as server:
        yield server


def at(server, seconds):
    """Starts a server again so many seconds after START."""
    assert server.stop() == 0
    server.options = ["--clock", (START + datetime.timedelta(seconds=seconds)).isoformat()]
    server.start()


def clock(server):
    """What the server's clock shows, in seconds after START."""
    return (datetime.datetime.fromisoformat(server.get("/healthz")["clock"]) - START).total_seconds()


def after(seconds):
    return int(START.timestamp()) + seconds


def live_rows(server):
    """How many bindings the database has as live."""
    return server.database.query("SELECT count(*) FROM bindings WHERE is_live = 1")[0][0]


def test_a_binding_ends_at_its_very_second(timed):
    pool, (x,) = stocked(timed, ROOT, AXN)
    bound = bind(timed, ROOT, "BindAXN", pool, PhoneNoX=x, ExpireTime=after(3600))
    at(timed, 3598)
    seen = []
    while not seen or seen[-1][1] == 1:
        begin = clock(timed)
        status = shown(timed, ROOT, pool, bound)["Status"]
        seen.append((begin, status, clock(timed)))
    # Live whenever the question was answered before that second, ended whenever it was asked after it.
    assert all(status == 1 for _, status, end in seen if end < 3600)
    assert all(status == 0 for begin, status, _ in seen if begin >= 3600)
    assert seen[0][1] == 1 and seen[-1][0] < 3601
    assert counts(timed, ROOT, pool) == [0]
    assert bind(timed, ROOT, "BindAXN", pool, PhoneNoA=B, PhoneNoX=x, ExpireTime=after(7200))["PhoneNoX"] == x


def test_a_number_is_free_again_from_the_second_on_at_which_its_binding_ends(timed):
    """Whether anybody has cleared it away or not."""
    pool, (x,) = stocked(timed, ROOT)
    other, (y, z) = stocked(timed, ROOT, AXYB, 2)
    expires, parameters = after(3600), {"NumberPoolNoY": other, "YbEnableDuration": 10_000_000}
    axb = bind(timed, ROOT, "SelectNumberAndBindAXB", pool, PhoneNoB=B, ExpireTime=expires, OutId="o")
    ax = bind(timed, ROOT, "SelectNumberAndBindAXB", pool, ExpireTime=expires)
    axyb = bind(timed, ROOT, "BindAXYB", other, PhoneNoB=B, ExpireTime=expires, **parameters)
    yb = {"SubId": axyb["YbSubId"]}
    assert shown(timed, ROOT, other, yb)["ExpireTime"] == expires
    bind(timed, ROOT, "SelectNumberAndBindAXB", pool, PhoneNoA=C, ExpireTime=expires + 3600)

    at(timed, 3590)
    assert counts(timed, ROOT, pool) == [3]
    assert rejected(draw, timed, ROOT, pool, ExpireTime=after(9000)) == NOT_ENOUGH
    assert len(listed(timed, ROOT, Status=1)) == 5

    at(timed, 3600)
    with timed.database.writing():
        assert live_rows(timed) == 5
        assert (counts(timed, ROOT, pool), counts(timed, ROOT, other)) == ([1], [0, 0])
        ended = listed(timed, ROOT, Status=0)
        assert {record["Status"] for record in ended} == {0}
        assert {binding["SubId"] for binding in [axb, ax, axyb, yb]} == set(ids(ended))
        assert [is_live(timed, ROOT, place, binding) for place, binding in [
            (pool, axb), (pool, ax), (other, axyb), (other, yb)]] == [False] * 4
        assert live_rows(timed) == 5
    assert draw(timed, ROOT, pool, A, B, ExpireTime=after(9000)) == x
    assert draw(timed, ROOT, pool, A, ExpireTime=after(9000)) == x
    again = bind(timed, ROOT, "BindAXYB", other, PhoneNoB=B, ExpireTime=after(9000), **parameters)
    assert (again["PhoneNoX"], again["PhoneNoY"]) == (y, z)
    for action, place, binding in [
            ("UnbindAXBV2", pool, axb), ("UpdateAXB", pool, ax), ("UnbindAXYBV2", other, yb),
            ("UnbindAXYBV2", other, axyb)]:
        parameters = {"UserData": "x"} if action == "UpdateAXB" else {}
        assert rejected(
            ask, timed, ROOT, action, NumberPoolNo=place, SubId=binding["SubId"], **parameters) == SUBSCRIPTION_EMPTY
    assert rejected(
        ask, timed, ROOT, "UpgradeAXToAXB", NumberPoolNo=pool, SubId=ax["SubId"], PhoneNoB=C) == SUBSCRIPTION_EMPTY
    assert rejected(
        ask, timed, ROOT, "BindYBForAXYB", NumberPoolNo=other, ParentSubId=axyb["SubId"], PhoneNoB=C,
        EnableDuration=60) == SUBSCRIPTION_EMPTY
    assert [record["NumberCount"] for record in pools(timed)["Records"]] == [2, 1]


def test_what_is_over_is_cleared_away_without_anybody_asking(timed):
    pool, _ = stocked(timed, ROOT, AXB, 3)
    for index in range(9):
        draw(timed, ROOT, pool, str(13900000000 + index), ExpireTime=after(600))
    draw(timed, ROOT, pool, ExpireTime=after(100_000))
    at(timed, 598)
    assert live_rows(timed) == 10
    until(lambda: clock(timed) >= 600, "the end of the bindings")
    until(lambda: live_rows(timed) == 1, "the clearing", 5)
    assert (counts(timed, ROOT, pool), len(listed(timed, ROOT, Status=1))) == ([1, 0, 0], 1)
    rows = timed.database.query("SELECT expires_at, ended_at FROM bindings WHERE is_live = 0")
    assert rows == [(after(600) * 1000, after(600) * 1000)] * 9
    assert timed.database.query("SELECT sum(bind_count) FROM numbers") == [(1,)]


def test_a_number_can_be_moved_and_removed_as_soon_as_its_binding_has_ended(timed):
    pool, (first, second) = stocked(timed, ROOT, AXN, 2)
    target = create(timed, service_type=200, sub_service_type=202)
    for number in [first, second]:
        bind(timed, ROOT, "BindAXN", pool, PhoneNoX=number, ExpireTime=after(600))
    text = f"number\n{first}\n"
    assert timed.run("numbers", "remove", "--yes", "-", text=text, check=False).returncode == 3
    at(timed, 600)
    assert timed.run("numbers", "move", "--to", target, "-", text=text).stdout == (
        "1 accepted, 0 duplicate, 0 rejected\n")
    at(timed, 600)
    assert timed.run("numbers", "remove", "--yes", "-", text=f"number\n{second}\n").stdout == (
        "1 accepted, 0 duplicate, 0 rejected\n")
    assert bind(timed, ROOT, "SelectNumberAndBindAXN", target, ExpireTime=after(900))["PhoneNoX"] == first
    assert len(listed(timed, ROOT, NumberPoolNo=pool, Status=0)) == 2


def test_the_end_can_be_put_off(timed):
    pool, _ = stocked(timed, ROOT)
    bound = bind(timed, ROOT, "SelectNumberAndBindAXB", pool, ExpireTime=after(600))
    assert ask(timed, ROOT, "UpdateAXB", NumberPoolNo=pool, SubId=bound["SubId"], UpdateType="updateExpireTime",
               ExpireTime=after(3600)) is True
    at(timed, 3590)
    assert (is_live(timed, ROOT, pool, bound), counts(timed, ROOT, pool)) == (True, [1])
    at(timed, 3600)
    assert (is_live(timed, ROOT, pool, bound), counts(timed, ROOT, pool)) == (False, [0])


def test_a_y_binding_ends_when_its_time_is_over(server, tenant):
    (pool, _), (other, (y,)) = stocked(server, tenant, AXYB), stocked(server, tenant, AXYB)
    parent = bind(
        server, tenant, "BindAXYB", pool, PhoneNoB=B, NumberPoolNoY=other, YbEnableDuration=2)
    child = {"SubId": parent["YbSubId"]}
    assert is_live(server, tenant, other, child)
    until(lambda: not is_live(server, tenant, other, child), "the end of the Y binding", 5)
    assert time.time() >= shown(server, tenant, other, child)["ExpireTime"]
    assert (counts(server, tenant, pool), counts(server, tenant, other)) == ([1], [0])
    again = ask(server, tenant, "BindYBForAXYB", ParentSubId=parent["SubId"], PhoneNoB=B, NumberPoolNo=other,
                EnableDuration=600)
    assert again["PhoneNoY"] == y


# MARK: Pools and numbers that are bound

def test_a_pool_with_bound_numbers_keeps_its_type(server, tenant):
    pool, _ = stocked(server, tenant)
    bound = bind(server, tenant, "SelectNumberAndBindAXB", pool)
    for change in [{"SubServiceType": 202}, {"ServiceType": 100, "SubServiceType": 101}]:
        for action in ["UpdateNumberPoolV2", "UpdateNumberPool"]:
            parameters = {"NumberPoolNo": pool, "Name": "name", **change}
            assert refused(call, server, action, parameters, tenant) == OPERATION_DENIED
    assert pools(server, tenant)["Records"][0]["SubServiceType"] == 201
    assert is_live(server, tenant, pool, bound)


def test_a_bound_number_stays_where_it_is(server, tenant):
    (pool, numbers), target = stocked(server, tenant, AXB, 2), create(server, "target", 200, 201, tenant)
    bound = bind(server, tenant, "BindAXB", pool, PhoneNoX=numbers[1])
    text = "number\n" + "".join(f"{number}\n" for number in numbers)
    for arguments in [["numbers", "move", "--to", target, "-"], ["numbers", "remove", "--yes", "-"]]:
        tried = server.run(*arguments, key=tenant, text=f"number\n{numbers[1]}\n", check=False)
        assert (tried.returncode, tried.stdout) == (
            3, "line 2: NumberBound: the number is bound\n0 accepted, 0 duplicate, 1 rejected\n")
    tried = server.run("number-pools", "delete", "--yes", pool, key=tenant, check=False)
    assert tried.returncode == 6 and "(NumberPoolNotEmpty, 409)" in tried.stderr
    moved = server.run("numbers", "move", "--to", target, "-", key=tenant, text=text, check=False)
    assert moved.stdout == "line 3: NumberBound: the number is bound\n1 accepted, 0 duplicate, 1 rejected\n"
    assert (counts(server, tenant, pool), counts(server, tenant, target)) == ([1], [0])
    assert is_live(server, tenant, pool, bound)

    ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=bound["SubId"])
    moved = server.run("numbers", "move", "--to", target, "-", key=tenant, text=text)
    assert moved.stdout == "1 accepted, 1 duplicate, 0 rejected\n"
    assert server.run("number-pools", "delete", "--yes", pool, key=tenant).returncode == 0
    assert drained(server, tenant, target) == numbers
    assert not is_live(server, tenant, pool, bound)


def test_the_counts_of_a_pool_do_not_depend_on_bindings(server, tenant):
    pool, numbers = stocked(server, tenant, rows=3)
    bindings = [bind(server, tenant, "BindAXB", pool, PhoneNoA=a, PhoneNoX=x)
                for a, x in [(A, numbers[0]), (B, numbers[0]), (C, numbers[0]), (A, numbers[2])]]

    def records():
        return call(server, "NumberList", {"NumberPoolNo": pool}, tenant)["Records"]

    assert [record["CurrentBindCount"] for record in records()] == [3, 0, 1]
    assert {record["NumberStatusCode"] for record in records()} == {1}
    assert [record["NumberCount"] for record in pools(server, tenant)["Records"]] == [3]
    assert re.search(r"^bindings: 3$", server.run("numbers", "find", numbers[0], key=tenant).stdout, re.MULTILINE)
    for binding in bindings[1:3]:
        ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=binding["SubId"])
    assert [record["CurrentBindCount"] for record in records()] == [1, 0, 1]
    assert call(server, "NumberList", {"NumberList": [numbers[2]]}, tenant)["Records"][0]["CurrentBindCount"] == 1
    assert [record["NumberCount"] for record in pools(server, tenant)["Records"]] == [3]


# MARK: Lost answers

def test_a_binding_whose_answer_is_lost_is_made_once(server, tenant, proxy):
    pool, numbers = stocked(server, tenant, rows=5)
    proxy.swallow(1)
    bound = bind(proxy, tenant, "SelectNumberAndBindAXB", pool)
    assert proxy.statuses == [200, 200]
    assert len(set(proxy.headers("X-Sdk-Invocation-Id"))) == 1
    assert (bound["PhoneNoX"], counts(server, tenant, pool)) == (numbers[0], [1, 0, 0, 0, 0])
    assert ids(listed(server, tenant)) == [bound["SubId"]]


@pytest.mark.parametrize("action, kind", [
    ("SelectNumberAndBindAXN", AXN), ("BindAXN", AXN), ("BindAXNE", AXNE), ("BindAXYB", AXYB)])
def test_every_way_to_bind_may_be_repeated(server, tenant, proxy, action, kind):
    pool, numbers = stocked(server, tenant, kind, 3)
    parameters = {"PhoneNoB": B, "NumberPoolNoY": pool, "YbEnableDuration": 60} if kind == AXYB else {}
    parameters |= {"PhoneNoX": numbers[0]} if action == "BindAXN" else {}
    proxy.swallow(1)
    bound = bind(proxy, tenant, action, pool, **parameters)
    assert proxy.statuses == [200, 200]
    assert bound["PhoneNoX"] == numbers[0]
    assert counts(server, tenant, pool) == [1, 1 if kind == AXYB else 0, 0]


def test_an_upgrade_and_an_unbinding_whose_answers_are_lost_succeed(server, tenant, proxy):
    pool, _ = stocked(server, tenant)
    binding = {"NumberPoolNo": pool, "SubId": bind(server, tenant, "SelectNumberAndBindAXB", pool)["SubId"]}
    proxy.swallow(1)
    assert ask(proxy, tenant, "UpgradeAXToAXB", **binding, PhoneNoB=B)["PhoneNoB"] == B
    proxy.swallow(1)
    assert ask(proxy, tenant, "UnbindAXBV2", **binding) == {"Success": True}
    assert proxy.statuses == [200] * 4
    assert counts(server, tenant, pool) == [0]


def test_a_binding_that_arrives_twice_at_once_is_made_once(server, tenant):
    pool, _ = stocked(server, tenant, rows=20)
    parameters = {"NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon()}
    headers = {"X-Sdk-Invocation-Id": str(uuid.uuid4()), "X-Sdk-Request": "attempt=2; max=4"}

    def sent(_):
        request = sign(server, "SelectNumberAndBindAXB", parameters, tenant, headers=headers)
        return request.send(server).json()["Result"]["SubId"]

    with concurrent.futures.ThreadPoolExecutor(16) as executor:
        (subscription,) = set(executor.map(sent, range(16)))
    assert ids(listed(server, tenant)) == [subscription]
    assert sum(counts(server, tenant, pool)) == 1


def test_a_client_token_stands_for_one_binding(server, tenant):
    pool, _ = stocked(server, tenant, rows=2)
    parameters = {"NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon(), "ClientToken": "order-4711"}
    first = call(server, "SelectNumberAndBindAXB", parameters, tenant)
    assert call(server, "SelectNumberAndBindAXB", parameters, tenant) == first
    assert refused(call, server, "SelectNumberAndBindAXB", {**parameters, "PhoneNoA": B}, tenant) == MISMATCH
    assert counts(server, tenant, pool) == [1, 0]


# MARK: Who may do what

SECRETS = ["NumberPoolNo", "NumberPoolNoY", "PhoneNoX", "PhoneNoY", "SubId", "ParentSubId"]
OPTIONAL = {"BindAXNE": ["PhoneNoX"], "BindAXYB": ["PhoneNoB", "PhoneNoX", "PhoneNoY"], "BindYBForAXYB": ["PhoneNoY"]}


def test_another_tenants_pools_numbers_and_bindings_might_as_well_not_exist(server, tenant):
    others = server.create_account(uuid.uuid4().hex)
    mine, theirs = {}, {}
    for key, known in [(others, mine), (tenant, theirs)]:
        for kind, (pool, subscription) in one_of_each_kind(server, key).items():
            (number,) = fresh()
            import_numbers(server, pool, [number], key=key)
            known[kind] = dict(zip(SECRETS, [pool, pool, number, number, subscription, subscription]))

    def answer(action, parameters, *values):
        return masked(sign(server, action, parameters, others).send(server), *values)

    for action in REQUIRED:
        names, kind = REQUIRED[action] + OPTIONAL.get(action, []), kind_of(action)
        secrets = [name for name in names if name in SECRETS]
        # One thing of theirs among things of the caller's own, or nothing but theirs.
        for used in [*([name] for name in secrets), secrets]:
            own = {name: mine[kind].get(name, VALUES.get(name)) for name in names}
            real = {name: theirs[kind][name] for name in used}
            none = {name: VALUES.get(name, NOTHING) for name in used}
            found = answer(action, own | real, *real.values())
            assert found == answer(action, own | none, *none.values()), (action, used)
            assert found[0] == 200 and '"Error"' in found[1]
    pool, number, subscription = (theirs[AXB][name] for name in ["NumberPoolNo", "PhoneNoX", "SubId"])
    for filters in [{"NumberPoolNo": pool}, {"SubId": subscription}, {"PhoneNoX": number},
                    {"NumberPoolNo": pool, "PhoneNoA": A, "Status": 1}]:
        assert listed(server, others, **filters) == []
    assert len(listed(server, others)) == len(listed(server, others, PhoneNoA=A)) == 4
    for key, known in [(others, mine), (tenant, theirs)]:
        for values in known.values():
            assert is_live(server, key, values["NumberPoolNo"], values)
            assert counts(server, key, values["NumberPoolNo"]) == [1, 0]


def test_two_tenants_bind_the_same_parties_each_on_numbers_of_its_own(server, tenant):
    others = server.create_account(uuid.uuid4().hex)
    (pool, (x,)), (theirs, (y,)) = stocked(server, tenant), stocked(server, others)
    mine = bind(server, tenant, "SelectNumberAndBindAXB", pool, PhoneNoB=B, OutId="1", UserData="mine")
    other = bind(server, others, "SelectNumberAndBindAXB", theirs, PhoneNoB=B, OutId="1", UserData="theirs")
    assert (mine["PhoneNoX"], other["PhoneNoX"]) == (x, y)
    for key, binding, data in [(tenant, mine, "mine"), (others, other, "theirs")]:
        (record,) = listed(server, key, PhoneNoA=A, OutId="1")
        assert (record["SubId"], record["UserData"]) == (binding["SubId"], data)
    ask(server, tenant, "UnbindAXBV2", NumberPoolNo=pool, SubId=mine["SubId"])
    assert is_live(server, others, theirs, other)


def test_readers_look_bindings_up_and_managers_bind(server):
    name = uuid.uuid4().hex
    manager, reader, metering = [
        server.create_user(f"{name}-{role}", role) for role in ["manager", "reader", "metering"]]
    pool, (x,) = stocked(server, manager)
    bound = bind(server, manager, "SelectNumberAndBindAXB", pool)
    assert is_live(server, reader, pool, bound)
    assert ids(listed(server, reader, NumberPoolNo=pool)) == [bound["SubId"]]
    assert call(server, "SelectNumber", {"NumberPoolNo": pool}, reader)["Records"][0]["Number"] == x
    for key, actions in [(reader, WRITES), (metering, WRITES + READS)]:
        for action in actions:
            parameters = {"NumberPoolNo": pool, "SubId": bound["SubId"], "PhoneNoA": B, "ExpireTime": soon()}
            assert volcengine_error(sign(server, action, parameters, key).send(server)) == (
                403, 100013, "AccessDenied",
                f"User is not authorized to perform: vms:{action} on resource: *.")
    assert (is_live(server, manager, pool, bound), counts(server, manager, pool)) == (True, [1])


# MARK: Many clients at once

def test_of_many_who_want_one_number_one_gets_it(server, tenant):
    pool, (x,) = stocked(server, tenant, AXN)

    def sent(index):
        parameters = {"NumberPoolNo": pool, "PhoneNoA": str(13900000000 + index), "PhoneNoX": x, "ExpireTime": soon()}
        return sign(server, "BindAXN", parameters, tenant).send(server)

    with concurrent.futures.ThreadPoolExecutor(32) as executor:
        answers = list(executor.map(sent, range(64)))
    (winner,) = [answer for answer in answers if "Result" in answer.json()]
    assert [volcengine_error(answer) for answer in answers if answer is not winner] == [(200, *X_OCCUPIED)] * 63
    assert ids(listed(server, tenant)) == [winner.json()["Result"]["SubId"]]
    assert counts(server, tenant, pool) == [1]


CLIENTS, NUMBERS = 64, 10_000


class Client:
    """A client with a connection of its own, as the SDKs keep one."""

    def __init__(self, server, key):
        self.server, self.key = server, key
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)

    def call(self, action, parameters):
        """The envelope of the answer."""
        request = sign(self.server, action, parameters, self.key)
        target = f"/?{urllib.parse.urlencode(request.query)}"
        self.connection.request("POST", target, request.body, request.headers)
        answer = self.connection.getresponse()
        assert answer.status == 200
        return json.loads(answer.read())


def test_64_clients_draw_a_pool_of_10000_numbers_empty(server, tenant):
    first = 18000000000
    pool, _ = stocked(server, tenant, rows=[f"{first},{first + NUMBERS - 1}"], columns="first,last")
    parameters = {"NumberPoolNo": pool, "PhoneNoA": A, "ExpireTime": soon(3600)}
    start, lock, drawn, refusals = threading.Barrier(CLIENTS), threading.Lock(), [], []

    def work():
        client = Client(server, tenant)
        start.wait(TIMEOUT)
        while True:
            sent = time.monotonic()
            answer = client.call("SelectNumberAndBindAXB", parameters)
            if "Error" in answer["ResponseMetadata"]:
                with lock:
                    refusals.append((time.monotonic(), tuple(answer["ResponseMetadata"]["Error"].values())))
                return
            with lock:
                drawn.append((sent, answer["Result"]["PhoneNoX"], answer["Result"]["SubId"]))

    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as executor:
        for client in [executor.submit(work) for _ in range(CLIENTS)]:
            client.result()

    # No number twice, none left over.
    numbers = [str(first + index) for index in range(NUMBERS)]
    assert sorted(number for _, number, _ in drawn) == numbers
    assert len({subscription for _, _, subscription in drawn}) == NUMBERS
    # Nobody was refused before the last number was asked for.
    assert [code for _, code in refusals] == [NOT_ENOUGH] * CLIENTS
    assert max(sent for sent, _, _ in drawn) < min(received for received, _ in refusals)

    client, begin = Client(server, tenant), time.monotonic()
    assert tuple(client.call("SelectNumberAndBindAXB", parameters)["ResponseMetadata"]["Error"].values()) == (
        NOT_ENOUGH)
    assert time.monotonic() - begin < 0.5
    assert client.call("QuerySubscriptionForList", {"PhoneNoA": A, "Status": 1})["Result"]["Total"] == NUMBERS
    records = [
        record for offset in range(0, NUMBERS, 500) for record in client.call("NumberList", {
            "NumberPoolNo": pool, "Offset": offset, "Limit": 500})["Result"]["Records"]]
    assert [(record["Number"], record["CurrentBindCount"]) for record in records] == [
        (number, 1) for number in numbers]
    _, number, subscription = drawn[NUMBERS // 2]
    assert client.call("UnbindAXBV2", {"NumberPoolNo": pool, "SubId": subscription})["Result"] == {"Success": True}
    assert drained(server, tenant, pool) == [number]
