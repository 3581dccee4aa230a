"""Load from wrk: one connection thread that sends one signed request over and over, or one after another of many that
differ in nothing but a nonce and the signature, since the same one again would be a repetition."""

import json

from processes import HOST, LOAD_CORE, PATIENCE, Failure, pinned, run

# Without a function `request` wrk formats the request once, so that the load costs as little as it can.
SCRIPT = """\
wrk.method = {method}
wrk.path = {target}
wrk.body = {body}
wrk.headers = {{ {headers} }}
{requests}
function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\\n{{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "errors": '
      .. '{{"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}}}}\\n',
      summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
      errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
"""


# What is different in each request stands in a file, a line for each.
MANY = """\
local signatures, number = {{}}, 0
for line in io.lines({file}) do
   local nonce, date, authorization = line:match("^(%S+) (%S+) (.*)$")
   signatures[#signatures + 1] = {{ nonce, date, authorization }}
end

function request()
   number = number + 1
   local signature = signatures[number]
   wrk.headers["X-Request-Nonce"], wrk.headers["X-Date"] = signature[1], signature[2]
   wrk.headers["Authorization"] = signature[3]
   return wrk.format()
end
"""
#: What is different, in this order.
NAMES = ("X-Request-Nonce", "X-Date", "Authorization")
#: More requests in a second than any server here answers.
GREATEST_RATE = 30_000


def load(port, request, connections, seconds, script):
    """Sends `request` as fast as it is answered and tells what wrk counted; any error is a failure.

    Where `request` is a function, it makes another request each time.
    """
    requests = ""
    if callable(request):
        request, file = _write_many(request, seconds, script.with_suffix(".signatures"))
        requests = MANY.format(file=_lua(str(file)))
    script.write_text(SCRIPT.format(
        method=_lua(request.method), target=_lua(request.target),
        body=_lua(request.body) if request.body else "nil",
        requests=requests,
        headers=", ".join(f"[{_lua(name)}] = {_lua(value)}" for name, value in request.headers.items())))
    with pinned(LOAD_CORE):
        printed = run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, f"http://{HOST}:{port}"],
            timeout=seconds + PATIENCE)
    counts = json.loads(printed.splitlines()[-1])
    if any(counts["errors"].values()) or counts["requests"] == 0:
        raise Failure(f"wrk counted {counts} for {request.method} {request.target}")
    return counts


def _write_many(request, seconds, file):
    """Writes down what is different in as many requests as may be wanted, and answers one of them."""
    with file.open("w") as lines:
        for _ in range(GREATEST_RATE * seconds):
            made = request()
            lines.write(" ".join(made.headers[name] for name in NAMES) + "\n")
    return made, file


def _lua(value):
    """A string of Lua: every byte by its number, so that none needs thought."""
    data = value if isinstance(value, bytes) else value.encode()
    return '"' + "".join(f"\\{byte:03d}" for byte in data) + '"'
