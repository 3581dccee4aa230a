"""A cluster on this machine, from Debian's packages: PostgreSQL under Patroni and etcd, HAProxy, and Telepool nodes.

Documentation/Cluster.md explains its parts, and what has to be different on several machines.
"""

import concurrent.futures
import contextlib
import json
import pathlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import urllib.request

import psycopg

from databases import PostgreSQL
from postgresql import free_port, hand_over, processes, program, unprivileged
from telepool import TIMEOUT, Telepool, until

HOST = "127.0.0.1"
# How long the servers may take to be there, in seconds.
PATIENCE = 120

PATRONI = """\
scope: telepool
name: {name}

restapi:
  listen: {rest}
  connect_address: {rest}

# The second version of etcd's interface: over the third, Patroni 3.0.2 takes a lock that another holds.
etcd:
  hosts: {etcd}

bootstrap:
  # What holds for all servers; kept in etcd from then on, and changed with patronictl edit-config.
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 5
    synchronous_mode: true
    # A primary that crashed is not waited for.
    primary_start_timeout: 0
    postgresql:
      use_pg_rewind: true
      parameters:
        max_connections: 200
  initdb:
    - encoding: UTF8
    - locale: C.UTF-8
    - data-checksums

postgresql:
  listen: {postgres}
  connect_address: {postgres}
  data_dir: {directory}/data
  bin_dir: {programs}
  pgpass: {directory}/pgpass
  parameters:
    unix_socket_directories: {directory}
  pg_hba:
    - local all all peer
    - host all all {host}/32 scram-sha-256
    - host replication replicator {host}/32 scram-sha-256
  authentication:
    superuser:
      username: postgres
      password: {password}
    replication:
      username: replicator
      password: {password}
  remove_data_directory_on_rewind_failure: true
  remove_data_directory_on_diverged_timelines: true
"""

HAPROXY = """\
global
    maxconn 2000

defaults
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    timeout check 1s
    default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions

# The database that takes writes: that of the Patroni which says that it leads.
listen primary
    mode tcp
    bind {primary}
    timeout client 1h
    timeout server 1h
    option httpchk OPTIONS /primary
{databases}

# The databases that follow it.
listen replicas
    mode tcp
    bind {replicas}
    timeout client 1h
    timeout server 1h
    option httpchk OPTIONS /replica
{databases}

# Nodes that reach the database; where none does, nodes that wait for it.
frontend telepool
    mode http
    bind {telepool}
    use_backend ready if {{ nbsrv(ready) gt 0 }}
    default_backend alive

backend ready
    mode http
    balance leastconn
    option httpchk GET /readyz
    option redispatch
    retry-on conn-failure
{nodes}

backend alive
    mode http
    balance leastconn
    option httpchk GET /healthz
    option redispatch
    retry-on conn-failure
{nodes}
"""


def address():
    return f"{HOST}:{free_port()}"


def port(address):
    return int(address.rpartition(":")[2])


class Process:
    """A program whose output goes into a file. It ends with the process that started it, however that ends."""

    def __init__(self, log, command, prefix=("setpriv",)):
        self.log, self.command = log, [*prefix, "--pdeathsig", "TERM", *map(str, command)]
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.log.parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)

    def end(self, number=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(TIMEOUT)


class Member:
    """A server of PostgreSQL and the Patroni that looks after it."""

    def __init__(self, directory, name, etcd, password):
        self.name, self.directory = name, directory / name
        self.address, self.rest = address(), address()
        self.directory.mkdir(mode=0o700)
        self.settings = self.directory / "patroni.yml"
        self.settings.write_text(PATRONI.format(
            name=name, rest=self.rest, etcd=etcd, postgres=self.address, directory=self.directory, password=password,
            programs=pathlib.Path(program("postgres")).parent, host=HOST))
        hand_over(self.directory)
        hand_over(self.settings)
        self.settings.chmod(0o600)
        self.patroni = Process(directory / f"{name}.log", ["patroni", self.settings], unprivileged())

    @property
    def servers(self):
        """A line of HAProxy's: where the database is, and whom to ask what it is."""
        return f"    server {self.name} {self.address} check addr {HOST} port {port(self.rest)}"

    def roles(self):
        """What this Patroni says of all that run, by their names; nothing if it does not answer."""
        with contextlib.suppress(OSError, ValueError):
            with urllib.request.urlopen(f"http://{self.rest}/cluster", timeout=2) as answer:
                return {
                    member["name"]: member["role"] for member in json.load(answer)["members"]
                    if member["state"] == "running"}
        return {}

    def processes(self):
        """Those of the server; Patroni's is not among them."""
        return processes(self.directory / "data")


class Cluster:
    """All of it, in a folder of its own."""

    def __init__(self, nodes=3, options=(), parent="/tmp"):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="telepool-cluster-", dir=parent))
        self.directory.chmod(0o711)
        self.address, self.primary, self.replicas = address(), address(), address()
        self.options = options
        self.password, self.master_key = secrets.token_urlsafe(16), secrets.token_hex(32)
        client, peer = f"http://{address()}", f"http://{address()}"
        self.etcd = Process(self.directory / "etcd.log", [
            "etcd", "--name", "etcd1", "--data-dir", self.directory / "etcd", "--enable-v2",
            "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"etcd1={peer}"])
        self.members = [
            Member(self.directory, name, client.removeprefix("http://"), self.password)
            for name in ("postgres1", "postgres2")]
        self.addresses = {f"telepool{number}": address() for number in range(1, nodes + 1)}
        settings = self.directory / "haproxy.cfg"
        settings.write_text(HAPROXY.format(
            telepool=self.address, primary=self.primary, replicas=self.replicas,
            databases="\n".join(member.servers for member in self.members),
            nodes="\n".join(f"    server {name} {address} check" for name, address in self.addresses.items())))
        self.haproxy = Process(self.directory / "haproxy.log", ["/usr/sbin/haproxy", "-db", "-f", settings])
        self.nodes = []

    def start(self):
        self.etcd.start()
        for member in self.members:
            member.patroni.start()
        self.wait_until_synchronous()
        first = PostgreSQL(self.url("postgres", self.leader().address, "postgres"))
        first.execute(f"CREATE ROLE telepool LOGIN PASSWORD '{self.password}'")
        first.execute("CREATE DATABASE telepool OWNER telepool")
        self.haproxy.start()
        until(self.takes_writes, "a way to the primary", interval=0.5)
        with concurrent.futures.ThreadPoolExecutor() as starts:
            self.nodes = list(starts.map(self._node, self.addresses))

    def url(self, user, place, name="telepool"):
        return f"postgresql://{user}:{self.password}@{place}/{name}"

    @property
    def database(self):
        """The database, for somebody who may see everything."""
        return PostgreSQL(self.url("postgres", self.primary))

    def leader(self):
        """The member that takes writes, if there is one."""
        roles = self._roles()
        return next((member for member in self.members if roles.get(member.name) == "leader"), None)

    def is_synchronous(self):
        """Whether there is a primary, and another that has everything that the primary has acknowledged."""
        return sorted(self._roles().values()) == ["leader", "sync_standby"]

    def wait_until_synchronous(self):
        until(self.is_synchronous, "synchronous replication", PATIENCE, 0.5)

    def takes_writes(self):
        """Whether whoever asks for the primary gets there."""
        with contextlib.suppress(psycopg.OperationalError):
            return self.database.query("SELECT pg_is_in_recovery()") == [(False,)]

    def is_ready(self, node):
        """Whether a node reaches the database."""
        with contextlib.suppress(OSError):
            return node.get("/readyz") == {"status": "ready"}

    def stop(self):
        """Ends all in order: whoever needs another one ends first."""
        for node in self.nodes:
            if node.process.poll() is None:
                node.process.send_signal(signal.SIGCONT)
                node.stop()
        self.haproxy.end()
        # Each Patroni stops its server first.
        for member in sorted(self.members, key=lambda member: member == self.leader()):
            member.patroni.end()
        self.etcd.end()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.directory)

    def _roles(self):
        return next(filter(None, (member.roles() for member in self.members)), {})

    def _node(self, name):
        replicas = self.url("telepool", self.replicas)
        return Telepool(
            self.directory / name, "--read-replica", replicas, *self.options, port=port(self.addresses[name]),
            environment={"TELEPOOL_MASTER_KEY": self.master_key},
            database=PostgreSQL(self.url("telepool", self.primary, "telepool?target_session_attrs=read-write")))
