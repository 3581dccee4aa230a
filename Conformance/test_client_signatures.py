"""The requests of the Swift client library, signed again by the vendors' own signers."""

import json
import os
import pathlib
import subprocess
import urllib.parse

import pytest
import volcenginesdkcore.signv4
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

PROBE = pathlib.Path(os.environ.get("TELEPOOL_CLIENT_PROBE", ".build/debug/telepool-client-probe"))
KEY = ("AKTESTFAKE0000000001", "c2VjcmV0/+==")
# What the library leaves out of signatures, as the SDK does.
UNSIGNED = {"volcengine": {"Authorization", "User-Agent", "Accept"}, "huawei": {"Authorization"}}

pytestmark = pytest.mark.skipif(not PROBE.exists(), reason="make build-tests builds what prints the requests")


@pytest.fixture(scope="module")
def requests():
    lines = subprocess.run([PROBE], capture_output=True, check=True, text=True, timeout=60).stdout.splitlines()
    return [json.loads(line) for line in lines]


def of(requests, signer):
    return [request for request in requests if request["signer"] == signer]


def parts(request):
    """The path, the parameters of the query and the headers that are signed."""
    path, _, query = request["target"].partition("?")
    headers = {
        name: value for name, value in request["headers"].items() if name not in UNSIGNED[request["signer"]]}
    return path, urllib.parse.parse_qsl(query, keep_blank_values=True), headers


def test_there_are_requests_of_each_kind(requests):
    assert [len(of(requests, signer)) for signer in ("volcengine", "huawei")] == [8, 20]
    tokens = [request["headers"].get("X-Security-Token") for request in requests]
    assert tokens == [None] * 14 + ["STSeyJmYWtlIjoidG9rZW4ifQ=="] * 14
    assert {request["host"] for request in requests} == {"127.0.0.1:8080", "api.example.com"}


def test_volcengine_sdk_signs_alike(requests, monkeypatch):
    class Clock(volcenginesdkcore.signv4.datetime.datetime):
        @classmethod
        def utcnow(cls):
            return cls(2025, 6, 5, 7, 45, 57)

    monkeypatch.setattr(volcenginesdkcore.signv4.datetime, "datetime", Clock)
    for request in of(requests, "volcengine"):
        path, query, headers = parts(request)
        token = headers.pop("X-Security-Token", None)
        headers = {"Host": request["host"], "Content-Type": headers["Content-Type"]} | {
            name: value for name, value in headers.items() if name.startswith("X-Sdk-")}
        volcenginesdkcore.signv4.SignerV4.sign(
            path, request["method"], headers, request["body"], None, query, *KEY, "cn-beijing", "vms", token)
        assert request["headers"]["Authorization"] == headers.pop("Authorization")
        assert headers.items() - {("Host", request["host"])} <= request["headers"].items()


def test_huawei_sdk_signs_alike(requests):
    for request in of(requests, "huawei"):
        path, query, headers = parts(request)
        assert headers["X-Sdk-Date"] == "20250605T074557Z"
        signed = Signer(BasicCredentials(*KEY)).sign(
            SdkRequest(
                method=request["method"], schema="http", host=request["host"],
                resource_path=urllib.parse.unquote(path), query_params=query, header_params=headers,
                body=request["body"].encode()))
        assert request["headers"]["Authorization"] == signed.header_params["Authorization"]
        assert signed.uri.partition("?")[2] == "&".join(sorted(request["target"].partition("?")[2].split("&")))
