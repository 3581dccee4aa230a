"""The current Volcengine SDK against the Volcengine face."""

import concurrent.futures
import datetime
import re
import urllib.parse

import pytest
from volcenginesdkcore.signv4 import SignerV4
from volcenginesdkvms import CreateNumberPoolRequest, NumberPoolListRequest, UpdateNumberPoolV2Request

from clients import (
    ROOT, VERSION, call, compact, create, exchange, pools, refused, sign, sign_by_hand, vms, volcengine_error)
from telepool import running, until

LABELS = {
    101: "语音SIP", 102: "语音通知", 103: "双向呼叫", 104: "智能外呼", 105: "双呼lite", 106: "双呼 mobile",
    107: "云联络中心", 108: "号码托管", 201: "AXB", 202: "AXN", 203: "AXNE", 204: "AXYB", 205: "PAXYB", 206: "AXG",
}
SERVICE_LABELS = {100: "普通号码", 200: "隐私号"}
FAMILY = "👨‍👩‍👧‍👦"

POOL = {"Name": "默认号码池", "ServiceType": 100, "SubServiceType": 101}


def missing(name):
    return 400, 200001, "MissingParameter", f"The required parameter {name} is missing."


def invalid(name):
    return 400, 200002, "InvalidParameter", f"The specified parameter {name} is invalid."


OPERATION_DENIED = (
    400, 200003, "OperationDenied", "Operation is denied because the specified resource is in use.")
QUOTA_EXCEEDED = (400, 200004, "QuotaExceeded", "The number of number pools has exceeded the quota.")
PARAMETER_MISMATCH = (
    400, 200005, "IdempotentParameterMismatch",
    "Parameters mismatch the previous request with a same ClientToken.")
DRY_RUN = (400, 200006, "DryRunOperation", "The request is validated by a dryrun operation.")
MISSING_ACTION = (400, 200007, "MissingAction", "The request is missing an action.")
INVALID_ACTION = (400, 200008, "InvalidAction", "The specified action is invalid.")
SERVICE_UNAVAILABLE = (
    503, 200009, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.")
INTERNAL_ERROR = (500, 100014, "InternalError", "The request has failed due to an unknown error.")

MISSING_VERSION = (400, 100002, "MissingParameter", "The request is missing Version parameter.")
MISSING_AUTHENTICATION = (
    401, 100003, "MissingAuthenticationToken", "Request is missing Authentication Token.")
MISSING_TIMESTAMP = (400, 100004, "MissingRequestInfo", "The request is missing timestamp information.")
MISSING_SIGNATURE = (401, 100005, "MissingSignature", "The request is missing signature.")
INVALID_TIMESTAMP = (400, 100006, "InvalidTimestamp", "The Signature of the request is expired.")
SERVICE_NOT_FOUND = (404, 100007, "ServiceNotFound", "This service[ecs] not found.")
UNKNOWN_KEY = (
    401, 100009, "InvalidAccessKey", "The accesskey [AKUNKNOWN] included in the request is invalid.")
WRONG_SIGNATURE = (
    401, 100010, "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. "
    "Check your Secret Access Key and signing method. Consult the service documentation for details.")
INVALID_AUTHORIZATION = (
    400, 100024, "InvalidAuthorization",
    "Invalid 'Authorization' header, Pls check your authorization header.")
INVALID_CREDENTIAL = (
    400, 100025, "InvalidCredential",
    "Invalid credential in 'Authorization', Pls check your authorization header.")


def numbers_of(listed):
    return [record["NumberPoolNo"] for record in listed["Records"]]


# MARK: The operations and their fields

def test_a_created_pool_is_answered_and_listed_with_every_field(server, tenant):
    client = vms(server, tenant)
    created = client.create_number_pool(
        CreateNumberPoolRequest(name="默认号码池", service_type=100, sub_service_type=101))
    assert (created.name, created.service_type, created.sub_service_type) == ("默认号码池", 100, 101)
    assert re.fullmatch(r"NP\d{18}", created.number_pool_no)

    listed = client.number_pool_list(NumberPoolListRequest(
        number_pool_no=created.number_pool_no, number_pool_name="默认号码池", service_type=100,
        sub_service_type=101, offset=0, limit=10))
    assert listed.to_dict() == {
        "total": 1, "limit": 10, "offset": 0,
        "records": [{
            "number_pool_name": "默认号码池", "number_pool_no": created.number_pool_no, "service_type": 100,
            "service_type_name": "普通号码", "sub_service_type": 101, "sub_service_type_name": "语音SIP",
            "number_count": 0,
        }],
    }


def test_a_pool_number_holds_the_second_of_its_creation(server, tenant):
    before = datetime.datetime.now().timestamp()
    number = create(server, key=tenant)
    assert int(before) <= int(number[2:12]) <= datetime.datetime.now().timestamp()


def test_the_envelope_tells_request_action_version_service_and_region(server, tenant):
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    before = datetime.datetime.now(beijing)
    created = vms(server, tenant).create_number_pool(
        CreateNumberPoolRequest(name="pool", service_type=100, sub_service_type=101))
    metadata = created.metadata()
    assert (metadata.action, metadata.version, metadata.service, metadata.region) == (
        "CreateNumberPool", VERSION, "vms", "cn-beijing")
    assert re.fullmatch(r"\d{26}[0-9A-F]{6}", metadata.request_id)
    after = datetime.datetime.now(beijing)
    assert f"{before:%Y%m%d%H%M%S}" <= metadata.request_id[:14] <= f"{after:%Y%m%d%H%M%S}"


def test_the_answers_are_these_very_bytes(server, tenant):
    def sent(action, parameters):
        answer = sign(server, action, parameters, tenant, region="cn-north-1").send(server)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
        request_id = answer.json()["ResponseMetadata"]["RequestId"]
        assert answer.headers["X-Tt-Logid"] == request_id
        return answer, {
            "RequestId": request_id, "Action": action, "Version": VERSION, "Service": "vms",
            "Region": "cn-north-1"}

    answer, metadata = sent("CreateNumberPool", POOL)
    number = answer.json()["Result"]["NumberPoolNo"]
    assert answer.body == compact({
        "ResponseMetadata": metadata,
        "Result": {"Name": "默认号码池", "NumberPoolNo": number, "ServiceType": 100, "SubServiceType": 101}})

    answer, metadata = sent("NumberPoolList", {})
    assert answer.body == compact({
        "ResponseMetadata": metadata,
        "Result": {"Total": 1, "Limit": 20, "Offset": 0, "Records": [{
            "NumberPoolName": "默认号码池", "NumberPoolNo": number, "ServiceType": 100,
            "ServiceTypeName": "普通号码", "SubServiceType": 101, "SubServiceTypeName": "语音SIP",
            "NumberCount": 0}]}})

    answer, metadata = sent("UpdateNumberPoolV2", {"NumberPoolNo": number, "Name": "营销专用号码池"})
    assert answer.body == compact({"ResponseMetadata": metadata, "Result": {"Success": True}})

    answer, metadata = sent("UpdateNumberPool", {"NumberPoolNo": number, "SubServiceType": 102})
    assert answer.body == compact({"ResponseMetadata": metadata, "Result": True})


def test_update_changes_what_is_given_and_keeps_the_rest(server, tenant):
    client = vms(server, tenant)
    number = create(server, "before", key=tenant)

    def updated(**fields):
        assert client.update_number_pool_v2(
            UpdateNumberPoolV2Request(number_pool_no=number, **fields)).success is True
        (record,) = pools(server, tenant)["Records"]
        return record["NumberPoolName"], record["ServiceType"], record["SubServiceType"]

    assert updated(name="营销专用号码池") == ("营销专用号码池", 100, 101)
    assert updated(name="营销专用号码池", sub_service_type=104) == ("营销专用号码池", 100, 104)
    assert updated(name="after", service_type=200, sub_service_type=201) == ("after", 200, 201)
    assert updated(name="after", service_type=0, sub_service_type=0) == ("after", 200, 201)
    assert updated(name="after", service_type=200) == ("after", 200, 201)


def test_the_older_update_needs_no_name_and_answers_a_bare_boolean(server, tenant):
    number = create(server, "stays", key=tenant)
    assert call(server, "UpdateNumberPool", {"NumberPoolNo": number, "SubServiceType": 102}, tenant) is True
    (record,) = pools(server, tenant)["Records"]
    assert (record["NumberPoolName"], record["SubServiceType"]) == ("stays", 102)
    assert call(server, "UpdateNumberPool", {"NumberPoolNo": number, "Name": "new"}, tenant) is True
    assert pools(server, tenant)["Records"][0]["NumberPoolName"] == "new"


def test_every_type_can_be_created_and_has_its_label(server, tenant):
    for code, label in LABELS.items():
        service = code // 100 * 100
        number = create(server, label, service, code, tenant)
        (record,) = pools(server, tenant, NumberPoolNo=number)["Records"]
        assert record == {
            "NumberPoolName": label, "NumberPoolNo": number, "ServiceType": service,
            "ServiceTypeName": SERVICE_LABELS[service], "SubServiceType": code, "SubServiceTypeName": label,
            "NumberCount": 0}


def test_the_list_counts_the_numbers_of_each_pool(server, tenant):
    full, empty = create(server, "full", key=tenant), create(server, "empty", key=tenant)
    text = "number\n13800138000\n02131075869\n+8613800138000\n"
    imported = server.run("numbers", "import", "--pool", full, "-", key=tenant, text=text)
    assert imported.stdout == "2 accepted, 1 duplicate, 0 rejected\n"
    counts = {record["NumberPoolNo"]: record["NumberCount"] for record in pools(server, tenant)["Records"]}
    assert counts == {full: 2, empty: 0}


# MARK: Names

@pytest.mark.parametrize("name", [
    "营" * 32, "😀" * 32, FAMILY * 4 + "😀" * 4, "é" * 16, " a ", "<池>&\"'\\/;%_*+~", "\u2028🇨🇳\ufeff",
], ids=["Chinese", "emoji", "joined", "combined", "blanks", "punctuation", "unusual"])
def test_a_name_comes_back_as_it_was_given(server, tenant, name):
    created = vms(server, tenant).create_number_pool(
        CreateNumberPoolRequest(name=name, service_type=100, sub_service_type=101))
    assert created.name == name
    listed = vms(server, tenant).number_pool_list(NumberPoolListRequest(number_pool_name=name))
    assert [record.number_pool_name for record in listed.records] == [name]


@pytest.mark.parametrize("name", [
    "营" * 33, "😀" * 33, FAMILY * 4 + "😀" * 5, "", " ", "\u3000\t", "a\nb", "a\u0085b", "a\0b",
    7, True, ["a"], {"a": "b"},
], ids=repr)
def test_a_name_that_is_too_long_or_no_name_is_refused(server, tenant, name):
    assert refused(call, server, "CreateNumberPool", {**POOL, "Name": name}, tenant) == invalid("Name")
    assert pools(server, tenant)["Total"] == 0


def test_the_limit_of_a_name_on_update_is_31(server, tenant):
    number = create(server, "😀" * 32, key=tenant)
    client = vms(server, tenant)
    assert client.update_number_pool_v2(
        UpdateNumberPoolV2Request(number_pool_no=number, name="😀" * 31)).success is True
    for action in ["UpdateNumberPoolV2", "UpdateNumberPool"]:
        change = {"NumberPoolNo": number, "Name": "😀" * 32}
        assert refused(call, server, action, change, tenant) == invalid("Name")
    assert pools(server, tenant)["Records"][0]["NumberPoolName"] == "😀" * 31


def test_names_need_not_be_unique(server, tenant):
    assert len({create(server, "same", key=tenant) for _ in range(3)}) == 3


# MARK: Lists

def test_pages_hold_every_pool_once_newest_first(server, tenant):
    created = [create(server, f"pool {index}", key=tenant) for index in range(57)]
    client = vms(server, tenant)
    seen = []
    for offset in range(0, 70, 10):
        page = client.number_pool_list(NumberPoolListRequest(offset=offset, limit=10))
        assert (page.total, page.offset, page.limit) == (57, offset, 10)
        seen += [record.number_pool_no for record in page.records]
    assert seen == created[::-1]
    assert numbers_of(pools(server, tenant, Offset=55, Limit=1)) == [created[1]]
    assert numbers_of(pools(server, tenant)) == created[::-1]
    for offset in [57, 2**63 - 1]:
        assert call(server, "NumberPoolList", {"Offset": offset}, tenant) == {
            "Total": 57, "Limit": 20, "Offset": offset, "Records": []}


def test_filters_combine(server, tenant):
    by_type = {
        (name, sub_type): create(server, name, sub_type // 100 * 100, sub_type, tenant)
        for name in ["北京营销", "上海营销"] for sub_type in [101, 102, 201]}

    def found(**filters):
        listed = pools(server, tenant, **filters)
        assert listed["Total"] == len(listed["Records"])
        return {key for key, number in by_type.items() if number in numbers_of(listed)}

    everything = set(by_type)
    assert found() == everything
    assert found(ServiceType=100) == {key for key in everything if key[1] < 200}
    assert found(SubServiceType=201) == {("北京营销", 201), ("上海营销", 201)}
    assert found(NumberPoolName="北京") == {("北京营销", 101), ("北京营销", 102), ("北京营销", 201)}
    assert found(Name="北京") == found(NumberPoolName="北京")
    assert found(NumberPoolName="海营", ServiceType=100, SubServiceType=102) == {("上海营销", 102)}
    assert found(NumberPoolNo=by_type["北京营销", 101]) == {("北京营销", 101)}
    assert found(NumberPoolNo=by_type["北京营销", 101], ServiceType=200) == set()
    assert found(NumberPoolNo=by_type["北京营销", 101][:-1]) == set()
    assert found(ServiceType=100, SubServiceType=201) == set()
    assert found(ServiceType=377) == found(SubServiceType=550) == set()


def test_a_filter_for_names_is_taken_letter_by_letter(server, tenant):
    for name in ["100%", "1000", "a_b", "acb", "Case"]:
        create(server, name, key=tenant)

    def found(part):
        return [record["NumberPoolName"] for record in pools(server, tenant, NumberPoolName=part)["Records"]]

    assert found("0%") == ["100%"]
    assert found("a_b") == ["a_b"]
    assert found("case") == []
    assert found("ase") == ["Case"]


def test_zero_and_nothing_filter_nothing(server, tenant):
    number = create(server, key=tenant)
    listed = vms(server, tenant).number_pool_list(NumberPoolListRequest(
        number_pool_no="", number_pool_name="", service_type=0, sub_service_type=0, offset=0, limit=1))
    assert (listed.total, listed.records[0].number_pool_no) == (1, number)
    assert numbers_of(pools(server, tenant, NumberPoolNo=None, Offset=None)) == [number]


@pytest.mark.parametrize("filters, fault", [
    ({"Limit": 0}, "Limit"), ({"Limit": -1}, "Limit"), ({"Limit": 501}, "Limit"), ({"Limit": "x"}, "Limit"),
    ({"Limit": 1.5}, "Limit"), ({"Limit": True}, "Limit"), ({"Limit": 2**63}, "Limit"),
    ({"Offset": -1}, "Offset"), ({"Offset": "FsJqx1Iszb"}, "Offset"), ({"ServiceType": "x"}, "ServiceType"),
    ({"SubServiceType": [101]}, "SubServiceType"), ({"NumberPoolNo": 1}, "NumberPoolNo"),
    ({"NumberPoolName": ["a"]}, "NumberPoolName"), ({"NumberPoolName": "a\0b"}, "NumberPoolName"),
    ({"DryRun": "perhaps"}, "DryRun"),
], ids=repr)
def test_a_filter_that_makes_no_sense_is_refused(server, filters, fault):
    assert refused(call, server, "NumberPoolList", filters) == invalid(fault)


# MARK: Ways to send parameters

def test_integers_may_come_as_text_and_as_fractions_that_are_none(server, tenant):
    created = call(
        server, "CreateNumberPool", {"Name": "pool", "ServiceType": "100", "SubServiceType": 101.0}, tenant)
    assert (created["ServiceType"], created["SubServiceType"]) == (100, 101)
    listed = call(server, "NumberPoolList", {"Limit": "10", "Offset": 0.0, "ServiceType": 1e2}, tenant)
    assert (listed["Total"], listed["Limit"], listed["Offset"]) == (1, 10, 0)


def test_a_form_is_understood(server, tenant):
    form = {"content_type": "application/x-www-form-urlencoded", "key": tenant}
    name = "a b+c&d=%营销😀"
    created = call(server, "CreateNumberPool", {**POOL, "Name": name}, **form)
    assert created["Name"] == name
    listed = call(server, "NumberPoolList", {"NumberPoolName": name, "Limit": 5, "ServiceType": 0}, **form)
    assert (listed["Total"], listed["Limit"], numbers_of(listed)) == (1, 5, [created["NumberPoolNo"]])
    change = {"NumberPoolNo": created["NumberPoolNo"], "Name": "新"}
    assert call(server, "UpdateNumberPoolV2", change, **form) == {"Success": True}
    assert refused(call, server, "CreateNumberPool", {"Name": "a"}, **form) == missing("ServiceType")


def test_get_is_understood(server, tenant):
    get = {"method": "GET", "content_type": "text/plain", "key": tenant}
    name = "a b+c&d=%~*'()!营销😀"
    created = call(server, "CreateNumberPool", {**POOL, "Name": name}, **get)
    assert created["Name"] == name
    listed = call(server, "NumberPoolList", {"NumberPoolName": name, "Offset": 0, "NumberPoolNo": ""}, **get)
    assert numbers_of(listed) == [created["NumberPoolNo"]]
    assert refused(call, server, "NumberPoolList", {"Limit": "0"}, **get) == invalid("Limit")


def test_the_body_wins_over_the_query_and_unknown_parameters_are_ignored(server, tenant):
    request = sign(server, "CreateNumberPool", {**POOL, "Remark": "x", "QualificationId": None}, tenant)
    request.query.update(Name="from the query", X="unsigned")
    assert volcengine_error(request.send(server)) == WRONG_SIGNATURE
    created = call(server, "CreateNumberPool", {**POOL, "Remark": "x", "ChoosePretty": [1]}, tenant)
    assert created["Name"] == POOL["Name"]
    query = {"Action": "NumberPoolList", "Version": VERSION, "Limit": "3", "Offset": "1"}
    signed = SignerV4.sign_url("/", "POST", query, *tenant, "cn-beijing", "vms", host=server.address)
    answer = exchange(server, "POST", f"/?{signed}", {"Content-Type": "application/json"}, b'{"Limit": 5}')
    assert {"Limit": 5, "Offset": 1}.items() <= answer.json()["Result"].items()


@pytest.mark.parametrize("is_host_signed", [True, False], ids=["host signed", "nothing signed"])
@pytest.mark.parametrize("token", [None, "STS+token=="], ids=["no token", "token"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_presigned_url_is_accepted(server, tenant, method, token, is_host_signed):
    name = "营销 池+1&~"
    number = create(server, name, key=tenant)
    query = {"Action": "NumberPoolList", "Version": VERSION, "NumberPoolName": name, "X-Expires": "60"}
    signed = SignerV4.sign_url(
        "/", method, query, *tenant, "cn-beijing", "vms", token, server.address if is_host_signed else None)
    answer = exchange(server, method, f"/?{signed}")
    assert answer.status == 200
    assert numbers_of(answer.json()["Result"]) == [number]

    def error(altered):
        return volcengine_error(exchange(server, method, f"/?{altered}"))

    assert error(signed.replace("NumberPoolName=", "NumberPoolName=x")) == WRONG_SIGNATURE
    assert error(signed + "&Limit=1") == WRONG_SIGNATURE
    assert error(signed.replace("X-Expires=60", "X-Expires=600")) == WRONG_SIGNATURE
    assert error(signed.replace("X-Expires=60", "X-Expires=604801")) == INVALID_TIMESTAMP
    assert error(signed.replace(urllib.parse.quote(tenant[0]), "AKUNKNOWN")) == UNKNOWN_KEY


def test_a_presigned_url_expires(server):
    query = {"Action": "NumberPoolList", "Version": VERSION, "X-Expires": "1"}
    signed = SignerV4.sign_url("/", "GET", query, *ROOT, "cn-beijing", "vms", host=server.address)
    refusal = until(
        lambda: (answer := exchange(server, "GET", f"/?{signed}")).status != 200 and answer, "the expiry")
    assert volcengine_error(refusal) == INVALID_TIMESTAMP


def test_a_session_token_is_tolerated(server, tenant):
    number = create(server, key=tenant)
    listed = vms(server, tenant, session_token="STSeyJmYWtlIjoidG9rZW4ifQ==").number_pool_list(
        NumberPoolListRequest())
    assert [record.number_pool_no for record in listed.records] == [number]


# MARK: Errors of the operations

@pytest.mark.parametrize("action, parameters, fault", [
    ("CreateNumberPool", {}, "Name"),
    ("CreateNumberPool", {"Name": None, "ServiceType": 100, "SubServiceType": 101}, "Name"),
    ("CreateNumberPool", {"Name": "a", "SubServiceType": 101}, "ServiceType"),
    ("CreateNumberPool", {"Name": "a", "ServiceType": None, "SubServiceType": 101}, "ServiceType"),
    ("CreateNumberPool", {"Name": "a", "ServiceType": 100}, "SubServiceType"),
    ("UpdateNumberPoolV2", {"Name": "a"}, "NumberPoolNo"),
    ("UpdateNumberPoolV2", {"NumberPoolNo": "NP1"}, "Name"),
    ("UpdateNumberPool", {"Name": "a"}, "NumberPoolNo"),
], ids=repr)
def test_a_missing_parameter_is_named(server, action, parameters, fault):
    assert refused(call, server, action, parameters) == missing(fault)


INVALID = {
    "ServiceType": [0, 200, 300, "x", 100.5, 1e300, True, [100]],
    "SubServiceType": [0, 100, 109, 201, "101x", 2**64 + 101, {"a": 101}],
    "DryRun": [1, "yes", []],
    "ClientToken": ["", "x" * 65, "营", "a\tb", 5],
}


@pytest.mark.parametrize(
    "name, value", [(name, value) for name, values in INVALID.items() for value in values], ids=ascii)
def test_an_invalid_parameter_is_named_and_nothing_is_created(server, tenant, name, value):
    fault = "SubServiceType" if (name, value) == ("ServiceType", 200) else name
    assert refused(call, server, "CreateNumberPool", {**POOL, name: value}, tenant) == invalid(fault)
    assert pools(server, tenant)["Total"] == 0


def test_parameters_are_checked_in_the_order_of_the_contract(server):
    def error(**parameters):
        return refused(call, server, "CreateNumberPool", parameters)

    assert error(Name="", ServiceType=1) == invalid("Name")
    assert error(Name="a", ServiceType=1, SubServiceType=1) == invalid("ServiceType")
    assert error(Name="a", SubServiceType=1) == missing("ServiceType")
    assert error(Name="a", ServiceType=200, SubServiceType=1) == invalid("SubServiceType")


@pytest.mark.parametrize("action", ["UpdateNumberPoolV2", "UpdateNumberPool"])
def test_an_invalid_change_is_refused_and_changes_nothing(server, tenant, action):
    number = create(server, "stays", key=tenant)

    def error(**change):
        return refused(call, server, action, {"NumberPoolNo": number, "Name": "new", **change}, tenant)

    assert error(NumberPoolNo="NP1234") == error(NumberPoolNo="") == invalid("NumberPoolNo")
    assert error(NumberPoolNo=number.lower()) == invalid("NumberPoolNo")
    assert error(ServiceType=300) == invalid("ServiceType")
    assert error(ServiceType=200) == invalid("ServiceType")
    assert error(SubServiceType=201) == invalid("SubServiceType")
    assert error(SubServiceType=999) == invalid("SubServiceType")
    assert error(Name="a\tb") == invalid("Name")
    (record,) = pools(server, tenant)["Records"]
    assert (record["NumberPoolName"], record["ServiceType"], record["SubServiceType"]) == ("stays", 100, 101)


def test_the_sdk_raises_what_the_server_answers(server):
    request = UpdateNumberPoolV2Request(number_pool_no="NP1234", name="营销专用号码池")
    assert refused(vms(server).update_number_pool_v2, request) == invalid("NumberPoolNo")


def test_the_type_of_a_pool_that_holds_numbers_cannot_change(server, tenant, tmp_path):
    number = create(server, "in use", key=tenant)
    file = tmp_path / "numbers.csv"
    file.write_text("number\r\n13900139000\r\n")
    server.run("numbers", "import", "--pool", number, file, key=tenant)
    for change in [{"SubServiceType": 102}, {"ServiceType": 200, "SubServiceType": 201}]:
        change |= {"NumberPoolNo": number, "Name": "new"}
        assert refused(call, server, "UpdateNumberPoolV2", change, tenant) == OPERATION_DENIED
        assert refused(call, server, "UpdateNumberPool", change, tenant) == OPERATION_DENIED
    same = {"NumberPoolNo": number, "Name": "renamed", "ServiceType": 100, "SubServiceType": 101}
    assert call(server, "UpdateNumberPoolV2", same, tenant) == {"Success": True}
    (record,) = pools(server, tenant)["Records"]
    assert (record["NumberPoolName"], record["SubServiceType"], record["NumberCount"]) == ("renamed", 101, 1)


def test_an_account_has_no_more_pools_than_its_quota(tmp_path):
    with running(tmp_path / "data", "--max-number-pools", "3") as server:
        with concurrent.futures.ThreadPoolExecutor(8) as executor:
            requests = [sign(server, "CreateNumberPool", POOL) for _ in range(16)]
            answers = executor.map(lambda request: request.send(server).status, requests)
            assert sorted(answers) == [200] * 3 + [400] * 13
        assert refused(create, server) == QUOTA_EXCEEDED
        assert refused(call, server, "CreateNumberPool", {**POOL, "DryRun": True}) == QUOTA_EXCEEDED
        assert pools(server)["Total"] == 3
        create(server, key=server.create_account("other"))


def test_a_client_token_makes_a_repetition_safe(server, tenant):
    request = {**POOL, "ClientToken": "token-1"}
    first = call(server, "CreateNumberPool", request, tenant)
    assert call(server, "CreateNumberPool", request, tenant) == first
    assert call(server, "CreateNumberPool", {**request, "ServiceType": "100"}, tenant) == first
    other = {**request, "Name": "other"}
    assert refused(call, server, "CreateNumberPool", other, tenant) == PARAMETER_MISMATCH
    assert numbers_of(pools(server, tenant)) == [first["NumberPoolNo"]]

    change = {"NumberPoolNo": first["NumberPoolNo"], "Name": "new", "ClientToken": "token-1"}
    assert call(server, "UpdateNumberPoolV2", change, tenant) == {"Success": True}
    assert call(server, "CreateNumberPool", {**POOL, "ClientToken": "token-2"}, tenant) != first
    assert pools(server, tenant)["Total"] == 2


def test_a_client_token_of_a_call_that_failed_is_free(server, tenant):
    token = {"ClientToken": "token"}
    assert refused(call, server, "CreateNumberPool", {**POOL, **token, "Name": ""}, tenant) == invalid("Name")
    assert refused(call, server, "CreateNumberPool", {**POOL, **token, "DryRun": True}, tenant) == DRY_RUN
    assert call(server, "CreateNumberPool", {**POOL, **token, "Name": "third"}, tenant)["Name"] == "third"


@pytest.mark.parametrize("dry_run", [True, "true"])
def test_a_dry_run_checks_everything_and_does_nothing(server, tenant, dry_run):
    number = create(server, "stays", key=tenant)

    def error(action, parameters):
        return refused(call, server, action, {**parameters, "DryRun": dry_run}, tenant)

    assert error("CreateNumberPool", POOL) == DRY_RUN
    assert error("CreateNumberPool", {**POOL, "Name": ""}) == invalid("Name")
    for action in ["UpdateNumberPoolV2", "UpdateNumberPool"]:
        assert error(action, {"NumberPoolNo": number, "Name": "new"}) == DRY_RUN
        assert error(action, {"NumberPoolNo": "NP1", "Name": "new"}) == invalid("NumberPoolNo")
    assert error("NumberPoolList", {}) == DRY_RUN
    listed = pools(server, tenant, DryRun=False)
    assert [record["NumberPoolName"] for record in listed["Records"]] == ["stays"]


def test_an_action_has_to_be_given_and_known(server):
    assert refused(call, server, "") == MISSING_ACTION
    assert refused(call, server, "numberlist") == INVALID_ACTION
    assert refused(call, server, "numberpoollist") == INVALID_ACTION
    assert refused(call, server, "NumberPoolList", version="") == MISSING_VERSION
    assert refused(call, server, "NumberPoolList", version="2021-01-01") == (
        404, 100008, "InvalidActionOrVersion",
        "Could not find operation NumberPoolList for version 2021-01-01.")
    assert refused(call, server, "NumberPoolList", service="ecs") == SERVICE_NOT_FOUND


def test_a_request_without_an_action_or_a_version_is_told_so(server):
    def error(**query):
        signed = SignerV4.sign_url("/", "GET", query, *ROOT, "cn-beijing", "vms", host=server.address)
        return volcengine_error(exchange(server, "GET", f"/?{signed}"))

    assert error() == error(Version=VERSION) == MISSING_ACTION
    assert error(Action="NumberPoolList") == MISSING_VERSION


def test_other_methods_are_refused(server):
    for method in ["PUT", "DELETE", "PATCH"]:
        request = sign(server, "NumberPoolList", method=method)
        assert volcengine_error(request.send(server)) == (
            405, 100020, "MethodNotAllowed", "The HTTP method of the request is not allowed.")


def test_a_broken_database_is_an_internal_error_until_it_is_mended(tmp_path):
    with running(tmp_path / "data") as server:
        number = create(server)
        server.database.execute("ALTER TABLE number_pools RENAME TO gone")
        assert refused(pools, server) == INTERNAL_ERROR
        assert refused(create, server) == INTERNAL_ERROR
        server.database.execute("ALTER TABLE gone RENAME TO number_pools")
        assert numbers_of(pools(server)) == [number]
        newer = create(server)
        assert numbers_of(pools(server)) == [newer, number]


def test_a_locked_database_is_a_temporary_failure_that_reads_do_not_notice(tmp_path):
    with running(tmp_path / "data") as server:
        number = create(server)
        with server.database.writing():
            assert refused(create, server) == SERVICE_UNAVAILABLE
            assert numbers_of(pools(server)) == [number]
        assert numbers_of(pools(server)) == [number]
        assert create(server) in numbers_of(pools(server))


# MARK: Authentication

def test_the_first_fault_of_a_signature_is_told_in_the_order_of_the_contract(server):
    """Each step mends one fault; all that come later are still there, and the next one is told."""
    known, unknown = ROOT, ("AKUNKNOWN", "wrong")
    wrong = (ROOT[0], "wrong")
    stale = {"seconds_ago": 1000}

    def error(authorization=None, without_date=False, **options):
        request = sign(server, "CreateNumberPool", POOL, **options)
        if without_date:
            del request.headers["X-Date"]
        if authorization is not None:
            request.headers["Authorization"] = authorization(request.headers["Authorization"])
        return volcengine_error(request.send(server))

    def without_signature(text):
        return text.rpartition(", Signature=")[0]

    worst = {"key": unknown, "service": "ecs", **stale}
    assert error(lambda text: "", without_date=True, **worst) == MISSING_AUTHENTICATION
    assert error(lambda text: "Bearer " + text, without_date=True, **worst) == INVALID_AUTHORIZATION
    assert error(lambda text: text.partition(",")[0], without_date=True, **worst) == INVALID_AUTHORIZATION
    assert error(
        lambda text: without_signature(text).replace("/request", ""), without_date=True,
        **worst) == INVALID_CREDENTIAL
    assert error(without_signature, without_date=True, **worst) == MISSING_TIMESTAMP
    assert error(without_signature, **worst) == MISSING_SIGNATURE
    assert error(**worst) == INVALID_TIMESTAMP
    assert error(key=unknown, service="ecs") == UNKNOWN_KEY
    assert error(key=wrong, service="ecs") == SERVICE_NOT_FOUND
    assert error(key=known, service="ecs") == SERVICE_NOT_FOUND
    assert error(key=wrong) == WRONG_SIGNATURE
    assert sign(server, "CreateNumberPool", POOL).send(server).status == 200


@pytest.mark.parametrize("alter", [
    lambda text: text.replace("/cn-beijing/", "/"),
    lambda text: text.replace("/request,", "/aws4_request,"),
    lambda text: re.sub(r"/\d{8}/", "/2025066/", text),
    lambda text: re.sub(r"/\d{8}/", "/20250605/", text),
    lambda text: text.replace("Credential=AK", "Credential=/"),
], ids=["four parts", "other end", "no date", "other date", "no key"])
def test_a_malformed_credential_is_told(server, alter):
    request = sign(server, "NumberPoolList")
    request.headers["Authorization"] = alter(request.headers["Authorization"])
    assert volcengine_error(request.send(server)) == INVALID_CREDENTIAL


@pytest.mark.parametrize("seconds_ago", [-890, 0, 890])
def test_a_signature_is_valid_for_a_quarter_of_an_hour(server, seconds_ago):
    assert sign(server, "NumberPoolList", seconds_ago=seconds_ago).send(server).status == 200


@pytest.mark.parametrize("seconds_ago", [-960, 960, 86_400])
def test_a_signature_is_not_valid_before_and_after_that(server, seconds_ago):
    request = sign(server, "NumberPoolList", seconds_ago=seconds_ago)
    assert volcengine_error(request.send(server)) == INVALID_TIMESTAMP


def test_a_signature_may_say_how_long_it_is_valid(server):
    def age_of_2000_seconds(lifetime):
        query = {"X-Expires": str(lifetime)}
        return sign(server, "NumberPoolList", seconds_ago=2000, query=query).send(server)

    assert age_of_2000_seconds(3600).status == 200
    for lifetime in [1000, 0, -1, 604_801, "x"]:
        assert volcengine_error(age_of_2000_seconds(lifetime)) == INVALID_TIMESTAMP


@pytest.mark.parametrize("date", ["", "yesterday", "20250605T074557", "20251305T074557Z"])
def test_a_malformed_date_is_told(server, date):
    request = sign(server, "NumberPoolList")
    request.headers["X-Date"] = date
    assert volcengine_error(request.send(server)) == INVALID_TIMESTAMP


@pytest.mark.parametrize("names, headers, extra", [
    (["x-date"], {"X-Security-Token": "unsigned"}, ""),
    (["accept", "host", "x-date"], {"Accept": "application/json"}, "SignedQueries=Action;Version, "),
    (["host", "x-custom", "x-date"], {"X-Custom": "a  b"}, "SignedQueries=Action;Version, "),
    (["content-type", "host", "x-date"], {}, ""),
], ids=["Java", "Node", "Node with a run of blanks", "command line"])
def test_the_signatures_of_other_languages_are_accepted(server, tenant, names, headers, extra):
    number = create(server, key=tenant)
    request = sign_by_hand(server, tenant, names, headers, extra)
    assert numbers_of(request.send(server).json()["Result"]) == [number]
    request.body = b'{"Limit": 1}'
    assert volcengine_error(request.send(server)) == WRONG_SIGNATURE


def test_the_date_has_to_be_signed(server):
    assert volcengine_error(sign_by_hand(server, ROOT, ["host"]).send(server)) == INVALID_AUTHORIZATION


def test_whatever_is_signed_cannot_be_altered(server, tenant):
    def error(alter):
        headers = {"X-Sdk-Invocation-Id": "invocation"}
        request = sign(server, "CreateNumberPool", POOL, tenant, headers=headers)
        alter(request)
        return volcengine_error(request.send(server))

    assert error(lambda request: setattr(request, "body", b'{"Name": "b"}')) == WRONG_SIGNATURE
    assert error(lambda request: request.query.update(Action="NumberPoolList")) == WRONG_SIGNATURE
    assert error(lambda request: request.query.update(Name="b")) == WRONG_SIGNATURE
    assert error(lambda request: request.headers.update({"X-Sdk-Invocation-Id": "b"})) == WRONG_SIGNATURE
    assert error(lambda request: request.headers.update({"Host": "other"})) == WRONG_SIGNATURE
    assert error(lambda request: request.headers.pop("Content-Type")) == WRONG_SIGNATURE
    assert error(lambda request: setattr(request, "method", "GET")) == WRONG_SIGNATURE
    assert pools(server, tenant)["Total"] == 0


def test_a_hash_of_the_body_has_to_be_right_even_if_it_is_not_signed(server):
    request = sign(server, "NumberPoolList", {})
    request.headers["X-Content-Sha256"] = "0" * 64
    assert volcengine_error(request.send(server)) == WRONG_SIGNATURE


def test_the_envelope_of_an_error_tells_service_and_region_as_soon_as_they_are_known(server):
    request = sign(server, "NumberPoolList", key=("AKUNKNOWN", "x"), region="cn-shanghai")
    metadata = request.send(server).json()["ResponseMetadata"]
    assert list(metadata) == ["RequestId", "Action", "Version", "Service", "Region", "Error"]
    assert (metadata["Action"], metadata["Version"], metadata["Service"], metadata["Region"]) == (
        "NumberPoolList", VERSION, "vms", "cn-shanghai")
    del request.headers["Authorization"]
    metadata = request.send(server).json()["ResponseMetadata"]
    assert list(metadata) == ["RequestId", "Action", "Version", "Error"]


def test_any_region_will_do_and_all_show_the_same_pools(server, tenant):
    number = create(server, key=tenant)
    for region in ["cn-beijing", "cn-north-1", "ap-southeast-1", ""]:
        answer = sign(server, "NumberPoolList", key=tenant, region=region).send(server)
        assert answer.json()["ResponseMetadata"]["Region"] == region
        assert numbers_of(answer.json()["Result"]) == [number]


def test_the_sdk_raises_the_errors_of_the_gateway(server):
    assert refused(vms(server, ("AKUNKNOWN", "x")).number_pool_list, NumberPoolListRequest()) == UNKNOWN_KEY
    assert refused(vms(server, (ROOT[0], "x")).number_pool_list, NumberPoolListRequest()) == WRONG_SIGNATURE


def test_a_reader_reads_and_changes_nothing(server):
    reader, number = server.create_user("reader", "reader"), create(server)
    assert number in numbers_of(pools(server, reader))

    def denied(action):
        return (
            403, 100013, "AccessDenied", f"User is not authorized to perform: vms:{action} on resource: *.")

    assert refused(create, server, "new", key=reader) == denied("CreateNumberPool")
    for action in ["UpdateNumberPoolV2", "UpdateNumberPool"]:
        change = {"NumberPoolNo": number, "Name": "new"}
        assert refused(call, server, action, change, reader) == denied(action)
    (record,) = pools(server, NumberPoolNo=number)["Records"]
    assert record["NumberPoolName"] == "pool"


def test_who_delivers_usage_cannot_even_list_pools(server):
    metering = server.create_user("metering", "metering")
    assert refused(pools, server, metering)[:3] == (403, 100013, "AccessDenied")
