"""The numbers in the pools: both Volcengine SDKs list and switch them, the program's commands stock them."""

import concurrent.futures
import contextlib
import csv
import datetime
import io
import itertools
import json
import random
import re
import subprocess
import threading

import pytest
from volcenginesdkvms import EnableOrDisableNumberRequest, NumberListRequest

from clients import (
    ROOT, VERSION, call, compact, create, huawei, pools, refused, rejected, sign, vms, volcengine_error)
from inventory import import_numbers
from proxy import before
from telepool import BINARY, TIMEOUT, running, until
from test_tenants import NOWHERE, masked
from test_volcengine_older import error, result, service

HEADER = "number,type,city_code,purchase_time,qualification_no\n"
STATUSES = {1: "使用中", 2: "用户停用", 3: "平台停用", 4: "已注销", 6: "平台注销"}
TYPES = {0: "手机", 1: "固话"}
DRY_RUN = (400, 200006, "DryRunOperation", "The request is validated by a dryrun operation.")
MISMATCH = (
    400, 200005, "IdempotentParameterMismatch",
    "Parameters mismatch the previous request with a same ClientToken.")
UNKNOWN = "UnknownNumber: the account does not hold this number"
ELSEWHERE = "NumberHeldElsewhere: the number is in another pool or not available"
NO_NUMBER = "has to be 3 to 15 digits, with + and country code if not national"

# Other ways to send a call than as JSON.
FORM = {"method": "POST", "content_type": "application/x-www-form-urlencoded"}
GET = {"method": "GET", "content_type": "text/plain"}

# A number is held once on a server, so every test has numbers of its own.
_fresh = itertools.count(13900000000)


def fresh(count):
    """Mobile numbers that nobody holds, in ascending order and without a gap."""
    return [str(next(_fresh)) for _ in range(count)]


def illegal(reason):
    return 200101, "IllegalArgument", f"非法的参数: {reason}"


def invalid(name):
    return illegal(f"The specified parameter {name} is invalid.")


SYSTEM_ERROR = (200102, "SystemError", "系统错误")


@pytest.fixture
def pool(server, tenant):
    """An empty pool of the tenant."""
    return create(server, key=tenant)


@pytest.fixture
def proxy(server):
    with before(server) as proxy:
        yield proxy


def stock(server, pool, rows, columns="number", key=ROOT):
    """Imports rows, each of which has to be new."""
    assert import_numbers(server, pool, rows, columns=columns, key=key).stdout == summary(len(rows))


def summary(accepted=0, duplicate=0, rejected=0):
    return f"{accepted} accepted, {duplicate} duplicate, {rejected} rejected\n"


def listed(server, key, **filters):
    """The records of a list that fits one page, which says how many there are."""
    answer = call(server, "NumberList", {"Limit": 500, **filters}, key)
    assert (answer["Offset"], answer["Limit"], answer["Total"]) == (0, 500, len(answer["Records"]))
    return answer["Records"]


def numbers_of(records):
    return [record["Number"] for record in records]


def found(server, key, **filters):
    return numbers_of(listed(server, key, **filters))


def statuses(server, key, **filters):
    return {record["Number"]: record["NumberStatusCode"] for record in listed(server, key, **filters)}


def switch(server, code, numbers, key):
    """Switches numbers with the SDK, which has nothing to say about success."""
    request = EnableOrDisableNumberRequest(enable_code=code, number_list=numbers)
    assert vms(server, key).enable_or_disable_number(request) == {}


def set_status(server, number, status):
    """Brings a number into a state that only the platform has to give."""
    with server.database.writing() as database:
        account, pool, *kind, bound, old = database.execute(
            "SELECT account_id, number_pool_no, held, type, city_code, bind_count > 0, status FROM numbers "
            "WHERE number = ?", [number]).fetchone()
        database.execute("UPDATE numbers SET status = ? WHERE number = ?", [status, number])
        place = "account_id = ? AND number_pool_no = ?"
        database.execute(
            "INSERT INTO number_totals "
            "(account_id, number_pool_no, held, type, city_code, status, numbers, bound) "
            "VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING", [account, pool, *kind, status])
        for value, change in [(old, -1), (status, 1)]:
            database.execute(
                f"UPDATE number_totals SET numbers = numbers + ?, bound = bound + ? WHERE {place} "
                "AND held = ? AND type = ? AND city_code = ? AND status = ?",
                [change, change * bound, account, pool, *kind, value])
            if value < 4:
                database.execute(
                    f"UPDATE number_pools SET number_count = number_count + ? WHERE {place}",
                    [change, account, pool])


def count(server, pool, key=ROOT):
    """How many numbers the list of pools tells of a pool."""
    (record,) = pools(server, key, NumberPoolNo=pool)["Records"]
    return record["NumberCount"]


def total(server, key, **filters):
    return call(server, "NumberList", {"Limit": 1, **filters}, key)["Total"]


def start(server, *arguments, key=ROOT):
    """Starts a command of the program, with pipes for what goes in and out."""
    environment = {
        "HOME": str(server.directory), "TELEPOOL_ACCESS_KEY_ID": key[0], "TELEPOOL_SECRET_ACCESS_KEY": key[1]}
    return subprocess.Popen(
        [BINARY, *map(str, arguments), "--endpoint", server.endpoint], env=environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def exported(server, pool, key=ROOT):
    """The very bytes of an export."""
    export = start(server, "numbers", "export", "--pool", pool, key=key)
    output, errors = export.communicate(timeout=TIMEOUT)
    assert (export.returncode, errors) == (0, b"")
    return output


def rows_of(export):
    """The rows of an export as another program reads them."""
    header, *rows = csv.reader(io.StringIO(export.decode(), newline=""))
    assert header == HEADER.strip().split(",")
    return rows


def quoted(rows):
    """Rows as another program writes them, with quotes around every field."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


# MARK: The list and its fields

def test_a_number_is_listed_with_every_field(server, tenant):
    pool = create(server, "隐私池", 200, 201, tenant)
    stock(server, pool, ["075586011234,landline,0755,2022-09-22T18:57:15Z,QU-1"], HEADER.strip(), tenant)
    request = NumberListRequest(
        number_list=["075586011234"], number_pool_no=pool, number_pool_type_code=201, number_status_code=1,
        number_type_code=1, offset=0, limit=10)
    assert vms(server, tenant).number_list(request).to_dict() == {
        "limit": 10, "offset": 0, "total": 1, "records": [{
            "number": "075586011234", "number_status_code": 1, "number_status_desc": "使用中",
            "number_type_code": 1, "number_type_desc": "固话", "number_location": "深圳",
            "number_purchase_time": "2022-09-23 02:57:15", "number_pool_no": pool, "number_pool_name": "隐私池",
            "number_pool_type_code": 201, "number_pool_type_desc": "AXB", "service_type_code": 200,
            "service_type_desc": "隐私号", "qualification_no": "QU-1", "current_bind_count": 0}]}


def test_the_answers_are_these_very_bytes(server, tenant, pool):
    (number,) = fresh(1)
    stock(server, pool, [f"{number},2022-09-22T18:57:15Z"], "number,purchase_time", tenant)

    def expected(answer, action, result):
        return compact({
            "ResponseMetadata": {
                "RequestId": answer.headers["X-Tt-Logid"], "Action": action, "Version": VERSION,
                "Service": "vms", "Region": "cn-beijing"},
            "Result": result})

    answer = sign(server, "NumberList", {}, tenant).send(server)
    assert answer.body == expected(answer, "NumberList", {
        "Records": [{
            "Number": number, "NumberStatusCode": 1, "NumberStatusDesc": "使用中", "NumberTypeCode": 0,
            "NumberTypeDesc": "手机", "NumberLocation": "", "NumberPurchaseTime": "2022-09-23 02:57:15",
            "NumberPoolNo": pool, "NumberPoolName": "pool", "NumberPoolTypeCode": 101,
            "NumberPoolTypeDesc": "语音SIP", "ServiceTypeCode": 100, "ServiceTypeDesc": "普通号码",
            "QualificationNo": "", "CurrentBindCount": 0}],
        "Limit": 20, "Offset": 0, "Total": 1})
    switching = {"EnableCode": 2, "NumberList": [number]}
    answer = sign(server, "EnableOrDisableNumber", switching, tenant).send(server)
    assert answer.body == expected(answer, "EnableOrDisableNumber", {})


def test_a_number_needs_nothing_but_its_digits(server, tenant, pool):
    """Type and city follow from the digits; it counts as bought when it came."""
    expected = {
        "13700010001": (0, ""), "+8613700010002": (0, ""), "+862164085001": (1, "上海"),
        "01062700001": (1, "北京"), "08938220001": (1, "山南"), "4008200001": (1, ""), "95001": (1, ""),
        "+12125550001": (1, ""),
        "00085500001": (1, ""),
    }
    started = datetime.datetime.now(datetime.timezone.utc)
    stock(server, pool, list(expected), key=tenant)
    ended = datetime.datetime.now(datetime.timezone.utc)
    records = listed(server, tenant)
    expected["13700010002"] = expected.pop("+8613700010002")
    expected["02164085001"] = expected.pop("+862164085001")
    assert len(records) == len(expected)
    for record in records:
        assert (record["NumberTypeCode"], record["NumberLocation"]) == expected[record["Number"]]
        assert record["NumberTypeDesc"] == TYPES[record["NumberTypeCode"]]
        assert record["QualificationNo"] == ""
        bought = datetime.datetime.strptime(
            record["NumberPurchaseTime"] + " +0800", "%Y-%m-%d %H:%M:%S %z")
        assert started.replace(microsecond=0) <= bought <= ended


def test_the_time_of_a_purchase_is_told_in_beijing_and_to_the_second(server, tenant, pool):
    expected = {
        "2022-09-22T18:57:15Z": "2022-09-23 02:57:15", "2022-09-22T18:57:15.999Z": "2022-09-23 02:57:15",
        "2024-02-29T23:59:59+08:00": "2024-02-29 23:59:59", "2023-12-31 16:00:00.5Z": "2024-01-01 00:00:00",
        "1969-12-31T15:59:59.999Z": "1969-12-31 23:59:59", "0001-01-01T00:00:00-12:30": "0001-01-01 20:30:00",
    }
    numbers = fresh(len(expected))
    rows = [f"{number},{time}" for number, time in zip(numbers, expected)]
    stock(server, pool, rows, "number,purchase_time", tenant)
    times = {record["Number"]: record["NumberPurchaseTime"] for record in listed(server, tenant)}
    assert times == dict(zip(numbers, expected.values()))


def test_every_state_and_every_kind_of_pool_has_its_label(server, tenant):
    kinds = [(101, "语音SIP", 100, "普通号码"), (108, "号码托管", 100, "普通号码"), (206, "AXG", 200, "隐私号")]
    numbers = dict(zip(itertools.product(STATUSES, kinds), fresh(len(STATUSES) * len(kinds))))
    for kind in kinds:
        pool = create(server, kind[1], kind[2], kind[0], tenant)
        stock(server, pool, [number for key, number in numbers.items() if key[1] == kind], key=tenant)
    for (status, _), number in numbers.items():
        set_status(server, number, status)
    records = {record["Number"]: record for record in listed(server, tenant)}
    assert len(records) == len(numbers)
    for (status, (code, label, service_code, service_label)), number in numbers.items():
        record = records[number]
        assert (record["NumberStatusCode"], record["NumberStatusDesc"]) == (status, STATUSES[status])
        assert (record["NumberPoolTypeCode"], record["NumberPoolTypeDesc"]) == (code, label)
        assert (record["ServiceTypeCode"], record["ServiceTypeDesc"]) == (service_code, service_label)


# MARK: Filters

def test_filters_combine_and_the_total_is_what_they_find(server, tenant):
    """Every combination of filters, compared with the same filters over a list of what was put in."""
    chance, numbers = random.Random(4), {}
    for code in [101, 102, 201]:
        pool, rows = create(server, str(code), code // 100 * 100, code, tenant), []
        for number in fresh(16):
            type_, city = chance.choice([0, 1]), chance.choice(["", "010", "0755"])
            numbers[number] = {
                "NumberPoolNo": pool, "NumberPoolTypeCode": code, "NumberTypeCode": type_,
                "NumberStatusCode": chance.choice([*STATUSES])}
            rows.append(f"{number},{['mobile', 'landline'][type_]},{city}")
        stock(server, pool, rows, "number,type,city_code", tenant)
    for number, fields in numbers.items():
        set_status(server, number, fields["NumberStatusCode"])
    some = sorted(numbers)[::3]
    choices = {
        "NumberPoolNo": [None, pool, NOWHERE], "NumberPoolTypeCode": [None, 101, 201, 205],
        "NumberTypeCode": [None, 0, 1, 2], "NumberStatusCode": [None, 1, 2, 4, 5]}
    for values in itertools.product(*choices.values()):
        filters = {name: value for name, value in zip(choices, values) if value is not None}
        expected = [number for number, fields in sorted(numbers.items()) if filters.items() <= fields.items()]
        assert sorted(found(server, tenant, **filters)) == expected
        if len(filters) > 2:
            assert found(server, tenant, NumberList=some, **filters) == sorted(set(some) & set(expected))
    assert all(total(server, tenant, NumberStatusCode=status) for status in STATUSES)


def test_what_is_not_set_filters_nothing(server, tenant, pool):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    listing = vms(server, tenant).number_list(NumberListRequest(
        number_pool_no="", number_pool_type_code=0, number_status_code=0, offset=0))
    assert (listing.total, [record.number for record in listing.records]) == (2, numbers)
    nothing = dict.fromkeys(
        ["NumberPoolNo", "Number", "NumberPoolTypeCode", "NumberStatusCode", "NumberTypeCode"])
    assert found(server, tenant, **nothing) == found(server, tenant, **dict.fromkeys(nothing, "")) == numbers
    # 0 is a type of number, though.
    stock(server, pool, ["02164085100"], key=tenant)
    assert found(server, tenant, NumberTypeCode=0) == numbers
    assert found(server, tenant, NumberTypeCode="0", Number="") == numbers


@pytest.mark.parametrize("nothing", [None, [], "", [""], ","], ids=repr)
def test_an_empty_list_of_numbers_filters_nothing(server, tenant, pool, nothing):
    (number,) = fresh(1)
    stock(server, pool, [number], key=tenant)
    assert found(server, tenant, NumberList=nothing) == [number]


def test_a_number_is_found_in_either_form_once_however_often_it_is_named(server, tenant, pool):
    numbers = [*fresh(1), "02164085200", "+12125550200"]
    stock(server, pool, numbers, key=tenant)
    forms = [numbers[0], f"+86{numbers[0]}", "+862164085200", "+12125550200", "+12125550200"]
    assert found(server, tenant, NumberList=forms) == sorted(numbers)
    for form, number in [(forms[1], numbers[0]), ("+862164085200", numbers[1]), ("+12125550200", numbers[2])]:
        assert found(server, tenant, Number=form) == found(server, tenant, NumberList=[form]) == [number]
    assert found(server, tenant, Number=numbers[1], NumberList=numbers[:1]) == sorted(numbers[:2])


def test_what_is_not_the_very_number_finds_nothing(server, tenant, pool):
    stock(server, pool, ["+12125550300"], key=tenant)
    for text in [
            "12125550300", "+1212555030", "+1212555030%", "2125550300", "x", "1", "+",
            "1234567890123456", "１２３４"]:
        assert found(server, tenant, NumberList=[text]) == found(server, tenant, Number=text) == []
    assert found(server, tenant, NumberList=["x", "+12125550300"]) == ["+12125550300"]
    assert found(server, tenant, NumberList="x, +12125550300") == ["+12125550300"]


def test_unknown_codes_and_pools_find_nothing(server, tenant, pool):
    stock(server, pool, fresh(1), key=tenant)
    for filters in [
            {"NumberPoolNo": NOWHERE}, {"NumberPoolNo": pool.lower()}, {"NumberPoolNo": pool[:-1]},
            {"NumberPoolTypeCode": 100}, {"NumberPoolTypeCode": -1}, {"NumberStatusCode": 5},
            {"NumberStatusCode": -1}, {"NumberTypeCode": 2}, {"NumberTypeCode": 2**63 - 1}]:
        assert listed(server, tenant, **filters) == []


@pytest.mark.parametrize("filters, fault", [
    ({"Limit": 0}, "Limit"), ({"Limit": 501}, "Limit"), ({"Limit": "x"}, "Limit"),
    ({"Limit": 2**63}, "Limit"), ({"Offset": -1}, "Offset"), ({"Offset": 0.5}, "Offset"),
    ({"NumberPoolNo": 1}, "NumberPoolNo"), ({"NumberPoolNo": "a\0b"}, "NumberPoolNo"),
    ({"Number": [{}]}, "Number"), ({"Number": True}, "Number"),
    ({"NumberPoolTypeCode": "x"}, "NumberPoolTypeCode"), ({"NumberStatusCode": [1]}, "NumberStatusCode"),
    ({"NumberTypeCode": {"a": 1}}, "NumberTypeCode"), ({"NumberList": True}, "NumberList"),
    ({"NumberList": {"1": "2"}}, "NumberList"), ({"NumberList": [["1"]]}, "NumberList"),
    ({"NumberList": ["a\0b"]}, "NumberList"), ({"DryRun": "perhaps"}, "DryRun"),
], ids=repr)
def test_a_filter_that_makes_no_sense_is_an_illegal_argument_with_status_200(server, filters, fault):
    assert rejected(call, server, "NumberList", filters) == invalid(fault)
    answer = sign(server, "NumberList", filters).send(server)
    assert volcengine_error(answer) == (200, *invalid(fault))


def test_a_list_can_be_rehearsed(server, tenant):
    assert refused(call, server, "NumberList", {"DryRun": True}, tenant) == DRY_RUN


# MARK: Pages

def test_pages_hold_every_number_once_in_the_order_of_the_digits(server, tenant, pool):
    numbers = fresh(55) + ["02164085300", "+12125550400"]
    stock(server, pool, random.Random(1).sample(numbers, len(numbers)), key=tenant)
    client, seen = vms(server, tenant), []
    for offset in range(0, 70, 10):
        page = client.number_list(NumberListRequest(number_pool_no=pool, offset=offset, limit=10))
        assert (page.total, page.offset, page.limit) == (57, offset, 10)
        seen += [record.number for record in page.records]
    assert seen == sorted(numbers)
    first = call(server, "NumberList", {"NumberList": numbers}, tenant)
    assert (first["Total"], first["Limit"], first["Offset"]) == (57, 20, 0)
    assert numbers_of(first["Records"]) == sorted(numbers)[:20]
    page = call(server, "NumberList", {"NumberList": numbers, "Offset": "55", "Limit": 1.0}, tenant)
    assert (page["Total"], page["Limit"], numbers_of(page["Records"])) == (57, 1, sorted(numbers)[55:56])
    for offset in [57, 2**63 - 1]:
        assert call(server, "NumberList", {"Offset": offset}, tenant) == {
            "Records": [], "Limit": 20, "Offset": offset, "Total": 57}


def test_at_most_500_numbers_may_be_named(server, tenant, pool):
    numbers = fresh(501)
    stock(server, pool, numbers, key=tenant)
    assert found(server, tenant, NumberList=numbers[:500]) == numbers[:500]
    answer = call(server, "NumberList", {"NumberList": ",".join(numbers[:500]), "Limit": 500}, tenant, **GET)
    assert (answer["Total"], numbers_of(answer["Records"])) == (500, numbers[:500])
    for too_many in [{"NumberList": numbers}, {"NumberList": numbers[:500], "Number": numbers[500]}]:
        assert rejected(call, server, "NumberList", too_many, tenant) == invalid("NumberList")


# MARK: Forms of lists

@pytest.mark.parametrize("write, options", [
    (list, {}),
    (lambda numbers: [int(number) for number in numbers], {}),
    (",".join, {}),
    (lambda numbers: [",".join(numbers[:5]), *numbers[5:], ""], {}),
    (list, FORM),
    (",".join, FORM),
    (list, GET),
    (",".join, GET),
], ids=["array", "array of integers", "text", "array of texts", "form with indices", "form with text",
        "query with indices", "query with text"])
def test_a_list_is_understood_in_every_form(server, tenant, pool, write, options):
    numbers = fresh(13)
    stock(server, pool, numbers, key=tenant)
    some = write(numbers[:12])
    answer = call(server, "NumberList", {"NumberList": some}, tenant, **options)
    assert (answer["Total"], numbers_of(answer["Records"])) == (12, numbers[:12])
    switching = {"EnableCode": 2, "NumberList": some}
    assert call(server, "EnableOrDisableNumber", switching, tenant, **options) == {}
    assert found(server, tenant, NumberStatusCode=2) == numbers[:12]
    # The first that is wrong is told, in the order of the list: the tenth comes behind the ninth.
    wrong = write([*numbers[:8], "13800000009", "13800000010", *numbers[10:12]])
    switching = {"EnableCode": 1, "NumberList": wrong}
    assert rejected(call, server, "EnableOrDisableNumber", switching, tenant, **options) == illegal(
        "NumberList (13800000009)")
    assert found(server, tenant, NumberStatusCode=2) == numbers[:12]


def test_the_forms_of_lists_in_a_query_are_these(server, tenant, pool, proxy):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    for parameters in [{"NumberList": numbers}, {"NumberList": ",".join(numbers)}]:
        assert call(proxy, "NumberList", parameters, tenant, **GET)["Total"] == 2
    older = service(proxy, tenant)
    assert json.loads(older.get("NumberList", {"NumberList": numbers}, doseq=1))["Result"]["Total"] == 2
    targets = [head.split(" ")[1] for head in proxy.requests]
    assert [re.findall(r"[?&](NumberList[^&]*)", target) for target in targets] == [
        [f"NumberList.1={numbers[0]}", f"NumberList.2={numbers[1]}"], [f"NumberList={'%2C'.join(numbers)}"],
        [f"NumberList={number}" for number in numbers]]


# MARK: Switching

def test_numbers_are_switched_off_and_on(server, tenant, pool):
    numbers = fresh(3)
    stock(server, pool, numbers, key=tenant)
    switch(server, 2, [numbers[0], f"+86{numbers[2]}"], tenant)
    expected = {numbers[0]: 2, numbers[1]: 1, numbers[2]: 2}
    assert statuses(server, tenant) == expected
    for code in ["2", 2.0]:
        again = {"EnableCode": code, "NumberList": numbers[2:] * 2, "NumberPoolNo": pool}
        assert call(server, "EnableOrDisableNumber", again, tenant) == {}
        assert statuses(server, tenant) == expected
    # What is switched off is still held.
    assert (count(server, pool, tenant), total(server, tenant)) == (3, 3)
    switch(server, 1, numbers[:2], tenant)
    assert statuses(server, tenant) == {numbers[0]: 1, numbers[1]: 1, numbers[2]: 2}
    assert [total(server, tenant, NumberStatusCode=status) for status in [1, 2, 3]] == [2, 1, 0]


@pytest.mark.parametrize("obstacle", ["unknown", "the other's", *[STATUSES[status] for status in [3, 4, 6]]])
@pytest.mark.parametrize("code", [1, 2])
def test_one_number_that_cannot_be_switched_refuses_them_all(server, tenant, pool, code, obstacle):
    *numbers, odd = fresh(4)
    stock(server, pool, numbers, key=tenant)
    set_status(server, numbers[0], 3 - code)
    if obstacle == "the other's":
        stock(server, create(server), [odd])
    elif obstacle != "unknown":
        stock(server, pool, [odd], key=tenant)
        set_status(server, odd, next(status for status, label in STATUSES.items() if label == obstacle))

    def state():
        return statuses(server, tenant), count(server, pool, tenant), listed(server, ROOT, NumberList=[odd])

    before = state()
    for some in [[odd, *numbers], [*numbers, odd]]:
        request = EnableOrDisableNumberRequest(enable_code=code, number_list=some)
        refusal = rejected(vms(server, tenant).enable_or_disable_number, request)
        assert refusal == illegal(f"NumberList ({odd})")
        assert state() == before


NO_CODE = illegal("enable code cannot be null")
NO_NUMBERS = illegal("id和number至少一个不为null")


@pytest.mark.parametrize("parameters, fault", [
    ({}, NO_CODE), ({"NumberList": ["x"]}, NO_CODE), ({"EnableCode": None, "NumberList": ["x"]}, NO_CODE),
    ({"EnableCode": "", "NumberList": ["x"]}, NO_CODE),
    *[({"EnableCode": code}, invalid("EnableCode"))
      for code in [0, 3, -1, "x", 1.5, True, [1], {"a": 1}, 2**64]],
    *[({"EnableCode": 1, "NumberList": none}, NO_NUMBERS) for none in [None, [], "", [""], ",,"]],
    ({"EnableCode": 1}, NO_NUMBERS),
    *[({"EnableCode": 1, "NumberList": list_}, invalid("NumberList"))
      for list_ in [True, {"a": "1"}, [["1"]], ["\0"]]],
    *[({"EnableCode": 1, "NumberList": ["13800000001", text]}, invalid(f"NumberList ({text})"))
      for text in ["x", "1", "+", "1234567890123456", "１３８００００００００", "138 0000"]],
    ({"EnableCode": 1, "NumberList": ["13800000001"] * 101}, invalid("NumberList")),
    ({"EnableCode": 1, "NumberList": ["13800000001"], "ClientToken": ""}, invalid("ClientToken")),
    ({"EnableCode": 1, "NumberList": ["13800000001"], "DryRun": 1}, invalid("DryRun")),
], ids=ascii)
def test_a_switch_that_makes_no_sense_is_an_illegal_argument_with_status_200(server, parameters, fault):
    assert rejected(call, server, "EnableOrDisableNumber", parameters) == fault
    answer = sign(server, "EnableOrDisableNumber", parameters).send(server)
    assert volcengine_error(answer) == (200, *fault)


def test_the_sdk_wants_a_code():
    with pytest.raises(ValueError, match="`enable_code`, must not be `None`"):
        EnableOrDisableNumberRequest(number_list=["13800000001"])


def test_at_most_100_numbers_are_switched_at_once(server, tenant, pool):
    numbers = fresh(101)
    stock(server, pool, numbers, key=tenant)
    request = EnableOrDisableNumberRequest(enable_code=2, number_list=numbers)
    refusal = rejected(vms(server, tenant).enable_or_disable_number, request)
    assert refusal == invalid("NumberList")
    assert total(server, tenant, NumberStatusCode=2) == 0
    switch(server, 2, numbers[:100], tenant)
    assert found(server, tenant, NumberStatusCode=1) == numbers[100:]


def test_a_switch_can_be_rehearsed(server, tenant, pool):
    (number,) = fresh(1)
    stock(server, pool, [number], key=tenant)
    switching = {"EnableCode": 2, "NumberList": [number], "DryRun": True}
    assert refused(call, server, "EnableOrDisableNumber", switching, tenant) == DRY_RUN
    assert rejected(
        call, server, "EnableOrDisableNumber", {**switching, "NumberList": [number, "13800000002"]},
        tenant) == illegal("NumberList (13800000002)")
    assert statuses(server, tenant) == {number: 1}


def test_a_client_token_makes_a_repetition_of_a_switch_safe(server, tenant, pool):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    switching = {"EnableCode": 2, "NumberList": numbers[:1], "ClientToken": "token"}
    assert call(server, "EnableOrDisableNumber", switching, tenant) == {}
    switch(server, 1, numbers, tenant)
    # The repetition is answered and does nothing.
    assert call(server, "EnableOrDisableNumber", switching, tenant) == {}
    for other in [{"EnableCode": 1}, {"NumberList": numbers}]:
        assert refused(call, server, "EnableOrDisableNumber", {**switching, **other}, tenant) == MISMATCH
    assert statuses(server, tenant) == dict.fromkeys(numbers, 1)


def test_the_type_of_a_pool_can_change_as_soon_as_all_its_numbers_are_cancelled(server, tenant, pool):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    switch(server, 2, numbers, tenant)
    set_status(server, numbers[0], 4)
    change = {"NumberPoolNo": pool, "Name": "pool", "ServiceType": 200, "SubServiceType": 202}
    assert refused(call, server, "UpdateNumberPoolV2", change, tenant)[2] == "OperationDenied"
    set_status(server, numbers[1], 6)
    assert call(server, "UpdateNumberPoolV2", change, tenant) == {"Success": True}
    assert found(server, tenant, NumberPoolTypeCode=202) == numbers
    assert found(server, tenant, NumberPoolTypeCode=101) == []


# MARK: The older package

def test_the_older_package_lists_with_a_query(server, tenant, pool):
    numbers = [*fresh(2), "02164085400"]
    rows = [f"{number},2022-09-22T18:57:15Z,Q 1+2" for number in numbers]
    stock(server, pool, rows, "number,purchase_time,qualification_no", tenant)
    older = service(server, tenant)
    query = {
        "NumberList": numbers, "NumberPoolNo": pool, "NumberPoolTypeCode": 101, "NumberStatusCode": 1,
        "NumberTypeCode": 1, "Limit": 5, "Offset": 0, "QueryAccountId": "1"}
    assert result(older.number_list(query), "NumberList") == {
        "Records": [{
            "Number": "02164085400", "NumberStatusCode": 1, "NumberStatusDesc": "使用中", "NumberTypeCode": 1,
            "NumberTypeDesc": "固话", "NumberLocation": "上海", "NumberPurchaseTime": "2022-09-23 02:57:15",
            "NumberPoolNo": pool, "NumberPoolName": "pool", "NumberPoolTypeCode": 101,
            "NumberPoolTypeDesc": "语音SIP", "ServiceTypeCode": 100, "ServiceTypeDesc": "普通号码",
            "QualificationNo": "Q 1+2", "CurrentBindCount": 0}],
        "Limit": 5, "Offset": 0, "Total": 1}
    for query, expected in [
            ({}, numbers), ({"Number": f"+86{numbers[0]}"}, numbers[:1]),
            ({"NumberTypeCode": 0}, numbers[:2]), ({"NumberList": ",".join(numbers[1:])}, numbers[1:]),
            ({"Limit": "1", "Offset": "1"}, numbers[:1]),
            ({"NumberPoolNo": "", "NumberStatusCode": "", "Limit": "", "Offset": ""}, numbers)]:
        records = result(older.number_list(query), "NumberList")["Records"]
        assert numbers_of(records) == sorted(expected)


@pytest.mark.parametrize("write", [list, ",".join], ids=["repeated", "joined"])
def test_the_older_package_switches_with_a_form(server, tenant, pool, write):
    numbers = fresh(3)
    stock(server, pool, numbers, key=tenant)
    older = service(server, tenant)
    form = {"EnableCode": 2, "NumberList": write(numbers[:2]), "NumberPoolNo": pool}
    assert result(older.enable_or_disable_number(form), "EnableOrDisableNumber") == {}
    assert statuses(server, tenant) == {numbers[0]: 2, numbers[1]: 2, numbers[2]: 1}
    form = {"EnableCode": "1", "NumberList": write(numbers[:1])}
    assert result(older.enable_or_disable_number(form), "EnableOrDisableNumber") == {}
    assert statuses(server, tenant) == {numbers[0]: 1, numbers[1]: 2, numbers[2]: 1}


def test_the_older_package_returns_errors_as_they_are(server, tenant):
    older = service(server, tenant)

    def told(answer):
        return tuple(error(answer).values())

    assert told(older.number_list({"Limit": 501})) == invalid("Limit")
    assert told(older.number_list({"NumberList": fresh(501)})) == invalid("NumberList")
    assert told(older.enable_or_disable_number({"EnableCode": 1})) == NO_NUMBERS
    assert told(older.enable_or_disable_number({"NumberList": "13800000003"})) == NO_CODE
    assert told(older.enable_or_disable_number({"EnableCode": 2, "NumberList": "13800000003"})) == illegal(
        "NumberList (13800000003)")


# MARK: Tenants and roles

def test_neither_sees_the_others_numbers_by_any_filter(server, tenant, pool):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    other = server.create_account(f"other {pool}")
    own = fresh(1)
    stock(server, create(server, key=other), own, key=other)
    for filters in [
            {"NumberList": numbers}, {"Number": numbers[0]}, {"NumberPoolNo": pool},
            {"NumberList": numbers, "NumberPoolNo": pool, "NumberStatusCode": 1}]:
        assert listed(server, other, **filters) == []
        assert listed(server, tenant, **filters) != []
    for filters in [
            {}, {"NumberPoolTypeCode": 101}, {"NumberStatusCode": 1}, {"NumberTypeCode": 0},
            {"NumberList": numbers + own}]:
        assert found(server, other, **filters) == own
    assert found(server, tenant) == numbers


def test_the_others_number_is_answered_like_one_that_nobody_holds(server, tenant, pool):
    held, nobodys = fresh(2)
    stock(server, pool, [held], key=tenant)
    other = server.create_account(f"other {pool}")
    own, (mine,) = create(server, key=other), fresh(1)
    stock(server, own, [mine], key=other)

    def switched(number):
        parameters = {"EnableCode": 2, "NumberList": [mine, number]}
        return masked(sign(server, "EnableOrDisableNumber", parameters, other).send(server), number)

    assert switched(held) == switched(nobodys)

    def operated(method, path, number, body=b""):
        headers = {"Content-Type": "text/csv"} if body else {}
        answer = huawei(server, method, f"/telepool/v1/{path}", other, headers, body)
        return masked(answer, number)

    for method, path, body in [
            ("GET", "numbers/%s", ""), ("POST", "numbers/remove", "number\n%s\n"),
            ("POST", f"number-pools/{own}/numbers/move", "number\n%s\n")]:
        answers = [
            operated(method, path.replace("%s", number), number, body.replace("%s", number).encode())
            for number in [held, nobodys]]
        assert answers[0] == answers[1]
        assert "UnknownNumber" in answers[0][1]
    for method, path, body in [
            ("GET", "numbers", b""), ("POST", "numbers", f"number\n{nobodys}\n".encode()),
            ("POST", "numbers/move", f"number\n{mine}\n".encode()), ("DELETE", "", b"")]:
        answers = [
            operated(method, f"number-pools/{place}/{path}".rstrip("/"), place, body)
            for place in [pool, NOWHERE]]
        assert answers[0] == answers[1]
        assert answers[0][0] == 404 and "UnknownNumberPool" in answers[0][1]
    assert (statuses(server, tenant), statuses(server, other)) == ({held: 1}, {mine: 1})
    assert (count(server, pool, tenant), count(server, own, other)) == (1, 1)


def test_the_others_number_cannot_be_imported_until_it_is_given_up(server, tenant, pool):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    other = server.create_account(f"other {pool}")
    own = create(server, key=other)
    imported = import_numbers(server, own, numbers, key=other, check=False)
    assert (imported.returncode, imported.stdout) == (
        3, f"line 2: {ELSEWHERE}\nline 3: {ELSEWHERE}\n" + summary(rejected=2))
    server.run("numbers", "remove", "--yes", "-", key=tenant, text=f"number\n{numbers[0]}\n")
    imported = import_numbers(server, own, numbers, key=other, check=False)
    assert imported.stdout == f"line 3: {ELSEWHERE}\n" + summary(1, 0, 1)
    assert (found(server, tenant), found(server, other)) == (numbers[1:], numbers[:1])


def test_a_reader_sees_the_numbers_and_changes_nothing(server):
    reader = server.create_user("reader", "reader")
    pool, numbers = create(server), fresh(2)
    stock(server, pool, numbers)
    assert found(server, reader, NumberPoolNo=pool) == numbers
    assert exported(server, pool, reader) == exported(server, pool)
    assert server.run("numbers", "find", numbers[0], key=reader).stdout.startswith(f"number: {numbers[0]}\n")

    switching = {"EnableCode": 2, "NumberList": numbers}
    assert refused(call, server, "EnableOrDisableNumber", switching, reader) == (
        403, 100013, "AccessDenied",
        "User is not authorized to perform: vms:EnableOrDisableNumber on resource: *.")
    for operation, arguments in {
            "ImportNumbers": ["numbers", "import", "--pool", pool, "-"],
            "MoveNumbers": ["numbers", "move", "--to", pool, "-"],
            "RemoveNumbers": ["numbers", "remove", "--yes", "-"],
            "DeleteNumberPool": ["number-pools", "delete", "--yes", pool]}.items():
        denied = server.run(*arguments, key=reader, text=f"number\n{numbers[0]}\n", check=False)
        assert (denied.returncode, denied.stdout, denied.stderr.splitlines()[0]) == (
            5, "", f"Error: Your role does not allow {operation}. (AccessDenied, 403)")
    assert statuses(server, ROOT, NumberPoolNo=pool) == dict.fromkeys(numbers, 1)


def test_who_delivers_usage_sees_no_numbers(server):
    metering = server.create_user("metering", "metering")
    for action in ["NumberList", "EnableOrDisableNumber"]:
        assert refused(call, server, action, {}, metering) == (
            403, 100013, "AccessDenied", f"User is not authorized to perform: vms:{action} on resource: *.")
    denied = server.run("numbers", "find", "13800000004", key=metering, check=False)
    assert denied.stderr.startswith("Error: Your role does not allow ShowNumber. (AccessDenied, 403)\n")


# MARK: Lost answers and faults of the server

def test_a_switch_whose_answer_is_lost_takes_effect_once(server, tenant, pool, proxy):
    numbers = fresh(2)
    stock(server, pool, numbers, key=tenant)
    proxy.swallow(1)
    switch(proxy, 2, numbers[:1], tenant)
    assert proxy.statuses == [200, 200]
    assert proxy.headers("X-Sdk-Request") == ["attempt=1; max=4", "attempt=2; max=4"]
    assert len(set(proxy.headers("X-Sdk-Invocation-Id"))) == 1
    assert statuses(server, tenant) == {numbers[0]: 2, numbers[1]: 1}


def test_a_refusal_that_is_lost_is_told_again_and_then_not_repeated(server, tenant, pool, proxy):
    (number,) = fresh(1)
    stock(server, pool, [number], key=tenant)
    request = EnableOrDisableNumberRequest(enable_code=2, number_list=[number, "13800000005"])
    client = vms(proxy, tenant)
    proxy.swallow(1)
    assert rejected(client.enable_or_disable_number, request) == illegal("NumberList (13800000005)")
    assert rejected(client.number_list, NumberListRequest(limit=0)) == invalid("Limit")
    assert proxy.statuses == [200, 200, 200]
    assert statuses(server, tenant) == {number: 1}


def test_a_list_of_numbers_whose_answer_is_lost_is_repeated(server, tenant, pool, proxy):
    (number,) = fresh(1)
    stock(server, pool, [number], key=tenant)
    proxy.swallow(1)
    assert vms(proxy, tenant).number_list(NumberListRequest()).records[0].number == number
    proxy.swallow(1)
    (record,) = result(service(proxy, tenant).number_list({}), "NumberList")["Records"]
    assert (record["Number"], proxy.statuses) == (number, [200] * 4)


def test_a_broken_database_is_a_system_error_with_status_200(tmp_path):
    with running(tmp_path / "data") as server:
        pool, (number,) = create(server), fresh(1)
        stock(server, pool, [number])
        server.database.execute("ALTER TABLE numbers RENAME TO gone")
        switching = {"EnableCode": 2, "NumberList": [number]}
        assert rejected(call, server, "NumberList") == SYSTEM_ERROR
        assert rejected(call, server, "EnableOrDisableNumber", switching) == SYSTEM_ERROR
        server.database.execute("ALTER TABLE gone RENAME TO numbers")
        assert statuses(server, ROOT) == {number: 1}


def test_commands_whose_answers_are_lost_tell_what_they_did(server, tenant, pool, proxy):
    numbers, other = fresh(6000), create(server, "other", key=tenant)
    text = "number\n" + "".join(f"{number}\n" for number in numbers)

    def run(*arguments):
        """Loses the first answer; what is more comes in a second request."""
        proxy.swallow(1)
        proxy.requests.clear()
        output = server.run(*arguments, "--endpoint", proxy.endpoint, key=tenant, text=text).stdout
        keys = proxy.headers("Idempotency-Key")
        # What only reads has none.
        assert (len(keys), len(set(keys))) in [(0, 0), (2, 1), (3, 2)] and len(set(keys[:2])) < 2
        assert (arguments[1] == "export") == (not keys) and len(proxy.requests) > 1
        return output

    assert run("numbers", "import", "--pool", pool, "-") == summary(6000)
    assert (count(server, pool, tenant), total(server, tenant)) == (6000, 6000)
    assert run("numbers", "move", "--to", other, "-") == summary(6000)
    assert (count(server, pool, tenant), count(server, other, tenant)) == (0, 6000)
    assert run("numbers", "export", "--pool", other).count("\n") == 6001
    assert run("numbers", "remove", "--yes", "-") == summary(6000)
    assert run("number-pools", "delete", "--yes", other) == f"Number pool {other} is deleted.\n"
    assert [record["NumberPoolNo"] for record in pools(server, tenant)["Records"]] == [pool]


# MARK: Imports

def test_an_import_takes_every_column(server, tenant, pool):
    first, second, third = fresh(3)
    text = (
        "\ufeffqualification_no, purchase_time ,number,city_code,type\r\n"
        f'"Q,""1""", 2022-09-22T18:57:15.25Z ,+86{first}, 0755 ,landline\r\n'
        "\r\n"
        f"营业执照 😀,2022-09-23T02:57:15+08:00,{second},,mobile\r\n"
        f",,{third},010,")
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    assert imported.communicate(text.encode(), TIMEOUT) == (summary(3).encode(), b"")
    rows = rows_of(exported(server, pool, tenant))
    assert rows[:2] == [
        [first, "landline", "0755", "2022-09-22T18:57:15.250Z", 'Q,"1"'],
        [second, "mobile", "", "2022-09-22T18:57:15.000Z", "营业执照 😀"]]
    (last,) = rows[2:]
    assert (last[:3], last[4]) == ([third, "mobile", "010"], "")
    assert [record["NumberLocation"] for record in listed(server, tenant)] == ["深圳", "", "北京"]


def test_an_import_takes_ranges(server, tenant, pool):
    mobile = fresh(20)
    rows = [
        f"{mobile[0]},{mobile[9]},", f"+86{mobile[10]},+86{mobile[18]},", f",,{mobile[19]}",
        "02164085508,02164085511,", "+12125550598,+12125550601,", "0100000098,0100000101,", "95508,95508,"]
    columns = "first,last,number"
    expected = sorted([
        *mobile, *[f"0216408{number}" for number in range(5508, 5512)],
        *[f"+1212555{number:04}" for number in range(598, 602)],
        *[f"010{number:07}" for number in range(98, 102)], "95508"])
    assert import_numbers(server, pool, rows, columns=columns, key=tenant).stdout == summary(33)
    assert found(server, tenant) == expected
    assert count(server, pool, tenant) == 33
    # Ranges may overlap what is there; each number is counted.
    overlapping = ["02164085511,02164085513,", f"{mobile[5]},{mobile[8]},"]
    assert import_numbers(server, pool, overlapping, columns=columns, key=tenant).stdout == summary(2, 5)
    assert import_numbers(server, pool, rows, columns=columns, key=tenant).stdout == summary(0, 33)


def test_a_range_gives_all_its_numbers_the_same_columns(server, tenant, pool):
    numbers = fresh(10_000)
    row = f"{numbers[0]},{numbers[-1]},landline,0755,2022-09-22T18:57:15Z,Q"
    columns = "first,last,type,city_code,purchase_time,qualification_no"
    assert import_numbers(server, pool, [row], columns=columns, key=tenant).stdout == summary(10_000)
    assert exported(server, pool, tenant).decode() == HEADER + "".join(
        f"{number},landline,0755,2022-09-22T18:57:15.000Z,Q\n" for number in numbers)
    assert count(server, pool, tenant) == total(server, tenant) == 10_000


def test_an_import_that_is_made_again_changes_nothing(server, tenant, pool):
    first, second = fresh(2)
    rows = [f"{first},landline,0755,2022-09-22T18:57:15Z,Q", f"{second},,,,"]
    stock(server, pool, rows, HEADER.strip(), tenant)
    switch(server, 2, [first], tenant)
    before = listed(server, tenant), exported(server, pool, tenant)
    assert import_numbers(server, pool, rows, columns=HEADER.strip(), key=tenant).stdout == summary(0, 2)
    assert import_numbers(server, pool, [first, f"+86{first}"], key=tenant).stdout == summary(0, 2)
    differing = [
        f"{first},mobile,,,", f"{first},,010,,", f"{first},,,2022-09-22T18:57:16Z,", f"{first},,,,other"]
    imported = import_numbers(server, pool, differing, columns=HEADER.strip(), key=tenant, check=False)
    assert (imported.returncode, imported.stdout) == (3, "".join(
        f"line {line}: NumberDiffers: the number is in this pool with other contents\n"
        for line in range(2, 6)) + summary(rejected=4))
    elsewhere = import_numbers(server, create(server, key=tenant), [first], key=tenant, check=False)
    assert (elsewhere.returncode, elsewhere.stdout) == (3, f"line 2: {ELSEWHERE}\n" + summary(rejected=1))
    assert (listed(server, tenant), exported(server, pool, tenant)) == before


def test_a_dry_run_tells_what_an_import_would_do_and_changes_nothing(server, tenant, pool):
    held, elsewhere, *new = fresh(16)
    other = create(server, "other", key=tenant)
    stock(server, pool, [held], key=tenant)
    stock(server, other, [elsewhere], key=tenant)
    rows = [
        f"{held},,", f"{elsewhere},,", f"{new[0]},,", f"{new[0]},,", "x,,", f",{new[1]},{new[12]}",
        f",{new[12]},{new[13]}"]
    expected = f"line 3: {ELSEWHERE}\nline 6: InvalidRow: number {NO_NUMBER}\n" + summary(14, 3, 2)
    for _ in range(2):
        rehearsed = import_numbers(
            server, pool, rows, "--dry-run", columns="number,first,last", key=tenant, check=False)
        assert (rehearsed.returncode, rehearsed.stdout, rehearsed.stderr) == (3, expected, "")
        assert sorted(found(server, tenant)) == [held, elsewhere]
        assert (count(server, pool, tenant), count(server, other, tenant)) == (1, 1)
        assert exported(server, pool, tenant).count(b"\n") == 2
    imported = import_numbers(server, pool, rows, columns="number,first,last", key=tenant, check=False)
    assert (imported.returncode, imported.stdout) == (3, expected)
    assert sorted(found(server, tenant)) == [held, elsewhere, *new]
    assert import_numbers(server, pool, fresh(1), "--dry-run", key=tenant).stdout == summary(1)
    unknown = import_numbers(server, NOWHERE, fresh(1), "--dry-run", key=tenant, check=False)
    assert (unknown.returncode, unknown.stderr.splitlines()[0]) == (
        4, f"Error: There is no number pool {NOWHERE}. (UnknownNumberPool, 404)")


@pytest.mark.parametrize("value", ["TRUE", "1", "", "perhaps"], ids=repr)
def test_what_only_looks_like_a_dry_run_is_not_an_import(server, tenant, pool, value):
    path = f"/telepool/v1/number-pools/{pool}/numbers?dry_run={value}"
    body = f"number\n{fresh(1)[0]}\n".encode()
    assert huawei(server, "POST", path, tenant, {"Content-Type": "text/csv"}, body).status == 400
    assert count(server, pool, tenant) == 0


def test_every_bad_row_is_told_with_its_line_and_reason(server, tenant, pool):
    good, other, taken = fresh(3)
    stock(server, create(server, "other", key=tenant), [taken], key=tenant)
    ascending = "first and last have to be of the same length, in ascending order, at most 10000 numbers"
    cases = [
        (b",,,,,,", "number is missing"),
        (b"12,,,,,,", f"number {NO_NUMBER}"),
        (b"1234567890123456,,,,,,", f"number {NO_NUMBER}"),
        (b"138 0000,,,,,,", f"number {NO_NUMBER}"),
        ("１３８００００".encode() + b",,,,,,", f"number {NO_NUMBER}"),
        (b"+0123456789,,,,,,", f"number {NO_NUMBER}"),
        (b"+,,,,,,", f"number {NO_NUMBER}"),
        (b"13800000006,13800000006,13800000007,,,,", "a row names one number or a range, not both"),
        (b"13800000006,,13800000007,,,,", "a row names one number or a range, not both"),
        (b",13800000006,,,,,", "last is missing"),
        (b",,13800000006,,,,", "first is missing"),
        (b",13800000006,x,,,,", f"last {NO_NUMBER}"),
        (b",13800000007,13800000006,,,,", ascending),
        (b",1380000006,13800000007,,,,", ascending),
        (b",+3800000006,13800000007,,,,", ascending),
        (b",13800000000,13800010000,,,,", ascending),
        (b"13800000006,,,fax,,,", "type has to be mobile or landline"),
        (b"13800000006,,,,10,,", "city_code has to be an area code of the mainland such as 010"),
        ("13800000006,,,,北京,,".encode(), "city_code has to be an area code of the mainland such as 010"),
        (b"13800000006,,,,,2022-09-22,", "purchase_time has to be a time such as 2022-09-22T18:57:15Z"),
        (b"13800000006,,,,,2022-02-29T00:00:00Z,",
         "purchase_time has to be a time such as 2022-09-22T18:57:15Z"),
        (b"13800000006,,,,,," + "营".encode() * 65, "qualification_no has to be at most 64 characters"),
        (b"13800000006,,,,,,a\x01b", "a control character"),
        (b"13800000006,,,,,,\xff", "not UTF-8"),
        (b'13800000006,,,,,,"a"b', "a quote in the middle of a field"),
        (b"13800000006,,,,,", "6 fields where the first line names 7"),
        (b"13800000006,,,,,,,", "8 fields where the first line names 7"),
    ]
    lines = [row for row, _ in cases]
    expected = [f"InvalidRow: {reason}" for _, reason in cases]
    lines += [taken.encode() + b",,,,,,", b"13800000006,,,,,2999-01-01T00:00:00Z,"]
    expected += [ELSEWHERE, "Future: the time lies in the future"]
    lines += [f",{other},{taken},,,,".encode(), f"{good},,,,,,{'营' * 64}".encode()]
    expected += [f"{ELSEWHERE.partition(': ')[0]}: {taken}: {ELSEWHERE.partition(': ')[2]}"]
    body = b"\n".join([b"number,first,last,type,city_code,purchase_time,qualification_no", *lines])
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    output, errors = imported.communicate(body, TIMEOUT)
    assert output.decode().splitlines() == [
        *[f"line {line}: {reason}" for line, reason in enumerate(expected, 2)],
        summary(2, 0, len(expected)).strip()]
    assert (imported.returncode, errors) == (3, b"")
    assert found(server, tenant, NumberPoolNo=pool) == [good, other]


def test_lines_are_counted_as_in_the_file_over_all_batches(server, tenant, pool):
    """Line ends in quotes and empty lines count; batches begin at the 5001st and the 10,001st row."""
    numbers = fresh(11_000)
    lines = ["number,qualification_no"]
    for index, number in enumerate(numbers):
        lines.append(f'{number},"two\nlines"' if index in (10, 7000) else f"{number},")
        if index in (20, 8000):
            lines.append("")
    text = "\n".join(lines).split("\n")
    bad = {1: "x,", 5: ",", 4999: "1,", 5006: "12,", 7500: "y,", 10_900: "z,"}
    for position, row in bad.items():
        text[position] = row
    reasons = [
        f"line {position + 1}: InvalidRow: number " + ("is missing" if row == "," else NO_NUMBER)
        for position, row in bad.items()]
    imported = server.run(
        "numbers", "import", "--pool", pool, "-", key=tenant, text="\r\n".join(text), check=False)
    assert imported.stdout.splitlines() == [*reasons, summary(10_994, 0, 6).strip()]
    assert imported.returncode == 3
    assert count(server, pool, tenant) == total(server, tenant) == 10_994


def test_lines_of_ranges_are_counted_over_all_batches(server, tenant, pool):
    rows = [f"{start},{end}" for start, end in zip(*[iter(fresh(50))] * 2)]
    rows[9], rows[10], rows[23] = "x,1380", "1380,x", "1381,1380"
    imported = import_numbers(server, pool, rows, columns="first,last", key=tenant, check=False)
    assert [line.partition(": InvalidRow")[0] for line in imported.stdout.splitlines()] == [
        "line 11", "line 12", "line 25", summary(44, 0, 3).strip()]


def test_every_bad_row_is_listed_however_many_there_are(server, tenant, pool):
    good = fresh(2)
    rows = [good[0], *["x"] * 6000, good[1]]
    imported = import_numbers(server, pool, rows, key=tenant, check=False)
    *listed_rows, sum_ = imported.stdout.splitlines()
    assert listed_rows == [f"line {line}: InvalidRow: number {NO_NUMBER}" for line in range(3, 6003)]
    assert sum_ == summary(2, 0, 6000).strip()
    assert imported.returncode == 3
    assert found(server, tenant) == good


@pytest.mark.parametrize("row", ['13800000008"', '1380000"0008'], ids=repr)
def test_a_stray_quote_costs_no_other_row(server, tenant, pool, row):
    numbers = fresh(6000)
    rows = [*numbers[:3], "x", *numbers[3:4000], row, *numbers[4000:], "y"]
    imported = import_numbers(server, pool, rows, key=tenant, check=False)
    assert imported.stdout.splitlines() == [
        f"line 5: InvalidRow: number {NO_NUMBER}",
        "line 4003: InvalidRow: a quote in the middle of a field",
        f"line 6004: InvalidRow: number {NO_NUMBER}", summary(6000, 0, 3).strip()]
    assert imported.returncode == 3
    assert found(server, tenant, NumberList=numbers[:4]) == numbers[:4]
    assert count(server, pool, tenant) == 6000


def test_a_quote_that_is_left_open_costs_no_row_before_it(server, tenant, pool):
    numbers = fresh(6000)
    rows = [*numbers[:3], "x", *numbers[3:], '"13800000008', "13800000009"]
    imported = import_numbers(server, pool, rows, key=tenant, check=False)
    assert imported.stdout.splitlines() == [
        f"line 5: InvalidRow: number {NO_NUMBER}",
        "line 6003: InvalidRow: a quote is left open; reading ends here", summary(6000, 0, 2).strip()]
    assert imported.returncode == 3
    assert count(server, pool, tenant) == 6000


@pytest.mark.parametrize("text, status, message", [
    ("", 64, "Error: Cannot read -: the file is empty."),
    ("nummer\n1380\n", 64, "Error: The first line has to name the columns, out of number,first,last,type,"
     "city_code,purchase_time,qualification_no; number or first, last cannot be left out. "
     "(InvalidParameter, 400)"),
    ("first\n1380\n", 64, "number or first, last cannot be left out. (InvalidParameter, 400)"),
    ("number,number\n1380,1380\n", 64, "(InvalidParameter, 400)"),
], ids=["empty", "unknown column", "half a range", "column twice"])
def test_a_file_that_is_no_list_of_numbers_is_refused(server, tenant, pool, text, status, message):
    imported = server.run("numbers", "import", "--pool", pool, "-", key=tenant, text=text, check=False)
    assert (imported.returncode, imported.stdout) == (status, "")
    assert message in imported.stderr
    assert count(server, pool, tenant) == 0


def test_a_file_without_rows_a_missing_file_and_an_unknown_pool_are_told(server, tenant, pool, tmp_path):
    assert import_numbers(server, pool, [], key=tenant).stdout == summary()
    missing = server.run("numbers", "import", "--pool", pool, tmp_path / "none.csv", key=tenant, check=False)
    assert missing.returncode == 64 and f"Error: Cannot read {tmp_path / 'none.csv'}." in missing.stderr
    for arguments in [("import", "--pool"), ("move", "--to")]:
        unknown = server.run("numbers", *arguments, NOWHERE, "-", key=tenant, text="number\n", check=False)
        assert (unknown.returncode, unknown.stdout, unknown.stderr.splitlines()[0]) == (
            4, "", f"Error: There is no number pool {NOWHERE}. (UnknownNumberPool, 404)")


def test_one_request_takes_10_000_rows_and_100_000_numbers(server, tenant, pool):
    def sent(columns, rows):
        path, body = f"/telepool/v1/number-pools/{pool}/numbers", "\n".join([columns, *rows]).encode()
        answer = huawei(server, "POST", path, tenant, {"Content-Type": "text/csv"}, body)
        return answer.status, answer.json()

    for columns, rows, message in [
            ("number", fresh(10_001), "The body has more than 10000 rows."),
            ("first,last", ["13100000000,13100009999"] * 10 + ["1380,1380"],
             "The body names more than 100000 numbers.")]:
        status, answer = sent(columns, rows)
        assert (status, answer["error"]) == (400, {"code": "InvalidParameter", "message": message})
    assert count(server, pool, tenant) == 0
    assert sent("number", fresh(10_000)) == (
        200, {"accepted": 10_000, "duplicate": 0, "rejected": 0, "rejections": []})
    assert count(server, pool, tenant) == 10_000


@pytest.mark.parametrize("text", ["+861", "+8612", "+8602164085600"])
def test_what_is_no_number_of_the_mainland_is_not_taken(server, tenant, pool, text):
    """Whatever is taken can be exported, imported again and found."""
    imported = import_numbers(server, pool, [text], key=tenant, check=False)
    assert (imported.returncode, imported.stdout) == (
        3, f"line 2: InvalidRow: number {NO_NUMBER}\n" + summary(rejected=1))
    assert count(server, pool, tenant) == 0


# MARK: Crashes

NUMBERS = 20_000
CSV = HEADER + "".join(
    f"130{number:08},mobile,,2022-09-22T18:57:15.000Z,Q{number}\n" for number in range(NUMBERS))


@contextlib.contextmanager
def import_in_the_middle(server, pool):
    """An import of which some is done; a quarter of the rows has not even been given to it."""
    importing = start(server, "numbers", "import", "--pool", pool, "-")

    def feed():
        with contextlib.suppress(BrokenPipeError):
            importing.stdin.write(CSV[:len(CSV) * 3 // 4].encode())
            importing.stdin.flush()

    feeding = threading.Thread(target=feed)
    feeding.start()
    try:
        until(lambda: count(server, pool) > 0, "the first batch")
        yield importing, feeding
    finally:
        importing.kill()
        feeding.join(TIMEOUT)
        importing.communicate(timeout=TIMEOUT)


def made_again(server, pool):
    """Makes the import again and checks that everything is there once; answers how much was there before."""
    output = server.run("numbers", "import", "--pool", pool, "-", text=CSV).stdout
    duplicate = int(re.search(r"(\d+) duplicate", output)[1])
    assert output == summary(NUMBERS - duplicate, duplicate)
    assert count(server, pool) == total(server, ROOT) == total(server, ROOT, NumberStatusCode=1) == NUMBERS
    assert exported(server, pool) == CSV.encode()
    return duplicate


@pytest.fixture
def own_server(tmp_path):
    with running(tmp_path / "data") as server:
        yield server


def test_an_import_whose_command_is_killed_and_made_again_gives_exactly_the_full_set(own_server):
    pool = create(own_server)
    with import_in_the_middle(own_server, pool) as (importing, _):
        assert importing.poll() is None
        importing.kill()
    # A batch comes in as a whole or not at all.
    was_there = made_again(own_server, pool)
    assert 0 < was_there < NUMBERS and was_there % 5000 == 0


def test_an_import_whose_server_is_killed_and_made_again_gives_exactly_the_full_set(own_server):
    pool = create(own_server)
    with import_in_the_middle(own_server, pool) as (importing, _):
        own_server.kill()
        assert importing.poll() is None
    own_server.start()
    before = count(own_server, pool)
    assert 0 < before < NUMBERS and before % 5000 == 0
    assert total(own_server, ROOT, NumberPoolNo=pool) == before
    assert made_again(own_server, pool) == before


def test_an_import_of_numbers_outlives_a_crash_of_the_server(own_server):
    pool = create(own_server)
    with import_in_the_middle(own_server, pool) as (importing, feeding):
        own_server.kill()
        own_server.start()
        feeding.join(TIMEOUT)
        output, errors = importing.communicate(CSV[len(CSV) * 3 // 4:].encode(), TIMEOUT)
    # A batch that was kept, but not answered any more, is answered from what was kept.
    assert (output, errors, importing.returncode) == (summary(NUMBERS).encode(), b"", 0)
    assert made_again(own_server, pool) == NUMBERS


# MARK: Exports

def test_an_export_is_imported_elsewhere_and_exported_again_byte_by_byte(server, tenant, pool, own_server):
    """Over several pages, one of which ends within the numbers of other countries."""
    qualifications = ["", 'Q,"1"', "营业执照 😀", " x ", '"', "Q-2", "\tx", "'=1+1"]
    times = ["2022-09-22T18:57:15.001Z", "0001-01-01T00:00:00.000Z", "1999-12-31T23:59:59.999Z"]
    rows = []
    for index in range(6000):
        rows.append([f"+1212{index:07}", "mobile" if index % 3 else "landline", "", times[index % 3],
                     qualifications[index % 8]])
    for index, number in enumerate(fresh(4000)):
        rows.append([number, "mobile", ["", "010", "0755"][index % 3], times[index % 3],
                     qualifications[index % 8]])
    rows += [[f"0216409{index:04}", "landline", "021", times[0], "Q"] for index in range(1000)]
    shuffled = random.Random(2).sample(rows, len(rows))
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    assert imported.communicate(quoted([HEADER.strip().split(","), *shuffled]), TIMEOUT) == (
        summary(len(rows)).encode(), b"")

    export = exported(server, pool, tenant)
    assert rows_of(export) == sorted(rows)
    elsewhere = create(own_server)
    imported = start(own_server, "numbers", "import", "--pool", elsewhere, "-")
    assert imported.communicate(export, TIMEOUT) == (summary(len(rows)).encode(), b"")
    assert exported(own_server, elsewhere) == export
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    assert imported.communicate(export, TIMEOUT) == (summary(0, len(rows)).encode(), b"")


@pytest.mark.parametrize("qualification", [
    "two\nlines", "two\r\nlines", "two\rlines", "\n", ",\u0301", "a,\u0301b", '"\u0301', 'a"\u0301b',
    " \u0301x", "x \u0301", "\u00a0x", "\u2028", "e\u0301", "#", "\\", ",,", '""'], ids=ascii)
def test_whatever_a_qualification_number_holds_comes_back(server, tenant, pool, qualification):
    text = quoted([["number", "qualification_no"], [*fresh(1), qualification]])
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    assert imported.communicate(text, TIMEOUT) == (summary(1).encode(), b"")
    assert listed(server, tenant)[0]["QualificationNo"] == qualification
    export = exported(server, pool, tenant)
    assert [row[4] for row in rows_of(export)] == [qualification]
    imported = start(server, "numbers", "import", "--pool", pool, "-", key=tenant)
    assert imported.communicate(export, TIMEOUT) == (summary(0, 1).encode(), b"")


def test_an_export_of_an_empty_pool_is_the_names_of_the_columns(server, tenant, pool):
    assert exported(server, pool, tenant) == HEADER.encode()


def test_an_export_of_an_unknown_pool_writes_nothing(server, tenant):
    export = start(server, "numbers", "export", "--pool", NOWHERE, key=tenant)
    output, errors = export.communicate(timeout=TIMEOUT)
    assert (output, errors.decode().splitlines()[0]) == (
        b"", f"Error: There is no number pool {NOWHERE}. (UnknownNumberPool, 404)")
    assert export.returncode == 4


# MARK: Find, move, remove, delete

def test_a_number_leads_to_its_pool_in_either_form(server, tenant):
    pool = create(server, "池 1", key=tenant)
    rows = [
        "02164085700,landline,021,2022-09-22T18:57:15Z,Q 1", "+12125550700,landline,,2022-09-22T18:57:15Z,"]
    stock(server, pool, rows, HEADER.strip(), tenant)
    switch(server, 2, ["02164085700"], tenant)
    expected = (
        "number: 02164085700\ntype: landline\ncity_code: 021\npurchase_time: 2022-09-22T18:57:15.000Z\n"
        "qualification_no: Q 1\nstatus: 2\nbindings: 0\navailability: disabled\n"
        f"number_pool_no: {pool}\nnumber_pool_name: 池 1\n")
    for form in ["02164085700", "+862164085700"]:
        assert server.run("numbers", "find", form, key=tenant).stdout == expected
    foreign = server.run("numbers", "find", "+12125550700", key=tenant)
    assert foreign.stdout.startswith("number: +12125550700\n")
    for text, message in [
            ("+8613800000009", "The account does not hold 13800000009. (UnknownNumber, 404)"),
            ("12125550700", "The account does not hold 12125550700. (UnknownNumber, 404)"),
            ("x", "number has to be 3 to 15 digits, with + and country code if not national. "
             "(InvalidParameter, 400)")]:
        missing = server.run("numbers", "find", text, key=tenant, check=False)
        status = {"404": 4, "400": 64}[message[-4:-1]]
        assert (missing.returncode, missing.stdout, missing.stderr.splitlines()[0]) == (status, "", f"Error: {message}")


def test_numbers_move_between_pools_with_all_that_they_are(server, tenant, pool):
    other = create(server, "other", 200, 202, tenant)
    numbers = fresh(4)
    rows = [f"{number},landline,0755,2022-09-22T18:57:15Z,Q{number}" for number in numbers]
    stock(server, pool, rows, HEADER.strip(), tenant)
    stock(server, other, fresh(1), key=tenant)
    switch(server, 2, numbers[:1], tenant)
    set_status(server, numbers[1], 4)
    before, export = listed(server, tenant, NumberList=numbers), exported(server, pool, tenant)
    assert (count(server, pool, tenant), count(server, other, tenant)) == (3, 1)

    text = f"number\n{numbers[0]}\n+86{numbers[1]}\n13800000010\nx\n{numbers[2]}\n{numbers[2]}\n"
    moved = server.run("numbers", "move", "--to", other, "-", key=tenant, text=text, check=False)
    assert (moved.returncode, moved.stdout, moved.stderr) == (
        3, f"line 4: {UNKNOWN}\nline 5: InvalidRow: number {NO_NUMBER}\n" + summary(3, 1, 2), "")
    moved_fields = {
        "NumberPoolNo": other, "NumberPoolName": "other", "NumberPoolTypeCode": 202,
        "NumberPoolTypeDesc": "AXN", "ServiceTypeCode": 200, "ServiceTypeDesc": "隐私号"}
    assert listed(server, tenant, NumberList=numbers) == [
        *[{**record, **moved_fields} for record in before[:3]], before[3]]
    assert (count(server, pool, tenant), count(server, other, tenant)) == (1, 3)
    assert (total(server, tenant, NumberPoolNo=pool), total(server, tenant, NumberPoolNo=other)) == (1, 4)

    text = "number\n" + "\n".join(numbers)
    assert server.run("numbers", "move", "--to", pool, "-", key=tenant, text=text).stdout == summary(3, 1)
    assert (exported(server, pool, tenant), listed(server, tenant, NumberList=numbers)) == (export, before)


def test_numbers_are_given_up(server, tenant, pool):
    numbers = fresh(4)
    stock(server, pool, numbers, key=tenant)
    switch(server, 2, numbers[:1], tenant)
    set_status(server, numbers[1], 6)
    text = f"number\n{numbers[0]}\n+86{numbers[1]}\n{numbers[2]}\n{numbers[2]}\nx\n"
    removed = server.run("numbers", "remove", "--yes", "-", key=tenant, text=text, check=False)
    assert (removed.returncode, removed.stdout, removed.stderr) == (
        3, f"line 5: {UNKNOWN}\nline 6: InvalidRow: number {NO_NUMBER}\n" + summary(3, 0, 2), "")
    assert found(server, tenant) == numbers[3:]
    assert count(server, pool, tenant) == 1
    # What comes again is as good as new.
    stock(server, pool, numbers[:2], key=tenant)
    assert statuses(server, tenant) == dict.fromkeys([*numbers[:2], numbers[3]], 1)


def test_a_pool_is_deleted_as_soon_as_it_holds_no_numbers(server, tenant):
    pool, other = [create(server, name, 200, 203, tenant) for name in ["pool", "other"]]
    numbers = fresh(3)
    stock(server, pool, numbers, key=tenant)

    def deleted():
        return server.run("number-pools", "delete", "--yes", pool, key=tenant, check=False)

    def is_refused():
        refusal = deleted()
        assert (refusal.returncode, refusal.stdout, refusal.stderr.splitlines()[0]) == (
            6, "", f"Error: Number pool {pool} still holds numbers or bindings, or is applied for. "
            "(NumberPoolNotEmpty, 409)")
        assert pools(server, tenant, ServiceType=200)["Total"] == 2
        return True

    assert is_refused()
    server.run("numbers", "remove", "--yes", "-", key=tenant, text=f"number\n{numbers[0]}\n")
    server.run("numbers", "move", "--to", other, "-", key=tenant, text=f"number\n{numbers[1]}\n")
    # A cancelled number does not count, but it is held.
    set_status(server, numbers[2], 4)
    assert (count(server, pool, tenant), total(server, tenant, NumberPoolNo=pool)) == (0, 1)
    assert is_refused()
    server.run("numbers", "remove", "--yes", "-", key=tenant, text=f"number\n{numbers[2]}\n")
    assert deleted().stdout == f"Number pool {pool} is deleted.\n"
    assert [record["NumberPoolNo"] for record in pools(server, tenant)["Records"]] == [other]
    for filters in [{}, {"ServiceType": 200}, {"SubServiceType": 203}]:
        assert pools(server, tenant, **filters)["Total"] == 1
    gone = deleted()
    assert (gone.returncode, gone.stderr.splitlines()[0]) == (
        4, f"Error: There is no number pool {pool}. (UnknownNumberPool, 404)")
    assert import_numbers(server, pool, numbers, key=tenant, check=False).returncode == 4
    assert found(server, tenant) == [numbers[1]]


# MARK: The count

def operate(server, key, path, *lines):
    """Makes a call of the operator's with rows for a body, without the program; answers its summary."""
    answer = huawei(
        server, "POST", f"/telepool/v1/{path}", key, {"Content-Type": "text/csv"},
        "\n".join(["number", *lines]).encode())
    assert answer.status == 200
    return answer.json()


def counts(server, key):
    return {record["NumberPoolNo"]: record["NumberCount"] for record in pools(server, key)["Records"]}


def totals(server, key, pool):
    """How many numbers the list of numbers tells of in a pool, but for cancelled ones."""
    by_total = total(server, key, NumberPoolNo=pool) - sum(
        total(server, key, NumberPoolNo=pool, NumberStatusCode=status) for status in [4, 6])
    assert by_total == sum(status < 4 for status in statuses(server, key, NumberPoolNo=pool).values())
    return by_total


def test_the_count_of_a_pool_is_what_the_list_of_numbers_totals(server, tenant):
    """After each of many changes, made at random."""
    chance, numbers = random.Random(7), fresh(40)
    own = [create(server, f"pool {index}", key=tenant) for index in range(3)]
    for step in range(60):
        some = chance.sample(numbers, chance.randint(1, 10))
        held = statuses(server, tenant, NumberList=some)
        match chance.randrange(5):
            case 0 | 1: operate(server, tenant, f"number-pools/{chance.choice(own)}/numbers", *some)
            case 2: operate(server, tenant, f"number-pools/{chance.choice(own)}/numbers/move", *some)
            case 3: operate(server, tenant, "numbers/remove", *some[:3])
            case 4 if switchable := [number for number, status in held.items() if status < 3]:
                switch(server, chance.choice([1, 2]), switchable, tenant)
        if total(server, tenant) and step % 6 == 0:
            set_status(server, chance.choice(found(server, tenant)), chance.choice([3, 4, 6]))
        assert counts(server, tenant) == {pool: totals(server, tenant, pool) for pool in own}
    assert all(total(server, tenant, NumberStatusCode=status) for status in STATUSES)


def test_no_list_shows_one_too_many_or_too_few_while_numbers_move(server, tenant):
    own = [create(server, f"pool {index}", key=tenant) for index in range(3)]
    numbers = fresh(60)
    stock(server, own[0], numbers, key=tenant)

    def work(seed):
        chance = random.Random(seed)
        for _ in range(15):
            some = chance.sample(numbers, 20)
            moved = operate(server, tenant, f"number-pools/{chance.choice(own)}/numbers/move", *some)
            assert (moved["accepted"] + moved["duplicate"], moved["rejected"]) == (20, 0)
            parameters = {"EnableCode": chance.choice([1, 2]), "NumberList": some}
            switching = sign(server, "EnableOrDisableNumber", parameters, tenant)
            assert switching.send(server).json()["Result"] == {}

    with concurrent.futures.ThreadPoolExecutor() as executor:
        workers = [executor.submit(work, seed) for seed in range(6)]
        while not all(worker.done() for worker in workers):
            assert sum(counts(server, tenant).values()) == 60
            assert sorted(found(server, tenant)) == numbers
        for worker in workers:
            worker.result()
    assert counts(server, tenant) == {pool: totals(server, tenant, pool) for pool in own}


def test_one_number_that_many_want_is_taken_once(server):
    keys = [server.create_account(f"competitor {index}") for index in range(8)]
    own = [create(server, key=key) for key in keys]
    numbers = fresh(50)
    with concurrent.futures.ThreadPoolExecutor() as executor:
        imports = [
            executor.submit(operate, server, key, f"number-pools/{pool}/numbers", *numbers)
            for key, pool in zip(keys, own)]
        answers = [future.result() for future in imports]
    assert sum(answer["accepted"] for answer in answers) == 50
    assert all(answer["accepted"] + answer["rejected"] == 50 for answer in answers)
    held = [found(server, key) for key in keys]
    assert sorted(sum(held, [])) == numbers
    assert [count(server, pool, key) for pool, key in zip(own, keys)] == [len(some) for some in held]
