"""Processes on chosen cores, what they cost, and single requests to them."""

import contextlib
import http.client
import os
import pathlib
import signal
import socket
import subprocess
import time

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
HOST = "127.0.0.1"
PATIENCE = 30


class Failure(Exception):
    """What was measured cannot be trusted, or nothing could be measured."""


@contextlib.contextmanager
def pinned(core):
    """What is started inside runs on one core, and stays there."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def run(command, environment=None, timeout=PATIENCE, status=0):
    """Runs a program to its end, which has to have this status, and answers what it printed."""
    command = [str(part) for part in command]
    try:
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Failure(f"{command} did not end within {timeout} s") from None
    if result.returncode != status:
        raise Failure(f"{command} ended with {result.returncode}: {result.stdout}{result.stderr}")
    return result.stdout + result.stderr


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def send(port, request):
    """Sends one request and answers the body; anything but a 2xx is a failure."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request(request.method, request.target, request.body or None, request.headers)
        answer = connection.getresponse()
        body = answer.read()
    if not 200 <= answer.status < 300:
        raise Failure(f"{request.method} {request.target} was answered with {answer.status}: {body[:500]!r}")
    return body


def family(pid):
    """A process and those that it has started, and they in turn."""
    pids = [pid]
    for pid in pids:
        for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
            # A thread may end meanwhile.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                pids += map(int, children.read_text().split())
    return pids


def cpu_seconds(pid):
    """What a process and its family have used, those that have ended included."""
    ticks = 0
    for member in family(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            # What follows the name, which may hold blanks, begins with the third field.
            fields = pathlib.Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Server:
    """A server on a core and port of its own, whose output goes into a file."""

    def __init__(self, command, port, log, environment=None):
        self.port = port
        self.log = pathlib.Path(log)
        with pinned(SERVER_CORE), self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(environment or {})})

    def wait_until_ready(self):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection((HOST, self.port)).close()
            except ConnectionRefusedError:
                self.check_is_running()
                if time.monotonic() > deadline:
                    raise Failure(f"{self.process.args[0]} does not listen: {self._end_of_log()}") from None
                time.sleep(0.02)

    def check_is_running(self):
        if self.process.poll() is not None:
            raise Failure(f"{self.process.args} ended with {self.process.returncode}: {self._end_of_log()}")

    def stop(self):
        """Ends it as a service manager does and answers the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure(f"{self.process.args[0]} did not stop within {PATIENCE} s") from None

    def cpu_seconds(self):
        """What it and its workers have used."""
        return cpu_seconds(self.process.pid)

    def memory_mb(self):
        """What it and its workers hold now, and held at most."""
        kilobytes = {"VmRSS": 0, "VmHWM": 0}
        for pid in family(self.process.pid):
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                name, _, value = line.partition(":")
                if name in kilobytes:
                    kilobytes[name] += int(value.split()[0])
        return kilobytes["VmRSS"] / 1024, kilobytes["VmHWM"] / 1024

    def _end_of_log(self):
        return self.log.read_text(errors="replace")[-1000:]
