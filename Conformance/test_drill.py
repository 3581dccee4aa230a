"""The drill of `make drill-ingest`, smaller: usage counts once, however often the server is killed."""

import pathlib
import sys

from telepool import running

# Behind all other directories, as some of its modules have the names of modules here.
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Benchmarks"))

from drill_ingest import Options, drill  # noqa: E402


def test_usage_counts_once_though_the_server_is_killed_again_and_again(tmp_path):
    options = Options(records=40_000, kills=6, cards=300, pools=9, largest_batch=1000)
    with running(tmp_path / "data") as server:
        sent = drill(server, tmp_path, options)
    assert sent.conflicts > 0
