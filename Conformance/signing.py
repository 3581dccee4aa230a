"""Signs requests as the clouds' own clients do, so that one that is wrong elsewhere gets past the door."""

import datetime
import hashlib
import hmac
import urllib.parse


def volcengine(
        key, method, target, body=b"", headers=None, *, host, region="cn-beijing", service="vms", date=None):
    """The headers of a request with an `HMAC-SHA256` signature (volcengine-vms.md, 2.1)."""
    date = date or _now()
    scope = f"{date[:8]}/{region}/{service}/request"
    headers = {
        **(headers or {}), "Host": host, "X-Date": date, "X-Content-Sha256": hashlib.sha256(body).hexdigest()}
    signed = _signed(headers, lambda name: name in ("content-type", "host") or name.startswith("x-"))
    if (colon := signed["host"].rfind(":")) >= 0 and signed["host"][colon:] in (":80", ":443"):
        signed["host"] = signed["host"][:colon]

    path, _, query = target.partition("?")
    pairs = [pair.partition("=")[::2] for pair in query.split("&") if pair]
    pairs = sorted((tuple(_recode(part) for part in pair) for pair in pairs), key=lambda pair: pair[0])
    canonical = _canonical(method, path, "&".join(f"{name}={value}" for name, value in pairs), signed, body)
    secret = key[1].encode()
    for part in scope.split("/"):
        secret = hmac.digest(secret, part.encode(), "sha256")
    signature = _signature(secret, "HMAC-SHA256", date, scope, canonical)
    headers["Authorization"] = (
        f"HMAC-SHA256 Credential={key[0]}/{scope}, SignedHeaders={';'.join(signed)}, Signature={signature}")
    return headers


def huawei(key, method, target, body=b"", headers=None, *, host, date=None):
    """The headers of a request with an `SDK-HMAC-SHA256` signature (huawei-gsl.md, 2.5), which does not cover a body
    of `None`."""
    date = date or _now()
    headers = {**(headers or {}), "Host": host, "X-Sdk-Date": date}
    if body is None:
        headers["X-Sdk-Content-Sha256"] = "UNSIGNED-PAYLOAD"
    signed = _signed(headers, lambda name: "_" not in name)
    path, _, query = target.partition("?")
    path = "/".join(_encode(part) for part in urllib.parse.unquote_to_bytes(path).split(b"/"))
    canonical = _canonical(method, path if path.endswith("/") else path + "/", query, signed, body)
    signature = _signature(key[1].encode(), "SDK-HMAC-SHA256", date, None, canonical)
    headers["Authorization"] = (
        f"SDK-HMAC-SHA256 Access={key[0]}, SignedHeaders={';'.join(signed)}, Signature={signature}")
    return headers


def _now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def _signed(headers, rule):
    names = sorted(name.lower() for name in headers if rule(name.lower()))
    values = {name.lower(): value.strip() for name, value in headers.items()}
    return {name: values[name] for name in names}


def _encode(part):
    return urllib.parse.quote(part, safe="-_.~")


def _recode(part):
    return _encode(urllib.parse.unquote_to_bytes(part.replace("+", " ")))


def _canonical(method, path, query, signed, body):
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    return "\n".join([method, path, query, lines, ";".join(signed),
                      "UNSIGNED-PAYLOAD" if body is None else hashlib.sha256(body).hexdigest()])


def _signature(secret, algorithm, date, scope, canonical):
    parts = [algorithm, date, scope, hashlib.sha256(canonical.encode()).hexdigest()]
    return hmac.digest(secret, "\n".join(part for part in parts if part is not None).encode(), "sha256").hex()
