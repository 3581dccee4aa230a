"""The list of operations: what the document says, what the program has, what the vendor's SDK knows."""

import pathlib
import re
import subprocess

import pytest
import volcenginesdkvms
from volcenginesdkvms.api.vms_api import VMSApi

from clients import sign, volcengine_error
from telepool import BINARY

DOCUMENT = pathlib.Path(__file__).parent.parent / "Documentation" / "Operations.md"


def section(text, title):
    """The first column of the table under a title."""
    part = re.search(rf"^## {re.escape(title)}[^\n]*\n\n(.*?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL)[1]
    return [line.split(" | ")[0].removeprefix("| ").strip("`") for line in part.splitlines()[2:]]


@pytest.fixture(scope="module")
def printed():
    return subprocess.run([BINARY, "operations"], capture_output=True, text=True, check=True, timeout=30).stdout


def sdk_actions():
    """The actions of the current SDK, by their names on the wire."""
    source = pathlib.Path(volcenginesdkvms.api.vms_api.__file__).read_text()
    methods = [name for name in dir(VMSApi) if name.endswith("_with_http_info")]
    actions = set(re.findall(r"'/(\w+)/2022-01-01/vms/", source))
    assert len(actions) == len(methods)
    return actions


def test_the_document_is_what_the_program_prints(printed):
    assert DOCUMENT.read_text() == printed


def test_each_action_of_the_current_sdk_is_supported_or_out_of_scope(printed):
    supported = section(printed, "Volcengine VMS, version")
    out_of_scope = section(printed, "Volcengine VMS: out of scope")
    assert len(set(supported + out_of_scope)) == len(supported + out_of_scope)
    assert sdk_actions() <= set(supported + out_of_scope)


def test_an_action_that_is_out_of_scope_says_so(server, printed):
    for action in section(printed, "Volcengine VMS: out of scope"):
        status, _, code, message = volcengine_error(sign(server, action, {}).send(server))
        assert (status, code) == (400, "UnsupportedOperation")
        assert message.startswith(f"The action {action} exists in the cloud, but not in this service: ")
    status, _, code, _ = volcengine_error(sign(server, "NoSuchAction", {}).send(server))
    assert (status, code) == (400, "InvalidAction")
