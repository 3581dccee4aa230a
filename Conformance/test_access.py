"""Accounts, users and keys as an operator manages them, and as the vendors' SDKs meet them."""

import json
import secrets

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkgsl.v3 import GslClient, ListSimPoolsRequest
from volcenginesdkvms import NumberPoolListRequest

from clients import create, exchange, issue, pools, sign, sim_pools, vms
from telepool import running


def key_of(done):
    """The key that a command shows."""
    lines = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines()[:2])
    return lines["access key id"], lines["secret access key"]


def status(server, key):
    """What a list of all number pools is answered with."""
    return sign(server, "NumberPoolList", {}, key).send(server).status


def test_a_key_takes_the_place_of_another(server):
    old = server.create_user("rotating", "reader")
    new = key_of(server.run("keys", "create", "rotating"))
    third = server.run("keys", "create", "rotating", check=False)
    assert third.returncode == 6 and "2 access keys" in third.stderr
    assert [status(server, key) for key in (old, new)] == [200, 200]
    server.run("keys", "delete", "--yes", old[0])
    assert [status(server, key) for key in (old, new)] == [401, 200]


def test_a_key_is_disabled_and_enabled(server):
    key = server.create_user("switched", "reader")
    assert status(server, key) == 200
    server.run("keys", "update", key[0], "--disable-use")
    assert status(server, key) == 401
    refused = server.run("number-pools", "list", key=key, check=False)
    assert refused.returncode == 5 and "telepool config show" in refused.stderr
    server.run("keys", "update", key[0], "--enable-use")
    assert status(server, key) == 200
    server.run("users", "update", "switched", "--disable-access")
    assert status(server, key) == 401


def test_a_key_that_is_over_is_explained(server):
    server.create_user("passing", "reader")
    key = key_of(server.run("keys", "create", "passing", "--expires", "2020-01-01T00:00:00Z"))
    refused = server.run("orders", "list", key=key, check=False)
    assert refused.returncode == 5 and "telepool config show" in refused.stderr


def test_a_key_is_limited(server):
    pool = create(server, "limited")
    server.create_user("limited", "manager")
    key = key_of(server.run("keys", "create", "limited", "--pools", pool))
    assert pools(server, key, NumberPoolNo=pool)["Total"] == 1
    assert status(server, key) == 403
    server.run("keys", "limit", key[0], "--actions", "NumberPool*", "--addresses", "127.0.0.0/8", "::1")
    assert status(server, key) == 200
    refused = server.run("orders", "list", key=key, check=False)
    assert refused.returncode == 5 and "ListOrders" in refused.stderr
    server.run("keys", "limit", key[0], "--addresses", "192.0.2.0/24")
    assert status(server, key) == 403


def test_an_account_has_no_more_than_it_may(server):
    key = key_of(server.run("accounts", "create", "--name", "bounded"))
    account = json.loads(server.run("accounts", "show", "--output", "json", key=key).stdout)
    server.run("accounts", "quota", account["domain_id"], "--number-pools", 0)
    refused = server.run("volc", "CreateNumberPool", '{"Name":"n","ServiceType":100,"SubServiceType":101}', key=key,
                         check=False)
    assert refused.returncode != 0 and "QuotaExceeded" in refused.stdout + refused.stderr
    server.run("accounts", "quota", account["domain_id"], "--requests-per-second", 0)
    assert status(server, key) == 429
    server.run("accounts", "quota", account["domain_id"])
    assert status(server, key) == 200
    server.run("accounts", "update", account["domain_id"], "--disable-users")
    assert status(server, key) == 401


def test_temporary_keys_work_with_both_sdks(server):
    token = issue(server).headers["X-Subject-Token"]
    body = {"auth": {"identity": {"methods": ["token"], "token": {"duration_seconds": 900}}}}
    answer = exchange(
        server, "POST", "/v3.0/OS-CREDENTIAL/securitytokens",
        {"X-Auth-Token": token, "Content-Type": "application/json"}, json.dumps(body).encode())
    assert answer.status == 201
    credential = answer.json()["credential"]
    key = (credential["access"], credential["secret"])
    found = vms(server, key, session_token=credential["securitytoken"]).number_pool_list(NumberPoolListRequest())
    assert found.total == pools(server)["Total"]
    credentials = BasicCredentials(*key, "0").with_security_token(credential["securitytoken"])
    client = GslClient.new_builder().with_credentials(credentials).with_endpoint(f"http://{server.address}").build()
    assert client.list_sim_pools(ListSimPoolsRequest()).count == sim_pools(server)["count"]
    # Without the session token it is none.
    assert status(server, key) == 401


def test_a_password_and_tokens_are_managed(server):
    server.create_user("person", "reader")
    server.run("users", "set-password", "person", text="a long password\n")
    users = json.loads(server.run("users", "list", "--output", "json").stdout)
    assert [user["has_password"] for user in users if user["name"] == "person"] == [True]
    count = len(json.loads(server.run("tokens", "list", "--output", "json").stdout))
    token = issue(server).headers["X-Subject-Token"]
    tokens = json.loads(server.run("tokens", "list", "--output", "json").stdout)
    assert len(tokens) == count + 1 and token not in json.dumps(tokens)
    server.run("users", "delete", "--yes", "person")
    assert "person" not in server.run("users", "list").stdout


def test_the_master_key_is_replaced_without_an_interruption(tmp_path):
    former, new = secrets.token_hex(32), secrets.token_hex(32)
    with running(tmp_path / "data", environment={"TELEPOOL_MASTER_KEY": former}) as server:
        def restart(keys):
            assert server.stop() == 0
            server.environment["TELEPOOL_MASTER_KEY"] = keys
            server.start()
            assert status(server, key) == 200

        def rotate():
            return server.run(
                "keys", "rotate-master", "--database", server.database.url,
                environment={"TELEPOOL_MASTER_KEY": f"{new},{former}"}).stdout

        key = server.create_user("lasting", "reader")
        restart(f"{new},{former}")
        # What tells the right key, and the keys of two users.
        assert rotate() == "3 secrets are sealed anew; 0 were already.\n"
        assert rotate() == "0 secrets are sealed anew; 3 were already.\n"
        assert status(server, key) == 200
        restart(new)
