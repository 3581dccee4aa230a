"""Starts the built program as its users do: a process with a data directory and an administrator's key."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import secrets
import signal
import subprocess
import threading
import time
import urllib.request

import databases

BINARY = os.environ["TELEPOOL_BINARY"]
ACCESS_KEY_ID = "AKCONFORMANCE001"
SECRET_ACCESS_KEY = "conformance-secret-of-the-root-key"
PASSWORD = "conformance password"
TIMEOUT = 30


class Telepool:
    """One server process. `stop` and `kill` end it, `start` starts it again on the same data and port."""

    def __init__(self, directory, *options, environment=None, database=None, port=0):
        self.directory = pathlib.Path(directory)
        self.database = database or databases.database(self.directory)
        self.options = list(options)
        self.environment = {
            "TELEPOOL_ROOT_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "TELEPOOL_ROOT_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "TELEPOOL_ROOT_PASSWORD": PASSWORD,
            **(environment or {}),
        }
        self.port = port
        self.process = None
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    @property
    def endpoint(self):
        return f"http://{self.address}"

    def start(self):
        arguments = [BINARY, "serve", "--listen", f"127.0.0.1:{self.port}", "--data-dir", str(self.directory)]
        arguments += self.database.options
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.directory), **self.environment}
        self.output = []
        self.log = open(self.directory.parent / f"{self.directory.name}.log", "a")
        self.process = subprocess.Popen(
            arguments + self.options, env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))
            if match := re.search(r"is listening on https?://\S+:(\d+)$", line):
                self.port = int(match[1])
                # What is still to come must not fill the pipe.
                self.reader = threading.Thread(target=self._read, daemon=True)
                self.reader.start()
                return
        raise RuntimeError(f"the server ended with {self.process.wait(TIMEOUT)}: {self.logged()}")

    def _read(self):
        with contextlib.suppress(ValueError):
            self.output.extend(line.rstrip("\n") for line in self.process.stdout)

    def stop(self):
        """Ends it as a service manager does and tells the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self):
        self.process.kill()
        return self.wait()

    def wait(self):
        status = self.process.wait(TIMEOUT)
        self.reader.join(TIMEOUT)
        self.process.stdout.close()
        self.log.close()
        return status

    def logged(self):
        return pathlib.Path(self.log.name).read_text()

    def get(self, path):
        with urllib.request.urlopen(self.endpoint + path, timeout=TIMEOUT) as answer:
            return json.load(answer)

    def run(self, *arguments, key=(ACCESS_KEY_ID, SECRET_ACCESS_KEY), text=None, check=True, environment=None):
        """Runs a command of the program against this server as an operator would; `text` is its input."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.directory),
            "TELEPOOL_ENDPOINT": self.endpoint,
            "TELEPOOL_ACCESS_KEY_ID": key[0],
            "TELEPOOL_SECRET_ACCESS_KEY": key[1],
            **(environment or {}),
        }
        result = subprocess.run(
            [BINARY, *map(str, arguments)], env=environment, input=text or "", capture_output=True, text=True,
            timeout=120)
        if check and result.returncode != 0:
            raise RuntimeError(f"{arguments} ended with {result.returncode}: {result.stdout}{result.stderr}")
        return result

    def create_account(self, name):
        """A further tenant; answers the key of its administrator."""
        return _key(self.run("accounts", "create", "--name", name).stdout)

    def create_user(self, name, role):
        """A further user of the first tenant; answers its key."""
        return _key(self.run("users", "create", "--name", name, "--role", role).stdout)


def _key(text):
    return (
        re.search(r"^access key id +(\S+)$", text, re.MULTILINE)[1],
        re.search(r"^secret access key +(\S+)$", text, re.MULTILINE)[1],
    )


@contextlib.contextmanager
def running(directory, *options, **arguments):
    """A server that is stopped, and has to stop cleanly, at the end."""
    directory.mkdir(parents=True, exist_ok=True)
    server = Telepool(directory, *options, **arguments)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            assert server.stop() == 0


@contextlib.contextmanager
def together(directory, count, *options):
    """Servers that share a database, all started at once."""
    environment = {"TELEPOOL_MASTER_KEY": secrets.token_hex(32)}
    database = databases.database(directory)
    with contextlib.ExitStack() as stack, concurrent.futures.ThreadPoolExecutor() as starts:
        yield list(starts.map(
            lambda number: stack.enter_context(
                running(directory / f"node{number}", *options, environment=environment, database=database)),
            range(1, count + 1)))


def until(condition, what, seconds=TIMEOUT, interval=0.02):
    """Waits for something that happens by itself."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(interval)
    return result
