"""A proxy that loses answers and makes requests meet, as networks do."""

import contextlib
import itertools
import random
import re
import socket
import threading

from telepool import TIMEOUT


class Proxy:
    """Forwards every request to a server on a connection of its own, and keeps what passes.

    Several servers have their turns. A request that is swallowed is carried out, but its client gets no answer: the
    connection just ends.
    """

    def __init__(self, *servers):
        self._servers = itertools.cycle(servers)
        #: The heads of the requests, as text, in the order in which they came.
        self.requests = []
        #: The status codes of the server's answers, in the order in which they came.
        self.statuses = []
        self._swallowed = 0
        self._lost = 0
        self._meeting = None
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self._listener.getsockname()[1]
        self.endpoint = f"http://{self.address}"
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow(self, count):
        """Loses the answers of the next requests."""
        self._swallowed = count

    def lose(self, share):
        """Loses this share of all answers from now on, by chance."""
        self._lost = share

    def gather(self, count):
        """Holds the next requests until there are so many of them and lets them go together."""
        self._meeting = threading.Barrier(count, action=lambda: setattr(self, "_meeting", None))

    def headers(self, name):
        """The values of a header of the requests that came so far."""
        pattern = re.compile(rf"^{name}: *(.*?)\r?$", re.IGNORECASE | re.MULTILINE)
        return [match[1] for head in self.requests if (match := pattern.search(head))]

    def close(self):
        self._listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, client):
        client.settimeout(TIMEOUT)
        with contextlib.suppress(OSError, threading.BrokenBarrierError), client:
            while request := _message(client):
                self.requests.append(_head(request))
                if meeting := self._meeting:
                    meeting.wait(TIMEOUT)
                answer = self._forward(request)
                self.statuses.append(int(answer.split(b" ", 2)[1]))
                if self._loses_answer():
                    return
                client.sendall(answer)

    def _forward(self, request):
        host, port = next(self._servers).address.split(":")
        with socket.create_connection((host, int(port)), TIMEOUT) as server:
            server.sendall(request)
            return _message(server)

    def _loses_answer(self):
        with self._lock:
            self._swallowed -= 1
            return self._swallowed >= 0 or random.random() < self._lost


def _head(message):
    return message.partition(b"\r\n\r\n")[0].decode("latin-1")


def _message(connection):
    """One HTTP message with a length, or nothing if the other side has closed the connection."""
    message = b""
    while b"\r\n\r\n" not in message:
        if not (part := connection.recv(1 << 16)):
            return b""
        message += part
    length = re.search(r"^content-length: *(\d+)", _head(message), re.IGNORECASE | re.MULTILINE)
    end = message.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
    while len(message) < end:
        if not (part := connection.recv(1 << 16)):
            return b""
        message += part
    return message


@contextlib.contextmanager
def before(*servers):
    """A proxy in front of one server or more."""
    proxy = Proxy(*servers)
    try:
        yield proxy
    finally:
        proxy.close()
