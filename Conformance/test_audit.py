"""The audit log and requests that are sent once more, as users of the built program see them."""

import json
import sqlite3
import uuid

import pytest

import databases
from clients import create, huawei, pools, sign, volcengine_error
from telepool import running

POOL = {"Name": "call 13800000000", "ServiceType": 100, "SubServiceType": 101}


def export(server, key, *arguments):
    answer = server.run("audit", "export", *arguments, key=key)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_changes_and_refusals_are_told(server, tenant):
    number = create(server, "13900001111 x", key=tenant)
    assert sign(server, "CreateNumberPool", {"Name": 7}, tenant).send(server).status == 400
    assert huawei(server, "GET", "/telepool/v1/numbers/13700137000", tenant).status == 404
    events = export(server, tenant)
    assert [event["outcome"] for event in events][0] == "Success"
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["changes"][0]["id"] == number
    assert events[0]["remote_address"] == "127.0.0.1"
    assert len(events) == 3
    text = json.dumps(events)
    assert "139****1111" in text and "13900001111" not in text and "13700137000" not in text
    assert tenant[1] not in text and tenant[0] not in text


def test_lists_are_searched_and_paged(server, tenant):
    numbers = [create(server, f"p{index}", key=tenant) for index in range(5)]
    listed = server.run("audit", "list", "--limit", "2", key=tenant).stdout.splitlines()
    assert len(listed) == 2 and f"number_pool:{numbers[4]}" in listed[0]
    (found,) = export(server, tenant, "--object", f"number_pool:{numbers[2]}")
    assert found["sequence"] == 3
    assert [event["sequence"] for event in export(server, tenant, "--after", "3")] == [4, 5]
    assert export(server, tenant, "--operation", "NoSuch") == []


def test_another_account_is_neither_seen_nor_named(server, tenant):
    create(server, "mine", key=tenant)
    other = server.create_account(str(uuid.uuid4()))
    assert export(server, other) == []
    denied = server.run("audit", "list", "--installation", key=other, check=False)
    assert denied.returncode != 0 and "AccessDenied" in denied.stderr
    assert "Bootstrap" in server.run("audit", "list", "--installation", "--limit", "100000").stdout


def test_the_chain_is_verified(server, tenant):
    create(server, "a", key=tenant)
    create(server, "b", key=tenant)
    answer = server.run("audit", "verify", key=tenant)
    assert answer.returncode == 0 and answer.stdout.startswith("2 events are intact. Head: 2:")
    head = answer.stdout.split("Head: ")[1].strip()
    create(server, "c", key=tenant)
    assert server.run("audit", "verify", "--head", head, key=tenant).returncode == 0
    wrong = server.run("audit", "verify", "--head", f"2:{'0' * 64}", key=tenant, check=False)
    assert wrong.returncode == 1 and wrong.stdout.startswith("Event 2 is missing, or is not")


@pytest.mark.parametrize("change,bad", [
    ("UPDATE audit_events SET outcome = 'x' WHERE sequence = 2", 2),
    ("DELETE FROM audit_events WHERE sequence = 1", 1),
    ("DELETE FROM audit_events WHERE sequence = 3", 3),
])
@databases.only_sqlite("what is done to the file")
def test_tampering_with_the_file_is_found_out(tmp_path, change, bad):
    with running(tmp_path / "data") as server:
        tenant = server.create_account("tenant")
        for name in "abcd":
            create(server, name, key=tenant)
    with sqlite3.connect(tmp_path / "data" / "telepool.sqlite") as file:
        (account,) = file.execute("SELECT id FROM accounts WHERE name = 'tenant'").fetchone()
        with pytest.raises(sqlite3.IntegrityError):
            file.execute(change)
        file.execute("DROP TRIGGER audit_events_before_update")
        file.execute("DROP TRIGGER audit_events_before_delete")
        file.execute(f"{change} AND account_id = {account}")
        file.commit()
    file.close()
    with running(tmp_path / "data") as server:
        answer = server.run("audit", "verify", key=tenant, check=False)
        assert answer.returncode == 1
        assert answer.stdout.startswith(f"Event {bad} is not what was written, or is missing;")


def test_a_signed_request_has_one_effect_however_often_it_comes(server, tenant):
    request = sign(server, "CreateNumberPool", POOL, tenant)
    answers = {json.dumps(request.send(server).json()["Result"]) for _ in range(1000)}
    assert len(answers) == 1
    assert pools(server, tenant)["Total"] == 1


def test_wrong_keys_are_counted(server):
    for _ in range(20):
        status, _, code, _ = volcengine_error(
            sign(server, "NumberPoolList", {}, ("AKTPNOSUCHKEY0000000", "secret")).send(server))
        assert (status, code) == (401, "InvalidAccessKey")
    answer = server.run("audit", "list", "--installation", "--outcome", "InvalidAccessKey")
    assert answer.returncode == 0 and 5 <= len(answer.stdout.splitlines()) < 20
