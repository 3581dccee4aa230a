"""The two list operations as a team would write them in a week: FastAPI, uvicorn and sqlite3 in one process.

It verifies both clouds' signatures, filters and pages in SQL, and answers as Telepool does, field for field.
`python twin.py DATABASE DATA` makes its database of a JSON file; `TWIN_DATABASE=DATABASE uvicorn twin:app` serves.
"""

import calendar
import contextlib
import datetime
import functools
import hashlib
import hmac
import json
import os
import re
import secrets
import sqlite3
import sys
import time
import uuid
from typing import Annotated, Literal
from urllib.parse import parse_qsl, quote

import orjson
import pydantic
from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
SIGNATURE_WINDOW = 900

SERVICE_TYPES = {100: "普通号码", 200: "隐私号"}
SUB_SERVICE_TYPES = {
    101: "语音SIP", 102: "语音通知", 103: "双向呼叫", 104: "智能外呼", 105: "双呼lite", 106: "双呼 mobile",
    107: "云联络中心", 108: "号码托管",
    201: "AXB", 202: "AXN", 203: "AXNE", 204: "AXYB", 205: "PAXYB", 206: "AXG",
}

SCHEMA = """
    CREATE TABLE access_keys (id TEXT PRIMARY KEY, secret TEXT NOT NULL, account_id INTEGER NOT NULL);
    CREATE TABLE number_pools (
        account_id INTEGER NOT NULL, number_pool_no TEXT NOT NULL, name TEXT NOT NULL,
        service_type INTEGER NOT NULL, sub_service_type INTEGER NOT NULL, number_count INTEGER NOT NULL,
        created_at INTEGER NOT NULL, PRIMARY KEY (account_id, number_pool_no));
    CREATE INDEX number_pools_by_creation ON number_pools (account_id, created_at, number_pool_no);
    CREATE INDEX number_pools_by_type ON number_pools (account_id, service_type, created_at, number_pool_no);
    CREATE TABLE price_plans (
        price_plan_id TEXT PRIMARY KEY, price_plan_name TEXT NOT NULL, monthly_mb INTEGER NOT NULL);
    CREATE TABLE sim_pools (
        account_id INTEGER NOT NULL, sim_pool_id INTEGER NOT NULL, pool_name TEXT NOT NULL,
        price_plan_id TEXT NOT NULL, order_id INTEGER NOT NULL, order_ids TEXT NOT NULL,
        status INTEGER NOT NULL, PRIMARY KEY (account_id, sim_pool_id));
    CREATE TABLE sim_pool_cycles (
        account_id INTEGER NOT NULL, sim_pool_id INTEGER NOT NULL, billing_cycle TEXT NOT NULL,
        effective_time TEXT NOT NULL, expired_time TEXT NOT NULL, used_bytes INTEGER NOT NULL,
        activated INTEGER NOT NULL, inactive INTEGER NOT NULL, disassembled INTEGER NOT NULL,
        modify_time TEXT NOT NULL, PRIMARY KEY (account_id, sim_pool_id, billing_cycle));
    CREATE INDEX sim_pool_cycles_by_time ON sim_pool_cycles (account_id, expired_time, effective_time);
"""


@contextlib.asynccontextmanager
async def lifespan(app):
    # One connection, kept open, so that its cache of prepared statements works. The queries take
    # microseconds: to hand them to a thread would cost more than to wait for them.
    app.state.database = sqlite3.connect(os.environ["TWIN_DATABASE"])
    app.state.keys = {
        id: (secret, account)
        for id, secret, account in app.state.database.execute("SELECT * FROM access_keys")
    }
    yield
    app.state.database.close()


app = FastAPI(lifespan=lifespan)


# Signatures

def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical_headers(request, names):
    return "".join(f"{name}:{request.headers.get(name, '').strip()}\n" for name in names.split(";"))


def age(date):
    return abs(time.time() - datetime.datetime.fromisoformat(date).timestamp())


@functools.lru_cache
def volcengine_key(secret, date, region, service):
    key = secret.encode()
    for part in (date, region, service, "request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


VOLCENGINE_AUTHORIZATION = re.compile(
    r"HMAC-SHA256 Credential=([^/, ]+)/(\d{8})/([^/, ]*)/([^/, ]+)/request, ?"
    r"SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})")


def volcengine_account(request, body):
    """Whose request it is, and the region that it is signed for."""
    authorization = request.headers.get("authorization")
    if not authorization:
        raise VolcengineError(
            401, 100003, "MissingAuthenticationToken", "Request is missing Authentication Token.")
    match = VOLCENGINE_AUTHORIZATION.fullmatch(authorization)
    if not match:
        raise VolcengineError(
            400, 100024, "InvalidAuthorization",
            "Invalid 'Authorization' header, Pls check your authorization header.")
    key_id, date, region, service, signed_headers, signature = match.groups()
    request.state.scope = {"Service": service, "Region": region}
    signed_at = request.headers.get("x-date", "")
    try:
        is_current = age(signed_at) <= SIGNATURE_WINDOW and signed_at.startswith(date)
    except ValueError:
        is_current = False
    if not is_current:
        raise VolcengineError(400, 100006, "InvalidTimestamp", "The Signature of the request is expired.")
    if key_id not in request.app.state.keys:
        raise VolcengineError(
            401, 100009, "InvalidAccessKey", f"The accesskey [{key_id}] included in the request is invalid.")
    secret, account = request.app.state.keys[key_id]
    if service != "vms":
        raise VolcengineError(404, 100007, "ServiceNotFound", f"This service[{service}] not found.")

    query = sorted(parse_qsl(request.url.query, keep_blank_values=True), key=lambda pair: pair[0])
    canonical_query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
    headers, body_hash = canonical_headers(request, signed_headers), sha256(body)
    canonical = "\n".join([request.method, "/", canonical_query, headers, signed_headers, body_hash])
    text = f"HMAC-SHA256\n{signed_at}\n{date}/{region}/{service}/request\n{sha256(canonical.encode())}"
    expected = hmac.digest(volcengine_key(secret, date, region, service), text.encode(), "sha256").hex()
    is_signed = "x-date" in signed_headers.split(";")
    is_body_right = request.headers.get("x-content-sha256", body_hash) == body_hash
    if not (is_signed and is_body_right and hmac.compare_digest(expected, signature)):
        raise VolcengineError(
            401, 100010, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Check your Secret Access Key and signing method. Consult the service documentation for details.")
    return account


HUAWEI_AUTHORIZATION = re.compile(
    r"SDK-HMAC-SHA256 Access=([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})")


async def huawei_account(request: Request):
    """Whose request it is."""
    match = HUAWEI_AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if not match or match[1] not in request.app.state.keys:
        raise GatewayError()
    key_id, signed_headers, signature = match.groups()
    secret, account = request.app.state.keys[key_id]
    signed_at = request.headers.get("x-sdk-date", "")
    try:
        is_current = age(signed_at) <= SIGNATURE_WINDOW
    except ValueError:
        is_current = False
    path = f"{quote(request.url.path)}/"
    headers, body_hash = canonical_headers(request, signed_headers), sha256(await request.body())
    canonical = "\n".join([request.method, path, request.url.query, headers, signed_headers, body_hash])
    text = f"SDK-HMAC-SHA256\n{signed_at}\n{sha256(canonical.encode())}"
    expected = hmac.digest(secret.encode(), text.encode(), "sha256").hex()
    is_signed = {"host", "x-sdk-date"} <= set(signed_headers.split(";"))
    if not (is_current and is_signed and hmac.compare_digest(expected, signature)):
        raise GatewayError()
    return account


# Answers

def json_response(content):
    return Response(orjson.dumps(content), media_type="application/json")


class VolcengineError(Exception):
    def __init__(self, status, number, code, message):
        self.status = status
        self.content = {"CodeN": number, "Code": code, "Message": message}


class GatewayError(Exception):
    """No signature, or a wrong one."""


@app.exception_handler(VolcengineError)
async def answer_volcengine_error(request, error):
    metadata = {**volcengine_metadata(request), "Error": error.content}
    return JSONResponse({"ResponseMetadata": metadata}, error.status)


@app.exception_handler(GatewayError)
async def answer_gateway_error(request, error):
    return JSONResponse({
        "error_msg": "Incorrect IAM authentication information", "error_code": "APIGW.0301",
        "request_id": uuid.uuid4().hex}, 401)


@app.exception_handler(RequestValidationError)
async def answer_invalid_parameter(request, error):
    return JSONResponse({"error_code": "GSL.00010004", "error_msg": "参数异常"}, 400)


# NumberPoolList

class NumberPoolListRequest(pydantic.BaseModel):
    NumberPoolNo: str = ""
    NumberPoolName: str = ""
    ServiceType: int = 0
    SubServiceType: int = 0
    Offset: Annotated[int, pydantic.Field(ge=0)] = 0
    Limit: Annotated[int, pydantic.Field(ge=1, le=500)] = 20


def volcengine_metadata(request):
    now = datetime.datetime.now(BEIJING)
    number = secrets.randbits(64)
    return {
        "RequestId": f"{now:%Y%m%d%H%M%S}{number % 10**12:012d}{number >> 40:06X}",
        "Action": request.query_params.get("Action", ""), "Version": request.query_params.get("Version", ""),
        **getattr(request.state, "scope", {}),
    }


@app.post("/")
async def volcengine(request: Request):
    body = await request.body()
    account = volcengine_account(request, body)
    if request.query_params.get("Action") != "NumberPoolList":
        raise VolcengineError(400, 200008, "InvalidAction", "The specified action is invalid.")
    try:
        parameters = NumberPoolListRequest.model_validate_json(body or b"{}")
    except pydantic.ValidationError as error:
        name = ".".join(map(str, error.errors()[0]["loc"])) or "Body"
        raise VolcengineError(400, 200002, "InvalidParameter", f"The specified parameter {name} is invalid.")
    result = number_pool_list(request.app.state.database, account, parameters)
    return json_response({"ResponseMetadata": volcengine_metadata(request), "Result": result})


def number_pool_list(database, account, parameters):
    where, values = "account_id = ?", [account]
    if parameters.NumberPoolNo:
        where, values = f"{where} AND number_pool_no = ?", [*values, parameters.NumberPoolNo]
    if parameters.NumberPoolName:
        where, values = f"{where} AND instr(name, ?) > 0", [*values, parameters.NumberPoolName]
    if parameters.ServiceType:
        where, values = f"{where} AND service_type = ?", [*values, parameters.ServiceType]
    if parameters.SubServiceType:
        where, values = f"{where} AND sub_service_type = ?", [*values, parameters.SubServiceType]
    total = database.execute(f"SELECT count(*) FROM number_pools WHERE {where}", values).fetchone()[0]
    rows = database.execute(
        f"""
        SELECT number_pool_no, name, service_type, sub_service_type, number_count FROM number_pools
        WHERE {where} ORDER BY created_at DESC, number_pool_no DESC LIMIT ? OFFSET ?
        """, [*values, parameters.Limit, parameters.Offset])
    return {
        "Total": total, "Limit": parameters.Limit, "Offset": parameters.Offset,
        "Records": [
            {
                "NumberPoolName": name, "NumberPoolNo": no,
                "ServiceType": service_type, "ServiceTypeName": SERVICE_TYPES[service_type],
                "SubServiceType": sub_type, "SubServiceTypeName": SUB_SERVICE_TYPES[sub_type],
                "NumberCount": count,
            }
            for no, name, service_type, sub_type, count in rows
        ],
    }


# ListSimPools

class ListSimPoolsRequest(pydantic.BaseModel):
    pool_name: Annotated[str, pydantic.Field(max_length=100, pattern=r"^[\u4e00-\u9fa5a-zA-Z0-9_.,-]*$")] = ""
    limit: Annotated[int, pydantic.Field(ge=10, le=500)] = 10
    offset: Annotated[int, pydantic.Field(ge=1, le=1_000_000)] = 1
    billing_cycle: Annotated[str | None, pydantic.Field(min_length=7, max_length=7)] = None
    all_billing_cycle: bool = False
    status: Annotated[list[Literal["0", "1"]], pydantic.Field(max_length=9)] = []


@app.get("/v1/sim-pools")
async def list_sim_pools(
    request: Request,
    account: Annotated[int, Depends(huawei_account)],
    parameters: Annotated[ListSimPoolsRequest, Query()],
):
    if parameters.billing_cycle and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", parameters.billing_cycle):
        return JSONResponse({"error_code": "GSL.00011004", "error_msg": "账期不合法,请检查!"}, 403)
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    where, values = "account_id = ? AND effective_time <= ?", [account, gsl_time(now)]
    if parameters.all_billing_cycle:
        where, values = f"{where} AND effective_time > ?", [*values, gsl_time(months_before(now, 6))]
    elif parameters.billing_cycle:
        where, values = f"{where} AND billing_cycle = ?", [*values, parameters.billing_cycle]
    else:
        where, values = f"{where} AND expired_time >= ?", [*values, gsl_time(now)]
    pools = "sim_pools JOIN sim_pool_cycles USING (account_id, sim_pool_id)"
    if parameters.pool_name:
        where, values = f"{where} AND instr(pool_name, ?) > 0", [*values, parameters.pool_name]
    if parameters.status:
        marks = ", ".join("?" * len(parameters.status))
        where, values = f"{where} AND status IN ({marks})", [*values, *parameters.status]
    # Without a filter on the pools the index of the cycles alone tells how many there are.
    counted = pools if parameters.pool_name or parameters.status else "sim_pool_cycles"
    database = request.app.state.database
    count = database.execute(f"SELECT count(*) FROM {counted} WHERE {where}", values).fetchone()[0]
    rows = database.execute(
        f"""
        SELECT sim_pool_id, pool_name, price_plan_name, price_plan_id, effective_time, expired_time,
               billing_cycle, monthly_mb, used_bytes, modify_time, order_id, activated, inactive,
               disassembled, order_ids, status
        FROM {pools} JOIN price_plans USING (price_plan_id)
        WHERE {where} ORDER BY sim_pools.sim_pool_id, billing_cycle DESC LIMIT ? OFFSET ?
        """, [*values, parameters.limit, (parameters.offset - 1) * parameters.limit])
    return json_response({
        "limit": parameters.limit, "offset": parameters.offset, "count": count,
        "pools": [sim_pool(*row) for row in rows],
    })


def sim_pool(
    id, name, plan_name, plan_id, effective_time, expired_time, billing_cycle, monthly_mb, used_bytes,
    modify_time, order_id, activated, inactive, disassembled, order_ids, status,
):
    total = activated * monthly_mb * 100
    used = (used_bytes * 100 + (1 << 19)) >> 20
    return {
        "id": id, "pool_name": name, "price_plan_name": plan_name, "price_plan_id": plan_id,
        "effective_time": effective_time, "expired_time": expired_time, "billing_cycle": billing_cycle,
        "flow_total": megabytes(total), "flow_used": megabytes(used), "flow_left": megabytes(total - used),
        "quantity": activated + inactive + disassembled, "modify_time": modify_time, "order_id": order_id,
        "activated_sim_quantity": activated, "inactive_sim_quantity": inactive,
        "disassembled_sim_quantity": disassembled, "order_ids": order_ids, "status": status,
    }


def megabytes(hundredths):
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def gsl_time(instant):
    return instant.isoformat(timespec="milliseconds")


def months_before(instant, months):
    year, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    day = min(instant.day, calendar.monthrange(year, month + 1)[1])
    return instant.replace(year=year, month=month + 1, day=day)


# Making the database

def load(database, data):
    """Takes over the records of both lists, in their order."""
    account = 1
    number_pools, sim_pools = data["number_pools"], data["sim_pools"]
    database.executescript(SCHEMA)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("INSERT INTO access_keys VALUES (?, ?, ?)", [*data["key"], account])
    insert(database, "number_pools", [
        (
            account, pool["NumberPoolNo"], pool["NumberPoolName"], pool["ServiceType"],
            pool["SubServiceType"], pool["NumberCount"], len(number_pools) - rank,
        )
        for rank, pool in enumerate(number_pools)
    ])
    insert(database, "price_plans", {
        (
            pool["price_plan_id"], pool["price_plan_name"],
            pool["flow_total"] // pool["activated_sim_quantity"],
        )
        for pool in sim_pools
    })
    insert(database, "sim_pools", [
        (
            account, pool["id"], pool["pool_name"], pool["price_plan_id"], pool["order_id"],
            pool["order_ids"], pool["status"],
        )
        for pool in sim_pools
    ])
    insert(database, "sim_pool_cycles", [
        (
            account, pool["id"], pool["billing_cycle"], pool["effective_time"], pool["expired_time"],
            round(pool["flow_used"] * (1 << 20)), pool["activated_sim_quantity"],
            pool["inactive_sim_quantity"], pool["disassembled_sim_quantity"], pool["modify_time"],
        )
        for pool in sim_pools
    ])
    database.commit()
    database.execute("ANALYZE")


def insert(database, table, rows):
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


if __name__ == "__main__":
    with contextlib.closing(sqlite3.connect(sys.argv[1])) as connection, open(sys.argv[2]) as file:
        load(connection, json.load(file))
