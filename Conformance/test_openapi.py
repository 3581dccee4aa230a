"""The document that describes the operator API, and whether the service answers as it says."""

import hashlib
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
from telepool import ACCESS_KEY_ID

OWN = "/telepool/v1"
PATH = f"{OWN}/openapi.json"
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance"]


@pytest.fixture(scope="module")
def document(server):
    return server.get(PATH)


# MARK: The document


def test_it_is_openapi_3_1(document):
    openapi_spec_validator.validate(document, cls=openapi_spec_validator.OpenAPIV31SpecValidator)


def test_it_has_the_operations_that_the_program_lists_and_no_others(server, document):
    table = server.run("operations").stdout.split("## Operator API")[1]
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
    orders = [import_cards(server, [row]) for row in [
        card(0), card(1), card(2), f"{iccid(3)},1064800000001,,in_use,,", card(4, "disassembled")]]
    cards = [iccid(number) for number in range(10, 30)]
    import_cards(server, [f"{number},,,in_use,," for number in cards])
    reservation = send(server, "POST", f"{OWN}/number-pools/{pools[0]}/reservations", {"count": 1, "seconds": 1000})
    return {
        "number_pool_no": pools, "number": ["13800000000", "13800000099"], "order_id": orders, "plan_id": ["10000"],
        "order_ids": [orders[1:2], orders], "apply_bill_id": [apply(server) for _ in range(2)],
        "sim_pool_id": [create_pool(server, "pool", orders[0]), create_pool(server, "discarded", orders[4]),
                        backward(server)],
        "id": [reservation["id"], message(server, orders[3])], "work_order_id": [work_order(server)],
        "iccid": cards[:15], "iccids": [cards[15:17], cards[17:]],
        **access(server)}


def access(server):
    """Users, keys, tokens and accounts, none of them those that the explorer itself calls with."""
    keys = [server.create_user(name, "reader")[0] for name in ("first", "second", "third")]
    users = {key["id"]: key["user_id"] for key in send(server, "GET", f"{OWN}/access-keys")["access_keys"]}
    server.run("accounts", "create", "--name", "another")
    accounts = send(server, "GET", f"{OWN}/accounts")["accounts"]
    tokens = [issue(server).headers["X-Subject-Token"] for _ in range(2)]
    return {
        "user_id": [users[key] for key in keys], "access_key_id": keys[:2],
        "domain_id": [account["domain_id"] for account in accounts if account["name"] == "another"],
        "token_id": [hashlib.sha256(token.encode()).hexdigest() for token in tokens]}


def own(server, token):
    """What the explorer must not change, for it would be locked out."""
    (key,) = [key for key in send(server, "GET", f"{OWN}/access-keys")["access_keys"] if key["id"] == ACCESS_KEY_ID]
    return [
        key["id"], key["user_id"], send(server, "GET", f"{OWN}/account")["domain_id"],
        hashlib.sha256(token.encode()).hexdigest()]


def send(server, method, path, body=None):
    """Calls one of the faces that Huawei Cloud's signatures are for; answers what it says."""
    content = b"" if body is None else json.dumps(body).encode()
    answer = huawei(server, method, path, headers={"Content-Type": "application/json"}, body=content)
    assert answer.status < 300, answer.body
    return answer.json() if answer.body else None


def apply(server):
    """Applies for numbers and answers the application."""
    cities = [{"CityCode": "010", "NumberCount": 1}]
    return call(server, "CreateNumberApplication", {
        "NumberPoolNo": create(server, "applied for"), "NumberType": 1,
        "NumberApplicationCityItemList": cities})["ApplyBillId"]


def backward(server):
    """A backward pool."""
    create_plan(server, "20000", "telecom")
    order = import_cards(server, [card(5)], plan="20000")
    return send(server, "POST", f"{OWN}/sim-pools", {"name": "back", "order_ids": [order], "kind": "backward"})["id"]


def message(server, order):
    """A short message to a card of an order, that waits to be sent."""
    send(server, "POST", "/v1/sms-send-infos", {"sms_content": "text", "order_id": order})
    return send(server, "GET", f"{OWN}/sms-outbox")["messages"][0]["id"]


def work_order(server):
    """A work order that waits for a decision."""
    send(server, "PUT", f"{OWN}/work-orders/review", {"by_hand": True})
    cards = send(server, "GET", "/v1/sim-cards?limit=50")["sim_cards"]
    (found,) = [found["sim_card_id"] for found in cards if found["cid"] == iccid(0)]
    send(server, "POST", f"/v1/sim-cards/{found}/stop")
    return send(server, "GET", "/v1/work-orders")["work_orders"][0]["id"]


@pytest.fixture
def api(document, known):
    """The document as schemathesis is to read it: told what there is, and stricter about answers than clients are."""
    document = json.loads(json.dumps(document))
    for methods in document["paths"].values():
        for operation in methods.values():
            if operation["operationId"] != "ListUsers":
                # What is known is of one account.
                operation["parameters"].remove({"$ref": "#/components/parameters/account"})
            for parameter in operation["parameters"]:
                if parameter.get("name") in known:
                    suggest(parameter["schema"], known[parameter["name"]])
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name, schema in body.get("schema", {}).get("properties", {}).items():
                if name in known and name not in ("id", "iccid"):
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
        env={
            **os.environ, "SCHEMATHESIS_HOOKS": "tables", "SPARED": " ".join(own(server, token)),
            "PYTHONPATH": str(pathlib.Path(__file__).parent)},
        cwd=tmp_path, capture_output=True, text=True, timeout=600)
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
    done = set(re.findall(r"operation=(\w+) status=20\d", server.logged()))
    assert [name for name in operations(api) if name not in done] == []


def operations(document):
    """The names of all operations."""
    return [entry["operationId"] for methods in document["paths"].values() for entry in methods.values()]
