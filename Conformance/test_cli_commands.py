"""The commands for scripts: forms of output, exit codes, profiles, the generic calls."""

import csv
import io
import json
import os
import signal
import stat
import subprocess

import pexpect
import pytest
import yaml

from clients import ROOT
from inventory import card, create_plan, create_pool, iccid, import_cards, import_numbers, import_usage
from telepool import BINARY
from terminal import environment, shown, start


@pytest.fixture
def pool(server, tenant):
    number = server.run(
        "number-pools", "create", "--name", "营销", "--type", "axb", "-o", "quiet", key=tenant).stdout.strip()
    import_numbers(server, number, ["13800000001", "13800000002"], key=tenant)
    yield number
    import_text = "number\n13800000001\n13800000002\n"
    server.run("numbers", "remove", "--yes", "-", key=tenant, text=import_text, check=False)


def run(server, directory, *arguments, text=None, key=ROOT, **more):
    """Runs a command with an environment that says only what it has to."""
    return subprocess.run(
        [BINARY, *map(str, arguments)], env=environment(server, directory, key, **more), input=text or "",
        capture_output=True, text=True, timeout=60)


# MARK: Output

def test_a_list_has_every_form(server, tenant, pool):
    def output(form):
        return server.run("numbers", "list", "--pool", pool, "--output", form, key=tenant).stdout

    listed = json.loads(output("json"))
    assert [number["number"] for number in listed] == ["13800000001", "13800000002"]
    assert yaml.safe_load(output("yaml")) == [
        {**number, "purchase_time": number["purchase_time"]} for number in listed]
    rows = list(csv.DictReader(io.StringIO(output("csv"))))
    assert [row["number"] for row in rows] == ["13800000001", "13800000002"]
    assert output("quiet") == "13800000001\n13800000002\n"
    assert output("table").splitlines()[0].split() == ["NUMBER", "TYPE", "CITY", "AVAILABILITY", "BINDINGS", "UNTIL"]


def test_one_thing_has_every_form(server, tenant, pool):
    def output(form):
        return server.run("numbers", "find", "13800000001", "--output", form, key=tenant).stdout

    found = json.loads(output("json"))
    assert (found["number_pool_no"], found["number_pool_name"]) == (pool, "营销")
    assert yaml.safe_load(output("yaml")) == found
    assert next(csv.DictReader(io.StringIO(output("csv")))) == {
        name: str(value) for name, value in found.items()}
    assert output("quiet") == "13800000001\n"
    assert "number_pool_name: 营销\n" in output("table")


def test_an_import_has_every_form(server, tenant, pool):
    def output(form):
        done = import_numbers(server, pool, ["13800000001", "x"], "--output", form, key=tenant, check=False)
        assert done.returncode == 3
        return done.stdout, done.stderr

    text, errors = output("json")
    assert json.loads(text) == {"accepted": 0, "duplicate": 1, "rejected": 1} and errors.startswith("line 3: ")
    assert output("quiet")[0] == ""
    assert output("table")[0].endswith("0 accepted, 1 duplicate, 1 rejected\n")


def test_pages_are_fetched_as_needed(server, tenant):
    pools = [server.run("number-pools", "create", "--name", f"p{n}", "--type", "axn", "-o", "quiet", key=tenant)
             .stdout.strip() for n in range(12)]
    assert server.run("number-pools", "list", "-o", "quiet", key=tenant).stdout.split() == pools[::-1]
    assert server.run("number-pools", "list", "-o", "quiet", "--limit", 5, key=tenant).stdout.split() == pools[:6:-1]
    assert server.run("number-pools", "list", "--limit", 0, key=tenant, check=False).returncode == 64
    text = "\n".join(str(13200000000 + number) for number in range(11_000))
    import_numbers(server, pools[0], [text], key=tenant)
    for limit, count in [((), 11_000), (("--limit", 6000), 6000), (("--limit", 3), 3)]:
        listed = server.run("numbers", "list", "--pool", pools[0], "-o", "quiet", *limit, key=tenant).stdout.split()
        assert listed == [str(13200000000 + number) for number in range(count)]


# MARK: Verbs

def test_a_pool_is_made_shown_and_renamed_by_its_name(server, tenant, pool):
    assert server.run("number-pools", "show", "营销", "-o", "quiet", key=tenant).stdout == f"{pool}\n"
    assert server.run("number-pools", "update", "营销", "--name", "客服", key=tenant).stdout == (
        f"Number pool {pool} is changed.\n")
    assert json.loads(server.run("number-pools", "show", "客服", "-o", "json", key=tenant).stdout)["NumberCount"] == 2
    server.run("number-pools", "create", "--name", "客服", "--type", "axn", key=tenant)
    several = server.run("number-pools", "show", "客服", key=tenant, check=False)
    assert several.returncode == 6 and f"{pool}" in several.stderr
    rehearsed = server.run("number-pools", "create", "--name", "x", "--type", "axn", "--dry-run", key=tenant)
    assert rehearsed.stdout == "Nothing was changed: this was a rehearsal (--dry-run).\n"
    assert "x" not in server.run("number-pools", "list", "-o", "csv", key=tenant).stdout


@pytest.mark.parametrize("kind, more", [
    ("axb", ["--b", "13900000002"]), ("axn", []), ("axne", ["--extension", "12"]),
])
def test_bindings_are_made_and_ended(server, tenant, kind, more):
    number = {"axb": "13300000001", "axn": "13300000002", "axne": "13300000003"}[kind]
    pool = server.run(
        "number-pools", "create", "--name", kind, "--type", kind, "-o", "quiet", key=tenant).stdout.strip()
    import_numbers(server, pool, [number], key=tenant)
    bind = ["bindings", f"bind-{kind}", "--pool", kind, "--a", "13900000001", *more, "--seconds", 600]
    assert server.run(*bind, "--dry-run", key=tenant).stdout.startswith("Nothing was changed")
    binding = server.run(*bind, "-o", "quiet", key=tenant).stdout.strip()
    listed = json.loads(server.run("bindings", "list", "--pool", kind, "--status", "live", "-o", "json", key=tenant).stdout)
    assert [(one["SubId"], one["PhoneNoX"]) for one in listed] == [(binding, number)]
    shown_one = json.loads(server.run("bindings", "show", binding, "--pool", kind, "-o", "json", key=tenant).stdout)
    assert shown_one["PhoneNoA"] == "13900000001"
    assert server.run("bindings", "unbind", binding, "--pool", kind, key=tenant, check=False).returncode == 64
    assert server.run("bindings", "unbind", binding, "--pool", kind, "--yes", key=tenant).stdout == (
        f"Binding {binding} has ended.\n")
    assert server.run("bindings", "list", "--status", "live", "-o", "quiet", key=tenant).stdout == ""


def test_sim_pools_cards_and_work_orders_are_listed(server, tenant):
    create_plan(server, key=tenant)
    order = import_cards(server, [card(1), card(2)], key=tenant)
    pool = create_pool(server, "共享", order, key=tenant)
    (listed,) = json.loads(server.run("sim-pools", "list", "-o", "json", key=tenant).stdout)
    assert (listed["id"], listed["pool_name"], listed["quantity"]) == (pool, "共享", 2)
    cycle = listed["billing_cycle"]
    members = server.run("sim-pools", "members", pool, "--cycle", cycle, "-o", "quiet", key=tenant).stdout.split()
    assert sorted(members) == [iccid(1), iccid(2)]
    assert server.run("sims", "list", "-o", "quiet", key=tenant).stdout.split() == [iccid(1), iccid(2)]
    work_order = server.run("sims", "stop", iccid(1), "-o", "quiet", key=tenant).stdout.strip()
    assert server.run("work-orders", "list", "-o", "quiet", key=tenant).stdout.split() == [work_order]
    assert server.run("work-orders", "details", work_order, "-o", "quiet", key=tenant).stdout.split() == [iccid(1)]
    assert server.run("orders", "list", "-o", "quiet", key=tenant).stdout.split() == [str(order)]
    assert import_usage(server, [], key=tenant).stdout == "0 accepted, 0 duplicate, 0 rejected\n"


# MARK: Exit codes

def test_failures_have_a_status_and_say_what_to_do(server, tenant, pool, tmp_path):
    reader = server.create_user("reader", "reader")
    for arguments, key, status, advice in [
            (["number-pools", "utilisation", "NP1"], ROOT, 4, "list command"),
            (["number-pools", "delete", "--yes", pool], tenant, 6, "stands in the way"),
            (["plans", "create", "--id", 1, "--name", "n", "--carrier", "mobile", "--data-mb", 1, "--months", 1],
             reader, 5, "another role"),
            (["orders", "list"], (tenant[0], "wrong"), 5, "telepool config show"),
            (["number-pools", "list"], (tenant[0], "wrong"), 5, "telepool config show"),
            (["number-pools", "list"], ("AKUNKNOWN00", "wrong"), 5, "telepool config show"),
            (["usage", "audit", "--cycle", "x"], tenant, 64, "--help"),
            (["orders", "list", "--endpoint", "http://127.0.0.1:1"], tenant, 7, "telepool serve"),
            (["orders", "list", "--endpoint", "nowhere"], tenant, 64, "--endpoint"),
            (["number-pools", "list", "--endpoint", "http://127.0.0.1:1"], tenant, 7, "telepool serve"),
            (["orders", "list", "--profile", "none"], tenant, 64, "config list"),
            (["orders", "list", "--ca-file", tmp_path / "none.pem"], tenant, 64, "none.pem")]:
        done = server.run(*arguments, key=key, check=False)
        assert (done.returncode, done.stdout) == (status, ""), (arguments, done.stderr)
        assert done.stderr.startswith("Error: ") and advice in done.stderr
    assert "Exit codes: " in server.run("--help").stdout


def test_no_key_is_explained(server, tmp_path):
    done = run(server, tmp_path, "orders", "list", TELEPOOL_ACCESS_KEY_ID=None)
    assert done.returncode == 64 and "telepool config set access-key-id" in done.stderr
    chinese = run(server, tmp_path, "orders", "list", TELEPOOL_ACCESS_KEY_ID=None, LANG="zh_CN.UTF-8")
    assert chinese.stderr.startswith("错误：缺少访问密钥。")


# MARK: Profiles

def test_flags_win_over_the_environment_and_that_over_the_profile(server, tenant, tmp_path):
    nothing = {"TELEPOOL_ENDPOINT": None, "TELEPOOL_ACCESS_KEY_ID": None, "TELEPOOL_SECRET_ACCESS_KEY": None}

    def command(*arguments, text=None, **more):
        return run(server, tmp_path, *arguments, text=text, **{**nothing, **more})

    assert command("config", "set", "endpoint", server.endpoint).returncode == 0
    assert command("config", "set", "access-key-id", tenant[0]).returncode == 0
    assert command("config", "set", "secret-access-key", text=f"{tenant[1]}\n").returncode == 0
    assert command("config", "set", "output", "csv").returncode == 0
    assert command("orders", "list").stdout == "id,price_plan_id,cards,sim_pool_id,created\n"
    assert command("orders", "list", TELEPOOL_OUTPUT="json").stdout == "[]\n"
    assert command("orders", "list", "-o", "yaml", TELEPOOL_OUTPUT="json").stdout == "[]\n"
    assert command("orders", "list", TELEPOOL_ENDPOINT="http://127.0.0.1:1").returncode == 7
    assert command("orders", "list", "--endpoint", server.endpoint, TELEPOOL_ENDPOINT="nowhere").returncode == 0
    # The secret of a profile is not sent with another key.
    assert command("orders", "list", "--access-key-id", "AKOTHER0001").returncode == 64

    folder = tmp_path / ".config" / "telepool"
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {
        "config.toml": 0o600, "credentials.toml": 0o600}
    assert tenant[1] in (folder / "credentials.toml").read_text()
    assert tenant[1] not in (folder / "config.toml").read_text()
    settings = command("config", "show", "-o", "json")
    assert tenant[1] not in settings.stdout and {row["setting"]: row["origin"] for row in json.loads(settings.stdout)} == {
        "endpoint": "profile default", "access-key-id": "profile default", "secret-access-key": "profile default",
        "output": "flag"}


def test_profiles_are_chosen(server, tenant, tmp_path):
    folder = {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "TELEPOOL_ENDPOINT": None}

    def command(*arguments, **more):
        return run(server, tmp_path, *arguments, key=tenant, **{**folder, **more})

    assert "no profile yet" in command("config", "list").stderr
    command("config", "set", "endpoint", "http://127.0.0.1:1")
    command("config", "set", "endpoint", server.endpoint, "--profile", "office")
    assert (tmp_path / "xdg" / "telepool" / "config.toml").exists()
    assert command("orders", "list").returncode == 7
    assert command("orders", "list", "--profile", "office").returncode == 0
    assert command("orders", "list", TELEPOOL_PROFILE="office").returncode == 0
    assert command("config", "use", "none").returncode == 4
    assert command("config", "use", "office").returncode == 0
    assert command("orders", "list").returncode == 0
    assert [(row["profile"], row["in_use"]) for row in json.loads(command("config", "list", "-o", "json").stdout)] == [
        ("default", False), ("office", True)]


def test_bad_settings_are_explained(server, tmp_path):
    for arguments, text in [
            (["config", "set", "colour", "red"], "There is no setting colour"),
            (["config", "set", "output", "xml"], "table, json, yaml, csv, quiet"),
            (["config", "set", "endpoint", "x", "--profile", "a b"], "letters, digits"),
            (["config", "set", "endpoint"], "Give a value")]:
        done = run(server, tmp_path, *arguments)
        assert done.returncode == 64 and text in done.stderr
    folder = tmp_path / ".config" / "telepool"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("# mine\nendpoint = 1\n")
    done = run(server, tmp_path, "orders", "list")
    assert done.returncode == 64 and "config.toml, line 2: the value of endpoint has to be a text in quotes" in done.stderr


def test_a_secret_is_typed_without_being_shown(server, tmp_path):
    process = start(["config", "set", "secret-access-key"], environment(server, tmp_path))
    process.expect_exact("Value of secret-access-key (not shown): ")
    process.waitnoecho(10)
    process.send("hidden wordss营\x7f\x7f\r")
    process.expect_exact("is kept in")
    assert "hidden" not in process.before
    process.wait()
    assert "hidden words" in (tmp_path / ".config" / "telepool" / "credentials.toml").read_text()


def test_an_interruption_of_a_hidden_line_is_one(server, tmp_path):
    process = start(["config", "set", "secret-access-key"], environment(server, tmp_path))
    process.expect_exact("(not shown): ")
    process.waitnoecho(10)
    process.send("half\x03")
    process.expect(pexpect.EOF)
    process.close()
    assert process.signalstatus == signal.SIGINT and "half" not in process.before
    assert not (tmp_path / ".config").exists()


# MARK: Any operation

def test_any_action_and_operation_can_be_called(server, tenant, pool, tmp_path):
    answer = json.loads(server.run("volc", "NumberPoolList", '{"Limit": 1}', key=tenant).stdout)
    assert answer["Result"]["Records"][0]["NumberPoolNo"] == pool and answer["ResponseMetadata"]["Region"] == "cn-beijing"
    answer = json.loads(server.run("volc", "NumberPoolList", "-", "--region", "cn-north-1", key=tenant, text="{}").stdout)
    assert answer["ResponseMetadata"]["Region"] == "cn-north-1"
    answer = json.loads(server.run("huawei", "GET", "/v1/sim-pools?limit=10&pool_name=营销", key=tenant).stdout)
    assert answer == {"limit": 10, "offset": 1, "count": 0, "pools": []}
    made = server.run("huawei", "POST", "/v1/tags", '{"tag_name": "标签"}', "-o", "yaml", key=tenant)
    assert made.returncode == 0
    answer = server.run("huawei", "GET", "/telepool/v1/orders", "-o", "json", key=tenant)
    assert json.loads(answer.stdout) == {"orders": []}

    refused = server.run("volc", "Nothing", key=tenant, check=False)
    assert refused.returncode == 64 and json.loads(refused.stdout)["ResponseMetadata"]["Error"]["Code"] == "InvalidAction"
    assert server.run("volc", "NumberPoolList", "--service", "ecs", key=tenant, check=False).returncode in (4, 64)
    assert server.run("huawei", "GET", "/v1/nothing", key=tenant, check=False).returncode == 4
    for arguments in [["volc", "NumberPoolList", "{"], ["huawei", "GET", "v1"], ["huawei", "G T", "/"],
                      ["huawei", "GET", "/", "--header", "x"]]:
        assert server.run(*arguments, key=tenant, check=False).returncode == 64


def test_manuals_are_made_of_the_commands(tmp_path):
    script = os.path.join(os.path.dirname(__file__), "..", "Scripts", "manuals")
    subprocess.run([script, BINARY, tmp_path], check=True)
    page = (tmp_path / "telepool-number-pools-delete.1").read_text()
    assert page.startswith('.TH "TELEPOOL\\-NUMBER\\-POOLS\\-DELETE" "1"') and "\\-\\-yes" in page
    assert "Exit codes" in (tmp_path / "telepool.1").read_text()
