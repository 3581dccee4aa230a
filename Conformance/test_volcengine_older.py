"""The older Volcengine package, which sends forms, against the Volcengine face."""

import re

import pytest
from volcengine.vms.VmsService import VmsService

from clients import ROOT, VERSION, exchange, pools

POOL = {"Name": "默认 号码池+1*~", "ServiceType": 100, "SubServiceType": 101}


def service(server, key):
    """The package's one service object, pointed at the server."""
    service = VmsService()
    service.set_host(server.address)
    service.set_scheme("http")
    service.set_ak(key[0])
    service.set_sk(key[1])
    return service


@pytest.fixture
def older(server, tenant):
    return service(server, tenant)


def result(envelope, action):
    """The result in an envelope, all of which is checked."""
    metadata = envelope["ResponseMetadata"]
    assert re.fullmatch(r"\d{26}[0-9A-F]{6}", metadata.pop("RequestId"))
    assert envelope["ResponseMetadata"] == {
        "Action": action, "Version": VERSION, "Service": "vms", "Region": "cn-north-1"}
    assert list(envelope) == ["ResponseMetadata", "Result"]
    return envelope["Result"]


def error(envelope):
    """The error in an envelope: this package returns errors instead of raising them."""
    assert list(envelope) == ["ResponseMetadata"]
    return envelope["ResponseMetadata"]["Error"]


def test_a_pool_is_created_listed_and_updated(server, tenant, older):
    created = result(older.create_number_pool(dict(POOL)), "CreateNumberPool")
    number = created["NumberPoolNo"]
    assert created == {**POOL, "NumberPoolNo": number}

    listed = result(older.number_pool_list({
        "NumberPoolName": "池+1*", "NumberPoolNo": number, "ServiceType": 100, "SubServiceType": 101,
        "Limit": 5, "Offset": 0, "QueryAccountId": "1"}), "NumberPoolList")
    assert listed == {"Total": 1, "Limit": 5, "Offset": 0, "Records": [{
        "NumberPoolName": POOL["Name"], "NumberPoolNo": number, "ServiceType": 100,
        "ServiceTypeName": "普通号码", "SubServiceType": 101, "SubServiceTypeName": "语音SIP", "NumberCount": 0}]}

    change = {"NumberPoolNo": number, "Name": "营销 & 专用", "ServiceType": 200, "SubServiceType": 201}
    assert result(older.update_number_pool(change), "UpdateNumberPool") is True
    (record,) = pools(server, tenant)["Records"]
    assert record["NumberPoolName"] == "营销 & 专用"
    assert (record["ServiceType"], record["SubServiceType"]) == (200, 201)


def test_what_is_empty_or_zero_is_as_good_as_absent(older):
    number = result(older.create_number_pool(dict(POOL)), "CreateNumberPool")["NumberPoolNo"]
    listed = result(older.number_pool_list({
        "NumberPoolNo": "", "NumberPoolName": "", "ServiceType": 0, "SubServiceType": 0, "Offset": "",
        "Limit": ""}), "NumberPoolList")
    assert (listed["Total"], listed["Limit"], listed["Offset"]) == (1, 20, 0)
    change = {"NumberPoolNo": number, "Name": "", "ServiceType": 0, "SubServiceType": 0}
    assert result(older.update_number_pool(change), "UpdateNumberPool") is True
    listed = result(older.number_pool_list({}), "NumberPoolList")
    assert listed["Records"][0]["NumberPoolName"] == POOL["Name"]


def test_errors_are_returned_as_they_are(server, tenant, older):
    invalid = {"CodeN": 200002, "Code": "InvalidParameter"}
    assert error(older.create_number_pool({"Name": "a"})) == {
        "CodeN": 200001, "Code": "MissingParameter",
        "Message": "The required parameter ServiceType is missing."}
    assert error(older.create_number_pool({**POOL, "Name": ""})) == {
        **invalid, "Message": "The specified parameter Name is invalid."}
    assert error(older.update_number_pool({"NumberPoolNo": "NP1234", "Name": "a"})) == {
        **invalid, "Message": "The specified parameter NumberPoolNo is invalid."}
    for key, code in [((tenant[0], "wrong"), "SignatureDoesNotMatch"), (("AKX", "x"), "InvalidAccessKey")]:
        assert error(service(server, key).number_pool_list({}))["Code"] == code


def test_its_signed_get_requests_are_authentic(server, older):
    listed = result(older.number_list({"NumberPoolNo": "NP 1+2/3=4&5~6*中文", "NumberList": ["1", "2"]}), "NumberList")
    assert listed == {"Records": [], "Limit": 20, "Offset": 0, "Total": 0}
    wrong = service(server, (ROOT[0], "wrong"))
    assert error(wrong.number_list({"Limit": 20}))["Code"] == "SignatureDoesNotMatch"


@pytest.mark.parametrize("token", ["", "STSeyJmYWtlIjoidG9rZW4ifQ=="], ids=["no token", "token"])
def test_its_presigned_urls_are_accepted(server, older, token):
    number = result(older.create_number_pool(dict(POOL)), "CreateNumberPool")["NumberPoolNo"]
    older.set_session_token(token)
    query = older.get_sign_url("NumberPoolList", {"NumberPoolName": POOL["Name"]})
    presigned = exchange(server, "POST", f"/?{query}").json()
    for answer in [presigned, older.number_pool_list({})]:
        (record,) = result(answer, "NumberPoolList")["Records"]
        assert record["NumberPoolNo"] == number
