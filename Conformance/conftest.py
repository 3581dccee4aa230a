import os
import signal
import uuid

import pytest

# The SDKs have to reach this machine and nothing else.
for name in list(os.environ):
    if name.lower().endswith("_proxy"):
        del os.environ[name]

import databases  # noqa: E402
from telepool import running  # noqa: E402


def pytest_configure(config):
    # Whoever ends the tests wants what they have started to be ended, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Huawei Cloud's SDK cannot read the time format of its own contract and says so; it keeps the text then.
    config.addinivalue_line(
        "filterwarnings", "ignore::huaweicloudsdkcore.warning.warning.TypeConversionWarning")


@pytest.fixture(scope="module", autouse=True)
def dropping_of_the_file():
    with databases.dropping():
        yield


@pytest.fixture(autouse=True)
def dropping_of_the_test(dropping_of_the_file):
    with databases.dropping():
        yield


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A fresh server for each file of tests."""
    with running(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture
def tenant(server):
    """The access key of a tenant that owns nothing yet."""
    return server.create_account(uuid.uuid4().hex)
