"""The ledger of usage: streams of records, what is rejected and why, crashes, audits and exports."""

import contextlib
import gzip
import http.client
import json
import pathlib
import re
import signal
import socket
import threading
import time

import pytest

import signing
from clients import ROOT
from inventory import card, create_plan, create_pool, iccid, import_cards
from telepool import TIMEOUT, running, until

TARGET = "/telepool/v1/usage"
NOW = "2026-11-15T12:00:00Z"
AT = "2026-11-15T11:00:00Z"
BATCH = 5000
COLUMNS = "record_id,iccid,at,bytes\n"


@pytest.fixture
def server(tmp_path):
    """A server with a hundred cards in a pool."""
    with running(tmp_path / "data", "--clock", NOW) as server:
        create_plan(server, carrier="mobile")
        order = import_cards(server, [card(number) for number in range(100)])
        server.pool = create_pool(server, "=pool", order, since="2026-09-01T00:00:00+08:00")
        yield server


def rows(numbers, at=AT):
    """Rows of a byte each, without the names of the columns."""
    return "".join(f"r{number},{iccid(number % 100)},{at},1\n" for number in numbers)


def pieces(count, size=1000):
    """A body of so many rows, piece by piece."""
    yield COLUMNS.encode()
    for start in range(0, count, size):
        yield rows(range(start, min(start + size, count))).encode()


def post(server, body, key=ROOT, target=TARGET, content_type="text/csv", headers=None):
    """Sends a body, whole or piece by piece, with a signature that does not cover it; answers status and JSON."""
    headers = signing.huawei(
        key, "POST", target, None, {"Content-Type": content_type, **(headers or {})}, host=server.address)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    with contextlib.closing(connection):
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def get(server, target, key=ROOT):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)
    with contextlib.closing(connection):
        connection.request("GET", target, headers=signing.huawei(key, "GET", target, host=server.address))
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def used(server):
    """What all pools have used in all cycles, in bytes."""
    status, page = get(server, f"{TARGET}/pools")
    assert status == 200
    return sum(pool["used_bytes"] for pool in page["usage"])


def summary(accepted=0, duplicate=0, rejections=()):
    return {"accepted": accepted, "duplicate": duplicate, "rejected": len(rejections),
            "rejections": [dict(zip(("line", "code", "reason"), rejection)) for rejection in rejections]}


def is_exact(server):
    assert server.run("usage", "audit").stdout == "All counters are exact.\n"


# MARK: Formats


FORMATS = {
    "text/csv": (COLUMNS + rows(range(3))).encode(),
    "application/x-ndjson": "".join(
        json.dumps({"record_id": f"r{number}", "iccid": iccid(number), "at": AT, "bytes": 1}) + "\n"
        for number in range(3)).encode(),
}


@pytest.mark.parametrize("content_type", FORMATS)
@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_both_formats_are_taken_plain_and_packed(server, content_type, is_packed, is_chunked):
    body, headers = FORMATS[content_type], {}
    if is_packed:
        body, headers = gzip.compress(body[:50]) + gzip.compress(body[50:]), {"Content-Encoding": "gzip"}
    send = lambda: post(  # noqa: E731
        server, (body[start:start + 7] for start in range(0, len(body), 7)) if is_chunked else body,
        content_type=content_type, headers=headers)
    assert send() == (200, summary(3))
    assert send() == (200, summary(0, 3))
    assert used(server) == 3


def test_a_bomb_is_unpacked_no_faster_than_it_is_read(server):
    before = memory(server)
    lines = 1200
    body = gzip.compress(COLUMNS.encode() + (b"a" * 65_000 + b"\n") * lines + rows(range(1)).encode())
    assert len(body) < 1 << 18
    status, answer = post(server, body, headers={"Content-Encoding": "gzip"})
    assert (status, answer["accepted"], answer["rejected"]) == (200, 1, lines)
    assert (len(answer["rejections"]), answer["rejections_left_out"]) == (1000, lines - 1000)
    assert memory(server) - before < 64 << 20
    endless = gzip.compress(COLUMNS.encode() + b"a" * (64 << 20))
    assert post(server, endless, headers={"Content-Encoding": "gzip"}) == (200, summary(
        0, 0, [(2, "InvalidRow", "longer than 65536 bytes; reading ends here")]))


def test_what_is_damaged_is_refused_and_what_came_before_stays(server):
    packed = bytearray(gzip.compress("".join(piece.decode() for piece in pieces(40_000)).encode()))
    packed[-20_000:] = b"x" * 20_000
    status, answer = post(server, bytes(packed), headers={"Content-Encoding": "gzip"})
    assert (status, answer["error"]["code"]) == (400, "InvalidParameter")
    message = re.fullmatch(
        r"(?:The body is not gzip, or it is damaged|The gzip of the body ends too soon)\. "
        r"What came before stays: (\d+) accepted, 0 duplicate, 0 rejected, up to line (\d+)\. "
        r"Everything can be sent again and counts once\.", answer["error"]["message"])
    accepted, line = int(message[1]), int(message[2])
    assert accepted >= BATCH and accepted % BATCH == 0 and line == accepted + 1
    assert used(server) == accepted
    assert post(server, pieces(40_000)) == (200, summary(40_000 - accepted, accepted))
    is_exact(server)


# MARK: Rules


def test_each_record_that_is_not_taken_is_named(server):
    future, tolerated = "2026-11-15T12:06:00Z", "2026-11-15T12:04:00Z"
    records = [
        f"a,{iccid(1)},{AT},5", f"a,{iccid(1)},{AT},5", f"a,{iccid(1)},{AT},6", f"a,{iccid(2)},{AT},5",
        f"a,{iccid(1)},2026-11-15T11:00:01Z,5", f"b,{iccid(100)},{AT},5", f"c,{iccid(1)},{future},5",
        f"d,{iccid(1)},{tolerated},5", f"e,{iccid(1)},2026-07-31T15:59:59Z,5", f"f,{iccid(1)},2026-09-01T00:00:00Z,7",
    ]
    differs = ("RecordDiffers", "there is a record with this id and other contents")
    rejections = [
        (4, *differs), (5, *differs), (6, *differs), (7, "UnknownCard", "there is no such card"),
        (8, "Future", "the time lies in the future"),
        (10, "TooOld", "the record is of a billing cycle that is closed")]
    body = (COLUMNS + "\n".join(records)).encode()
    assert post(server, body) == (200, summary(3, 1, rejections))
    assert post(server, body) == (200, summary(0, 4, rejections))
    # A late record is of the cycle of its own time.
    status, page = get(server, f"{TARGET}/pools")
    assert [(pool["cycle"], pool["used_bytes"]) for pool in page["usage"] if pool["used_bytes"]] == [
        ("2026-09", 7), ("2026-11", 10)]
    # An id is one of its source.
    assert post(server, body, target=f"{TARGET}?source=other")[1]["accepted"] == 3
    is_exact(server)


def test_records_are_taken_as_long_as_they_are_kept(server):
    def post_with(retention, *times):
        """Starts the server again with this retention; answers the numbers of the lines that are too old."""
        server.stop()
        server.options += ["--usage-retention", retention]
        server.start()
        status, answer = post(server, (COLUMNS + "".join(f"{at},{iccid(1)},{at},1\n" for at in times)).encode())
        assert status == 200
        assert {rejection["code"] for rejection in answer["rejections"]} <= {"TooOld"}
        return [rejection["line"] for rejection in answer["rejections"]]

    months = ["2026-09-30T15:59:59Z", "2026-10-31T15:59:59Z", "2026-10-31T16:00:00Z"]
    assert post_with("2+0", *months) == []
    # The first of November is fifteen days ago, in Beijing.
    assert post_with("0+15", *months) == [2]
    assert post_with("0+14", *months) == [2, 3]

    def closed():
        return server.database.query("SELECT count(*) FROM sim_pool_cycles WHERE checksum IS NOT NULL") == [(2,)]

    until(closed, "the closing of September and October")
    # What is closed stays closed: its records could count twice.
    assert post_with("12+0", *months) == [2, 3]
    is_exact(server)


def test_a_card_is_known_by_its_numbers(server):
    import_cards(server, [
        f"{iccid(201)},1064800000001,460040000000001,in_use,,", f"{iccid(202)},1064800000002,,in_use,,",
        f"{iccid(203)},1064800000002,,in_use,,"])
    lines = [{"imsi": "460040000000001"}, {"msisdn": "1064800000001"}, {"msisdn": "1064800000002"},
             {"imsi": "460040000000009"}, {"imsi": "460040000000001", "msisdn": "1064800000001"}]
    body = "".join(
        json.dumps({"record_id": str(number), "at": AT, "up_bytes": 1, "down_bytes": 2, **names}) + "\n"
        for number, names in enumerate(lines))
    assert post(server, body.encode(), content_type="application/x-ndjson") == (200, summary(2, 0, [
        (3, "AmbiguousCard", "more than one card answers to this number"),
        (4, "UnknownCard", "there is no such card"),
        (5, "InvalidRow", "more than one of iccid, imsi and msisdn")]))
    _, page = get(server, f"{TARGET}/days")
    assert page == {"usage": [
        {"iccid": iccid(201), "day": "2026-11-15", "cycle": "2026-11", "up_bytes": 2, "down_bytes": 4}]}


def test_usage_of_a_card_that_was_replaced_is_the_new_ones(server):
    assert post(server, pieces(1)) == (200, summary(1))
    server.run("sims", "replace", iccid(0), "--with", iccid(300))
    records = f"{COLUMNS}old,{iccid(0)},{AT},10\nnew,{iccid(300)},{AT},100\n"
    assert post(server, records.encode()) == (200, summary(2))
    # What came under the old number is known by it.
    assert post(server, pieces(1)) == (200, summary(0, 1))
    assert get(server, f"{TARGET}/cards")[1] == {"usage": [
        {"iccid": iccid(300), "sim_pool_id": server.pool, "cycle": "2026-11", "used_bytes": 111}]}
    is_exact(server)


def test_who_delivers_does_not_read_and_who_reads_does_not_deliver(server):
    metering, reader = server.create_user("meter", "metering"), server.create_user("reader", "reader")
    stranger = server.create_account("stranger")
    assert post(server, pieces(1), key=metering) == (200, summary(1))
    assert post(server, pieces(1), key=reader)[0] == 403
    assert post(server, pieces(1), key=stranger)[1]["rejections"][0]["code"] == "UnknownCard"
    for report in ("audit", "pools", "cards", "days"):
        assert get(server, f"{TARGET}/{report}", key=metering)[0] == 403
        assert get(server, f"{TARGET}/{report}", key=reader)[0] == 200
    for grouping in ("pool", "card", "day"):
        assert len(server.run("usage", "export", "--by", grouping, key=reader).stdout.splitlines()) > 1
        assert len(server.run("usage", "export", "--by", grouping, key=stranger).stdout.splitlines()) == 1


# MARK: Length


def memory(server):
    """What the server holds in memory, in bytes."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)[1]) << 10


def test_a_long_stream_does_not_fill_the_memory(server):
    seen = []

    def body():
        for number, piece in enumerate(pieces(200_000)):
            if number % 20 == 10:
                seen.append(memory(server))
            yield piece

    assert post(server, body()) == (200, summary(200_000))
    # The cache of the database grows to its size at first.
    assert max(seen[2:]) - seen[1] < 64 << 20
    assert used(server) == 200_000
    is_exact(server)


def begin(server, length=1 << 30):
    """A connection on which a body has begun."""
    headers = signing.huawei(ROOT, "POST", TARGET, None, {"Content-Type": "text/csv"}, host=server.address)
    head = "".join(f"{name}: {value}\r\n" for name, value in {**headers, "Content-Length": length}.items())
    connection = socket.create_connection(("127.0.0.1", server.port), TIMEOUT)
    connection.sendall(f"POST {TARGET} HTTP/1.1\r\n{head}\r\n".encode())
    return connection


def read_answer(connection):
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status, json.loads(answer.read())


def test_a_body_is_read_no_faster_than_it_is_committed(server):
    piece = rows(range(1000)).encode()
    with server.database.writing(), begin(server) as connection:
        connection.settimeout(1)
        connection.sendall(COLUMNS.encode())
        before, sent = memory(server), 0
        with pytest.raises(TimeoutError):
            while sent < 256 << 20:
                sent += connection.send(piece)
        # What is under way is in the buffers of the system, and little of it in the server.
        assert memory(server) - before < 32 << 20
        connection.settimeout(TIMEOUT)
        # After a while the server gives up waiting for the database.
        status, answer = read_answer(connection)
    assert (status, answer["error"]["code"]) == (503, "ServiceUnavailable")
    assert used(server) == 0
    assert post(server, pieces(10)) == (200, summary(10))


def test_a_client_that_goes_away_leaves_what_was_committed(server):
    with begin(server) as connection:
        for piece in pieces(2 * BATCH + 100):
            connection.sendall(piece)
        until(lambda: used(server) == 2 * BATCH, "two batches")
    assert post(server, pieces(2 * BATCH + 100)) == (200, summary(100, 2 * BATCH))
    is_exact(server)


def test_a_client_that_stands_still_is_told(server):
    started = time.monotonic()
    with begin(server) as connection:
        connection.settimeout(60)
        for piece in pieces(BATCH + 100):
            connection.sendall(piece)
        # A pause that is shorter than the patience of the server, twice.
        for _ in range(2):
            time.sleep(18)
            connection.sendall(b"\n")
        status, answer = read_answer(connection)
    assert time.monotonic() - started > 60
    assert (status, answer["error"]["code"]) == (408, "RequestTimeout")
    assert f"{BATCH} accepted" in answer["error"]["message"]
    assert used(server) == BATCH


def test_a_shutdown_ends_a_stream_after_a_batch(server):
    with begin(server) as connection:
        for piece in pieces(BATCH + 100):
            connection.sendall(piece)
        until(lambda: used(server) == BATCH, "a batch")
        server.process.send_signal(signal.SIGTERM)
        until(lambda: refuses(server), "the end of listening")
        connection.sendall(b"\n")
        status, answer = read_answer(connection)
    assert (status, answer["error"]["code"]) == (503, "ServiceUnavailable")
    assert f"{BATCH} accepted" in answer["error"]["message"]
    assert server.wait() == 0
    server.start()
    assert post(server, pieces(BATCH + 100)) == (200, summary(100, BATCH))


def refuses(server):
    try:
        socket.create_connection(("127.0.0.1", server.port), TIMEOUT).close()
        return False
    except ConnectionRefusedError:
        return True


def test_a_stream_that_is_sent_again_after_a_crash_counts_once(server):
    def stream():
        with contextlib.suppress(OSError, http.client.HTTPException):
            post(server, pieces(100_000))

    sending = threading.Thread(target=stream)
    sending.start()
    until(lambda: used(server) > 2 * BATCH, "the first batches")
    server.kill()
    sending.join()
    server.start()
    is_exact(server)
    before = used(server)
    assert 0 < before < 100_000 and before % BATCH == 0
    assert post(server, pieces(100_000)) == (200, summary(100_000 - before, before))
    assert used(server) == 100_000
    is_exact(server)


# MARK: Commands


@pytest.mark.parametrize("name", ["usage.csv", "usage.csv.gz", "usage.ndjson", "usage.jsonl.gz"])
def test_a_file_is_imported_by_its_name(server, tmp_path, name):
    if ".csv" in name:
        text = COLUMNS + rows(range(12_000)) + "x\n"
        reason = "line 12002: InvalidRow: 1 fields where the first line names 4"
    else:
        text = "".join(
            json.dumps({"record_id": f"r{number}", "iccid": iccid(number % 100), "at": AT, "bytes": 1}) + "\n"
            for number in range(12_000)) + "x\n"
        reason = "line 12001: InvalidRow: not JSON: unexpected character at byte 0"
    data = text.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = server.run("usage", "import", tmp_path / name, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (
        3, f"{reason}\n12000 accepted, 0 duplicate, 1 rejected\n", "")
    again = server.run("usage", "import", tmp_path / name, "--progress", check=False)
    assert again.stdout.endswith("0 accepted, 12000 duplicate, 1 rejected\n")
    assert used(server) == 12_000


def test_an_import_has_a_source_and_a_format(server, tmp_path):
    file = tmp_path / "usage"
    file.write_bytes(FORMATS["application/x-ndjson"])
    for source in ("a", "b"):
        result = server.run("usage", "import", file, "--format", "ndjson", "--source", source)
        assert result.stdout == "3 accepted, 0 duplicate, 0 rejected\n"
    file.write_bytes(gzip.compress(FORMATS["text/csv"])[:-10])
    result = server.run("usage", "import", file, check=False)
    assert result.returncode not in (0, 3) and "gzip is damaged or cut off" in result.stderr


def test_an_audit_names_each_counter_that_is_wrong(server):
    assert post(server, pieces(1000)) == (200, summary(1000))
    is_exact(server)
    changes = [
        ("sim_card_cycles SET used_bytes = used_bytes - 3", "sim_card_id", iccid(7)),
        ("sim_card_days SET down_bytes = down_bytes + 2", "sim_card_id", iccid(8)),
        ("sim_pool_cycles SET used_bytes = used_bytes + 1", "sim_pool_id", None)]
    server.stop()
    changed = []
    with server.database.writing() as database:
        for change, column, card_iccid in changes:
            found = database.execute(
                f"UPDATE {change} WHERE " + (
                    f"sim_card_id = (SELECT id FROM sim_cards WHERE iccid = '{card_iccid}')" if card_iccid
                    else "used_bytes > 0") + f" RETURNING {column}").fetchall()
            changed += [name for (name,) in found]
    server.start()
    result = server.run("usage", "audit", check=False)
    assert result.returncode == 1
    headings, *lines, last = result.stdout.splitlines()
    assert headings.split() == ["COUNTER", "ID", "PERIOD", "DIFFERENCE"]
    lines = ["  ".join(line.split()) for line in lines]
    one, other, pool = changed
    # How much more there is than the counter says: of records for a day, of days for a cycle, of cards for a pool.
    assert sorted(lines) == sorted([
        f"card_day  {other}  2026-11-15  -2", f"card_cycle  {other}  2026-11  2", f"card_cycle  {one}  2026-11  3",
        f"pool_cycle  {pool}  2026-11  -4"])
    assert last == f"{len(lines)} counters are wrong."
    assert server.run("usage", "audit", "--cycle", "2026-11", check=False).returncode == 1
    assert server.run("usage", "audit", "--cycle", "2026-10").stdout == "All counters are exact.\n"
    bad = server.run("usage", "audit", "--cycle", "11/2026", check=False)
    assert bad.returncode not in (0, 1) or "cycle has to be a month" in bad.stderr


def test_usage_is_exported(server):
    at = {1: "2026-10-31T15:59:59Z", 2: "2026-10-31T16:00:00Z", 3: AT}
    body = "record_id,iccid,at,up_bytes,down_bytes\n" + "".join(
        f"{number},{iccid(number % 2)},{time},{number},10\n" for number, time in at.items())
    assert post(server, body.encode()) == (200, summary(3))
    export = lambda *arguments: server.run("usage", "export", "--by", *arguments).stdout.splitlines()  # noqa: E731
    assert [line for line in export("pool") if not line.endswith(",0")] == [
        "sim_pool_id,sim_pool_name,carrier,cycle,used_bytes",
        f"{server.pool},'=pool,mobile,2026-10,11", f"{server.pool},'=pool,mobile,2026-11,25"]
    assert sorted(export("card", "--cycle", "2026-11")) == [
        f"{iccid(0)},,,{server.pool},2026-11,12", f"{iccid(1)},,,{server.pool},2026-11,13",
        "iccid,msisdn,imsi,sim_pool_id,cycle,used_bytes"]
    assert sorted(export("day")) == [
        f"{iccid(0)},2026-11-01,2026-11,2,10", f"{iccid(1)},2026-10-31,2026-10,1,10",
        f"{iccid(1)},2026-11-15,2026-11,3,10", "iccid,day,cycle,up_bytes,down_bytes"]
    assert export("day", "--cycle", "2026-10") == [
        "iccid,day,cycle,up_bytes,down_bytes", f"{iccid(1)},2026-10-31,2026-10,1,10"]
