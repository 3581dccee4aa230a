"""Load from wrk: one connection thread that sends one signed request over and over."""

import json

from processes import HOST, LOAD_CORE, PATIENCE, Failure, pinned, run

# Without a function `request` wrk formats the request once, so that the load costs as little as it can.
SCRIPT = """\
wrk.method = {method}
wrk.path = {target}
wrk.body = {body}
wrk.headers = {{ {headers} }}

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\\n{{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "errors": '
      .. '{{"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}}}}\\n',
      summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
      errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
"""


def load(port, request, connections, seconds, script):
    """Sends `request` as fast as it is answered and tells what wrk counted; any error is a failure."""
    script.write_text(SCRIPT.format(
        method=_lua(request.method), target=_lua(request.target),
        body=_lua(request.body) if request.body else "nil",
        headers=", ".join(f"[{_lua(name)}] = {_lua(value)}" for name, value in request.headers.items())))
    with pinned(LOAD_CORE):
        printed = run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, f"http://{HOST}:{port}"],
            timeout=seconds + PATIENCE)
    counts = json.loads(printed.splitlines()[-1])
    if any(counts["errors"].values()) or counts["requests"] == 0:
        raise Failure(f"wrk counted {counts} for {request.method} {request.target}")
    return counts


def _lua(value):
    """A string of Lua: every byte by its number, so that none needs thought."""
    data = value if isinstance(value, bytes) else value.encode()
    return '"' + "".join(f"\\{byte:03d}" for byte in data) + '"'
