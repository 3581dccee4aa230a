"""Kills, pauses and restarts parts of a cluster while clients call it, and proves that nothing is lost or done twice.

    TELEPOOL_BINARY=… python Benchmarks/drill_failover.py [--failovers 20] [--node-events 12] [--seed 1]

The cluster is that of `make cluster`: two servers of PostgreSQL with synchronous replication, one of which takes the
other's place, and three nodes. All clients repeat as Volcengine's SDK does by itself: up to three times, after 0.3 to
0.6, 0.6 to 1.2 and 1.2 to 2.4 seconds, what was answered with 429, 500, 502, 503 or 504 or not at all. Huawei Cloud's
SDK repeats nothing unless it is told to; here it is told to do the same.

Whatever was acknowledged has to be there in the end, as it was acknowledged; whatever was called has to have happened
once at most; and what has been created has to be listed at once, whichever node is asked.
"""

import argparse
import collections
import contextlib
import dataclasses
import http.client
import itertools
import pathlib
import random
import secrets
import signal
import statistics
import sys
import threading
import time
import warnings

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Conformance"))

from huaweicloudsdkcore.retry.backoff_strategy import BackoffStrategy  # noqa: E402
from huaweicloudsdkcore.warning.warning import TypeConversionWarning  # noqa: E402
from huaweicloudsdkgsl.v3 import ListSimPoolsRequest  # noqa: E402
from volcenginesdkcore.retryer.retryer import DEFAULT_RETRYER  # noqa: E402
from volcenginesdkvms import (  # noqa: E402
    CreateNumberPoolRequest, NumberPoolListRequest, SelectNumberAndBindAXNRequest)

from clients import create, gsl, huawei, vms  # noqa: E402
from cluster import Cluster  # noqa: E402
from inventory import create_plan, create_pool, iccid, import_cards, import_numbers  # noqa: E402
from postgresql import send, unwind_on_signals  # noqa: E402
from telepool import until  # noqa: E402

CARDS = 100
NUMBERS = 100_000
# Of one batch of usage.
RECORDS, RECORD_BYTES = 50, 1000
# What Volcengine's SDK takes as a reason to try again.
TEMPORARY = {429, 500, 502, 503, 504}
FAILOVERS = ("PostgreSQL killed", "PostgreSQL and Patroni killed", "Patroni killed", "PostgreSQL paused")
NODE_EVENTS = ("killed", "paused", "restarted")
# How long a node is paused, in seconds: longer than its calls may take.
PAUSE = 20


@dataclasses.dataclass(frozen=True)
class Options:
    failovers: int = 20
    node_events: int = 12
    # Of each of the five kinds.
    clients: int = 5
    seed: int = 1


class Backoff(BackoffStrategy):
    """The times of Volcengine's SDK, for Huawei Cloud's."""

    def calculate_retry_delay_millis(self, retries):
        return DEFAULT_RETRYER.get_backoff_delay(retries - 1)


class Load:
    """Clients of all kinds that call without end, and what they were told."""

    def __init__(self, cluster, options):
        self.cluster, self.stopping, self.lock = cluster, threading.Event(), threading.Lock()
        #: What was acknowledged: the number of each pool by its name, the number of each binding by its id.
        self.pools, self.bindings = {}, {}
        #: How often something was called, whatever came of it.
        self.calls, self.errors = collections.Counter(), []
        self.records, self.missed = 0, []
        #: Begin and end of the writes that were acknowledged.
        self.writes = []
        kinds = [self.create_pools, self.draw_numbers, self.send_usage, self.list_number_pools, self.list_sim_pools]
        self.threads = [
            threading.Thread(target=self._work, args=[kind, client], daemon=True)
            for kind in kinds for client in range(options.clients)]

    def prepare(self):
        node = self.cluster.nodes[0]
        self.pool = create(node, "drawn from", 200, 202)
        firsts = range(13800000000, 13800000000 + NUMBERS, 10_000)
        import_numbers(node, self.pool, [f"{first},{first + 9999}" for first in firsts], columns="first,last")
        create_plan(node)
        create_pool(node, "cards", import_cards(node, [f"{iccid(number)},,,in_use,," for number in range(CARDS)]))

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def wait_for_writes(self, count=20):
        """Waits until so many writes were acknowledged that begin from now on."""
        now = time.monotonic()
        until(lambda: sum(begin > now for begin, _ in self.writes) >= count, "acknowledged writes", 120, 0.1)

    def longest_pause(self, since):
        """For how long no write was acknowledged at most."""
        ends = [since, *sorted(end for _, end in self.writes if end > since)]
        return max(later - earlier for earlier, later in itertools.pairwise(ends))

    def longest_write(self, since):
        return max(end - begin for begin, end in self.writes if end > since)

    # What the clients do, once

    def create_pools(self, api, client, number):
        name = f"{client}-{number}"
        request = CreateNumberPoolRequest(name=name, service_type=100, sub_service_type=101)
        no = self._write(lambda: api.create_number_pool(request).number_pool_no)
        with self.lock:
            self.pools[name] = no
        listed = api.number_pool_list(NumberPoolListRequest(number_pool_no=no, limit=10, offset=0))
        if [record.number_pool_no for record in listed.records] != [no]:
            self.missed.append(name)

    def draw_numbers(self, api, client, number):
        id = f"{client}-{number}"
        request = SelectNumberAndBindAXNRequest(
            number_pool_no=self.pool, phone_no_a="13900000001", user_data=id, expire_time=int(time.time()) + 86_400)
        drawn = self._write(lambda: api.select_number_and_bind_axn(request).phone_no_x)
        with self.lock:
            self.bindings[id] = drawn

    def send_usage(self, api, client, number):
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
        rows = "".join(
            f"{client}-{number}-{row},{iccid((number + row) % CARDS)},{at},{RECORD_BYTES}\n" for row in range(RECORDS))
        body = f"record_id,iccid,at,bytes\n{rows}".encode()
        # A collector does not give up: nobody else has these records.
        while True:
            try:
                answer = self._write(lambda: repeated(lambda: huawei(
                    self.cluster, "POST", "/telepool/v1/usage", headers={"Content-Type": "text/csv"}, body=body)))
                break
            except (OSError, http.client.HTTPException, RuntimeError) as error:
                self._failed("send_usage", error)
        counts = answer.json()
        assert (counts["accepted"] + counts["duplicate"], counts["rejected"]) == (RECORDS, 0), counts
        with self.lock:
            self.records += RECORDS

    def list_number_pools(self, api, client, number):
        api.number_pool_list(NumberPoolListRequest(limit=10, offset=0))

    def list_sim_pools(self, api, client, number):
        invoker = gsl(self.cluster).list_sim_pools_invoker(ListSimPoolsRequest())
        answer = invoker.with_retry(
            lambda answer, error: error is not None and getattr(error, "status_code", 503) in TEMPORARY,
            DEFAULT_RETRYER.num_max_retries, Backoff()).invoke()
        assert answer.count == 1

    def _work(self, kind, client):
        api, chance = vms(self.cluster), random.Random(client)
        for number in itertools.count():
            if self.stopping.wait(chance.uniform(0, 0.2)):
                return
            with self.lock:
                self.calls[kind.__name__] += 1
            try:
                kind(api, f"{kind.__name__[:4]}{client}", number)
            # Whatever a client may see is told in the end.
            except Exception as error:
                self._failed(kind.__name__, error)

    def _write(self, call):
        begin = time.monotonic()
        result = call()
        self.writes.append((begin, time.monotonic()))
        return result

    def _failed(self, kind, error):
        with self.lock:
            self.errors.append(f"{kind}: {type(error).__name__} {str(error)[:300]!r}")


def repeated(call):
    """The answer of a call that is repeated as Volcengine's SDK repeats its own."""
    for attempt in range(DEFAULT_RETRYER.num_max_retries + 1):
        with contextlib.suppress(OSError, http.client.HTTPException):
            if (answer := call()).status not in TEMPORARY:
                assert answer.status == 200, answer
                return answer
        if attempt < DEFAULT_RETRYER.num_max_retries:
            time.sleep(DEFAULT_RETRYER.get_backoff_delay(attempt) / 1000)
    raise RuntimeError("nothing but temporary failures")


# MARK: What happens to the cluster

def fail_over(cluster, load, kind, chance):
    """Takes the primary away, or its Patroni; tells for how long no write was acknowledged."""
    cluster.wait_until_synchronous()
    load.wait_for_writes()
    primary = cluster.leader()
    # Anywhere between two answers.
    time.sleep(chance.random())
    begin = time.monotonic()
    if "Patroni" in kind:
        primary.patroni.end(signal.SIGKILL)
    if "PostgreSQL" in kind:
        processes = primary.processes()
        send(signal.SIGSTOP if "paused" in kind else signal.SIGKILL, processes)
    until(lambda: cluster.leader() not in (None, primary), "another primary", 120, 0.2)
    load.wait_for_writes()
    if "Patroni" in kind:
        primary.patroni.start()
    if "paused" in kind:
        send(signal.SIGCONT, processes)
    return load.longest_pause(begin), f"{primary.name} to {cluster.leader().name}"


def disturb(cluster, load, kind, chance):
    """Ends or pauses a node; tells how long the longest write took meanwhile."""
    load.wait_for_writes()
    node = chance.choice(cluster.nodes)
    time.sleep(chance.random())
    begin = time.monotonic()
    match kind:
        case "killed":
            node.kill()
            load.wait_for_writes()
            node.start()
        case "paused":
            node.process.send_signal(signal.SIGSTOP)
            time.sleep(PAUSE)
            node.process.send_signal(signal.SIGCONT)
        case "restarted":
            assert node.stop() == 0
            load.wait_for_writes()
            node.start()
    until(lambda: cluster.is_ready(node), "the node", 60, 0.2)
    load.wait_for_writes()
    return load.longest_write(begin)


# MARK: Checking

def check(cluster, load):
    """What is in the database is what was acknowledged, and nothing of it twice."""
    database = cluster.database
    pools = database.query("SELECT name, number_pool_no FROM number_pools WHERE name <> 'drawn from'")
    check_once("pools", pools, load.pools, load.calls["create_pools"])
    bindings = database.query("SELECT user_data, phone_x FROM bindings")
    check_once("bindings", bindings, load.bindings, load.calls["draw_numbers"])
    assert len({number for _, number in bindings}) == len(bindings), "a number was drawn twice"
    assert database.query("SELECT sum(bound) FROM number_totals") == [(len(bindings),)]
    count, volume = database.query("SELECT count(*), sum(up_bytes + down_bytes) FROM usage_records")[0]
    assert (count, volume) == (load.records, load.records * RECORD_BYTES), (count, volume, load.records)
    assert database.query("SELECT sum(used_bytes) FROM sim_pool_cycles") == [(volume,)]
    audit = cluster.nodes[0].run("usage", "audit", check=False)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    database.check()
    assert not load.missed, f"{len(load.missed)} pools were not listed after they had been created: {load.missed[:5]}"


def check_once(what, there, acknowledged, calls):
    twice = [id for id, count in collections.Counter(id for id, _ in there).items() if count > 1]
    assert not twice, f"{len(twice)} {what} are there twice: {twice[:5]}"
    lost = {id for id, value in acknowledged.items() if dict(there).get(id) != value}
    assert not lost, f"{len(lost)} {what} were acknowledged and are lost: {sorted(lost)[:5]}"
    assert len(there) <= calls, f"{len(there)} {what} come of {calls} calls"


def spread(seconds):
    return f"{min(seconds):.1f} / {statistics.median(seconds):.1f} / {max(seconds):.1f} s"


def drill(cluster, options, say=lambda line: None):
    chance = random.Random(options.seed)
    load = Load(cluster, options)
    load.prepare()
    load.start()
    recoveries, waits = collections.defaultdict(list), collections.defaultdict(list)
    try:
        for number, kind in zip(range(options.failovers), itertools.cycle(FAILOVERS)):
            seconds, servers = fail_over(cluster, load, kind, chance)
            recoveries[kind].append(seconds)
            say(f"fail-over {number + 1} of {options.failovers}, {kind}: {servers}, no write for {seconds:.1f} s")
        cluster.wait_until_synchronous()
        for number, kind in zip(range(options.node_events), itertools.cycle(NODE_EVENTS)):
            waits[kind].append(disturb(cluster, load, kind, chance))
            say(f"node {number + 1} of {options.node_events} {kind}: the longest write took {waits[kind][-1]:.1f} s")
    finally:
        load.stop()
    say("")
    for what, found in ("no write was acknowledged for", recoveries), ("the longest write took", waits):
        for kind, seconds in found.items():
            say(f"{kind}, {len(seconds)} times: {what} {spread(seconds)} (min / median / max)")
    say(f"{sum(load.calls.values()):,} calls, of which {len(load.errors)} failed in spite of being repeated")
    for error, count in collections.Counter(load.errors).most_common(10):
        say(f"  {count} times {error}")
    check(cluster, load)
    say(f"acknowledged, and there once: {len(load.pools):,} pools, {len(load.bindings):,} bindings, {load.records:,} "
        "records of usage")
    assert not load.errors, "clients saw errors"


def main():
    defaults = Options()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--failovers", type=int, default=defaults.failovers, help="how often the primary is ended")
    parser.add_argument("--node-events", type=int, default=defaults.node_events, help="how often a node is disturbed")
    parser.add_argument("--clients", type=int, default=defaults.clients, help="how many clients of each kind")
    parser.add_argument("--seed", type=int, help="which moments and nodes (default: by chance)")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    unwind_on_signals()
    # Huawei Cloud's SDK cannot read the time format of its own contract and says so each time.
    warnings.filterwarnings("ignore", category=TypeConversionWarning)
    options = Options(
        options.failovers, options.node_events, options.clients,
        secrets.randbits(32) if options.seed is None else options.seed)
    print(f"--seed {options.seed}")
    try:
        with Cluster(options=["--max-number-pools", "1000000"]) as cluster:
            cluster.start()
            drill(cluster, options, print)
    except (AssertionError, OSError, RuntimeError) as failure:
        return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
