"""The official SDKs and their signers, pointed at a server or at something in front of it."""

import ast
import dataclasses
import datetime
import hashlib
import http.client
import json
import re
import time
import urllib.parse
import uuid

import huaweicloudsdkgsl.v3 as gsl_models
import pytest
import volcenginesdkcore
import volcenginesdkvms
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkgsl.v3 import GslClient, ListSimPoolsRequest
from volcengine.auth.SignerV4 import SignerV4
from volcengine.auth.SignParam import SignParam
from volcengine.Credentials import Credentials
from volcenginesdkcore.rest import ApiException

from telepool import ACCESS_KEY_ID, PASSWORD, SECRET_ACCESS_KEY, TIMEOUT

ROOT = (ACCESS_KEY_ID, SECRET_ACCESS_KEY)
VERSION = "2022-01-01"
TOKENS = "/v3/auth/tokens"
PROJECT = {"project": {"name": "cn-north-4"}}


@dataclasses.dataclass
class Answer:
    """An answer as it came over the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self):
        return json.loads(self.body)


def exchange(server, method, target, headers=None, body=b"", source=None):
    """Sends one request as it is given; `source` is the address that it comes from."""
    host, port = server.address.split(":")
    connection = http.client.HTTPConnection(
        host, int(port), timeout=TIMEOUT, source_address=source and (source, 0))
    try:
        connection.request(method, target, body, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def compact(value):
    """The JSON text that the service writes for a value, with its members in this order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# MARK: Volcengine

def api_client(server, key=ROOT, **settings):
    configuration = volcenginesdkcore.Configuration()
    configuration.scheme, configuration.host, configuration.region = "http", server.address, "cn-beijing"
    configuration.ak, configuration.sk = key
    for name, value in settings.items():
        assert hasattr(configuration, name)
        setattr(configuration, name, value)
    return volcenginesdkcore.ApiClient(configuration)


def vms(server, key=ROOT, **settings):
    return volcenginesdkvms.VMSApi(api_client(server, key, **settings))


def call(server, action, parameters=None, key=ROOT, method="POST", content_type="application/json",
         version=VERSION, service="vms", **settings):
    """Calls an action with any parameters through the SDK's universal client; answers the bare `Result`."""
    info = volcenginesdkcore.UniversalInfo(
        method=method, service=service, version=version, action=action, content_type=content_type)
    settings = {"auto_retry": False, **settings}
    return volcenginesdkcore.UniversalApi(api_client(server, key, **settings)).do_call(info, parameters or {})


def create(server, name="pool", service_type=100, sub_service_type=101, key=ROOT):
    """Creates a number pool and answers its number."""
    parameters = {"Name": name, "ServiceType": service_type, "SubServiceType": sub_service_type}
    return call(server, "CreateNumberPool", parameters, key)["NumberPoolNo"]


def pools(server, key=ROOT, **filters):
    """What a list of number pools answers."""
    return call(server, "NumberPoolList", {"Limit": 500, **filters}, key)


def refused(function, *arguments, **options):
    """The error of a call that fails: status, number, code and message."""
    with pytest.raises(ApiException) as raised:
        function(*arguments, **options)
    return volcengine_error(
        Answer(raised.value.status, raised.value.headers, raised.value.body.encode()))


def volcengine_error(answer):
    """The same, of an answer that no SDK has read; checks what surrounds the error on the way."""
    (envelope,) = answer.json().items()
    assert envelope[0] == "ResponseMetadata"
    metadata = envelope[1]
    assert re.fullmatch(r"\d{26}[0-9A-F]{6}", metadata["RequestId"])
    assert answer.headers["X-Tt-Logid"] == metadata["RequestId"]
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    error = metadata["Error"]
    assert list(error) == ["CodeN", "Code", "Message"]
    return answer.status, error["CodeN"], error["Code"], error["Message"]


def rejected(function, *arguments, **options):
    """The error of a call that fails with status 200, of which the SDK keeps number, code and message only."""
    with pytest.raises(ApiException) as raised:
        function(*arguments, **options)
    assert (raised.value.status, raised.value.headers, raised.value.body) == (200, None, None)
    error = ast.literal_eval(raised.value.reason)
    assert list(error) == ["CodeN", "Code", "Message"]
    return tuple(error.values())


@dataclasses.dataclass
class SignedRequest:
    """A Volcengine request that the SDK's signer has signed, to be altered before it is sent."""

    method: str
    query: dict
    headers: dict
    body: bytes

    def send(self, server):
        query = urllib.parse.urlencode(self.query)
        return exchange(server, self.method, f"/?{query}", self.headers, self.body)


def sign(server, action, parameters=None, key=ROOT, method="POST", headers=None, query=None, service="vms",
         region="cn-beijing", seconds_ago=0):
    """Signs a call with a JSON body as if it were made so many seconds ago."""
    param = SignParam()
    param.method, param.host = method, server.address
    param.query = {"Action": action, "Version": VERSION, **(query or {})}
    param.body = json.dumps(parameters or {}) if method == "POST" else ""
    param.header_list = {
        "Host": server.address, "Content-Type": "application/json", "X-Request-Nonce": uuid.uuid4().hex,
        **(headers or {})}
    param.date = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
    result = SignerV4.sign_only(param, Credentials(*key, service, region))
    signed = {**param.header_list, "Authorization": result.authorization}
    return SignedRequest(method, param.query, signed, param.body.encode())


def sign_by_hand(server, key, signed_headers, headers=None, extra=""):
    """Signs a list of number pools as SDKs of other languages do, which sign fewer or more headers."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    query, body = {"Action": "NumberPoolList", "Version": VERSION}, b"{}"
    headers = {"Host": server.address, "Content-Type": "application/json", "X-Date": now, **(headers or {})}
    values = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    canonical = "\n".join([
        "POST", "/", urllib.parse.urlencode(query), *(f"{name}:{values[name]}" for name in signed_headers),
        "", ";".join(signed_headers), hashlib.sha256(body).hexdigest()])
    scope = f"{now[:8]}/cn-beijing/vms/request"
    text = "\n".join(["HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    derived = SignerV4.get_signing_secret_key_v4(key[1], now[:8], "cn-beijing", "vms")
    signature = SignerV4.signature_v4(derived, text)
    headers["Authorization"] = (
        f"HMAC-SHA256 Credential={key[0]}/{scope}, SignedHeaders={';'.join(signed_headers)}, "
        f"{extra}Signature={signature}")
    return SignedRequest("POST", query, headers, body)


# MARK: Huawei Cloud

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"


class StrictClient:
    """The SDK's client, which also checks that each answer is what the SDK's own model of it says, strictly."""

    def __init__(self, client):
        self.client = client

    def __getattr__(self, name):
        function = getattr(self.client, name)
        if name.endswith("_invoker"):
            return function

        def call(request):
            answer = function(request)
            assert answer.status_code == 200
            if answer.raw_content:
                shown = json.loads(answer.raw_content)
                check_answer(shown if isinstance(shown, dict) else {"body": shown}, type(answer))
            return answer
        return call


def check_answer(value, model):
    """Whether a JSON object has nothing but the model's fields, each of exactly its type, none of them null."""
    fields = {model.attribute_map[name]: declared for name, declared in model.openapi_types.items()}
    for name, field in value.items():
        check_type(name, field, fields[name])


def check_type(name, value, declared):
    if match := re.fullmatch(r"list\[(\w+)\]", declared):
        assert type(value) is list, name
        for element in value:
            check_type(name, element, match[1])
    elif declared == "datetime":
        assert re.fullmatch(TIME, value), name
    elif declared in ("int", "str", "bool", "float"):
        allowed = {"int": [int], "str": [str], "bool": [bool], "float": [int, float]}[declared]
        assert type(value) in allowed, (name, value)
    else:
        check_answer(value, getattr(gsl_models, declared))


def gsl(server, key=ROOT, project_id=None):
    return StrictClient(GslClient.new_builder().with_credentials(BasicCredentials(*key, project_id))
                        .with_endpoint(f"http://{server.address}").build())


def sim_pools(server, key=ROOT, **parameters):
    """What the SDK makes of a list of SIM pools, as a dictionary."""
    return gsl(server, key).list_sim_pools(ListSimPoolsRequest(**parameters)).to_json_object()


def another_second():
    """Waits until the SDK's signature of a call is another one than before; with the same it would be the same call."""
    time.sleep(1 - time.time() % 1)


def huawei_refused(function, *arguments, **options):
    """The SDK's exception of a call that fails."""
    with pytest.raises(ServiceResponseException) as raised:
        function(*arguments, **options)
    return raised.value


def huawei_headers(server, method, target, key=ROOT, headers=None, body=b"", seconds_ago=0):
    """The headers of a request, signed by the SDK's signer as if it were made so many seconds ago."""
    date = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
    path, _, query = target.partition("?")
    request = SdkRequest(
        method=method, schema="http", host=server.address, resource_path=path, body=body,
        query_params=urllib.parse.parse_qsl(query, keep_blank_values=True),
        header_params={
            "X-Sdk-Date": date.strftime("%Y%m%dT%H%M%SZ"), "X-Request-Nonce": uuid.uuid4().hex, **(headers or {})})
    return Signer(BasicCredentials(*key)).sign(request).header_params


def huawei(server, method, target, key=ROOT, headers=None, body=b"", seconds_ago=0):
    """Sends a signed request to one of the faces that understand Huawei Cloud's signatures."""
    signed = huawei_headers(server, method, target, key, headers, body, seconds_ago)
    return exchange(server, method, target, signed, body)


# MARK: IAM

def credentials(name="admin", password=PASSWORD, domain="default", scope=PROJECT):
    """The body that asks for a token."""
    user = {"name": name, "password": password, "domain": {"name": domain}}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}


def issue(server, body=None, query="", source=None):
    body = json.dumps(body or credentials()).encode()
    return exchange(server, "POST", TOKENS + query, {"Content-Type": "application/json"}, body, source)
