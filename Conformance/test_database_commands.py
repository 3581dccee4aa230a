"""Copying a database into PostgreSQL, backups of SQLite and what is made of them."""

import contextlib
import itertools
import os
import random
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import threading
import urllib.parse
import uuid

import pytest

import databases
import installation
import test_crash
from databases import only_postgres, only_sqlite
from telepool import BINARY, TIMEOUT, Telepool, running, until

COPIED = "The copy is complete: "
UNFINISHED = "It holds the beginning of a copy that was not finished."
CHANGED = "The copy is not complete: the source was written to meanwhile."
#: Of what happens to a copy there is no telling with SQLite.
copying = only_postgres("what is copied into is PostgreSQL")
#: They are about a file, whatever other tests run on.
of_a_file = only_sqlite("a backup is one of SQLite")


def command(*arguments):
    """Runs a command of the program; a second one goes on while the first does, so nothing is shared."""
    return subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=10 * TIMEOUT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"})


def refusal(*arguments):
    """What a command says that has to fail."""
    done = command(*arguments)
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


# MARK: Copying


def copy(source, target):
    return command("db", "copy", "--from", source.url, "--to", target.url)


def copied(source, target):
    """Copies to the end; answers what was said."""
    done = copy(source, target)
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert COPIED in done.stdout
    return done.stdout


def rows(database):
    """Every row of every table but that of migrations."""
    with database.connect() as connection:
        if isinstance(database, databases.SQLite):
            names = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'").fetchall()
        else:
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
                for (name,) in names if name != "migrations"}


def structure(database):
    """The indexes and constraints of a database."""
    return (
        sorted(database.query("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()")),
        sorted(database.query(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
            "WHERE connamespace = current_schema()::regnamespace")),
        sorted(database.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")))


@pytest.fixture
def target(tmp_path):
    """A database of PostgreSQL with nothing in it."""
    return databases.database(tmp_path / "target")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An installation on SQLite that was used in every way, and is not running: its folder, what it answers, and a token."""
    directory = tmp_path_factory.mktemp("filled") / "data"
    with running(directory, *installation.OPTIONS, database=databases.SQLite(directory)) as server:
        keys = installation.fill(server)
        token = installation.token(server)
        answers = installation.everything(server, keys)
    return directory, keys, answers, token


@pytest.fixture
def source(filled, tmp_path):
    """A copy of that installation, to do with as one likes."""
    directory = tmp_path / "source"
    shutil.copytree(filled[0], directory)
    return databases.SQLite(directory)


@contextlib.contextmanager
def serving(directory, database, *options):
    """A server on a database with the master key of a data directory."""
    with running(directory, *options, database=database) as server:
        yield server


def start_refused(directory, database):
    """What a server says that does not start."""
    with pytest.raises(RuntimeError) as raised:
        Telepool(directory, database=database)
    return str(raised.value)


@copying
def test_the_copy_answers_exactly_as_the_original(filled, source, target):
    directory, keys, answers, token = filled
    empty = {name for name, found in rows(source).items() if not found}
    assert empty <= {"leases", "usage_retention"}, "the tables that nothing was copied of"
    copied(source, target)
    assert rows(target) == rows(source)
    with serving(source.path.parent, target, *installation.OPTIONS) as server:
        found = installation.everything(server, keys)
        assert found.keys() == answers.keys()
        for question, answer in answers.items():
            assert found[question] == answer, question
        assert installation.is_valid(server, token)
        for key in keys:
            assert server.run("usage", "audit", key=key).stdout == "All counters are exact.\n"
            # It goes on where the other stopped.
            installation.fill_numbers(server, key)
    target.check()


@copying
def test_the_copy_has_the_indexes_and_constraints_of_any_other(source, target, tmp_path):
    copied(source, target)
    fresh = databases.database(tmp_path / "fresh")
    assert command("migrate", "--database", fresh.url).returncode == 0
    assert structure(target) == structure(fresh)


def enlarge(source, records):
    """Adds records of usage that nobody counted."""
    with source.connect() as connection:
        account, card = connection.execute("SELECT account_id, id FROM sim_cards LIMIT 1").fetchone()
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO usage_records SELECT ?, 'made', printf('%09d', i * 7919 % 1000000007), ?, i, i, 1 FROM n",
            (records, account, card))


@contextlib.contextmanager
def copying_in_the_background(source, target):
    process = subprocess.Popen(
        [BINARY, "db", "copy", "--from", source.url, "--to", target.url],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def committed(target, table):
    """How many rows of a table have arrived for good."""
    (found,) = target.query("SELECT to_regclass(?)", table)
    return target.query(f"SELECT count(*) FROM {table}")[0][0] if found[0] else 0


@copying
def test_a_copy_that_is_killed_again_and_again_is_continued(filled, source, target):
    enlarge(source, 400_000)
    chance = random.Random(5)
    # At any moment, also while there is nothing yet, or while indexes are made.
    for _ in range(6):
        with copying_in_the_background(source, target) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, 0.3))
    # And each time that something has been added.
    kills = 0
    before = committed(target, "usage_records")
    while True:
        with copying_in_the_background(source, target) as process:
            until(lambda: process.poll() is not None or committed(target, "usage_records") > before, "another batch",
                  seconds=4 * TIMEOUT)
            if process.poll() is not None:
                output = process.stdout.read()
                break
            process.kill()
        now = committed(target, "usage_records")
        assert now >= before, "what had been copied is gone"
        before = now
        kills += 1
        if kills == 1:
            assert UNFINISHED in start_refused(source.path.parent, target)
            assert UNFINISHED in refusal("migrate", "--database", target.url)
    assert kills > 0
    assert process.returncode == 0, output
    assert COPIED in output and "anew" not in output
    assert rows(target) == rows(source)


@copying
def test_what_is_written_during_a_copy_is_not_forgotten(tmp_path, target):
    directory = tmp_path / "data"
    source = databases.SQLite(directory)
    answered, isOver = {}, threading.Event()
    with running(directory, "--max-number-pools", "1000000", database=source) as server:
        def write():
            client = test_crash.Client(server)
            for number in itertools.count():
                if isOver.is_set():
                    return
                answered[f"pool {number}"] = client.create(f"pool {number}", uuid.uuid4().hex)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            until(lambda: len(answered) > 10, "the first pools")
            for _ in range(2):
                done = copy(source, target)
                assert done.returncode == 1, done.stderr
                assert CHANGED in done.stdout and COPIED not in done.stdout
                assert f"The process {server.process.pid} uses the source." in done.stderr
                assert UNFINISHED in start_refused(directory, target)
        finally:
            isOver.set()
            writer.join()
    # How many there are is another number now; the pools themselves may only have been added to.
    assert "number_pool_totals has changed since it was copied, and was copied anew." in copied(source, target)
    assert rows(target) == rows(source)
    with serving(directory, target) as server:
        found = {name: no for no, name in test_crash.Client(server).pools()}
    assert found == answered


@copying
def test_beside_a_server_that_is_not_asked_for_anything_a_copy_is_complete(source, target):
    with serving(source.path.parent, source, *installation.OPTIONS) as server:
        said = copied(source, target)
    assert said.count("SHA-256") == len([found for found in rows(source).values() if found])
    assert rows(target) == rows(source)
    assert server.logged().count("error") == 0


@contextlib.contextmanager
def unstorable(source):
    """Meanwhile a row in one of the last tables has a text that PostgreSQL cannot store."""
    (user, name), *_ = source.query("SELECT id, name FROM users ORDER BY account_id, id")
    source.execute("UPDATE users SET name = 'a' || char(0) || 'b' WHERE id = ?", user)
    yield user
    source.execute("UPDATE users SET name = ? WHERE id = ?", name, user)


@copying
def test_a_text_that_cannot_be_stored_is_named(source, target):
    with unstorable(source) as user:
        said = refusal("db", "copy", "--from", source.url, "--to", target.url)
    assert "the column name of users" in said
    assert f"id = '{user}'" in said
    assert "NUL" in said
    assert UNFINISHED in start_refused(source.path.parent, target)
    copied(source, target)
    assert rows(target) == rows(source)


@copying
def test_only_tables_that_have_changed_are_copied_anew(source, target):
    with unstorable(source):
        refusal("db", "copy", "--from", source.url, "--to", target.url)
    source.execute("UPDATE number_pools SET name = 'changed' WHERE number_pool_no = (SELECT max(number_pool_no) FROM number_pools)")
    source.execute("DELETE FROM idempotent_answers")
    # Behind everything that was copied: this is only added.
    source.execute("INSERT INTO settings VALUES ('zzz', x'00')")
    said = copied(source, target)
    assert re.findall(r"^(\w+) has changed", said, re.MULTILINE) == ["idempotent_answers", "number_pools"]
    assert rows(target) == rows(source)


@copying
def test_a_difference_is_named(source, target):
    with unstorable(source):
        refusal("db", "copy", "--from", source.url, "--to", target.url)
    with target.connect() as connection:
        connection.execute(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := NEW.name || ' '; RETURN NEW; END $$")
        connection.execute("CREATE TRIGGER spoil BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spoil()")
    done = copy(source, target)
    assert done.returncode == 1
    count = len(rows(source)["users"])
    match = re.search(
        rf"^users differs: {count} rows, SHA-256 (\w{{64}}) in the source, {count} rows, SHA-256 (\w{{64}}) in the target\.$",
        done.stdout, re.MULTILINE)
    assert match and match[1] != match[2]
    assert done.stdout.count("differs") == 1 and COPIED not in done.stdout
    assert UNFINISHED in start_refused(source.path.parent, target)
    target.execute("DROP TRIGGER spoil ON users")
    target.execute("DROP FUNCTION spoil")
    assert "users has changed" in copied(source, target)
    assert rows(target) == rows(source)


@copying
def test_a_target_that_is_in_use_is_left_alone(source, target, tmp_path):
    with serving(tmp_path / "other", target):
        pass
    before = rows(target)
    said = refusal("db", "copy", "--from", source.url, "--to", target.url)
    assert "It is not empty: there are rows in access_keys." in said
    assert rows(target) == before
    # So is what a copy has made.
    with serving(tmp_path / "other", target):
        pass


@copying
def test_a_finished_copy_is_not_copied_into(source, target):
    copied(source, target)
    assert "It is not empty" in refusal("db", "copy", "--from", source.url, "--to", target.url)
    assert rows(target) == rows(source)


@copying
def test_a_copy_is_not_continued_with_another_installation(source, target, tmp_path):
    with unstorable(source):
        refusal("db", "copy", "--from", source.url, "--to", target.url)
    directory = tmp_path / "another"
    another = databases.SQLite(directory)
    with running(directory, database=another):
        pass
    said = refusal("db", "copy", "--from", another.url, "--to", target.url)
    assert "the beginning of a copy of another installation" in said
    copied(source, target)


@copying
def test_two_copies_do_not_get_in_each_others_way(source, target):
    enlarge(source, 200_000)
    with copying_in_the_background(source, target) as first:
        until(lambda: committed(target, "usage_records") > 0, "the first rows")
        first.send_signal(signal.SIGSTOP)
        assert "Another copy into it is under way." in refusal(
            "db", "copy", "--from", source.url, "--to", target.url)
        first.send_signal(signal.SIGCONT)
        assert first.wait(4 * TIMEOUT) == 0
    assert rows(target) == rows(source)


@copying
def test_a_source_that_is_none_is_refused(source, target, tmp_path):
    def said(url):
        return refusal("db", "copy", "--from", url, "--to", target.url)

    missing = tmp_path / "missing.sqlite"
    assert str(missing) in said(f"sqlite:{missing}")
    assert not missing.exists()
    (tmp_path / "text").write_text("no database " * 1000)
    assert "not a database" in said(f"sqlite:{tmp_path / 'text'}")
    unused = tmp_path / "unused.sqlite"
    assert command("migrate", "--database", f"sqlite:{unused}").returncode == 0
    assert "there is nothing to copy" in said(f"sqlite:{unused}")
    assert "there is no way from PostgreSQL" in said(target.url)
    source.execute("DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)")
    assert "older version" in said(source.url)
    source.execute("INSERT INTO migrations VALUES ('9999 future')")
    assert "9999 future" in said(source.url)
    assert target.is_empty() or all(found == [] for found in rows(target).values())


@copying
def test_a_target_that_is_none_is_refused_without_telling_its_password(source):
    def said(url):
        return refusal("db", "copy", "--from", source.url, "--to", url)

    assert "--to has to be postgresql://" in said(f"sqlite:{source.path}.other")
    text = said("postgresql://somebody:topsecret@127.0.0.1:1/nothing")
    assert "127.0.0.1:1/nothing" in text and "topsecret" not in text
    parts = urllib.parse.urlsplit(databases.POSTGRES)
    assert "does not exist" in said(parts._replace(path="/there_is_none").geturl())


# MARK: Backups


@pytest.fixture
def site(tmp_path):
    """A data directory with a server that runs on SQLite."""
    directory = tmp_path / "data"
    with running(directory, "--max-number-pools", "1000000", database=databases.SQLite(directory)) as server:
        yield server


def backup(server, file, *options):
    done = command("backup", "--database", server.database.url, "--to", file, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def restore(file, directory, *options):
    """Makes a data directory out of a backup."""
    url = databases.SQLite(directory).url
    done = command("restore", "--from", file, "--database", url, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pools(server):
    return {name: no for no, name in test_crash.Client(server).pools()}


@contextlib.contextmanager
def load(server, clients=8):
    """Clients that create pools all the time; gives what was answered, by name."""
    answered, isOver = {}, threading.Event()

    def work(client):
        connection = test_crash.Client(server)
        for number in itertools.count():
            if isOver.is_set():
                return
            name = f"pool {client} {number}"
            answered[name] = connection.create(name, uuid.uuid4().hex)

    threads = [threading.Thread(target=work, args=[client]) for client in range(clients)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(answered) > 100, "the first pools")
        yield answered
    finally:
        isOver.set()
        for thread in threads:
            thread.join()


@of_a_file
def test_a_backup_under_load_has_everything_that_was_answered_before_it(site, tmp_path):
    backups = []
    with load(site) as answered:
        for number in range(4):
            before = dict(answered)
            backup(site, tmp_path / f"{number}.backup")
            backups.append((before, dict(answered)))
    for number, (before, after) in enumerate(backups):
        file = tmp_path / f"{number}.backup"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        directory = tmp_path / f"restored {number}"
        directory.mkdir()
        assert "master.key" in restore(file, directory)
        shutil.copy(site.directory / "master.key", directory)
        assert stat.S_IMODE((directory / "telepool.sqlite").stat().st_mode) == 0o600
        with running(directory, "--max-number-pools", "1000000", database=databases.SQLite(directory)) as restored:
            found = pools(restored)
        databases.SQLite(directory).check()
        assert before.items() <= found.items()
        # What was under way may be there too, but nothing that was begun later.
        assert found.keys() - after.keys() <= set(next_names(after))
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []
    assert pools(site) == answered


def next_names(answered):
    """What each client asked for next."""
    for client in range(8):
        count = sum(name.startswith(f"pool {client} ") for name in answered)
        yield f"pool {client} {count}"


@of_a_file
def test_a_backup_tells_of_the_master_key_and_replaces_nothing_unasked(site, tmp_path):
    file = tmp_path / "backup"
    assert "master.key" in backup(site, file)
    before = file.read_bytes()
    test_crash.Client(site).create("later", uuid.uuid4().hex)
    said = refusal("backup", "--database", site.database.url, "--to", file)
    assert f"{file} exists" in said and "--force" in said
    assert file.read_bytes() == before
    backup(site, file, "--force")
    (tmp_path / "restored").mkdir()
    restore(file, tmp_path / "restored")
    assert databases.SQLite(tmp_path / "restored").query("SELECT name FROM number_pools") == [("later",)]


@of_a_file
def test_a_backup_that_cannot_be_made_leaves_nothing(site, tmp_path):
    missing = tmp_path / "missing.sqlite"
    assert str(missing) in refusal("backup", "--database", f"sqlite:{missing}", "--to", tmp_path / "backup")
    assert "gone with its server" in refusal("backup", "--database", "sqlite::memory:", "--to", tmp_path / "backup")
    assert "/nowhere/backup" in refusal("backup", "--database", site.database.url, "--to", "/nowhere/backup")
    assert not missing.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("data", "data.log")] == []


@of_a_file
def test_a_damaged_backup_is_refused_and_the_database_left_alone(site, tmp_path):
    with load(site):
        pass
    good = tmp_path / "good"
    backup(site, good)
    site.stop()
    content = good.read_bytes()
    before = pools_in(site.database)
    page = 4096
    assert len(content) > 20 * page

    def said(text, make):
        bad = tmp_path / "bad"
        bad.unlink(missing_ok=True)
        make(bad)
        found = refusal("restore", "--from", bad, "--database", site.database.url, "--force")
        assert str(bad) in found and text in found, found
        assert pools_in(site.database) == before
        databases.SQLite(site.directory).check()

    said("malformed", lambda bad: bad.write_bytes(content[:len(content) // 2]))
    said("", lambda bad: bad.write_bytes(content[:8 * page] + bytes(page) + content[9 * page:]))
    said("not a database", lambda bad: bad.write_bytes(b"#" * page + content[page:]))
    said("no such table", lambda bad: bad.write_bytes(b""))
    said("", lambda bad: None)
    said("no such table", lambda bad: sqlite3.connect(bad).executescript("CREATE TABLE t (i); INSERT INTO t VALUES (1)"))

    def of_the_future(bad):
        bad.write_bytes(content)
        with contextlib.closing(sqlite3.connect(bad)) as connection, connection:
            connection.execute("INSERT INTO migrations VALUES ('9999 future')")

    said("9999 future", of_the_future)

    def with_a_loose_reference(bad):
        bad.write_bytes(content)
        with contextlib.closing(sqlite3.connect(bad)) as connection, connection:
            connection.execute("UPDATE number_pools SET account_id = 5")

    said("number_pools refers to none of accounts", with_a_loose_reference)
    assert not list(site.directory.glob("*.part"))
    site.start()


def pools_in(database):
    return sorted(database.query("SELECT number_pool_no, name FROM number_pools"))


@of_a_file
def test_a_database_in_use_is_not_replaced(site, tmp_path):
    file = tmp_path / "backup"
    backup(site, file)
    test_crash.Client(site).create("later", uuid.uuid4().hex)
    for options in ([], ["--force"]):
        said = refusal("restore", "--from", file, "--database", site.database.url, *options)
        assert f"The process {site.process.pid} uses {site.database.path}." in said
    assert list(pools(site)) == ["later"]
    site.stop()
    assert "--force" in refusal("restore", "--from", file, "--database", site.database.url)
    assert pools_in(site.database) != []
    restore(file, site.directory, "--force")
    site.start()
    assert pools(site) == {}


@of_a_file
def test_nothing_of_the_old_database_is_left_beside_a_restored_one(site, tmp_path):
    test_crash.Client(site).create("first", uuid.uuid4().hex)
    file = tmp_path / "backup"
    backup(site, file)
    with load(site):
        pass
    site.kill()
    beside = [site.directory / f"telepool.sqlite{suffix}" for suffix in ("-wal", "-shm")]
    assert all(path.exists() for path in beside)
    (site.directory / "telepool.sqlite-journal").write_bytes(b"anything")
    restore(file, site.directory, "--force")
    assert not list(site.directory.glob("telepool.sqlite-*"))
    site.database.check()
    site.start()
    assert list(pools(site)) == ["first"]


@of_a_file
def test_other_databases_are_told_how_they_are_backed_up(tmp_path):
    url = "postgresql://somebody@127.0.0.1:1/telepool"
    if "built without PostgreSQL" in command("migrate", "--database", url).stderr:
        pytest.skip("the program was built without PostgreSQL")
    assert "pg_basebackup" in refusal("backup", "--database", url, "--to", tmp_path / "backup")
    assert "pg_basebackup" in refusal("restore", "--database", url, "--from", tmp_path / "backup")


@pytest.mark.parametrize("verb", [["backup"], ["restore"], ["db", "copy"]])
def test_the_help_tells_of_the_master_key(verb):
    done = command(*verb, "--help")
    assert done.returncode == 0
    assert "TELEPOOL_MASTER_KEY" in done.stdout
