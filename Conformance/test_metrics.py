"""Metrics: who reads them, what they say, and that the dashboard and the alerts ask for nothing else."""

import http.client
import json
import pathlib
import re
import shutil
import subprocess
import urllib.error
import urllib.request

import pytest

import databases
import signing
from clients import ROOT
from inventory import card, create_plan, create_pool, iccid, import_cards, import_numbers, import_usage
from telepool import TIMEOUT, running, until

ROOT_DIRECTORY = pathlib.Path(__file__).parent.parent
RULES = ROOT_DIRECTORY / "Documentation" / "prometheus-rules.yml"
DASHBOARD = ROOT_DIRECTORY / "Documentation" / "grafana-dashboard.json"
NOW = "2026-11-15T12:00:00Z"
#: A day later.
EXPIRY = 1794830400
SAMPLE = re.compile(r'^([a-z_:]+)(?:\{(.*)\})? (\S+)$')


def fetch(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=TIMEOUT) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return answer.read().decode()


def status(url, method="GET", headers=None):
    try:
        request = urllib.request.Request(url, method=method, headers=headers or {})
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def samples(text):
    """The values by name and labels, as they stand there."""
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, labels, value = SAMPLE.match(line).groups()
            assert (name, labels) not in values, f"{line} stands there twice"
            values[name, labels] = float(value)
    return values


def families(text):
    return dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))


def call(server, method, target, key=ROOT, body=b""):
    """A signed call; answers the status."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)
    headers = signing.huawei(key, method, target, body, {"Content-Type": "application/json"}, host=server.address)
    connection.request(method, target, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def volcengine(server, action, body):
    target = f"/?Action={action}&Version=2022-01-01"
    body = json.dumps(body).encode()
    headers = signing.volcengine(
        ROOT, "POST", target, body, {"Content-Type": "application/json"}, host=server.address)
    request = urllib.request.Request(server.endpoint + target, body, headers, method="POST")
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        return json.load(answer)["Result"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that anybody may ask, with a bit of everything in it."""
    with running(tmp_path_factory.mktemp("metrics") / "data", "--public-metrics", "--clock", NOW) as server:
        create_plan(server, carrier="mobile", megabytes=1)
        create_pool(server, "full", import_cards(server, [card(1)]), since="2026-09-01T00:00:00+08:00")
        create_pool(server, "empty", import_cards(server, [card(2)]), since="2026-09-01T00:00:00+08:00")
        records = [f"r1,{iccid(1)},2026-11-15T11:00:00Z,950000", f"r2,{iccid(2)},2026-11-15T11:30:00Z,1"]
        import_usage(server, records)
        import_usage(server, [*records, f"r3,{iccid(3)},2026-11-15T11:00:00Z,1"], check=False)
        pool = volcengine(
            server, "CreateNumberPool", {"Name": "a", "ServiceType": 200, "SubServiceType": 202})["NumberPoolNo"]
        import_numbers(server, pool, ["13800138000", "13800138001"])
        server.number_pool = pool
        yield server


def test_promtool_has_nothing_against_them(server):
    metrics = fetch(server.endpoint + "/metrics")
    assert shutil.which("promtool"), "Scripts/set-up conformance installs it"
    result = subprocess.run(["promtool", "check", "metrics"], input=metrics, capture_output=True, text=True)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_requests_are_counted_by_operation_and_outcome(server):
    assert call(server, "GET", "/v1/sim-pools?limit=10") == 200
    assert call(server, "GET", "/v1/sim-pools?limit=x") == 400
    assert call(server, "GET", "/v1/sim-pools", key=("NOBODY", "x")) == 401
    assert call(server, "GET", "/v1/no-such-thing/13800138000") == 404
    text = fetch(server.endpoint + "/metrics")
    values = samples(text)

    def count(operation, outcome):
        return values["telepool_requests_total", f'face="huawei",operation="{operation}",outcome="{outcome}"']

    assert count("ListSimPools", "success") >= 1
    assert count("ListSimPools", "invalid") == 1
    assert count("ListSimPools", "unauthenticated") == 1
    assert count("ListSimPools", "denied") == 0
    assert count("none", "not_found") >= 1
    labels = 'face="huawei",operation="ListSimPools"'
    assert values["telepool_request_duration_seconds_count", labels] == sum(
        count("ListSimPools", outcome) for outcome in
        ("success", "invalid", "unauthenticated", "denied", "not_found", "conflict", "throttled", "unavailable",
         "failed"))
    assert values["telepool_request_duration_seconds_bucket", labels + ',le="+Inf"'] == values[
        "telepool_request_duration_seconds_count", labels]
    assert 0 < values["telepool_request_duration_seconds_sum", labels] < 60
    # Nothing that clients make up becomes a label.
    assert "13800138000" not in text and "no-such-thing" not in text and "NOBODY" not in text


def test_usage_records_are_counted_once_committed(server):
    values = samples(fetch(server.endpoint + "/metrics"))
    counts = {outcome: values["telepool_usage_records_total", f'outcome="{outcome}"']
              for outcome in ("accepted", "duplicate", "rejected")}
    assert counts == {"accepted": 2, "duplicate": 2, "rejected": 1}
    assert values["telepool_usage_newest_record_timestamp_seconds", None] == 1794742200


def test_pools_near_their_ends_are_counted(server):
    def reached(values):
        return (
            {share: values.get(("telepool_number_pools_free_at_most", f'share="{share}"'))
             for share in ("0.2", "0.1", "0.05", "0.0")},
            {share: values.get(("telepool_sim_pools_used_at_least", f'share="{share}"'))
             for share in ("0.8", "0.9", "1.0")},
            values.get(("telepool_numbers", 'state="available"')), values.get(("telepool_numbers", 'state="assigned"')))

    def shows(*expected):
        return until(
            lambda: reached(samples(fetch(server.endpoint + "/metrics"))) == expected, f"{expected}", interval=0.5)

    used = {"0.8": 1, "0.9": 1, "1.0": 0}
    shows({"0.2": 0, "0.1": 0, "0.05": 0, "0.0": 0}, used, 2, 0)
    for phone in ("13900139001", "13900139002"):
        volcengine(server, "SelectNumberAndBindAXN", {
            "NumberPoolNo": server.number_pool, "PhoneNoA": phone, "ExpireTime": EXPIRY})
    shows({"0.2": 1, "0.1": 1, "0.05": 1, "0.0": 1}, used, 0, 2)
    values = samples(fetch(server.endpoint + "/metrics"))
    assert values["telepool_number_pools", None] == 1
    assert values["telepool_sim_pools", None] == 2
    assert values["telepool_database_up", None] == 1
    assert all(
        value < 60 for (name, _), value in values.items() if name == "telepool_sweeper_lag_seconds"), values


def test_the_process_and_the_database_are_measured(server):
    values = samples(fetch(server.endpoint + "/metrics"))
    assert 0 < values["process_cpu_seconds_total", None] < 600
    assert 1 << 20 < values["process_resident_memory_bytes", None] < 1 << 30
    assert 3 < values["process_open_fds", None] < values["process_max_fds", None]
    for kind in ("read", "write"):
        assert values["telepool_transaction_duration_seconds_count", f'kind="{kind}"'] > 0
        assert values["telepool_transaction_failures_total", f'kind="{kind}",reason="failed"'] == 0
    pool = "main" if databases.POSTGRES else "readers"
    connections = [values["telepool_database_connections", f'pool="{pool}",state="{state}"']
                   for state in ("in_use", "idle")]
    assert 1 <= sum(connections) <= 100
    version = server.run("--version").stdout.strip()
    assert values["telepool_build_info", f'version="{version}"'] == 1


@databases.only_postgres("a file has one node, without leases")
def test_leases_are_told(server):
    values = samples(fetch(server.endpoint + "/metrics"))
    assert values["telepool_leases_held", 'lease="node"'] == 1
    assert values["telepool_leases_held", 'lease="sweeper"'] == 1
    assert values["telepool_nodes", None] == 1


def test_only_administrators_read_them_unless_told_otherwise(tmp_path):
    with running(tmp_path / "data") as server:
        url = server.endpoint + "/metrics"
        assert status(url) == 401
        assert call(server, "GET", "/metrics") == 200
        assert call(server, "HEAD", "/metrics") == 200
        assert call(server, "POST", "/metrics") == 405
        assert call(server, "GET", "/metrics", key=server.create_user("reader", "reader")) == 403
        assert call(server, "GET", "/metrics", key=server.create_user("manager", "manager")) == 403
        headers = {"X-Auth-Token": "no-such-token"}
        assert status(url, headers=headers) == 401


def test_a_listener_of_their_own_has_nothing_else(tmp_path):
    options = ("--metrics-listen", "127.0.0.1:0")
    with running(tmp_path / "data", *options) as server:
        line = until(
            lambda: next((line for line in server.output if line.startswith("Metrics are on ")), None), "the listener")
        url = line.removeprefix("Metrics are on ")
        assert "telepool_requests_total" in fetch(url)
        base = url.removesuffix("/metrics")
        for path in ("/", "/healthz", "/v1/sim-pools", "/telepool/v1/openapi.json", "/metrics/x"):
            assert status(base + path) == 404
        assert status(url, method="POST") == 405
        # The main listener does not know them any more, whoever asks.
        assert status(server.endpoint + "/metrics") == 404
        assert call(server, "GET", "/metrics") == 404


def test_the_options_exclude_each_other(tmp_path):
    with pytest.raises(RuntimeError, match="exclude each other"):
        with running(tmp_path / "data", "--metrics-listen", "127.0.0.1:0", "--public-metrics"):
            pass


def test_the_environment_says_it_too(tmp_path):
    with running(tmp_path / "data", environment={"TELEPOOL_PUBLIC_METRICS": "true"}) as server:
        assert "telepool_build_info" in fetch(server.endpoint + "/metrics")


def test_the_alerts_are_right():
    for command in (["check", "rules", str(RULES)],
                    ["test", "rules", str(pathlib.Path(__file__).parent / "prometheus" / "rules_test.yml")]):
        result = subprocess.run(["promtool", *command], capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr


def expressions():
    """What the alerts and the dashboard ask for, with where they do."""
    rules = re.sub(r">-\n\s+(.*)\n\s+(.*(?:\n {10}\S.*)*)", r"\1 \2", RULES.read_text())
    for expression in re.findall(r"^ +(?:- )?expr: (.*(?:\n {10}\S.*)*)", rules, re.MULTILINE):
        yield "rules", expression
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def test_the_alerts_and_the_dashboard_ask_for_what_there_is(server):
    told = families(fetch(server.endpoint + "/metrics"))
    recorded = set(re.findall(r"record: (\S+)", RULES.read_text()))
    asked = {}
    for where, expression in expressions():
        # Names of metrics are those outside of braces and texts that begin as ours do.
        plain = re.sub(r"\{[^}]*\}|\"[^\"]*\"", "", expression)
        for name in re.findall(r"\b(?:telepool|process)[a-z0-9_:]+", plain):
            asked.setdefault(name, where)
    assert len(asked) > 25
    # Without other nodes there are no leases.
    absent = set() if databases.POSTGRES else {"telepool_leases_held"}
    for name, where in asked.items():
        family = re.sub(r"_(bucket|sum|count)$", "", name)
        assert name in told or told.get(family) == "histogram" or name in recorded or name in absent, (name, where)
    # And all of them are explained.
    explained = (ROOT_DIRECTORY / "Documentation" / "Observability.md").read_text()
    assert not [name for name in told if f"`{name}`" not in explained]


def test_the_dashboard_is_whole():
    dashboard = json.loads(DASHBOARD.read_text())
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken and max(x for x, _ in cells) < 24
        taken |= cells
        assert panel["type"] == "row" or panel["targets"]
