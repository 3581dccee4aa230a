"""What Documentation/Cluster.md says of backups of PostgreSQL: a base backup and the archived log bring everything back."""

import shutil
import subprocess

import databases
from clients import create, pools
from postgresql import PostgreSQL, hand_over, program, unprivileged
from telepool import running, until

pytestmark = databases.only_postgres("this is about backups of PostgreSQL")
MASTER_KEY = {"TELEPOOL_MASTER_KEY": "0123456789abcdef" * 4}


def test_a_base_backup_and_the_archived_log_bring_back_what_was_there_until_an_instant(tmp_path):
    settings = {"wal_level": "replica", "max_wal_senders": 2}
    with PostgreSQL(**settings, archive_mode="on") as first, PostgreSQL(**settings) as second:
        archive = second.directory / "archive"
        archive.mkdir()
        hand_over(archive)
        administration = databases.PostgreSQL(first.url())
        administration.execute(f"ALTER SYSTEM SET archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'")
        administration.execute("SELECT pg_reload_conf()")
        second.stop()
        shutil.rmtree(second.data)

        database = databases.PostgreSQL(first.url("telepool"))
        database.create()
        with running(tmp_path / "first", database=database, environment=MASTER_KEY) as server:
            numbers = [create(server)]
            subprocess.run(
                [*unprivileged(), program("pg_basebackup"), "-d", first.url(), "-D", second.data, "--checkpoint=fast"],
                cwd=second.directory, check=True)
            numbers.insert(0, create(server))
            ((instant,),) = database.query("SELECT now()::text")
            create(server, "a mistake")
            ((segment,),) = database.query("SELECT pg_walfile_name(pg_switch_wal())")
            archived = "SELECT 1 FROM pg_stat_archiver WHERE last_archived_wal >= ?"
            until(lambda: database.query(archived, segment), "the archiving")

        (second.data / "recovery.signal").touch()
        hand_over(second.data / "recovery.signal")
        second.settings |= {
            "restore_command": f"cp {archive}/%f %p", "recovery_target_time": instant,
            "recovery_target_action": "promote"}
        second.start()
        database = databases.PostgreSQL(second.url("telepool"))
        with running(tmp_path / "second", database=database, environment=MASTER_KEY) as server:
            assert [pool["NumberPoolNo"] for pool in pools(server)["Records"]] == numbers
            assert create(server) in [pool["NumberPoolNo"] for pool in pools(server)["Records"]]
