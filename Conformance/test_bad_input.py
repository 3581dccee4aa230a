"""What no client of good will sends: the face answers in its form, nothing stops, nothing is changed."""

import contextlib
import dataclasses
import http.client
import json
import os
import re
import signal
import socket
import threading
import urllib.parse

import pytest

import signing
from telepool import ACCESS_KEY_ID, PASSWORD, SECRET_ACCESS_KEY, TIMEOUT, running, until

KEY = (ACCESS_KEY_ID, SECRET_ACCESS_KEY)
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
CREATE = "/?Action=CreateNumberPool&Version=2022-01-01"
LIST = "/?Action=NumberPoolList&Version=2022-01-01"
# Longer than all that the server waits for.
PATIENCE = 100


# MARK: The wire


class Answer:
    def __init__(self, stream, method):
        version, status, _ = stream.readline().decode().split(" ", 2)
        assert version == "HTTP/1.1"
        self.status = int(status)
        self.headers = http.client.parse_headers(stream)
        self.has_body = method != "HEAD" and self.status not in (100, 204)
        self.body = stream.read(int(self.headers["Content-Length"])) if self.has_body else b""

    def json(self):
        return json.loads(self.body)


class Connection:
    """A connection on which anything can be sent."""

    def __init__(self, server, timeout=TIMEOUT):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout)
        self.stream = self.socket.makefile("rb")

    def send(self, data):
        """Sends as much as the server takes; it may have refused before it has everything."""
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            self.socket.sendall(data)

    def answer(self, method="GET"):
        """The next answer; `None` where the connection ends instead."""
        try:
            return Answer(self.stream, method) if self.stream.peek(1) else None
        except ConnectionResetError:
            return None

    def ends(self):
        """Whether nothing more comes."""
        return self.answer() is None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()


def wire(method, target, headers=None, body=b"", version="1.1"):
    """A request in bytes, with its headers as they are given."""
    lines = [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([f"{method} {target} HTTP/{version}", *lines, "", ""]).encode() + body


def chunked(body, size=60_000):
    pieces = [body[start:start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def exchange(server, data, method="GET"):
    """Sends and reads one answer."""
    with Connection(server) as connection:
        connection.send(data)
        return connection.answer(method)


# MARK: The faces


@dataclasses.dataclass(frozen=True)
class Face:
    """A face with an operation of it that takes a body."""

    name: str
    method: str
    target: str
    body_limit: int
    too_large: tuple
    late: tuple
    broken: tuple
    unavailable: tuple

    def headers(self, server, body=b"", content_type=JSON, method=None, target=None):
        """Headers with a valid signature, as far as the face wants one."""
        headers = {} if content_type is None else {"Content-Type": content_type}
        method, target = method or self.method, target or self.target
        if self.name == "iam":
            return {"Host": server.address, **headers}
        sign = signing.volcengine if self.name == "volcengine" else signing.huawei
        return sign(KEY, method, target, body, headers, host=server.address)

    def request(self, server, body=b"", **options):
        method, target = options.get("method") or self.method, options.get("target") or self.target
        headers = self.headers(server, body, **options)
        return wire(method, target, {**headers, "Content-Length": len(body)}, body)

    def call(self, server, body=b"", **options):
        return exchange(server, self.request(server, body, **options))

    def refuses(self, answer, error, scope=None):
        check = {
            "volcengine": is_volcengine_error, "huawei": is_gateway_error, "iam": is_iam_error,
            "operator": is_operator_error}[self.name]
        if self.name == "volcengine":
            query = urllib.parse.parse_qs(self.target.partition("?")[2])
            check(answer, *error, action=query["Action"][0], scope=scope)
        else:
            check(answer, *error)

    def __str__(self):
        return self.name


def is_volcengine_error(answer, status, number, code, message, action="", version="2022-01-01", scope=None):
    request_id = answer.headers["X-Tt-Logid"]
    assert re.fullmatch(r"\d{26}[0-9A-F]{6}", request_id)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    metadata = {"RequestId": request_id, "Action": action, "Version": version}
    if scope:
        metadata |= {"Service": scope[0], "Region": scope[1]}
    metadata["Error"] = {"CodeN": number, "Code": code, "Message": message}
    assert (answer.status, answer.json()) == (status, {"ResponseMetadata": metadata})


def is_rest_error(answer, status, body):
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-Id"])
    assert answer.headers["Content-Type"] == JSON
    assert (answer.status, answer.json()) == (status, body)


def is_gateway_error(answer, status, code, message):
    request_id = answer.headers["X-Request-Id"]
    is_rest_error(answer, status, {"error_msg": message, "error_code": code, "request_id": request_id})


def is_invalid_parameter_of_gsl(answer):
    is_rest_error(answer, 400, {"error_code": "GSL.00010004", "error_msg": "参数异常"})


def is_iam_error(answer, status, title, message):
    is_rest_error(answer, status, {"error": {"code": status, "message": message, "title": title}})


def is_operator_error(answer, status, code, message):
    request_id = answer.headers["X-Request-Id"]
    is_rest_error(answer, status, {"error": {"code": code, "message": message}, "request_id": request_id})


def is_unreadable(answer):
    """Which face was meant cannot be known: the answer holds what the clients of both clouds look for."""
    assert answer is not None, "the connection ended without an answer"
    metadata = answer.json()["ResponseMetadata"]
    request_id = metadata.pop("RequestId")
    assert re.fullmatch(r"\d{26}[0-9A-F]{6}", request_id)
    message = "The specified parameter request (not HTTP, or with headers that are too large) is invalid."
    assert answer.status == 400
    assert answer.json() == {
        "ResponseMetadata": {
            "RequestId": request_id, "Action": "", "Version": "",
            "Error": {"CodeN": 200002, "Code": "InvalidParameter", "Message": message}},
        "error_msg": "API request error", "error_code": "APIGW.0201", "request_id": request_id}
    assert answer.headers["Connection"] == "close"


def invalid_parameter(name):
    return (400, 200002, "InvalidParameter", f"The specified parameter {name} is invalid.")


VOLCENGINE = Face(
    "volcengine", "POST", CREATE, 1 << 20,
    too_large=(413, 200010, "RequestEntityTooLarge", "The body of the request is larger than 1048576 bytes."),
    late=(408, 200011, "RequestTimeout", "The body of the request did not arrive in time."),
    broken=invalid_parameter("body"),
    unavailable=(
        503, 200009, "ServiceUnavailable",
        "The request has failed due to a temporary failure of the server."))
HUAWEI = Face(
    "huawei", "GET", "/v1/sim-pools", 12_000_000,
    too_large=(413, "APIGW.0201", "Request entity too large: more than 12000000 bytes"),
    late=(408, "APIGW.0201", "API request error: the body is late"),
    broken=(400, "APIGW.0201", "API request error"),
    unavailable=None)
IAM = Face(
    "iam", "POST", "/v3/auth/tokens", 1 << 16,
    too_large=(413, "Request Entity Too Large", "The request body is larger than 65536 bytes"),
    late=(408, "Request Timeout", "The request body did not arrive in time"),
    broken=(400, "Bad Request", "The request body is invalid"),
    unavailable=(503, "Service Unavailable", "The service is temporarily unavailable. Try again later."))
OPERATOR = Face(
    "operator", "POST", "/telepool/v1/price-plans", 4 << 20,
    too_large=(413, "BodyTooLarge", "The body of the request is larger than 4194304 bytes."),
    late=(408, "RequestTimeout", "The body of the request did not arrive in time."),
    broken=(400, "MalformedRequest", "The request cannot be read."),
    unavailable=(503, "ServiceUnavailable", "The service is temporarily unavailable. Try again later."))
FACES = [VOLCENGINE, HUAWEI, IAM, OPERATOR]
SCOPE = ("vms", "cn-beijing")

every_face = pytest.mark.parametrize("face", FACES, ids=str)


# MARK: What has to stay as it is


@pytest.fixture(scope="module")
def inventory(server):
    """Something that bad input could damage."""
    for name in ("first", "second", "third"):
        body = json.dumps({"Name": name, "ServiceType": 100, "SubServiceType": 101}).encode()
        assert VOLCENGINE.call(server, body).status == 200
    server.run("plans", "create", "--id", "10000", "--name", "30 MB", "--carrier", "mobile",
               "--data-mb", "30", "--months", "12")
    cards = server.directory.parent / "cards.csv"
    cards.write_text("iccid,status\n8986000000000000001,in_use\n")
    server.run("sims", "import", "--order", "1", "--plan", "10000", cards)
    server.run("sim-pools", "create", "--name", "pool", "--order", "1")


@pytest.fixture(autouse=True)
def nothing_stops_and_nothing_is_changed(request):
    if "server" not in request.fixturenames:
        yield
        return
    server = request.getfixturevalue("server")
    request.getfixturevalue("inventory")
    before = server.database.contents()
    yield
    assert server.process.poll() is None
    assert server.database.contents() == before
    answer = VOLCENGINE.call(server, b"{}", target=LIST)
    assert answer.status == 200
    names = [pool["NumberPoolName"] for pool in answer.json()["Result"]["Records"]]
    assert names == ["third", "second", "first"]
    answer = HUAWEI.call(server)
    assert [pool["pool_name"] for pool in answer.json()["pools"]] == ["pool"]


# MARK: Clients that are slow, which all wait while the other tests run


class SlowClient(threading.Thread):
    """Begins to send and goes on drop by drop, or not at all, until the server has enough of it."""

    def __init__(self, server, beginning, drop):
        super().__init__(daemon=True)
        self.connection = Connection(server, PATIENCE)
        self.connection.send(beginning)
        self.drop = drop
        self.ended = threading.Event()
        self.start()
        threading.Thread(target=self.drip, daemon=True).start()

    def run(self):
        self.answer = self.connection.answer()
        self.ends = self.connection.ends()
        self.ended.set()

    def drip(self):
        while self.drop and not self.ended.wait(1):
            self.connection.send(self.drop)

    def finish(self):
        self.join(PATIENCE)
        assert not self.is_alive(), f"the server still waits after {PATIENCE} s"
        self.connection.__exit__()


@pytest.fixture(scope="module", autouse=True)
def slow_clients(server, inventory):
    clients = {}
    for face in FACES:
        head = wire(face.method, face.target, {**face.headers(server, b"{}"), "Content-Length": 1000})
        clients["stands still", face.name] = SlowClient(server, head + b"{", b"")
        clients["drips", face.name] = SlowClient(server, head, b" ")
    head = wire("POST", IAM.target, {**IAM.headers(server), "Transfer-Encoding": "chunked"})
    clients["drips in chunks", IAM.name] = SlowClient(server, head, b"1\r\n \r\n")
    clients["says nothing"] = SlowClient(server, b"", b"")
    clients["stops in the request line"] = SlowClient(server, b"GET /v1/sim", b"")
    clients["stops in the headers"] = SlowClient(server, b"GET / HTTP/1.1\r\nHost: telepool\r\nX-A", b"")
    clients["drips headers"] = SlowClient(server, b"GET / HTTP/1.1\r\nHost: telepool\r\n", b"X-A: b\r\n")
    yield clients


# MARK: The signers that all of this rests on

V_KEY = ("AKTESTFAKE0000000001", "SKTESTFAKEsecret0000000000000001==")
H_KEY = ("GSLTESTACCESSKEY0001", "gslTestSecretKey000000000000000000000001")
NAME = "默认号码池"
SPECIAL = (
    "/?NumberPoolNo=NP+1%2B2%2F3%3D4%265~6%2A7%2C8%259%3A%3B%22%27%28%29%21%40%E4%B8%AD%E6%96%87%E6%B1%A0"
    "&Limit=20&Empty=&Action=NumberList&Version=2022-01-01&NumberList.1=010&a-b=1&Zed=2")


@pytest.mark.parametrize(
    ("method", "target", "body", "headers", "host", "region", "signed", "signature"),
    [
        ("POST", CREATE, json.dumps({"Name": NAME, "ServiceType": 100, "SubServiceType": 101}),
         {"Content-Type": JSON, "X-Sdk-Invocation-Id": "00000000-0000-4000-8000-000000000001",
          "X-Sdk-Request": "attempt=1; max=4"},
         "127.0.0.1:8080", "cn-beijing",
         "content-type;host;x-content-sha256;x-date;x-sdk-invocation-id;x-sdk-request",
         "6f8dd455227657a07cf403f931b936fcbce6621c747875d1bdc8a5ed788debff"),
        ("POST", CREATE, '{"Name":"%s","ServiceType":100,"SubServiceType":101}' % NAME,
         {"Content-Type": "application/json; charset=UTF-8"}, "cloud-vms.volcengineapi.com", "cn-beijing",
         "content-type;host;x-content-sha256;x-date",
         "a31644437b557a1345faff5fbba73ef057b0844157454c0f417ac417cacb9ab6"),
        ("GET", SPECIAL, "", {}, "cloud-vms.volcengineapi.com", "cn-beijing", "host;x-content-sha256;x-date",
         "2e97c252f25113da69999ab9fc094b3ad0e28c27f481fa4d50724b4a2bc69597"),
        ("POST", LIST, "{}", {"Content-Type": JSON, "X-Security-Token": "STSeyJmYWtlIjoidG9rZW4ifQ=="},
         "127.0.0.1:80", "cn-north-1", "content-type;host;x-content-sha256;x-date;x-security-token",
         "23ce354a3e20e578a675d1e07ed0302822174c24e7f1f14c8c8801eba03e5add"),
        ("POST", CREATE,
         "Name=%E9%BB%98%E8%AE%A4+%E5%8F%B7%E7%A0%81%E6%B1%A0&ServiceType=100&SubServiceType=101",
         {"Content-Type": FORM}, "127.0.0.1:8080", "cn-north-1", "content-type;host;x-content-sha256;x-date",
         "6c9ba99308714d7964c54e4dcd77c420ab3472aafd50160cfae806ee33c4cb5f"),
    ],
    ids=["V1", "V2", "V3", "V4", "V5"])
def test_the_volcengine_signer_makes_the_signatures_of_the_reference(
        method, target, body, headers, host, region, signed, signature):
    made = signing.volcengine(
        V_KEY, method, target, body.encode(), headers, host=host, region=region, date="20250605T074557Z")
    assert made["Authorization"] == (
        f"HMAC-SHA256 Credential={V_KEY[0]}/20250605/{region}/vms/request, SignedHeaders={signed}, "
        f"Signature={signature}")


@pytest.mark.parametrize(
    ("method", "target", "body", "headers", "signed", "signature"),
    [
        ("GET", "/v1/sim-pools?limit=10&offset=1", "", {}, "host;x-sdk-date",
         "8bb0734ef353f5ce37a7c7ef83fa8bfabbd7c71cf6304377f520307f44b54ff7"),
        ("GET", "/v1/sim-pools?all_billing_cycle=true&billing_cycle=2024-01&limit=10&offset=1"
         "&pool_name=%E6%B5%81%E9%87%8F%E6%B1%A0-A%20b%2F1&status=0&status=1", "",
         {"Content-Type": JSON, "User-Agent": "huaweicloud-usdk-python/3.0",
          "X-Project-Id": "0123456789abcdef0123456789abcdef"},
         "content-type;host;user-agent;x-project-id;x-sdk-date",
         "6ab274ad81a57c9fd664b769858766905c5a3978b42182b159c01be44ab15a6b"),
        ("POST", "/v1/sim-cards/0/stop", '{"iccid":"8986000000000000001","note":"停机"}',
         {"Content-Type": JSON, "X-Security-Token": "TEMPTOKEN"},
         "content-type;host;x-sdk-date;x-security-token",
         "ebb8c098d7374565b3b5f5ce4242b6c639e417d2412acffebed564479c5db1d0"),
        ("POST", "/v1/attributes/9/enable", "", {"Content-Type": JSON}, "content-type;host;x-sdk-date",
         "bbde4e06393505f4dadcd3066a0aa450b99bec82d336143059eba0207f2a11fe"),
        ("GET", "/v1/sim-cards?iccid=&tag_id=9&tag_id=10", "", {}, "host;x-sdk-date",
         "6d116ed11423c5735914b55c25f36e53d3de78e9e60a41e9472c85238536776d"),
    ],
    ids=["V1", "V2", "V3", "V4", "V5"])
def test_the_huawei_signer_makes_the_signatures_of_the_reference(
        method, target, body, headers, signed, signature):
    made = signing.huawei(
        H_KEY, method, target, body.encode(), headers, host="gsl.cn-north-4.myhuaweicloud.com",
        date="20240115T083000Z")
    assert made["Authorization"] == (
        f"SDK-HMAC-SHA256 Access={H_KEY[0]}, SignedHeaders={signed}, Signature={signature}")


# MARK: Bodies that are too large


@every_face
def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(server, face):
    head = {**face.headers(server), "Content-Length": face.body_limit + 1, "Expect": "100-continue"}
    with Connection(server) as connection:
        connection.send(wire(face.method, face.target, head))
        answer = connection.answer()
        face.refuses(answer, face.too_large)
        assert answer.headers["Connection"] == "close"
        assert connection.ends()


@every_face
def test_the_sender_of_a_body_that_is_too_large_reads_why_it_was_refused(server, face):
    body = b" " * (face.body_limit + 1)
    with Connection(server) as connection:
        connection.send(face.request(server, body))
        face.refuses(connection.answer(), face.too_large)
        assert connection.ends()


@every_face
def test_a_body_in_chunks_that_together_are_too_large_is_refused(server, face):
    head = {**face.headers(server), "Transfer-Encoding": "chunked"}
    with Connection(server) as connection:
        connection.send(wire(face.method, face.target, head, chunked(b" " * (face.body_limit + 1))))
        answer = connection.answer()
        face.refuses(answer, face.too_large)
        assert answer.headers["Connection"] == "close"
        assert connection.ends()


@every_face
@pytest.mark.parametrize("length", [1 << 63, (1 << 64) - 1], ids=["2^63", "2^64-1"])
def test_a_length_that_no_body_has_is_too_large(server, face, length):
    head = {**face.headers(server), "Content-Length": length}
    with Connection(server, 5) as connection:
        connection.send(wire(face.method, face.target, head))
        face.refuses(connection.answer(), face.too_large)


@pytest.mark.parametrize("is_chunked", [False, True], ids=["with its length", "in chunks"])
def test_a_body_of_exactly_the_limit_is_taken(server, is_chunked):
    body = b"{" + b" " * (VOLCENGINE.body_limit - 2) + b"}"
    headers = VOLCENGINE.headers(server, body, target=LIST)
    if is_chunked:
        data = wire("POST", LIST, {**headers, "Transfer-Encoding": "chunked"}, chunked(body))
    else:
        data = wire("POST", LIST, {**headers, "Content-Length": len(body)}, body)
    answer = exchange(server, data)
    assert (answer.status, answer.json()["Result"]["Total"]) == (200, 3)


# MARK: Bodies that are no JSON

NO_JSON = {
    "cut off": (b'{"Name": ', "unexpected end at byte 9"),
    "cut off in a string": (b'{"Name": "a', "unexpected end at byte 11"),
    "cut off in an escape": (b'{"Name":"\\u12', "unexpected end at byte 11"),
    "blanks only": (b" \r\n\t", "unexpected end at byte 4"),
    "a bare word": (b"Name", "unexpected character at byte 0"),
    "a word that goes on": (b"nulls", "more than one value at byte 4"),
    "single quotes": (b"{'Name': 'a'}", "unexpected character at byte 1"),
    "a name without quotes": (b"{Name: 1}", "unexpected character at byte 1"),
    "a comma too many": (b'{"a":1,}', "unexpected character at byte 7"),
    "a comment": (b'{"a":1 /* b */}', "unexpected character at byte 7"),
    "two values": (b"{} {}", "more than one value at byte 3"),
    "a NUL behind the value": (b"{}\0", "more than one value at byte 2"),
    "garbage behind the value": (b'{"a":1}garbage', "more than one value at byte 7"),
    "a duplicate name": (b'{"a":1,"a":2}', "duplicate name a at byte 7"),
    "a duplicate name in another spelling": (b'{"a":1,"\\u0061":2}', "duplicate name a at byte 7"),
    "a duplicate name far inside": (b'{"x":[{"y":{"b":1,"c":2,"b":1}}]}', "duplicate name b at byte 24"),
    "a duplicate name behind many": (
        b"{%b}" % b",".join(b'"n%03d":0' % (number % 200) for number in range(201)),
        "duplicate name n000 at byte 1801"),
    "100,000 arrays": (b"[" * 100_000, "nested deeper than 32 at byte 32"),
    "100,000 arrays that end": (b"[" * 30_000 + b"]" * 30_000, "nested deeper than 32 at byte 32"),
    "100,000 objects": (b'{"a":' * 100_000, "nested deeper than 32 at byte 160"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "unexpected character at byte 0"),
    "UTF-16": ("{}".encode("utf-16-le"), "unexpected character at byte 1"),
    "a byte that UTF-8 does not have": (b'{"Name":"\xff"}', "invalid UTF-8 at byte 8"),
    "an overlong NUL": (b'{"Name":"\xc0\x80"}', "invalid UTF-8 at byte 8"),
    "a surrogate in UTF-8": (b'{"Name":"\xed\xa0\x80"}', "invalid UTF-8 at byte 8"),
    "a scalar cut off": (b'{"Name":"\xe9\xbb"}', "invalid UTF-8 at byte 8"),
    "a scalar beyond Unicode": (b'{"Name":"\xf4\x90\x80\x80"}', "invalid UTF-8 at byte 8"),
    "a name that is not UTF-8": (b'{"\xff":1}', "invalid UTF-8 at byte 1"),
    "a lone high surrogate": (b'{"Name":"\\ud800"}', "invalid escape at byte 9"),
    "a lone low surrogate": (b'{"Name":"\\udc00"}', "invalid escape at byte 9"),
    "surrogates the wrong way round": (b'{"Name":"\\udc00\\ud800"}', "invalid escape at byte 9"),
    "a high surrogate before a letter": (b'{"Name":"\\ud800\\u0041"}', "invalid escape at byte 9"),
    "an unknown escape": (b'{"Name":"\\x41"}', "invalid escape at byte 9"),
    "an escape without digits": (b'{"Name":"\\uzzzz"}', "invalid escape at byte 9"),
    "a NUL in a string": (b'{"Name":"a\0"}', "control character in a string at byte 10"),
    "a line feed in a string": (b'{"Name":"a\n"}', "control character in a string at byte 10"),
    "a leading zero": (b'{"ServiceType":0100}', "unexpected character at byte 16"),
    "a leading plus": (b'{"ServiceType":+1}', "unexpected character at byte 15"),
    "a hexadecimal number": (b'{"ServiceType":0x64}', "unexpected character at byte 16"),
    "no digits": (b'{"ServiceType":-}', "invalid number at byte 16"),
    "no digits behind the point": (b'{"ServiceType":1.}', "invalid number at byte 17"),
    "no digits in the exponent": (b'{"ServiceType":1e}', "invalid number at byte 17"),
    "not a number": (b'{"ServiceType":NaN}', "unexpected character at byte 15"),
    "infinity": (b'{"ServiceType":Infinity}', "unexpected character at byte 15"),
}
no_json = pytest.mark.parametrize(("body", "reason"), NO_JSON.values(), ids=NO_JSON)


@no_json
def test_volcengine_says_why_a_body_is_no_json(server, body, reason):
    answer = VOLCENGINE.call(server, body)
    VOLCENGINE.refuses(answer, invalid_parameter(f"body (not JSON: {reason})"), SCOPE)


@no_json
def test_the_operator_api_says_why_a_body_is_no_json(server, body, reason):
    answer = OPERATOR.call(server, body)
    is_operator_error(answer, 400, "InvalidParameter", f"The body is not JSON: {reason}.")


@no_json
def test_iam_refuses_a_body_that_is_no_json(server, body, reason):
    # Its limit is lower than the deepest of them.
    is_iam_error(IAM.call(server, body[:IAM.body_limit]), *IAM.broken)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"a"', b"1", b"true", b"[{}]"])
def test_json_that_is_no_object_is_refused(server, body):
    VOLCENGINE.refuses(
        VOLCENGINE.call(server, body), invalid_parameter("body (not a JSON object)"), SCOPE)
    is_iam_error(IAM.call(server, body), *IAM.broken)
    is_operator_error(
        OPERATOR.call(server, body), 400, "InvalidParameter",
        "The body has to be a JSON object.")


def test_a_connection_stays_usable_after_a_body_that_is_no_json(server):
    for face in (VOLCENGINE, IAM, OPERATOR):
        with Connection(server) as connection:
            connection.send(face.request(server, b"{"))
            answer = connection.answer()
            assert (answer.status, answer.headers["Connection"]) == (400, None)
            connection.send(face.request(server, b"{"))
            assert connection.answer().status == 400


def test_a_call_without_its_body_is_refused(server):
    missing = (400, 200001, "MissingParameter", "The required parameter Name is missing.")
    VOLCENGINE.refuses(VOLCENGINE.call(server), missing, SCOPE)
    is_iam_error(IAM.call(server), *IAM.broken)
    is_operator_error(
        OPERATOR.call(server), 400, "InvalidParameter",
        "The body is not JSON: unexpected end at byte 0.")


# MARK: Content types

CREATION = json.dumps({"Name": "never", "ServiceType": 100, "SubServiceType": 101}).encode()
PLAN = json.dumps({"id": "1", "name": "never", "carrier": "mobile", "data_mb": 1, "months": 1}).encode()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/json", "application/xml", "multipart/form-data; boundary=a", "application/jsonx",
     "json", "*/*", "", ";", "é", None])
def test_a_body_of_another_type_is_refused(server, content_type):
    answer = VOLCENGINE.call(server, CREATION, content_type=content_type)
    reason = "Content-Type (neither application/json nor application/x-www-form-urlencoded)"
    VOLCENGINE.refuses(answer, invalid_parameter(reason), SCOPE)
    answer = OPERATOR.call(server, PLAN, content_type=content_type)
    is_operator_error(answer, 400, "InvalidParameter", "The body has to be of the type application/json.")


def test_an_import_is_no_json(server):
    answer = OPERATOR.call(server, b"{}", target="/telepool/v1/usage")
    is_operator_error(answer, 400, "InvalidParameter", "The body has to be of the type text/csv or application/x-ndjson.")


def test_json_sent_as_a_form_is_a_form_without_parameters(server):
    answer = VOLCENGINE.call(server, CREATION, content_type=FORM)
    VOLCENGINE.refuses(
        answer, (400, 200001, "MissingParameter", "The required parameter Name is missing."), SCOPE)


# MARK: Texts

CONTROL = ["\0", "a\0b", "\x01", "a\tb", "a\nb", "a\r\nb", "\x1b[31m", "\x7f", "\x85", "\x9f"]
control = pytest.mark.parametrize("text", CONTROL, ids=repr)


@control
def test_a_name_with_a_control_character_is_refused(server, text):
    body = json.dumps({"Name": text, "ServiceType": 100, "SubServiceType": 101}).encode()
    VOLCENGINE.refuses(VOLCENGINE.call(server, body), invalid_parameter("Name"), SCOPE)

    form = urllib.parse.urlencode({"Name": text, "ServiceType": 100, "SubServiceType": 101}).encode()
    answer = VOLCENGINE.call(server, form, content_type=FORM)
    VOLCENGINE.refuses(answer, invalid_parameter("Name"), SCOPE)

    headers = signing.volcengine(KEY, "GET", f"{CREATE}&{form.decode()}", host=server.address)
    answer = exchange(server, wire("GET", f"{CREATE}&{form.decode()}", headers))
    VOLCENGINE.refuses(answer, invalid_parameter("Name"), SCOPE)


@control
def test_the_operator_api_takes_no_control_characters(server, text):
    cases = [
        ("/telepool/v1/price-plans", {**json.loads(PLAN), "name": text}, "name", 128),
        ("/telepool/v1/price-plans", {**json.loads(PLAN), "id": text}, "id", 36),
        ("/telepool/v1/sim-pools", {"name": text, "order_ids": [1]}, "name", 100),
        ("/telepool/v1/accounts", {"name": text, "user": "never"}, "name", 64),
        ("/telepool/v1/users", {"name": text, "role": "reader"}, "name", 64),
    ]
    for target, body, name, length in cases:
        answer = OPERATOR.call(server, json.dumps(body).encode(), target=target)
        is_operator_error(
            answer, 400, "InvalidParameter", f"{name} has to be a text of 1 to {length} characters.")


@pytest.mark.parametrize(
    ("action", "name"),
    [("NumberPoolList", "NumberPoolName"), ("NumberPoolList", "NumberPoolNo"), ("NumberPoolList", "Name"),
     ("NumberPoolList", "ServiceType"), ("NumberPoolList", "SubServiceType"), ("NumberPoolList", "Offset"),
     ("NumberPoolList", "Limit"), ("NumberPoolList", "DryRun"), ("UpdateNumberPoolV2", "NumberPoolNo"),
     ("UpdateNumberPool", "NumberPoolNo"), ("CreateNumberPool", "ServiceType"),
     ("CreateNumberPool", "ClientToken")])
def test_a_parameter_with_a_nul_is_refused(server, action, name):
    others = {} if action == "NumberPoolList" else json.loads(CREATION)
    body = json.dumps({**others, name: "100\0"}).encode()
    answer = VOLCENGINE.call(server, body, target=f"/?Action={action}&Version=2022-01-01")
    is_volcengine_error(answer, *invalid_parameter(name), action=action, scope=SCOPE)


@pytest.mark.parametrize("token", ["", "a" * 65, "a\nb", "\x7f", "号", "é"], ids=repr)
def test_a_client_token_that_is_no_short_printable_ascii_is_refused(server, token):
    body = json.dumps({**json.loads(CREATION), "ClientToken": token}).encode()
    VOLCENGINE.refuses(VOLCENGINE.call(server, body), invalid_parameter("ClientToken"), SCOPE)


@pytest.mark.parametrize(
    "query",
    ["pool_name=%00", "pool_name=a%0Ab", "pool_name=%C2%85", "pool_name=a%20b", "pool_name=%27",
     "pool_name=%3Cb%3E", "pool_name=100%25", "billing_cycle=2022-0%00", "limit=10%00", "offset=%001",
     "all_billing_cycle=true%00", "status=1%00"])
def test_a_query_with_illegal_characters_is_refused(server, query):
    is_invalid_parameter_of_gsl(HUAWEI.call(server, target=f"/v1/sim-pools?{query}"))


@pytest.mark.parametrize("field", ["user", "password", "domain", "project"])
@pytest.mark.parametrize("value", ["a\0b", "", None, 1, {}, []], ids=repr)
def test_iam_takes_nothing_but_texts_without_nul(server, field, value):
    user = {"name": "admin", "password": PASSWORD, "domain": {"name": "default"}}
    scope = {"project": {"name": "cn-north-4"}}
    match field:
        case "user":
            user["name"] = value
        case "password":
            user["password"] = value
        case "domain":
            user["domain"] = {"name": value}
        case "project":
            scope = {"project": {"name": value}}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
    is_iam_error(IAM.call(server, json.dumps(body).encode()), *IAM.broken)


def test_a_lookup_of_a_project_with_a_nul_finds_nothing(server):
    answer = HUAWEI.call(server, target="/v3/projects?name=cn-north-4%00")
    assert (answer.status, answer.json()["projects"]) == (200, [])


@pytest.mark.parametrize("segment", ["%00", "NP%00", "%FF", "%ED%A0%80"])
def test_a_path_with_what_no_text_can_hold_is_refused(server, segment):
    target = f"/telepool/v1/number-pools/{segment}/numbers"
    answer = OPERATOR.call(server, b"number\n10086\n", target=target, content_type="text/csv")
    is_operator_error(answer, *OPERATOR.broken)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"a\0b,8986000000000000001,2022-01-01T00:00:00Z,1", "a control character"),
        (b"\x1b[31m,8986000000000000001,2022-01-01T00:00:00Z,1", "a control character"),
        (b"\xff,8986000000000000001,2022-01-01T00:00:00Z,1", "not UTF-8"),
        (b"1,8986000000000000001,2022-01-01T00:00:00Z,1" + b"0" * 400,
         "bytes has to be an integer from 0 to 1125899906842624"),
        (b"1,8986000000000000001,2022-01-01T00:00:00Z,1e400", "bytes has to be an integer from 0 to 1125899906842624"),
        (b"1,8986000000000000001,2022-01-01T00:00:00Z,-1", "bytes has to be an integer from 0 to 1125899906842624"),
        (b"1,8986000000000000001,2022-01-01T00:00:00Z,9223372036854775807",
         "bytes has to be an integer from 0 to 1125899906842624"),
        (b"1,8986000000000000001,99999-01-01T00:00:00Z,1",
         "at has to be a time such as 2022-09-22T18:57:15Z"),
        (b'"1,8986000000000000001,2022-01-01T00:00:00Z,1', "a quote is left open; reading ends here"),
        (b"1,8986000000000000001", "2 fields where the first line names 4"),
        (b"a" * 129 + b",8986000000000000001,2022-01-01T00:00:00Z,1",
         "record_id has to be at most 128 characters"),
    ])
def test_a_row_that_cannot_be_read_is_named_and_not_taken(server, row, reason):
    body = b"record_id,iccid,at,bytes\n" + row + b"\n"
    answer = OPERATOR.call(server, body, target="/telepool/v1/usage", content_type="text/csv")
    assert (answer.status, answer.json()) == (200, {
        "accepted": 0, "duplicate": 0, "rejected": 1,
        "rejections": [{"line": 2, "code": "InvalidRow", "reason": reason}]})


@pytest.mark.parametrize(
    "header", [b"", b"\n", b"record_id", b"record_id,iccid,at,bytes,more", b"record_id,iccid,at,bytes,bytes",
               b"record_id,iccid,at,\xff", b"{}", b'"record_id,iccid,at,bytes'])
def test_an_import_without_the_names_of_its_columns_is_refused(server, header):
    answer = OPERATOR.call(server, header + b"\n", target="/telepool/v1/usage", content_type="text/csv")
    is_operator_error(
        answer, 400, "InvalidParameter",
        "The first line has to name the columns: record_id, at, one of iccid, imsi and msisdn, and either bytes or "
        "up_bytes and down_bytes; source may be there.")


# MARK: Bytes that are not UTF-8


@pytest.mark.parametrize("bad", ["%FF", "%C0%80", "%ED%A0%80", "%E9%BB", "a%80"])
def test_a_query_that_is_not_utf_8_is_refused(server, bad):
    target = f"{LIST}&NumberPoolName={bad}"
    answer = VOLCENGINE.call(server, b"{}", target=target)
    is_volcengine_error(answer, *invalid_parameter("query (not UTF-8)"), version="")

    answer = HUAWEI.call(server, target=f"/v1/sim-pools?pool_name={bad}")
    is_gateway_error(answer, *HUAWEI.broken)

    answer = HUAWEI.call(server, target=f"/v3/projects?name={bad}")
    is_iam_error(answer, *IAM.broken)

    target = f"/telepool/v1/orders/1/sim-cards?plan_id={bad}"
    answer = OPERATOR.call(server, b"iccid,status\n", target=target, content_type="text/csv")
    is_operator_error(answer, *OPERATOR.broken)


@pytest.mark.parametrize(
    "form", [b"Name=%FF", b"Name=\xff", b"%FF=1", b"Name=%ED%A0%80", b"Name=\xed\xa0\x80"])
def test_a_form_that_is_not_utf_8_is_refused(server, form):
    answer = VOLCENGINE.call(server, form, content_type=FORM)
    VOLCENGINE.refuses(answer, invalid_parameter("body (not UTF-8)"), SCOPE)


# MARK: Numbers

def beginning(text):
    return text[:20]


@pytest.mark.parametrize(
    "number",
    ["1e400", "-1e400", "1" * 400, "-" + "1" * 400, "9223372036854775808", "1e19", "1.5", "1e-400",
     "0." + "0" * 400], ids=beginning)
def test_a_number_that_is_no_type_of_service_is_refused(server, number):
    for text in (number, f'"{number}"'):
        body = b'{"Name":"never","ServiceType":%b,"SubServiceType":101}' % text.encode()
        VOLCENGINE.refuses(VOLCENGINE.call(server, body), invalid_parameter("ServiceType"), SCOPE)


@pytest.mark.parametrize("name", ["Limit", "Offset"])
@pytest.mark.parametrize(
    "number", ["1e400", "-1e400", "1" * 400, "9223372036854775808", "1.5", "-1"], ids=beginning)
def test_a_page_that_does_not_exist_is_refused(server, name, number):
    answer = VOLCENGINE.call(server, b'{"%b":%b}' % (name.encode(), number.encode()), target=LIST)
    is_volcengine_error(answer, *invalid_parameter(name), action="NumberPoolList", scope=SCOPE)
    answer = HUAWEI.call(server, target=f"/v1/sim-pools?{name.lower()}={number}")
    is_invalid_parameter_of_gsl(answer)


def test_the_greatest_offset_is_an_empty_page(server):
    answer = VOLCENGINE.call(server, b'{"Offset":9223372036854775807}', target=LIST)
    assert (answer.status, answer.json()["Result"]) == (
        200, {"Total": 3, "Limit": 20, "Offset": 9223372036854775807, "Records": []})


@pytest.mark.parametrize(
    "number", ["1e400", "-1e400", "1" * 400, "1000000001", "-1", "0.5", '"1"', "true", "null"], ids=beginning)
def test_an_amount_out_of_its_range_is_refused(server, number):
    body = b'{"id":"1","name":"never","carrier":"mobile","data_mb":%b,"months":1}' % number.encode()
    is_operator_error(
        OPERATOR.call(server, body), 400, "InvalidParameter",
        "data_mb has to be an integer from 0 to 1000000000.")


@pytest.mark.parametrize("order", ["0", "-1", "9007199254740992", "9" * 400, "1e2", "+1", "%31%00"])
def test_an_order_with_an_impossible_number_is_refused(server, order):
    target = f"/telepool/v1/orders/{order}/sim-cards?plan_id=10000"
    answer = OPERATOR.call(server, b"iccid,status\n", target=target, content_type="text/csv")
    if "%00" in order:
        is_operator_error(answer, *OPERATOR.broken)
    else:
        is_operator_error(
            answer, 400, "InvalidParameter", "order_id has to be an integer from 1 to 9007199254740991.")


# MARK: What is no HTTP

HOST = b"Host: telepool\r\n"
NO_HTTP = {
    "words": b"hello\r\n\r\n",
    "random bytes": b"\x8f" + os.urandom(2000),
    "many random bytes": b"\x8f" + os.urandom(200_000),
    "NULs": b"\0" * 1000,
    "a TLS handshake": bytes.fromhex("16030100c8010000c40303") + bytes(range(190)),
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET / HTTP/0.9\r\n" + HOST + b"\r\n",
    "HTTP/1.2": b"GET / HTTP/1.2\r\n" + HOST + b"\r\n",
    "HTTP/2.0": b"GET / HTTP/2.0\r\n" + HOST + b"\r\n",
    "HTTP/3.0": b"GET / HTTP/3.0\r\n" + HOST + b"\r\n",
    "an unknown method": b"FROBNICATE / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in lower case": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "no target": b"GET  HTTP/1.1\r\n" + HOST + b"\r\n",
    "bare line feeds": b"GET / HTTP/1.1\nHost: telepool\n\n",
    "a bare line feed between headers": b"GET / HTTP/1.1\r\nHost: telepool\nX-A: b\r\n\r\n",
    "a bare carriage return": b"GET / HTTP/1.1\r\nHost: telepool\rX-A: b\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\r\n c\r\n\r\n",
    "a blank before the colon": b"GET / HTTP/1.1\r\nHost : telepool\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\n" + HOST + b": b\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\n" + HOST + b"X-A\r\n\r\n",
    "a NUL in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: \0\r\n\r\n",
    "a control character in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: \x01\r\n\r\n",
    "a NUL in the target": b"GET /\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a byte in the target that is not ASCII": b"GET /?a=\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    "a negative length": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "a length that is no number": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: ten\r\n\r\n",
    "a length with a plus": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +2\r\n\r\n{}",
    "a list of lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 2, 2\r\n\r\n{}",
    "a length of 400 digits": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length and chunks": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "chunks and a length": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n"),
    "a body that is not in chunks in the end": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
    "chunks in chunks": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
    "a few headers too many": (
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(210)) + b"\r\n"),
    "thousands of headers": (
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(5000)) + b"\r\n"),
    "a million headers": b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 1_000_000 + b"\r\n",
    "a giant header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * (1 << 20) + b"\r\n\r\n",
    "a giant name of a header": b"GET / HTTP/1.1\r\n" + HOST + b"a" * (1 << 20) + b": b\r\n\r\n",
    "headers that together are too large": (
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %b\r\n" % (n, b"a" * 1000) for n in range(100)) + b"\r\n"),
    "a giant method": b"G" * (1 << 20),
    "a giant target": b"GET /?" + b"a" * (1 << 20) + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a target without an end": b"GET /?" + b"a" * (16 << 20),
}


@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP)
def test_what_is_no_http_is_refused_and_the_connection_ends(server, data):
    with Connection(server) as connection:
        connection.send(data)
        is_unreadable(connection.answer())
        assert connection.ends()


def test_the_answer_to_what_is_no_http_has_its_id_where_the_clients_look_for_it(server):
    answer = exchange(server, b"hello\r\n\r\n")
    is_unreadable(answer)
    request_id = answer.json()["request_id"]
    assert (answer.headers["X-Request-Id"], answer.headers["X-Tt-Logid"]) == (request_id, request_id)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("chunked", b"zz\r\n"),
        ("chunked", b"-1\r\n"),
        ("chunked", b"0x2\r\n{}\r\n0\r\n\r\n"),
        ("chunked", b"\r\n"),
        ("chunked", b"2\n{}\n0\n\n"),
        ("chunked", b"10000000000000000\r\n"),
        ("chunked", b"f" * 400 + b"\r\n"),
        ("chunked", b"2\r\n{}garbage\r\n0\r\n\r\n"),
        ("chunked", b"2;a=\0\r\n{}\r\n0\r\n\r\n"),
        ("chunked", b"2\r\n{}\r\n0\r\nX-A: \0\r\n\r\n"),
        ("chunked", b"2\r\n{}\r\n0\r\n" + b"X-A: b\r\n" * 1000 + b"\r\n"),
        ("chunked", b"zz\r\n" + b"a" * 200_000),
        ("gzip", b"2\r\n{}\r\n0\r\n\r\n"),
    ],
    ids=["no number", "negative", "with 0x", "empty", "bare line feeds", "2^64", "400 digits",
         "chunk longer than it says", "NUL in an extension", "NUL in a trailer", "trailer flood",
         "much more behind it", "no chunks"])
@every_face
def test_a_body_in_broken_chunks_is_refused(server, face, coding, data):
    head = wire(face.method, face.target, {**face.headers(server, b"{}"), "Transfer-Encoding": coding})
    with Connection(server) as connection:
        connection.send(head + data)
        answer = connection.answer()
        assert answer is not None, "the connection ended without an answer"
        face.refuses(answer, face.broken)
        assert answer.headers["Connection"] == "close"
        assert connection.ends()


def test_a_client_that_has_said_all_it_will_say_is_answered(server):
    # Often, because the request and the end of what the client says may or may not arrive together.
    for _ in range(50):
        with Connection(server) as connection:
            connection.send(VOLCENGINE.request(server, b"{}", target=LIST))
            connection.socket.shutdown(socket.SHUT_WR)
            answer = connection.answer()
            assert answer is not None, "the connection ended without an answer"
            assert (answer.status, answer.json()["Result"]["Total"]) == (200, 3)
            assert connection.ends()
        with Connection(server) as connection:
            connection.send(b"hello\r\n\r\n")
            connection.socket.shutdown(socket.SHUT_WR)
            is_unreadable(connection.answer())
            assert connection.ends()


@every_face
@pytest.mark.parametrize("way", ["half", "whole", "with a reset"])
def test_a_connection_that_is_closed_in_the_middle_of_a_body_changes_nothing(server, face, way):
    body = CREATION if face is VOLCENGINE else PLAN
    data = face.request(server, body)
    with Connection(server) as connection:
        connection.send(data[:-1])
        if way == "half":
            connection.socket.shutdown(socket.SHUT_WR)
            # It may be told why, and then there is nothing more.
            answer = connection.answer()
            assert answer is None or (face.refuses(answer, face.broken), connection.ends())[1]
        elif way == "with a reset":
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


# MARK: HTTP that is rarely seen


def test_http_1_0_is_answered_and_the_connection_ends(server):
    headers = VOLCENGINE.headers(server, b"{}", target=LIST)
    with Connection(server) as connection:
        connection.send(wire("POST", LIST, {**headers, "Content-Length": 2}, b"{}", version="1.0"))
        answer = connection.answer()
        assert (answer.status, answer.json()["Result"]["Total"]) == (200, 3)
        assert connection.ends()


def test_a_client_of_http_1_0_that_asks_for_more_is_told_whether_it_may_go_on(server):
    headers = VOLCENGINE.headers(server, b"{}", target=LIST)
    headers |= {"Content-Length": 2, "Connection": "keep-alive"}
    data = wire("POST", LIST, headers, b"{}", version="1.0")
    with Connection(server, 5) as connection:
        connection.send(data)
        answer = connection.answer()
        assert answer.status == 200
        if (answer.headers["Connection"] or "").lower() == "keep-alive":
            connection.send(data)
            assert connection.answer().status == 200
        else:
            # It would wait for the end of the connection, which is the end of the answer for it.
            assert connection.ends()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND", "TRACE"])
def test_a_method_that_a_face_does_not_have_is_refused(server, method):
    def answer(face):
        head = {"Host": server.address, "Content-Length": 0}
        return exchange(server, wire(method, face.target, head), method)

    answers = {face.name: answer(face) for face in FACES}
    if method == "HEAD":
        # A token may be asked for with it, as for the others.
        assert [(answers[name].status, answers[name].body) for name in answers] == [
            (405, b""), (404, b""), (401, b""), (405, b"")]
        return
    VOLCENGINE.refuses(
        answers["volcengine"],
        (405, 100020, "MethodNotAllowed", "The HTTP method of the request is not allowed."))
    is_gateway_error(answers["huawei"], 404, "APIGW.0101", "The API does not exist")
    if method == "DELETE":
        is_iam_error(answers["iam"], 401, "Unauthorized", "The X-Auth-Token is invalid!")
    else:
        is_iam_error(answers["iam"], 404, "Not Found", "The API does not exist.")
    is_operator_error(answers["operator"], 405, "MethodNotAllowed", "The resource does not have this method.")


@pytest.mark.parametrize(
    "target",
    ["/v1/", "/v1/sim-pools/", "/v1//sim-pools", "/V1/sim-pools", "/nowhere", "//", "*", "/v1/sim-pools%00",
     "/v1/..%2Fsim-pools", "/v2/sim-pools", "/index.html"])
def test_a_path_that_no_face_has_is_answered_by_the_gateway(server, target):
    answer = exchange(server, wire("GET", target, {"Host": server.address}))
    is_gateway_error(
        answer, 404, "APIGW.0101", "The API does not exist or has not been published in the environment")


def test_a_path_that_a_face_does_not_have_is_answered_in_its_form(server):
    is_iam_error(
        exchange(server, wire("GET", "/v3/nowhere", {"Host": server.address})), 404, "Not Found",
        "The API does not exist.")
    is_operator_error(
        exchange(server, wire("GET", "/telepool/v1/nowhere", {"Host": server.address})), 404, "NotFound",
        "There is no such resource.")


@every_face
def test_a_client_that_waits_for_leave_to_send_its_body_gets_it(server, face):
    body = b"{"
    headers = {**face.headers(server, body), "Content-Length": len(body), "Expect": "100-continue"}
    with Connection(server) as connection:
        connection.send(wire(face.method, face.target, headers))
        answer = connection.answer()
        assert (answer.status, list(answer.headers)) == (100, [])
        connection.send(body)
        answer = connection.answer()
        assert answer.status == (200 if face is HUAWEI else 400)
        connection.send(face.request(server, body))
        assert connection.answer().status == answer.status


@pytest.mark.parametrize(
    "request_line_and_headers",
    [b"CONNECT telepool:443 HTTP/1.1\r\nHost: telepool\r\n\r\n",
     b"GET /healthz HTTP/1.1\r\nHost: telepool\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
     b"HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n",
     b"GET /healthz HTTP/1.1\r\nHost: telepool\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
    ids=["CONNECT", "h2c", "websocket"])
def test_a_connection_that_was_to_become_another_is_still_usable_or_ends(server, request_line_and_headers):
    with Connection(server, 5) as connection:
        connection.send(request_line_and_headers)
        answer = connection.answer()
        assert answer.status == (404 if request_line_and_headers.startswith(b"CONNECT") else 200)
        if answer.headers["Connection"] == "close":
            assert connection.ends()
        else:
            connection.send(VOLCENGINE.request(server, b"{}", target=LIST))
            assert connection.answer().status == 200


def test_requests_in_a_row_are_answered_one_by_one_in_their_order(server):
    bodies = [b'{"Limit":%d}' % limit for limit in range(1, 101)]
    with Connection(server) as connection:
        connection.send(b"".join(VOLCENGINE.request(server, body, target=LIST) for body in bodies))
        answers = [connection.answer().json() for _ in bodies]
    assert [answer["Result"]["Limit"] for answer in answers] == list(range(1, 101))
    assert len({answer["ResponseMetadata"]["RequestId"] for answer in answers}) == 100


def test_bad_requests_in_a_row_of_good_ones_do_not_mix_them_up(server):
    good = VOLCENGINE.request(server, b"{}", target=LIST)
    with Connection(server) as connection:
        bad = [IAM.request(server, b"{"), OPERATOR.request(server, b"[" * 1000), b"garbage\r\n\r\n"]
        connection.send(good + bad[0] + good + bad[1] + good + bad[2] + good)
        assert [connection.answer().status for _ in range(5)] == [200, 400, 200, 400, 200]
        is_unreadable(connection.answer())
        assert connection.ends()


def test_what_comes_behind_a_refused_body_is_no_request(server):
    smuggled = VOLCENGINE.request(server, CREATION)
    head = {**VOLCENGINE.headers(server), "Content-Length": (1 << 20) + 1}
    with Connection(server) as connection:
        connection.send(wire("POST", CREATE, head) + smuggled)
        VOLCENGINE.refuses(connection.answer(), VOLCENGINE.too_large)
        assert connection.ends()
    head = {**VOLCENGINE.headers(server), "Transfer-Encoding": "chunked"}
    with Connection(server) as connection:
        connection.send(wire("POST", CREATE, head, b"zz\r\n") + smuggled)
        VOLCENGINE.refuses(connection.answer(), VOLCENGINE.broken)
        assert connection.ends()


# MARK: Memory


def resident(server):
    """The memory of the process in bytes."""
    with open(f"/proc/{server.process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1]) << 10


def flood(connection, data, size):
    """Sends so many bytes, or fewer if the server stops taking them."""
    connection.socket.settimeout(2)
    sent = 0
    with contextlib.suppress(OSError):
        while sent < size:
            sent += connection.socket.send(data)


def test_a_client_that_never_reads_does_not_fill_the_memory(tmp_path):
    with running(tmp_path / "data") as server, Connection(server) as connection:
        before = resident(server)
        flood(connection, b"GET /healthz HTTP/1.1\r\nHost: telepool\r\n\r\n" * 1000, 10 << 20)
        assert resident(server) - before < 32 << 20


def test_what_comes_behind_an_upgrade_does_not_fill_the_memory(tmp_path):
    with running(tmp_path / "data") as server, Connection(server) as connection:
        before = resident(server)
        headers = {"Host": server.address, "Connection": "upgrade", "Upgrade": "h2c"}
        connection.send(wire("GET", "/healthz", headers))
        assert connection.answer().status == 200
        flood(connection, b"a" * (1 << 20), 64 << 20)
        assert resident(server) - before < 32 << 20


# MARK: Shutdown


def open_idle_connections(server):
    """A connection for each face on which a request was answered already."""
    connections = []
    for face in FACES:
        connection = Connection(server)
        connection.send(face.request(server, b"{"))
        assert connection.answer().status == (200 if face is HUAWEI else 400)
        connections.append((face, connection))
    return connections


def refuses_connections(server):
    try:
        socket.create_connection(("127.0.0.1", server.port), TIMEOUT).close()
        return False
    except ConnectionRefusedError:
        return True


def test_a_shutdown_finishes_what_was_begun_and_takes_nothing_new(tmp_path):
    token = {"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": "admin", "password": PASSWORD, "domain": {"name": "default"}}}},
        "scope": {"domain": {"name": "default"}}}}
    bodies = {"volcengine": CREATION, "huawei": b"{}", "iam": json.dumps(token).encode(), "operator": PLAN}
    with running(tmp_path / "data") as server:
        creation = VOLCENGINE.request(server, CREATION)
        idle = open_idle_connections(server)
        silent = Connection(server)
        in_the_headers = Connection(server)
        in_the_headers.send(creation[:100])
        begun = []
        for face in [*FACES, VOLCENGINE]:
            body = bodies[face.name]
            headers = {**face.headers(server, body), "Content-Length": len(body), "Expect": "100-continue"}
            connection = Connection(server)
            connection.send(wire(face.method, face.target, headers))
            # So the server has read the headers.
            assert connection.answer().status == 100
            connection.send(body[:-1])
            begun.append((face, connection))
        *begun, (_, abandoned) = begun

        server.process.send_signal(signal.SIGTERM)
        until(lambda: refuses_connections(server), "refusing new connections")

        for face, connection in idle:
            with connection:
                connection.send(face.request(server, bodies[face.name]))
                is_refused_or_ends(connection, face)
        with silent:
            assert silent.ends()
        with in_the_headers:
            in_the_headers.send(creation[100:])
            is_refused_or_ends(in_the_headers, VOLCENGINE)

        assert server.process.poll() is None
        for (face, connection), too_late in zip(begun, [creation, b"no HTTP\r\n\r\n"] * 2):
            with connection:
                # What is sent behind the body comes too late, whatever it is.
                connection.send(bodies[face.name][-1:] + too_late)
                answer = connection.answer()
                assert answer.status == (201 if face in (IAM, OPERATOR) else 200)
                assert answer.headers["Connection"] == "close"
                assert connection.ends()
        assert server.process.poll() is None
        abandoned.__exit__()
        assert server.wait() == 0

        server.start()
        answer = VOLCENGINE.call(server, b"{}", target=LIST)
        assert [pool["NumberPoolName"] for pool in answer.json()["Result"]["Records"]] == ["never"]


def is_refused_or_ends(connection, face):
    """Either is an orderly no: 503, to come back later, or an end before anything was begun."""
    if (answer := connection.answer()) is None:
        return
    if face is HUAWEI:
        is_rest_error(answer, 503, {"error_code": "GSL.00010003", "error_msg": "系统繁忙,请稍后重试。"})
    else:
        face.refuses(answer, face.unavailable)
    assert answer.headers["Retry-After"] == "1"
    assert connection.ends()


# MARK: Slow clients, at last


def test_a_client_that_is_slow_but_gets_there_is_served(server):
    data = VOLCENGINE.request(server, b'{"Limit":1}', target=LIST)
    pause = threading.Event()
    with Connection(server) as connection:
        for start in range(0, len(data), 40):
            connection.send(data[start:start + 40])
            pause.wait(0.05)
        answer = connection.answer()
    assert (answer.status, answer.json()["Result"]["Limit"]) == (200, 1)


@every_face
@pytest.mark.parametrize("behaviour", ["stands still", "drips"])
def test_a_body_that_does_not_arrive_in_time_is_refused(server, slow_clients, face, behaviour):
    client = slow_clients[behaviour, face.name]
    client.finish()
    face.refuses(client.answer, face.late)
    assert client.answer.headers["Connection"] == "close"
    assert client.ends


def test_a_body_in_chunks_that_never_end_is_refused(server, slow_clients):
    client = slow_clients["drips in chunks", IAM.name]
    client.finish()
    is_iam_error(client.answer, *IAM.late)
    assert client.ends


@pytest.mark.parametrize(
    "behaviour", ["says nothing", "stops in the request line", "stops in the headers", "drips headers"])
def test_a_connection_without_a_request_ends(server, slow_clients, behaviour):
    client = slow_clients[behaviour]
    client.finish()
    assert client.answer is None
