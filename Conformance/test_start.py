"""The life of the process: first and later starts, what it is told and how, what it says, how it ends."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import stat
import subprocess

import pytest

import databases
import signing
from telepool import BINARY, TIMEOUT, until

JSON = "application/json"
CREATE = "/?Action=CreateNumberPool&Version=2022-01-01"
LIST = "/?Action=NumberPoolList&Version=2022-01-01"
ROOT = {
    "TELEPOOL_ROOT_ACCESS_KEY_ID": "AKSTART00001",
    "TELEPOOL_ROOT_SECRET_ACCESS_KEY": "secret-of-the-first-start",
    "TELEPOOL_ROOT_PASSWORD": "password of the first start",
}
KEY = (ROOT["TELEPOOL_ROOT_ACCESS_KEY_ID"], ROOT["TELEPOOL_ROOT_SECRET_ACCESS_KEY"])
PASSWORD = ROOT["TELEPOOL_ROOT_PASSWORD"]
MASTER_KEY = "0123456789abcdef" * 4
ICCID = "8986000000000000001"


# MARK: Processes that are told nothing but what a test tells them


class Process:
    """One run of `telepool serve`; its output goes to files, so that it can be read at any time."""

    def __init__(self, directory, arguments, environment):
        directory.mkdir(exist_ok=True)
        number = len(list(directory.glob("*.out")))
        self.files = directory / f"{number}.out", directory / f"{number}.err"
        with open(self.files[0], "w") as output, open(self.files[1], "w") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", *map(str, arguments)], stdout=output, stderr=log, cwd=directory,
                env={"PATH": os.environ["PATH"], "HOME": str(directory), **environment})

    @property
    def output(self):
        return self.files[0].read_text()

    @property
    def log(self):
        return self.files[1].read_text()

    def listens(self):
        """Waits until it takes requests; where it ends instead, what it says is the test's failure."""
        def found():
            assert self.process.poll() is None, self.log
            return re.search(r" is listening on (https?)://(\S+):(\d+)\n", self.output)

        self.scheme, self.host, port = until(found, "listening").groups()
        self.port = int(port)
        return self

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def ends(self):
        return self.process.wait(TIMEOUT)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.ends()


class Site:
    """A place with a data directory, where the program is started again and again."""

    def __init__(self, directory):
        self.directory = directory
        self.data = directory / "data"
        self.database = databases.database(self.data)

    @contextlib.contextmanager
    def serving(self, *options, environment=ROOT, listen="127.0.0.1:0", data=True):
        """A run that listens, and has to end with 0 unless the test ends it."""
        arguments = ["--data-dir", self.data, *self.database.options] if data else []
        arguments += ["--listen", listen] if listen else []
        run = Process(self.directory, [*arguments, *options], environment)
        try:
            yield run.listens()
            if run.process.poll() is None:
                assert run.stop() == 0
        finally:
            run.process.kill()
            run.ends()

    def refused(self, *options, environment=ROOT, listen="127.0.0.1:0"):
        """A run that has to end by itself, not having listened, without success; what it says about it."""
        arguments = ["--data-dir", self.data, *self.database.options] + (["--listen", listen] if listen else [])
        run = Process(self.directory, [*arguments, *options], environment)
        try:
            assert run.ends() not in (0, None)
            assert run.process.returncode > 0, "ended by a signal"
        finally:
            run.process.kill()
        assert " is listening on " not in run.output
        assert "Error Domain" not in run.log
        self.refused_output = run.output
        return run.log

    def is_untouched(self):
        """Whether nothing was created."""
        return not self.data.exists() and self.database.is_empty()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


# MARK: Calls


def exchange(run, method, target, headers, body=b"", context=None):
    if context is None:
        connection = http.client.HTTPConnection("127.0.0.1", run.port, timeout=TIMEOUT)
    else:
        connection = http.client.HTTPSConnection("127.0.0.1", run.port, timeout=TIMEOUT, context=context)
    with contextlib.closing(connection):
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None, answer.headers


def volcengine(run, key, target=LIST, body=b"{}", date=None, context=None):
    headers = {"Content-Type": JSON}
    headers = signing.volcengine(key, "POST", target, body, headers, host=run.address, date=date)
    return exchange(run, "POST", target, headers, body, context)[:2]


def code(answer):
    """The status of a Volcengine answer and the code of its error."""
    status, body = answer
    return status, body["ResponseMetadata"].get("Error", {}).get("Code")


def huawei(run, key, method="GET", target="/v1/sim-pools", body=b"", content_type=JSON, date=None):
    headers = signing.huawei(
        key, method, target, body, {"Content-Type": content_type}, host=run.address, date=date)
    return exchange(run, method, target, headers, body)[:2]


def token(run, password, user="admin", account="default"):
    """The status of the answer and the token, if there is one."""
    body = json.dumps({"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": user, "password": password, "domain": {"name": account}}}},
        "scope": {"project": {"name": "cn-north-4"}}}}).encode()
    status, _, headers = exchange(run, "POST", "/v3/auth/tokens", {"Content-Type": JSON}, body)
    return status, headers["X-Subject-Token"]


def with_token(run, text):
    return exchange(run, "GET", "/v1/sim-pools", {"X-Auth-Token": text})[0]


def create_pool(run, key=KEY, name="pool"):
    body = json.dumps({"Name": name, "ServiceType": 100, "SubServiceType": 101}).encode()
    return code(volcengine(run, key, CREATE, body))


def load_card(run):
    """Makes a plan and a card of it."""
    plan = {"id": "1", "name": "plan", "carrier": "mobile", "data_mb": 30, "months": 12}
    assert huawei(run, KEY, "POST", "/telepool/v1/price-plans", json.dumps(plan).encode())[0] == 201
    assert huawei(
        run, KEY, "POST", "/telepool/v1/orders/1/sim-cards?plan_id=1", f"iccid,status\n{ICCID},in_use\n".encode(),
        content_type="text/csv")[0] == 200


def field(output, name):
    return re.search(rf"^  {name} +(\S.*)$", output, re.MULTILINE)[1]


# MARK: The first start


def test_the_first_start_makes_what_is_needed_and_prints_its_secrets_once(site):
    with site.serving(environment={}) as run:
        assert f"Data: {site.database}\n" in run.output
        key = (field(run.output, "access key id"), field(run.output, "secret access key"))
        user, password = field(run.output, "user name"), field(run.output, "password")
        assert user == "admin"
        assert re.fullmatch(r"[A-Z0-9]{16,128}", key[0])
        assert min(len(key[1]), len(password)) >= 32
        assert "Administrator of account default:" in run.output
        assert f'configuration.host = "{run.address}"' in run.output
        assert f'.with_endpoint("http://{run.address}")' in run.output

        assert volcengine(run, key)[0] == 200
        assert huawei(run, key)[0] == 200
        assert token(run, password)[0] == 201

    assert stat.S_IMODE((site.data / "master.key").stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", (site.data / "master.key").read_text())
    for path in [site.data, *site.data.iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path

    with site.serving(environment={}) as run:
        first, second = run.output.splitlines()
        assert first == f"Data: {site.database}"
        assert re.fullmatch(rf"Telepool \d+\.\d+\.\d+ is listening on http://127\.0\.0\.1:{run.port}", second)
        assert volcengine(run, key)[0] == 200
        assert token(run, password)[0] == 201


def test_two_installations_have_nothing_in_common(tmp_path):
    secrets = []
    for name in ("one", "two"):
        site = Site(tmp_path / name)
        with site.serving(environment={}) as run:
            names = ("access key id", "secret access key", "password")
            secrets += [*(field(run.output, name) for name in names), (site.data / "master.key").read_text()]
    assert len(set(secrets)) == 8


@pytest.mark.parametrize("environment", [{}, ROOT], ids=["generated", "given"])
def test_no_secret_lies_in_clear_in_a_file(site, environment):
    def check(files, secrets):
        stored = {path: path.read_bytes() for path in files} | {"the database": site.database.stored()}
        for place, data in stored.items():
            for secret in secrets:
                assert secret.encode() not in data, f"{secret} is in {place}"

    with site.serving("--log-level", "trace", environment=environment) as run:
        output = run.output
        if environment:
            key, password = KEY, PASSWORD
            assert field(output, "secret access key") == "(as given in the environment)"
            assert field(output, "password") == "(as given in the environment)"
        else:
            key = (field(output, "access key id"), field(output, "secret access key"))
            password = field(output, "password")
        status, text = token(run, password)
        assert (status, with_token(run, text), token(run, password + "!")[0]) == (201, 200, 401)
        assert create_pool(run, key) == (200, None)
        body = b'{"name":"another","role":"reader"}'
        status, user = huawei(run, key, "POST", "/telepool/v1/users", body)
        assert status == 201
        body = b'{"name":"another","user":"first"}'
        status, account = huawei(run, key, "POST", "/telepool/v1/accounts", body)
        assert status == 201
        issued = [user["secret_access_key"], account["secret_access_key"]]
        assert all(len(secret) >= 32 for secret in issued)
        secrets = [key[1], password, text, *issued]
        check([*site.data.iterdir(), run.files[1]], secrets)
    check([*site.data.iterdir(), run.files[1]], secrets)
    if environment:
        assert not any(secret in output for secret in secrets)


def test_the_variables_name_the_account_and_the_user(site):
    environment = {**ROOT, "TELEPOOL_ROOT_ACCOUNT": "号码平台", "TELEPOOL_ROOT_USER": "operator"}
    with site.serving(environment=environment) as run:
        assert "Administrator of account 号码平台:" in run.output
        assert field(run.output, "user name") == "operator"
        assert token(run, PASSWORD, "operator", "号码平台")[0] == 201
        assert token(run, PASSWORD)[0] == 401


def test_what_is_not_given_is_generated(site):
    with site.serving(environment={"TELEPOOL_ROOT_PASSWORD": PASSWORD}) as run:
        assert field(run.output, "password") == "(as given in the environment)"
        key = (field(run.output, "access key id"), field(run.output, "secret access key"))
        assert volcengine(run, key)[0] == 200
        assert token(run, PASSWORD)[0] == 201


def test_a_first_start_that_fails_to_listen_does_not_lose_the_secrets(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        said = site.refused(listen=address, environment={})
        assert "in use" in said
    first = site.refused_output
    with site.serving(environment={}) as run:
        assert len(run.output.splitlines()) == 2
        key = (field(first, "access key id"), field(first, "secret access key"))
        assert volcengine(run, key)[0] == 200
        assert token(run, field(first, "password"))[0] == 201


# MARK: Later starts


def test_later_starts_without_the_variables_or_with_the_same_change_nothing(site):
    with site.serving() as run:
        assert create_pool(run) == (200, None)
    before = site.database.contents()
    named = {**ROOT, "TELEPOOL_ROOT_USER": "admin", "TELEPOOL_ROOT_ACCOUNT": "default"}
    for environment in ({}, ROOT, named):
        with site.serving(environment=environment) as run:
            assert len(run.output.splitlines()) == 2
            assert volcengine(run, KEY)[1]["Result"]["Total"] == 1
        assert site.database.contents() == before


def test_a_changed_secret_replaces_the_old_one(site):
    with site.serving():
        pass
    environment = {**ROOT, "TELEPOOL_ROOT_SECRET_ACCESS_KEY": "secret-of-the-second-start"}
    with site.serving(environment=environment) as run:
        assert f"\nChanged: The secret of access key {KEY[0]} was changed.\n" in run.output
        assert "secret-of" not in run.output
        assert code(volcengine(run, KEY)) == (401, "SignatureDoesNotMatch")
        assert huawei(run, KEY)[0] == 401
        assert code(volcengine(run, (KEY[0], "secret-of-the-second-start"))) == (200, None)
        assert token(run, PASSWORD)[0] == 201
    with site.serving(environment={}) as run:
        assert "Changed" not in run.output
        assert code(volcengine(run, (KEY[0], "secret-of-the-second-start"))) == (200, None)


def test_a_changed_password_replaces_the_old_one_and_revokes_its_tokens(site):
    with site.serving() as run:
        status, text = token(run, PASSWORD)
        assert (status, with_token(run, text)) == (201, 200)
    with site.serving() as run:
        assert with_token(run, text) == 200
    with site.serving(environment={**ROOT, "TELEPOOL_ROOT_PASSWORD": "password of the second start"}) as run:
        assert "\nChanged: The password of user admin was changed; its tokens are revoked.\n" in run.output
        assert "password of the" not in run.output
        assert with_token(run, text) == 401
        assert token(run, PASSWORD)[0] == 401
        assert token(run, "password of the second start")[0] == 201
        assert volcengine(run, KEY)[0] == 200


def test_a_changed_access_key_id_replaces_the_key(site):
    with site.serving() as run:
        assert create_pool(run) == (200, None)
    key = ("AKSTART00002", "secret-of-the-second-start")
    environment = {"TELEPOOL_ROOT_ACCESS_KEY_ID": key[0], "TELEPOOL_ROOT_SECRET_ACCESS_KEY": key[1]}
    with site.serving(environment=environment) as run:
        assert f"\nChanged: Access key {KEY[0]} was replaced by {key[0]}.\n" in run.output
        assert code(volcengine(run, KEY)) == (401, "InvalidAccessKey")
        assert volcengine(run, key)[1]["Result"]["Total"] == 1
    with site.serving(environment={"TELEPOOL_ROOT_ACCESS_KEY_ID": "AKSTART00003"}) as run:
        assert f"\nChanged: Access key {key[0]} was replaced by AKSTART00003.\n" in run.output
        line = r"^Secret access key of AKSTART00003, shown this once: (\S+)$"
        secret = re.search(line, run.output, re.MULTILINE)[1]
        assert code(volcengine(run, key)) == (401, "InvalidAccessKey")
        assert volcengine(run, ("AKSTART00003", secret))[1]["Result"]["Total"] == 1


def test_changed_names_are_new_names_of_the_same(site):
    with site.serving() as run:
        assert create_pool(run) == (200, None)
    with site.serving(environment={"TELEPOOL_ROOT_ACCOUNT": "renamed", "TELEPOOL_ROOT_USER": "other"}) as run:
        assert "\nChanged: Account default is now called renamed.\n" in run.output
        assert "\nChanged: User admin is now called other.\n" in run.output
        assert token(run, PASSWORD)[0] == 401
        assert token(run, PASSWORD, "other", "renamed")[0] == 201
        assert volcengine(run, KEY)[1]["Result"]["Total"] == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [("TELEPOOL_ROOT_ACCESS_KEY_ID", "short"), ("TELEPOOL_ROOT_ACCESS_KEY_ID", "with a blank"),
     ("TELEPOOL_ROOT_ACCESS_KEY_ID", "with/slash"), ("TELEPOOL_ROOT_SECRET_ACCESS_KEY", "short"),
     ("TELEPOOL_ROOT_SECRET_ACCESS_KEY", "with a blank"), ("TELEPOOL_ROOT_PASSWORD", "short"),
     ("TELEPOOL_ROOT_USER", ""), ("TELEPOOL_ROOT_USER", "a\nb"), ("TELEPOOL_ROOT_ACCOUNT", "a" * 65),
     ("TELEPOOL_MASTER_KEY", "abc"), ("TELEPOOL_MASTER_KEY", "g" * 64), ("TELEPOOL_MASTER_KEY", "")])
def test_a_variable_that_makes_no_sense_is_named_and_nothing_is_created(site, variable, value):
    said = site.refused(environment={**ROOT, variable: value})
    assert f"Error: {variable} has to " in said
    assert site.is_untouched()


# MARK: The master key


def test_the_master_key_can_come_from_the_environment(site):
    environment = {**ROOT, "TELEPOOL_MASTER_KEY": MASTER_KEY}
    with site.serving(environment=environment) as run:
        assert create_pool(run) == (200, None)
        assert not (site.data / "master.key").exists()
        files = [path.read_bytes() for path in [*site.data.iterdir(), *run.files]]
        for data in [*files, site.database.stored()]:
            assert MASTER_KEY.encode() not in data
            assert bytes.fromhex(MASTER_KEY) not in data
    with site.serving(environment={"TELEPOOL_MASTER_KEY": MASTER_KEY.upper()}) as run:
        assert volcengine(run, KEY)[1]["Result"]["Total"] == 1
    # Where it lies does not matter.
    (site.data / "master.key").write_text(f"{MASTER_KEY}\n")
    with site.serving(environment={}) as run:
        assert volcengine(run, KEY)[1]["Result"]["Total"] == 1


def test_a_wrong_master_key_is_refused_and_changes_nothing(site):
    with site.serving():
        pass
    before, key_file = site.database.contents(), site.data / "master.key"
    key = key_file.read_text()
    wrong = "Error: This is not the master key that the secrets in the database are sealed with."

    changed = {**ROOT, "TELEPOOL_ROOT_SECRET_ACCESS_KEY": "secret-of-the-second-start"}
    assert wrong in site.refused(environment={**changed, "TELEPOOL_MASTER_KEY": MASTER_KEY})
    key_file.write_text(MASTER_KEY)
    assert wrong in site.refused(environment=changed)
    key_file.write_text("no key\n")
    assert f"Error: {key_file} has to hold 64 hexadecimal digits in each line." in site.refused()
    key_file.write_text("")
    assert f"Error: {key_file} has to hold 64 hexadecimal digits in each line." in site.refused()

    assert site.database.contents() == before
    key_file.write_text(key)
    with site.serving() as run:
        assert volcengine(run, KEY)[0] == 200


def test_a_missing_master_key_is_not_replaced_where_there_are_secrets(site):
    with site.serving():
        pass
    before, key_file = site.database.contents(), site.data / "master.key"
    key = key_file.read_bytes()
    key_file.unlink()

    said = site.refused()
    assert f"Error: The master key is missing: {key_file} cannot be read and " in said
    assert "TELEPOOL_MASTER_KEY is not set." in said
    assert "Put the file back." in said
    assert not key_file.exists()
    assert site.database.contents() == before

    key_file.write_bytes(key)
    with site.serving() as run:
        assert volcengine(run, KEY)[0] == 200


# MARK: What it is told


def quota(run):
    """How many pools may be created."""
    count = 0
    while (answer := create_pool(run, name=f"pool {count}")) == (200, None):
        count += 1
        assert count < 10
    assert answer == (400, "QuotaExceeded")
    return count


@pytest.mark.parametrize(
    ("sources", "expected"),
    [({"file"}, 1), ({"environment"}, 2), ({"flag"}, 3), ({"file", "environment"}, 2), ({"file", "flag"}, 3),
     ({"environment", "flag"}, 3), ({"file", "environment", "flag"}, 3)],
    ids=lambda value: " and ".join(sorted(value)) if isinstance(value, set) else str(value))
def test_the_command_line_wins_over_the_environment_and_that_over_the_file(site, tmp_path, sources, expected):
    options, environment = [], dict(ROOT)
    if "file" in sources:
        (tmp_path / "telepool.yaml").write_text("max-number-pools: 1\n")
        options += ["--config", tmp_path / "telepool.yaml"]
    if "environment" in sources:
        environment["TELEPOOL_MAX_NUMBER_POOLS"] = "2"
    if "flag" in sources:
        options += ["--max-number-pools", "3"]
    with site.serving(*options, environment=environment) as run:
        assert quota(run) == expected


@pytest.mark.parametrize("source", ["flags", "environment", "file"])
def test_every_option_can_be_given_anywhere(site, tmp_path, source):
    other = databases.database(tmp_path)
    settings = {
        "listen": "0.0.0.0:0", "insecure": "true", "data-dir": f"{tmp_path}/elsewhere", "database": other.url,
        "log-level": "warning", "log-format": "json", "clock": "2022-09-22T18:57:15Z", "max-number-pools": "2",
        "rate-limit": "vendor", "work-order-delay": "60", "usage-retention": "0+1"}
    options, environment = [], dict(ROOT)
    match source:
        case "flags":
            for name, value in settings.items():
                options += [f"--{name}"] if name == "insecure" else [f"--{name}", value]
        case "environment":
            for name, value in settings.items():
                environment["TELEPOOL_" + name.upper().replace("-", "_")] = value
        case "file":
            environment["TELEPOOL_CONFIG"] = f"{tmp_path}/telepool.yaml"
            lines = [f"{name}: {value}\n" for name, value in settings.items()]
            (tmp_path / "telepool.yaml").write_text("".join(lines))
    with site.serving(*options, environment=environment, listen=None, data=False) as run:
        assert run.host == "0.0.0.0"
        assert f"Data: {other}\n" in run.output
        assert (tmp_path / "elsewhere" / "master.key").exists()
        assert not other.is_empty()
        assert "clock" in exchange(run, "GET", "/healthz", {})[1]
        assert quota(run) == 2
        load_card(run)
        assert huawei(run, KEY, "POST", "/v1/sim-cards/0/stop", f'{{"iccid":"{ICCID}"}}'.encode())[0] == 200
        assert other.query("SELECT due_at - created_at FROM work_orders") == [(60_000,)]
        assert 429 in [huawei(run, KEY, target="/v1/sim-cards")[0] for _ in range(20)]
        record = f"record_id,iccid,at,bytes\n1,{ICCID},2022-08-01T00:00:00Z,1\n".encode()
        status, answer = huawei(run, KEY, "POST", "/telepool/v1/usage", record, content_type="text/csv")
        assert (status, answer["rejections"][0]["code"]) == (200, "TooOld")
        assert {json.loads(line)["level"] for line in run.log.splitlines()} == {"warning"}
    assert sorted(path.suffix for path in site.directory.iterdir()) == [".err", ".out"]


def test_the_data_lies_where_the_program_was_started_unless_it_is_told_otherwise(site):
    with site.serving(data=False) as run:
        assert "Data: ./telepool-data/telepool.sqlite\n" in run.output
        assert create_pool(run) == (200, None)
    assert (site.directory / "telepool-data" / "telepool.sqlite").exists()


def test_a_database_in_memory_is_gone_afterwards(site):
    for _ in range(2):
        with site.serving("--database", "sqlite::memory:") as run:
            assert "Data: in memory, gone when the service stops\n" in run.output
            assert volcengine(run, KEY)[1]["Result"]["Total"] == 0
            assert create_pool(run) == (200, None)
            assert volcengine(run, KEY)[1]["Result"]["Total"] == 1
    assert [path.name for path in site.data.iterdir()] == ["master.key"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--frobnicate"], "Error: Unknown option '--frobnicate'"),
        (["nonsense"], "Error: Unexpected argument 'nonsense'"),
        (["--log-level"], "Error: Missing value for '--log-level <level>'"),
        (["--listen", "8080"], 'Error: --listen has to be HOST:PORT such as 127.0.0.1:8080, not "8080".'),
        (["--listen", "127.0.0.1:65536"], "Error: --listen has to be HOST:PORT"),
        (["--listen", "::1:8080"], "Error: --listen has to be HOST:PORT"),
        (["--listen", ""], "Error: --listen has to be HOST:PORT"),
        (["--log-level", "loud"],
         "Error: --log-level has to be one of trace, debug, info, notice, warning, error, critical, not "
         '"loud".'),
        (["--log-format", "xml"], 'Error: --log-format has to be one of text, json, not "xml".'),
        (["--clock", "yesterday"],
         'Error: --clock has to be a time such as 2022-09-22T18:57:15Z, not "yesterday".'),
        (["--clock", "2022-02-30T00:00:00Z"], "Error: --clock has to be a time"),
        (["--max-number-pools", "many"],
         'Error: --max-number-pools has to be from 0 to 1000000000, not "many".'),
        (["--max-number-pools=-1"], "Error: --max-number-pools has to be from 0"),
        (["--max-number-pools", "1" * 400], "Error: --max-number-pools has to be from 0"),
        (["--work-order-delay", "604801"],
         'Error: --work-order-delay has to be from 0 to 604800, not "604801".'),
        (["--work-order-delay", "10m"], "Error: --work-order-delay has to be from 0 to 604800"),
        (["--usage-retention", "2"],
         "Error: --usage-retention has to be whole billing cycles from 0 to 120 and days from 0 to 366, such as 2+32, "
         'not "2".'),
        (["--usage-retention", "2+367"], "Error: --usage-retention has to be"),
        (["--usage-retention", "121+0"], "Error: --usage-retention has to be"),
        (["--usage-retention=-1+32"], "Error: --usage-retention has to be"),
        (["--database", "mysql://127.0.0.1/telepool"],
         'Error: --database has to be sqlite:PATH, sqlite::memory: or postgresql://…, not "mysql://127.0.0.1/telepool".'),
        (["--database", "postgresql://127.0.0.1/telepool?nonsense=1"],
         "Error: --database is no connection string of PostgreSQL: "),
        (["--read-replica", "sqlite:x"],
         "Error: --read-replica and --database both have to be postgresql://…."),
        (["--database", "sqlite:"], "Error: --database has to be sqlite:PATH"),
        (["--tls-key", "key.pem"], "Error: --tls-certificate and --tls-key belong together."),
        (["--tls-certificate", "certificate.pem"], "Error: --tls-certificate and --tls-key belong together."),
        (["--tls-certificate", "certificate.pem", "--tls-key", "key.pem"],
         "Error: Cannot use the certificate certificate.pem with the key key.pem, both as PEM: "),
        (["--config", "nowhere.yaml"], "nowhere.yaml"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "")
def test_an_option_that_makes_no_sense_is_named_and_nothing_is_created(site, options, said):
    assert said in site.refused(*options)
    assert site.is_untouched()


@pytest.mark.parametrize(
    ("text", "said"),
    [("log-level: loud\n", "--log-level has to be one of"),
     ("insecure: perhaps\n", "--insecure has to be true or false"),
     ("log-level: [\n", "parser"), ("- log-level\n", "Error: Top level YAML value is not a mapping.")])
def test_a_file_that_makes_no_sense_is_refused_and_nothing_is_created(site, tmp_path, text, said):
    (tmp_path / "telepool.yaml").write_text(text)
    assert said in site.refused("--config", tmp_path / "telepool.yaml")
    assert site.is_untouched()


def test_a_variable_of_an_option_that_makes_no_sense_is_refused_and_nothing_is_created(site):
    said = site.refused(environment={**ROOT, "TELEPOOL_LOG_FORMAT": "xml"})
    assert 'Error: --log-format has to be one of text, json, not "xml".' in said
    assert site.is_untouched()


def test_a_data_directory_that_cannot_be_is_named(site, tmp_path):
    (tmp_path / "file").write_text("")
    said = site.refused("--data-dir", tmp_path / "file" / "data")
    assert said.startswith("Error: ")
    assert f"{tmp_path}/file/data" in said


@databases.only_sqlite("a server keeps its files to itself")
@pytest.mark.parametrize("damage", [b"This is no database. " * 1000, b""], ids=["text", "empty"])
def test_a_file_that_is_no_database_is_not_overwritten(site, damage):
    site.data.mkdir(parents=True)
    (site.data / "telepool.sqlite").write_bytes(damage)
    if damage:
        assert "telepool.sqlite" in site.refused()
        assert (site.data / "telepool.sqlite").read_bytes() == damage
    else:
        # An empty file is an empty database.
        with site.serving() as run:
            assert volcengine(run, KEY)[0] == 200


# MARK: Where it listens


@pytest.mark.parametrize(
    "listen", ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080", "telepool.example:8080", "128.0.0.1:0"])
def test_an_address_that_others_can_reach_is_refused_without_tls(site, listen):
    said = site.refused(listen=listen)
    host = re.sub(r"[\[\]]|:\d+$", "", listen)
    assert f"Error: Refusing to listen on {host} without TLS: " in said
    assert "passwords, tokens and everything in the answers would cross the network in clear" in said
    assert "Give --tls-certificate and --tls-key, or --insecure" in said
    assert site.is_untouched()


def test_an_address_that_others_can_reach_is_taken_if_it_is_said_to_be_insecure(site):
    with site.serving("--insecure", listen="0.0.0.0:0") as run:
        assert (run.scheme, run.host) == ("http", "0.0.0.0")
        assert volcengine(run, KEY)[0] == 200


@pytest.mark.parametrize("host", ["localhost", "127.8.9.10"])
def test_an_address_that_only_this_machine_reaches_needs_no_tls(site, host):
    with site.serving(listen=f"{host}:0") as run:
        assert (run.scheme, run.host) == ("http", host)


def test_a_key_of_the_file_that_is_no_option_is_named(site, tmp_path):
    file = tmp_path / "telepool.yaml"
    file.write_text("# settings\nlog-level: info\nmax-number-pols: 2\n")
    assert f"{file} sets max-number-pols, which is no option. The options are clock, " in site.refused(
        "--config", str(file))
    assert site.is_untouched()


def test_a_port_in_use_is_named(site):
    with site.serving() as run:
        address = run.address
        said = Site(site.directory / "other").refused(listen=address)
        assert re.search(r"^Error: .*in use", said, re.MULTILINE)
        assert address in said
        assert "descriptor:" not in said
        assert volcengine(run, KEY)[0] == 200


@pytest.fixture
def certificate(tmp_path):
    """A certificate that signs itself, and its key."""
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "2", "-subj", "/CN=telepool", "-addext", names, "-keyout", tmp_path / "key.pem",
         "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True, timeout=TIMEOUT)
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def test_it_speaks_tls_with_a_certificate(site, certificate):
    context = ssl.create_default_context(cafile=certificate[0])
    options = ["--tls-certificate", certificate[0], "--tls-key", certificate[1]]
    with site.serving(*options, listen="0.0.0.0:0") as run:
        assert run.scheme == "https"
        assert exchange(run, "GET", "/healthz", {}, context=context)[:2] == (200, {"status": "ok"})
        assert volcengine(run, KEY, context=context)[0] == 200
        status, body, _ = exchange(run, "GET", "/v3", {"Host": run.address}, context=context)
        assert f'"https://{run.address}/v3' in json.dumps(body)

        with pytest.raises(ssl.SSLCertVerificationError):
            exchange(run, "GET", "/healthz", {}, context=ssl.create_default_context())
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            exchange(run, "GET", "/healthz", {})
        with socket.create_connection(("127.0.0.1", run.port), TIMEOUT) as plain, \
                context.wrap_socket(plain, server_hostname="localhost") as connection:
            assert connection.version() == "TLSv1.3"

        plans = subprocess.run(
            [BINARY, "plans", "create", "--id", "1", "--name", "plan", "--carrier", "mobile",
             "--data-mb", "1", "--months", "1", "--endpoint", f"https://{run.address}",
             "--ca-file", certificate[0]],
            env={"HOME": str(site.directory), "TELEPOOL_ACCESS_KEY_ID": KEY[0],
                 "TELEPOOL_SECRET_ACCESS_KEY": KEY[1]},
            capture_output=True, text=True, timeout=TIMEOUT)
        assert (plans.returncode, plans.stderr) == (0, "")


def test_a_key_that_does_not_belong_to_the_certificate_is_refused(site, certificate, tmp_path):
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
         tmp_path / "other.pem"], check=True, capture_output=True, timeout=TIMEOUT)
    said = site.refused("--tls-certificate", certificate[0], "--tls-key", tmp_path / "other.pem")
    assert str(certificate[0]) in said
    assert str(tmp_path / "other.pem") in said
    assert site.is_untouched()


# MARK: The log


def requests_with_secrets(run):
    """Requests that hold all kinds of secrets; what of them must not be in a log."""
    status, text = token(run, PASSWORD)
    assert (status, token(run, "a wrong password")[0]) == (201, 401)
    headers = signing.volcengine(KEY, "POST", CREATE, b"{", {"Content-Type": JSON}, host=run.address)
    signature = re.search(r"Signature=(\w+)", headers["Authorization"])[1]
    assert exchange(run, "POST", CREATE, headers, b"{")[0] == 400
    target = "/?" + "&".join([
        "Action=NumberPoolList", "Version=2022-01-01", "X-Algorithm=HMAC-SHA256", "X-Date=20220101T000000Z",
        f"X-Credential={KEY[0]}%2F20220101%2Fcn-beijing%2Fvms%2Frequest", "X-SignedHeaders=",
        "X-SignedQueries=", f"X-Signature={signature}", "X-Security-Token=a-session-token"])
    assert exchange(run, "GET", target, {})[0] == 400
    wrong = signing.huawei((KEY[0], "a-wrong-secret"), "GET", "/v1/sim-pools", host=run.address)
    assert exchange(run, "GET", "/v1/sim-pools", wrong)[0] == 401
    assert with_token(run, text) == 200
    tokens = {"X-Auth-Token": text, "X-Subject-Token": text}
    assert exchange(run, "DELETE", "/v3/auth/tokens", tokens)[0] == 204
    huawei_signature = re.search(r"Signature=(\w+)", wrong["Authorization"])[1]
    return [
        KEY[1], PASSWORD, "a wrong password", "a-wrong-secret", text, signature, huawei_signature,
        "a-session-token", "Signature"]


@pytest.mark.parametrize("level", ["trace", "info"])
def test_the_log_as_json_is_one_object_a_line_without_secrets(site, level):
    with site.serving("--log-format", "json", "--log-level", level) as run:
        secrets = requests_with_secrets(run)
    lines = [json.loads(line) for line in run.log.splitlines()]
    for line in lines:
        assert list(line)[:3] == ["time", "level", "message"]
        assert datetime.datetime.fromisoformat(line["time"]).utcoffset() == datetime.timedelta()
    requests = [line for line in lines if line["message"] == "Request"]
    assert [(line["face"], line["operation"], line["status"], line["code"]) for line in requests] == [
        ("iam", "KeystoneCreateUserTokenByPassword", 201, "-"),
        ("iam", "KeystoneCreateUserTokenByPassword", 401, "401"),
        ("volcengine", "CreateNumberPool", 400, "InvalidParameter"),
        ("volcengine", "NumberPoolList", 400, "InvalidTimestamp"),
        ("huawei", "ListSimPools", 401, "APIGW.0301"),
        ("huawei", "ListSimPools", 200, "-"), ("iam", "KeystoneRevokeToken", 204, "-")]
    for line in requests:
        assert set(line) == {
            "time", "level", "message", "face", "operation", "status", "code", "us", "request_id", "remote"}
        assert (line["level"], line["remote"]) == ("info", "127.0.0.1")
        assert line["us"] >= 0
        assert re.fullmatch(r"[0-9a-f]{32}|\d{26}[0-9A-F]{6}", line["request_id"])
    messages = [line["message"] for line in lines]
    assert messages.index("Stopping: finishing what is under way") > messages.index("Request")
    assert messages[-1] == "Stopped"
    assert [secret for secret in secrets if secret in run.log] == []


def test_the_log_as_text_is_one_line_for_each_message_without_secrets(site):
    with site.serving("--log-level", "trace") as run:
        secrets = requests_with_secrets(run)
    for line in run.log.splitlines():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trace|debug|info) \S.*", line)
    requests = [line for line in run.log.splitlines() if " info Request " in line]
    assert len(requests) == 7
    assert re.search(
        r" info Request face=volcengine operation=CreateNumberPool status=400 code=InvalidParameter us=\d+ "
        r"request_id=\d{26}[0-9A-F]{6} remote=127\.0\.0\.1$", requests[2])
    assert [secret for secret in secrets if secret in run.log] == []


@pytest.mark.parametrize(
    ("level", "messages"),
    [("info", ["Schema updated", "Request", "Stopping", "Stopped"]), ("notice", []), ("warning", []),
     ("critical", [])])
def test_the_level_of_the_log_leaves_out_what_is_below(site, level, messages):
    with site.serving("--log-level", level, "--log-format", "json") as run:
        assert volcengine(run, KEY)[0] == 200
    told = [json.loads(line)["message"].split(":")[0] for line in run.log.splitlines()]
    # A node of several tells of them, too.
    assert [message for message in told if message not in ("Joined", "In charge of what time asks for")] == messages


def test_the_id_of_an_answer_is_that_of_the_log(site):
    with site.serving() as run:
        request_id = volcengine(run, KEY)[1]["ResponseMetadata"]["RequestId"]
    assert f"request_id={request_id} " in run.log


# MARK: The clock


def test_a_test_clock_is_announced_everywhere(site):
    with site.serving("--clock", "2022-09-22T18:57:15Z") as run:
        assert "\nTHE CLOCK IS A TEST CLOCK, started at 2022-09-22T18:57:15" in run.output
        assert re.search(r" warning THE CLOCK IS A TEST CLOCK\. .*clock=2022-09-22T18:57:", run.log)
        for path, word in (("/healthz", "ok"), ("/readyz", "ready")):
            status, body, _ = exchange(run, "GET", path, {})
            assert (status, body["status"]) == (200, word)
            assert body["warning"] == "the clock is a test clock, not the real one"
            assert body["clock"].startswith("2022-09-22T18:5")

        def now():
            text = exchange(run, "GET", "/healthz", {})[1]["clock"]
            return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

        start = now()
        until(lambda: now() > start, "the clock running on")
        assert now() - start < datetime.timedelta(minutes=1)


def test_the_real_clock_is_not_mentioned(site):
    with site.serving() as run:
        assert exchange(run, "GET", "/healthz", {})[:2] == (200, {"status": "ok"})
        assert exchange(run, "GET", "/readyz", {})[:2] == (200, {"status": "ready"})
        assert "CLOCK" not in run.output + run.log


def test_signatures_go_by_the_real_clock_and_the_domain_by_the_test_clock(site):
    with site.serving("--clock", "2022-09-22T18:57:15Z") as run:
        assert code(volcengine(run, KEY)) == (200, None)
        assert code(volcengine(run, KEY, date="20220922T185715Z")) == (400, "InvalidTimestamp")
        assert huawei(run, KEY, date="20220922T185715Z")[0] == 401

        plan = {"id": "1", "name": "plan", "carrier": "unicom", "data_mb": 30, "months": 12}
        cards = b"iccid,status\n8986000000000000001,in_use\n"
        for target, body, content_type in [
            ("/telepool/v1/price-plans", json.dumps(plan).encode(), JSON),
            ("/telepool/v1/orders/1/sim-cards?plan_id=1", cards, "text/csv"),
            ("/telepool/v1/sim-pools", b'{"name":"pool","order_ids":[1]}', JSON),
        ]:
            assert huawei(run, KEY, "POST", target, body, content_type)[0] in (200, 201)
        status, body = huawei(run, KEY)
        pool = body["pools"][0]
        assert (pool["billing_cycle"], pool["effective_time"], pool["expired_time"]) == (
            "2022-09", "2022-08-26T16:00:00.000+00:00", "2022-09-26T15:59:59.000+00:00")
        assert re.match(r"2022-09-22T18:5\d:\d\d\.\d{3}\+00:00$", pool["modify_time"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_health_of_the_service_is_only_read(site, path):
    with site.serving() as run:
        assert exchange(run, "HEAD", path, {})[:2] == (200, None)
        assert exchange(run, "POST", path, {})[:2] == (405, {"status": "method not allowed"})
        headers = exchange(run, "GET", path, {})[2]
        assert (headers["Content-Type"], headers["Cache-Control"]) == ("application/json", "no-store")


# MARK: The end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(site, number):
    with site.serving() as run:
        assert create_pool(run) == (200, None)
        with socket.create_connection(("127.0.0.1", run.port), TIMEOUT) as idle:
            assert run.stop(number) == 0
            assert idle.recv(1) == b""
    assert run.log.splitlines()[-1].endswith(" info Stopped")
    # The database was closed, so that nothing is left beside it.
    assert sorted(path.name for path in site.data.iterdir()) == ["master.key", *site.database.files]


@pytest.mark.parametrize("numbers", [(signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGINT),
                                     (signal.SIGINT, signal.SIGTERM)])
def test_a_second_signal_ends_it_at_once(site, numbers):
    with site.serving() as run, socket.create_connection(("127.0.0.1", run.port), TIMEOUT) as busy:
        assert create_pool(run) == (200, None)
        headers = signing.volcengine(KEY, "POST", CREATE, b"{}", host=run.address)
        lines = [f"POST {CREATE} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        lines += ["Content-Length: 2", "Expect: 100-continue", "", ""]
        busy.sendall("\r\n".join(lines).encode())
        assert busy.recv(100).startswith(b"HTTP/1.1 100 ")
        run.process.send_signal(numbers[0])
        until(lambda: "Stopping: finishing what is under way" in run.log, "stopping")
        with pytest.raises(subprocess.TimeoutExpired):
            run.process.wait(0.3)
        assert run.stop(numbers[1]) == 128 + numbers[1]
    with site.serving() as run:
        assert volcengine(run, KEY)[1]["Result"]["Total"] == 1


def test_two_processes_do_not_spoil_the_same_data(site):
    """The second one serves beside the first, or it is refused; both times nothing is lost."""
    with site.serving() as first:
        assert create_pool(first) == (200, None)
        arguments = ["--data-dir", site.data, "--listen", "127.0.0.1:0", *site.database.options]
        second = Process(site.directory, arguments, ROOT)
        try:
            until(lambda: "is listening" in second.output or second.process.poll() is not None, "a start")
            if second.process.poll() is None:
                second.listens()
                assert create_pool(second) == (200, None)
                assert volcengine(first, KEY)[1]["Result"]["Total"] == 2
                assert second.stop() == 0
            else:
                assert second.log.startswith("Error: ")
        finally:
            second.process.kill()
            second.ends()
        assert create_pool(first) == (200, None)


def test_help_and_version_are_told(tmp_path):
    def run(*arguments):
        result = subprocess.run(
            [BINARY, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT)
        assert result.returncode == 0
        return result.stdout

    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version"))
    text = run("serve", "--help")
    for option in ("listen", "data-dir", "database", "tls-certificate", "tls-key", "insecure", "log-level",
                   "log-format", "clock", "max-number-pools", "rate-limit", "work-order-delay", "usage-retention",
                   "config"):
        assert f"--{option}" in text
    assert list(pathlib.Path(tmp_path).iterdir()) == []
