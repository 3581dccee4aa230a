"""Throw-away PostgreSQL servers, from Debian's packages, for tests and measurements; as root or as anybody else."""

import contextlib
import os
import pathlib
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

# The account that Debian's packages make; PostgreSQL refuses to run as root.
USER = "postgres"
PATIENCE = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": 400,
    # What it holds need not outlive the machine, only the processes.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
}


def program(name):
    """The path of a program of the newest PostgreSQL here, which Debian keeps out of the way."""
    versions = pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    if found := newest or shutil.which(name):
        return str(found)
    raise FileNotFoundError(f"there is no {name}: Scripts/set-up postgres installs it")


def unprivileged():
    """What a command begins with to run as somebody whom PostgreSQL allows; root has to become another for that."""
    return ["setpriv", *(["--reuid", USER, "--regid", USER, "--init-groups"] if os.geteuid() == 0 else [])]


def hand_over(path):
    """Makes somebody own a folder that PostgreSQL may run as."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(USER)
        os.chown(path, account.pw_uid, account.pw_gid)


def free_port():
    """A port to which nobody listens, and none that the system gives to connections while a server is started again."""
    lowest = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        port = random.randrange(10_000, max(lowest, 20_000))
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def unwind_on_signals():
    """Lets a signal end and remove first what this process has started; a second one does not stop that."""
    signals = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

    def unwind(number, _):
        for other in signals:
            signal.signal(other, signal.SIG_IGN)
        sys.exit(128 + number)

    for number in signals:
        signal.signal(number, unwind)


def processes(data):
    """The processes of the server that has this data directory, its first one first."""
    first = int((data / "postmaster.pid").read_text().split()[0])
    children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text()
    return [first, *map(int, children.split())]


def send(number, processes):
    """Sends a signal to those of the processes that are still there."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


class PostgreSQL:
    """A server with a folder of its own, in which its sockets are, too.

    It ends with the process that started it, however that ends.
    """

    def __init__(self, parent="/tmp", **settings):
        # A socket's path may be no longer than 107 bytes, so the folder is not where long names may be.
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="telepool-postgres-", dir=parent))
        self.port = free_port()
        self.settings = {**SETTINGS, **settings}
        self.process = None
        try:
            hand_over(self.directory)
            subprocess.run(
                [*unprivileged(), program("initdb"), "-D", self.data, "-U", USER, "-A", "trust",
                 "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
                cwd=self.directory, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
            self.start()
        except BaseException:
            self.remove()
            raise

    @property
    def data(self):
        return self.directory / "data"

    def url(self, database="postgres"):
        """Where the superuser finds a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def start(self):
        settings = {**self.settings, "port": self.port, "unix_socket_directories": self.directory}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        # A session of its own, so that a key that interrupts what runs beside it does not reach it.
        with open(self.directory / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*unprivileged(), "--pdeathsig", "QUIT", program("postgres"), "-D", self.data, *options],
                cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start: {self.logged()}")
            time.sleep(0.02)

    def stop(self, number=signal.SIGINT):
        """Ends it: what is under way is rolled back, and the data are left in order unless `number` is SIGQUIT."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)

    @contextlib.contextmanager
    def paused(self):
        """A time in which it takes connections and answers nothing."""
        paused = processes(self.data)
        send(signal.SIGSTOP, paused)
        try:
            yield
        finally:
            send(signal.SIGCONT, paused)

    def remove(self):
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.directory)

    def logged(self):
        return (self.directory / "log").read_text(errors="replace")

    def _is_ready(self):
        # Its last line is the state.
        file = self.data / "postmaster.pid"
        return file.exists() and file.read_text().endswith("ready   \n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()
