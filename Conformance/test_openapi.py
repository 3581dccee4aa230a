"""The document that describes the operator API, and whether the service answers as it says."""

import json
import os
import pathlib
import re
import subprocess
import sys

import openapi_spec_validator
import pytest

from clients import call, create, huawei, issue
from inventory import card, create_plan, create_pool, iccid, import_cards, import_numbers
from test_operations import DOCUMENT as OPERATIONS

PATH = "/telepool/v1/openapi.json"
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance"]


@pytest.fixture(scope="module")
def document(server):
    return server.get(PATH)


# MARK: The document


def test_it_is_openapi_3_1(document):
    openapi_spec_validator.validate(document, cls=openapi_spec_validator.OpenAPIV31SpecValidator)


def test_it_has_the_operations_that_the_program_lists_and_no_others(document):
    table = OPERATIONS.read_text().split("## Operator API")[1]
    listed = re.findall(r"^\| `(\w+)` \| `(\w+) (\S+)` \|", table, re.MULTILINE)
    described = [
        (operation["operationId"], method.upper(), path)
        for path, methods in document["paths"].items() for method, operation in methods.items()]
    assert listed and sorted(described) == sorted(listed)


def test_anybody_may_read_it_and_every_answer_is_the_same(server, document):
    assert server.get(PATH) == document
    assert document["info"]["version"] == server.run("--version").stdout.strip()


# MARK: The service


@pytest.fixture(scope="module")
def known(server):
    """Something of each kind, so that operations succeed; by the names that parameters and members have."""
    pools = [create(server, name, 200, 202) for name in ("full", "empty")]
    import_numbers(server, pools[0], ["13800000000,13800000099"], columns="first,last")
    create_plan(server, carrier="mobile")
    orders = [import_cards(server, [card(number)]) for number in range(3)]
    create_pool(server, "pool", orders[0])
    applications = [apply(server) for _ in range(2)]
    reservation = post(
        server, f"/telepool/v1/number-pools/{pools[0]}/reservations", {"count": 1, "seconds": 1000})["id"]
    reachable = import_cards(server, [f"{iccid(3)},1064800000001,,in_use,,"])
    post(server, "/v1/sms-send-infos", {"sms_content": "text", "order_id": reachable})
    return {
        "number_pool_no": pools, "number": ["13800000000", "13800000099"], "order_id": orders,
        "order_ids": [orders[1:2], orders], "plan_id": ["10000"], "apply_bill_id": applications,
        "id": [reservation, message(server)]}


def post(server, path, body):
    answer = huawei(
        server, "POST", path, headers={"Content-Type": "application/json"}, body=json.dumps(body).encode())
    assert answer.status < 300
    return answer.json()


def message(server):
    """A short message that waits to be sent."""
    (message,) = huawei(server, "GET", "/telepool/v1/sms-outbox").json()["messages"]
    return message["id"]


def apply(server):
    """Applies for numbers and answers the application."""
    cities = [{"CityCode": "010", "NumberCount": 1}]
    return call(server, "CreateNumberApplication", {
        "NumberPoolNo": create(server, "applied for"), "NumberType": 1,
        "NumberApplicationCityItemList": cities})["ApplyBillId"]


@pytest.fixture
def api(document, known):
    """The document as schemathesis is to read it: told what there is, and stricter about answers than clients are."""
    document = json.loads(json.dumps(document))
    for methods in document["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter.get("name") in known:
                    suggest(parameter["schema"], known[parameter["name"]])
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name, schema in body.get("schema", {}).get("properties", {}).items():
                if name in known and name != "id":
                    suggest(schema, known[name])
            for answer in operation["responses"].values():
                if "content" in answer:
                    close(answer["content"]["application/json"]["schema"])
    for schema in document["components"]["schemas"].values():
        close(schema)
    return document


def suggest(schema, values):
    """Values that are there, besides any others."""
    others = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"enum": values}, others]


def close(schema):
    """Allows no members but those that are described."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            close(part)
    elif isinstance(schema, list):
        for part in schema:
            close(part)


def test_every_answer_is_one_that_the_document_describes(server, api, tmp_path):
    """An operation that never succeeds is one whose answer nobody has looked at."""
    token = issue(server).headers["X-Subject-Token"]
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(api))
    run = subprocess.run(
        [pathlib.Path(sys.executable).parent / "schemathesis", "run", path, "--url", server.endpoint,
         "--header", f"X-Auth-Token: {token}", "--checks", ",".join(CHECKS), "--max-examples", "20", "--seed", "1",
         "--generation-deterministic", "--continue-on-failure", "--warnings", "off"],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tables", "PYTHONPATH": str(pathlib.Path(__file__).parent)},
        cwd=tmp_path, capture_output=True, text=True, timeout=600)
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
    done = set(re.findall(r"operation=(\w+) status=20\d", server.logged()))
    assert [name for name in operations(api) if name not in done] == []


def operations(document):
    """The names of all operations."""
    return [entry["operationId"] for methods in document["paths"].values() for entry in methods.values()]
