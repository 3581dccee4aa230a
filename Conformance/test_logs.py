"""The log: what it tells of requests, and what it must never tell."""

import http.client
import json
import time
import urllib.error
import urllib.request

import pytest

import signing
from clients import ROOT, another_second, credentials, issue
from inventory import card, create_plan, iccid, import_cards, import_numbers, import_usage
from telepool import ACCESS_KEY_ID, PASSWORD, SECRET_ACCESS_KEY, TIMEOUT, running, until

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{SPAN}-01"


def send(server, method, target, headers=None, body=b""):
    """A request as it is; answers status, headers and body."""
    request = urllib.request.Request(server.endpoint + target, body or None, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def huawei(server, method, target, body=None, key=ROOT, headers=None):
    data = json.dumps(body).encode() if body is not None else b""
    signed = signing.huawei(
        key, method, target, data, {"Content-Type": "application/json", **(headers or {})}, host=server.address)
    return send(server, method, target, signed, data)


def volcengine(server, action, body, key=ROOT, headers=None):
    target, data = f"/?Action={action}&Version=2022-01-01", json.dumps(body).encode()
    signed = signing.volcengine(
        key, "POST", target, data, {"Content-Type": "application/json", **(headers or {})}, host=server.address)
    return send(server, "POST", target, signed, data)


def entries(server, **members):
    """The lines of a log in JSON whose members are these."""
    lines = [json.loads(line) for line in server.logged().splitlines()]
    return [line for line in lines if all(line.get(name) == value for name, value in members.items())]


@pytest.fixture(params=["text", "json"])
def server(request, tmp_path):
    with running(tmp_path / "data", "--log-level", "trace", "--log-format", request.param) as server:
        server.format = request.param
        yield server


def test_numbers_secrets_and_tokens_are_never_told(server):
    numbers = ["13800138000", "13900139000", "13700137000"]
    create_plan(server)
    import_cards(server, [f"{iccid(7)},1064800000077,460040000000077,in_use,,"])
    import_usage(server, [f"r1,{iccid(7)},2026-11-15T11:00:00Z,1"], check=False)
    _, _, text = volcengine(
        server, "CreateNumberPool", {"Name": "secret name", "ServiceType": 200, "SubServiceType": 201})
    pool = json.loads(text)["Result"]["NumberPoolNo"]
    import_numbers(server, pool, [numbers[0]])
    bind = {"NumberPoolNo": pool, "PhoneNoA": numbers[1], "PhoneNoB": numbers[2], "PhoneNoX": numbers[0],
            "ExpireTime": int(time.time()) + 86400}
    # Once it succeeds, then it is refused; and what is not even a call.
    assert '"Result"' in volcengine(server, "BindAXB", bind)[2]
    another_second()
    for action, parameters in (
            ("BindAXB", bind), ("BindAXB", {**bind, "PhoneNoX": "13600136000"}),
            ("BindAXB", {**bind, "ExpireTime": "13600136000"}), ("13600136000", {})):
        assert '"Error"' in volcengine(server, action, parameters)[2]
    assert huawei(server, "GET", f"/v1/sim-cards?iccid={iccid(7)}&msisdn=1064800000077")[0] in (200, 400)
    assert huawei(server, "GET", "/v1/13600136000")[0] == 404
    assert huawei(server, "GET", "/telepool/v1/numbers/13800138000")[0] == 200
    assert send(server, "GET", "/13600136000?token=13600136000")[0] == 404
    # Keys and tokens, right and wrong.
    key = server.create_user("somebody", "manager")
    assert huawei(server, "GET", "/v1/sim-pools", key=key)[0] == 200
    assert huawei(server, "GET", "/v1/sim-pools", key=(key[0], "wrong-secret-0001"))[0] == 401
    assert '"Error"' in volcengine(server, "NumberPoolList", {}, key=(ACCESS_KEY_ID, "wrong-secret-0001"))[2]
    assert send(server, "GET", "/v1/sim-pools", {"X-Auth-Token": "wrong-token-0001"})[0] == 401
    assert issue(server, credentials(password="wrong-password-0001")).status == 401
    token = issue(server, credentials()).headers["X-Subject-Token"]
    assert send(server, "GET", "/v1/sim-pools", {"X-Auth-Token": token})[0] == 200
    assert send(server, "DELETE", "/v3/auth/tokens", {"X-Auth-Token": token, "X-Subject-Token": token})[0] == 204
    # What is no HTTP at all.
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)
    connection.connect()
    connection.sock.sendall(b"13600136000 wrong-token-0001\r\n\r\n")
    assert b"400" in connection.sock.recv(100)
    connection.close()
    assert server.stop() == 0

    log = server.logged()
    assert log.count("BindAXB") == 4
    for secret in (
            *numbers, "13600136000", "1064800000077", "460040000000077", iccid(7), SECRET_ACCESS_KEY, key[1],
            "wrong-secret-0001", PASSWORD, "wrong-password-0001", token, "wrong-token-0001", "secret name"):
        assert secret not in log, secret
    # Nor do they stand where the process tells of itself.
    output = "\n".join(server.output)
    assert token not in output and key[1] not in output


def test_requests_are_told_with_ids_and_traces(tmp_path):
    with running(tmp_path / "data", "--log-format", "json") as server:
        _, headers, _ = huawei(server, "GET", "/v1/sim-pools", headers={"traceparent": TRACEPARENT})
        assert "traceparent" not in headers
        _, _, text = volcengine(server, "NumberPoolList", {})
        wrong = "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
        _, _, answer = huawei(server, "GET", "/v1/sim-cards", headers={"traceparent": wrong})
        assert wrong not in answer
        [traced] = until(lambda: entries(server, message="Request", operation="ListSimPools"), "the line")
        assert (traced["trace_id"], traced["span_id"]) == (TRACE, SPAN)
        assert traced["request_id"] == headers["X-Request-Id"]
        assert (traced["face"], traced["status"], traced["code"]) == ("huawei", 200, "-")
        assert traced["us"] > 0 and traced["remote"] == "127.0.0.1"
        [untraced] = until(
            lambda: entries(server, request_id=json.loads(text)["ResponseMetadata"]["RequestId"]), "the line")
        assert "trace_id" not in untraced
        [refused] = until(lambda: entries(server, message="Request", operation="ListSimCards"), "the line")
        assert "trace_id" not in refused and "span_id" not in refused
        assert wrong not in server.logged()
        # Whoever reads health or metrics is not told of.
        send(server, "GET", "/healthz")
        huawei(server, "GET", "/metrics")
        huawei(server, "GET", "/v1/price-plans")
        until(lambda: entries(server, message="Request", face="huawei"), "a line")
        assert not [line for line in entries(server) if line.get("face") in ("health", "metrics")]
