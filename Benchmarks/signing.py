"""Signed requests as the vendors' own SDKs send them, and AWS's for moto."""

import dataclasses
import datetime
import hashlib
import hmac
import secrets
import uuid


@dataclasses.dataclass(frozen=True)
class Request:
    """A request of HTTP/1.1, complete but for the length of its body."""

    method: str
    target: str
    headers: dict
    body: bytes = b""


@dataclasses.dataclass(frozen=True)
class Key:
    id: str
    secret: str


def volcengine(key, host, target, body, invocation=True):
    """As Volcengine's Python SDK signs: `HMAC-SHA256`, scope of vms.

    Without an invocation id it has a nonce, so that it is another request than any other of the same second.
    """
    now, body_hash = _now(), _sha256(body)
    headers = {
        "Content-Type": "application/json",
        "Host": host,
        "X-Content-Sha256": body_hash,
        "X-Date": now,
    }
    if invocation:
        headers |= {"X-Sdk-Invocation-Id": str(uuid.uuid4()), "X-Sdk-Request": "attempt=1; max=4"}
    else:
        headers |= {"X-Request-Nonce": secrets.token_hex(8)}
    query = "&".join(sorted(target.partition("?")[2].split("&")))
    canonical, names = _canonical("POST", "/", query, headers, body_hash)
    scope = [now[:8], "cn-beijing", "vms", "request"]
    headers["Authorization"] = _scoped_authorization(
        "HMAC-SHA256", key.id, key.secret, now, scope, canonical, names)
    headers |= {"Accept": "application/json", "User-Agent": "volcstack-python-sdk/5.0.54"}
    return Request("POST", target, headers, body)


def huawei(key, host, method, target, body=b"", media_type="application/json"):
    """As Huawei Cloud's Python SDK signs: `SDK-HMAC-SHA256`."""
    now = _now()
    headers = {
        "Content-Type": media_type,
        "Host": host,
        "User-Agent": "huaweicloud-usdk-python/3.0; os/Linux#6.1#x86_64 python/3.11.7 impl/CPython",
        "X-Project-Id": "0123456789abcdef0123456789abcdef",
        "X-Sdk-Date": now,
    }
    path, _, query = target.partition("?")
    canonical, names = _canonical(method, f"{path}/", query, headers, _sha256(body))
    text = f"SDK-HMAC-SHA256\n{now}\n{_sha256(canonical.encode())}"
    signature = hmac.digest(key.secret.encode(), text.encode(), "sha256").hex()
    headers["Authorization"] = (
        f"SDK-HMAC-SHA256 Access={key.id}, SignedHeaders={names}, Signature={signature}")
    headers |= {"Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    return Request(method, target, headers, body)


def aws(key, host, region, service, action, body):
    """As AWS's SDKs sign an action of the JSON protocol: `AWS4-HMAC-SHA256`."""
    now = _now()
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "Host": host,
        "X-Amz-Date": now,
        "X-Amz-Target": action,
    }
    canonical, names = _canonical("POST", "/", "", headers, _sha256(body))
    scope = [now[:8], region, service, "aws4_request"]
    headers["Authorization"] = _scoped_authorization(
        "AWS4-HMAC-SHA256", key.id, f"AWS4{key.secret}", now, scope, canonical, names)
    return Request("POST", "/", headers, body)


def _canonical(method, path, query, headers, body_hash):
    """The canonical request with all of `headers`, which are in order, and their names."""
    names = ";".join(name.lower() for name in headers)
    lines = "".join(f"{name.lower()}:{value}\n" for name, value in headers.items())
    return "\n".join([method, path, query, lines, names, body_hash]), names


def _scoped_authorization(algorithm, key_id, secret, now, scope, canonical, names):
    """With a key derived for the scope, as AWS invented and Volcengine took over."""
    key = secret.encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    scope = "/".join(scope)
    text = "\n".join([algorithm, now, scope, _sha256(canonical.encode())])
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return f"{algorithm} Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"


def _now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def _sha256(data):
    return hashlib.sha256(data).hexdigest()
