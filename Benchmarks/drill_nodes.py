"""Lets many clients call several nodes at once, and proves that each call takes effect exactly once.

    TELEPOOL_BINARY=… Scripts/postgres run python Benchmarks/drill_nodes.py [--creates 10000] [--numbers 10000]

The clients use the vendor's SDK as it is, with the repetitions that it makes by itself. Between them and the nodes is a
proxy that sends each request to the next node and, while pools are created, loses half of the answers: the call was
carried out, and its client does not know. Then the clients draw numbers from one pool until there are none.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import pathlib
import sys
import tempfile
import threading
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Conformance"))

import urllib3  # noqa: E402
from volcenginesdkcore.rest import ApiException  # noqa: E402
from volcenginesdkvms import CreateNumberPoolRequest, SelectNumberAndBindAXNRequest  # noqa: E402

from clients import create, vms  # noqa: E402
from inventory import import_numbers  # noqa: E402
from proxy import before  # noqa: E402
from telepool import together  # noqa: E402

NOT_ENOUGH = "NumberNotEnough"
FIRST_NUMBER = 13800000000


@dataclasses.dataclass(frozen=True)
class Options:
    """How large the drill is."""

    creates: int = 10_000
    numbers: int = 10_000
    clients: int = 64
    lost: float = 0.5
    nodes: int = 3


class Clients:
    """Threads, each with the SDK to itself."""

    def __init__(self, server, count):
        self.server, self.count, self.own = server, count, threading.local()

    @property
    def api(self):
        if not hasattr(self.own, "api"):
            self.own.api = vms(self.server)
        return self.own.api

    def map(self, function, values):
        with concurrent.futures.ThreadPoolExecutor(self.count) as threads:
            return list(threads.map(function, values))


def create_pools(nodes, options, say):
    """Creates pools while answers are lost; each is there once, whether its client knows or not."""
    names = [f"pool {number}" for number in range(options.creates)]
    with before(*nodes) as proxy:
        clients = Clients(proxy, options.clients)

        def create_pool(name):
            request = CreateNumberPoolRequest(name=name, service_type=100, sub_service_type=101)
            try:
                return clients.api.create_number_pool(request).number_pool_no
            # No answer to any attempt.
            except (OSError, urllib3.exceptions.HTTPError):
                return None

        proxy.lose(options.lost)
        begin = time.monotonic()
        answered = dict(zip(names, clients.map(create_pool, names)))
        seconds = time.monotonic() - begin
    told = {name: number for name, number in answered.items() if number}
    there = nodes[0].database.query("SELECT name, number_pool_no FROM number_pools")
    twice = [name for name, count in collections.Counter(name for name, _ in there).items() if count > 1]
    assert not twice, f"{twice[:5]} were created twice"
    assert set(dict(there)) == set(names), f"{len(there)} pools are there instead of {len(names)}"
    assert {name: dict(there)[name] for name in told} == told
    assert set(proxy.statuses) == {200}, collections.Counter(proxy.statuses)
    assert len(proxy.statuses) > len(names), "no answer was lost"
    say(f"{len(names):,} creates by {options.clients} clients in {seconds:.0f} s: {len(proxy.statuses):,} requests to "
        f"{len(nodes)} nodes, {len(names) - len(told):,} clients without any answer, {len(there):,} pools")


def drain_pool(nodes, options, say):
    """Draws numbers from one pool until there are none; nobody gets one that somebody else got."""
    pool = create(nodes[0], "drained", 200, 202)
    numbers = {str(FIRST_NUMBER + number) for number in range(options.numbers)}
    import_numbers(nodes[0], pool, sorted(numbers))
    expires = int(time.time()) + 86_400
    with before(*nodes) as proxy:
        clients = Clients(proxy, options.clients)

        def draw(client):
            drawn = []
            request = SelectNumberAndBindAXNRequest(
                number_pool_no=pool, phone_no_a=str(13900000000 + client), expire_time=expires)
            while True:
                try:
                    drawn.append(clients.api.select_number_and_bind_axn(request).phone_no_x)
                except ApiException as error:
                    assert NOT_ENOUGH in str(error.reason), error
                    return drawn

        begin = time.monotonic()
        drawn = [number for numbers in clients.map(draw, range(options.clients)) for number in numbers]
        seconds = time.monotonic() - begin
    twice = [number for number, count in collections.Counter(drawn).items() if count > 1]
    assert not twice, f"{twice[:5]} were drawn twice"
    assert set(drawn) == numbers, f"{len(drawn)} numbers were drawn of {len(numbers)}"
    bound = nodes[0].database.query("SELECT phone_x FROM bindings WHERE number_pool_no = ? AND is_live = 1", pool)
    assert sorted(number for number, in bound) == sorted(numbers)
    say(f"{len(drawn):,} numbers drawn from one pool by {options.clients} clients in {seconds:.0f} s, none twice")


def drill(directory, options, say=lambda line: None):
    with together(directory, options.nodes, "--max-number-pools", str(options.creates + 1)) as nodes:
        create_pools(nodes, options, say)
        drain_pool(nodes, options, say)


def main():
    defaults = Options()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--creates", type=int, default=defaults.creates, help="how many pools to create")
    parser.add_argument("--numbers", type=int, default=defaults.numbers, help="how many numbers to draw")
    parser.add_argument("--clients", type=int, default=defaults.clients, help="how many clients at once")
    parser.add_argument("--nodes", type=int, default=defaults.nodes, help="how many nodes")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    options = Options(options.creates, options.numbers, options.clients, nodes=options.nodes)
    with tempfile.TemporaryDirectory(prefix="telepool-drill-") as directory:
        try:
            drill(pathlib.Path(directory), options, print)
        except (AssertionError, OSError, RuntimeError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
