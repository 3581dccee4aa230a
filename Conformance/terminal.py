"""Runs the program's commands in a terminal, as somebody who sits at one sees them."""

import os
import re
import unicodedata

import pexpect

from telepool import ACCESS_KEY_ID, BINARY, SECRET_ACCESS_KEY

COLUMNS = 160


def environment(server, directory, key=(ACCESS_KEY_ID, SECRET_ACCESS_KEY), **more):
    """What a command is told by its environment; a variable that is None is not set."""
    variables = {
        "PATH": os.environ["PATH"], "HOME": str(directory), "LANG": "C.UTF-8", "TERM": "xterm",
        "TELEPOOL_ENDPOINT": server.endpoint, "TELEPOOL_ACCESS_KEY_ID": key[0], "TELEPOOL_SECRET_ACCESS_KEY": key[1],
        **more}
    return {name: value for name, value in variables.items() if value is not None}


def start(arguments, variables, command=BINARY):
    """Starts a command in a terminal of its own."""
    return pexpect.spawn(
        command, [str(argument) for argument in arguments], env=variables, encoding="utf-8", timeout=60,
        dimensions=(50, COLUMNS))


def shown(arguments, variables):
    """What a terminal is sent by a command that ends by itself, and its exit code."""
    process = start(arguments, variables)
    process.expect(pexpect.EOF)
    process.close()
    return process.before.replace("\r\n", "\n"), process.exitstatus


def plain(text):
    """The same without colours."""
    return re.sub(r"\x1b\[\d*m", "", text)


def width(text):
    """How many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
