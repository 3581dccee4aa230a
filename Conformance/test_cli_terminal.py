"""The commands in a real terminal: tables, progress, confirmation, interruption, and a shell that completes."""

import os
import signal
import subprocess

import pexpect
import pytest

from inventory import create_plan, import_numbers
from telepool import BINARY
from terminal import environment, plain, shown, start, width

NAMES = ["营销", "pool-b", "客服 热线（上海）", "ｆｕｌｌ"]


@pytest.fixture(scope="module")
def pools(server):
    """Number pools by their names."""
    return {
        name: server.run("number-pools", "create", "--name", name, "--type", "axn", "--output", "quiet").stdout.strip()
        for name in NAMES}


@pytest.fixture
def variables(server, tmp_path):
    return environment(server, tmp_path)


def test_columns_are_aligned_by_what_the_terminal_shows(pools, variables):
    text, status = shown(["number-pools", "list"], variables)
    heading, *lines = plain(text).splitlines()
    assert (status, heading.split(), len(lines)) == (0, ["POOL", "NAME", "SERVICE", "TYPE", "NUMBERS"], len(NAMES))
    for name, line in zip(reversed(NAMES), lines, strict=True):
        assert line.startswith(f"{pools[name]}  {name}  ") and line.endswith("0")
        assert width(line[:line.index("AXN")]) == width(heading[:heading.index("TYPE")])
        assert width(line[:line.index("隐私号")]) == width(heading[:heading.index("SERVICE")])


def test_colours_are_for_terminals_that_want_them(server, pools, variables):
    assert shown(["number-pools", "list"], variables)[0].startswith("\x1b[1mPOOL")
    for more in [{"NO_COLOR": "1"}, {"TERM": "dumb"}]:
        assert "\x1b" not in shown(["number-pools", "list"], {**variables, **more})[0]
    assert "\x1b" not in server.run("number-pools", "list").stdout


def test_the_terminal_is_spoken_to_in_chinese(server, pools, variables):
    chinese = {**variables, "LANG": "zh_CN.UTF-8"}
    heading, *lines = plain(shown(["number-pools", "list"], chinese)[0]).splitlines()
    assert heading.split() == ["号码池", "名称", "业务类型", "子类型", "号码数"]
    for line in lines:
        assert width(line[:line.index("AXN")]) == width(heading[:heading.index("子类型")])
    text, status = shown(["number-pools", "show", "NP1"], chinese)
    assert (status, text.splitlines()[0]) == (4, "错误：没有号码池 NP1。")
    assert shown(["number-pools", "list"], {**chinese, "LC_ALL": "C"})[0].startswith("\x1b[1mPOOL")


def test_a_name_cannot_command_the_terminal(server, tenant, tmp_path):
    create_plan(server, "1", name="a\u202eb\\", key=tenant)
    text, _ = shown(["plans", "list"], environment(server, tmp_path, tenant, NO_COLOR="1"))
    assert r"a\u{202E}b\\" in text and "\u202e" not in text


# MARK: Confirmation

def test_what_destroys_something_asks_first(server, tenant, tmp_path):
    pool = server.run(
        "number-pools", "create", "--name", "p", "--type", "axn", "-o", "quiet", key=tenant).stdout.strip()
    variables = environment(server, tmp_path, tenant)
    for answer, status, told in [("", 1, "Nothing was done."), ("n", 1, "Nothing was done."),
                                 ("y", 0, f"Number pool {pool} is deleted.")]:
        process = start(["number-pools", "delete", "p"], variables)
        process.expect_exact(f"Delete the number pool {pool}? [y/N] ")
        process.sendline(answer)
        process.expect_exact(told)
        process.expect(pexpect.EOF)
        process.close()
        assert process.exitstatus == status
    assert server.run("number-pools", "list", "-o", "quiet", key=tenant).stdout == ""


def test_where_nobody_can_be_asked_nothing_is_destroyed(server, tenant):
    server.run("number-pools", "create", "--name", "p", "--type", "axn", key=tenant)
    refused = server.run("number-pools", "delete", "p", key=tenant, check=False)
    assert refused.returncode == 64 and "give --yes" in refused.stderr
    rehearsed = server.run("number-pools", "delete", "p", "--dry-run", key=tenant)
    assert rehearsed.stdout == "Nothing was changed: this was a rehearsal (--dry-run).\n"
    assert len(server.run("number-pools", "list", "-o", "quiet", key=tenant).stdout.splitlines()) == 1
    server.run("number-pools", "delete", "p", "--yes", key=tenant)
    assert server.run("number-pools", "list", "-o", "quiet", key=tenant).stdout == ""


# MARK: Long work

def numbers(directory, first):
    """A file of 200,000 numbers; no two tenants can have the same ones."""
    file = directory / "numbers.csv"
    file.write_text("number\n" + "".join(f"{first + number}\n" for number in range(200_000)))
    return file


def test_the_import_of_200_000_rows_shows_how_far_it_is(server, tenant, tmp_path):
    server.run("number-pools", "create", "--name", "large", "--type", "axn", key=tenant)
    process = start(["numbers", "import", "--pool", "large", numbers(tmp_path, 13000000000)], environment(server, tmp_path, tenant))
    process.timeout = 240
    process.expect_exact("200000 accepted, 0 duplicate, 0 rejected")
    sent = process.before
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 0
    shares = [int(part.split(" %")[0]) for part in sent.split("] ")[1:]]
    assert len(shares) > 3 and shares == sorted(shares) and all(0 <= share <= 100 for share in shares)
    assert "[#" in sent and "rows, " in sent and "s left" in sent
    # What comes after it stands on a clean line.
    assert sent.endswith("\r\x1b[K")


def test_an_interruption_ends_an_import_as_usual(server, tenant, tmp_path):
    server.run("number-pools", "create", "--name", "large", "--type", "axn", key=tenant)
    process = start(["numbers", "import", "--pool", "large", numbers(tmp_path, 13500000000)], environment(server, tmp_path, tenant))
    process.expect("rows, ")
    process.sendintr()
    process.expect(pexpect.EOF)
    process.close()
    assert (process.exitstatus, process.signalstatus) == (None, signal.SIGINT)
    assert process.before.endswith("\r\x1b[K") and "rror" not in process.before
    count = len(server.run("numbers", "list", "--pool", "large", "-o", "quiet", key=tenant).stdout.splitlines())
    # Whole batches, and the same file again does the rest.
    assert 0 < count < 200_000 and count % 5000 == 0


def test_a_command_that_nobody_reads_any_more_ends_without_a_word(server, tenant, tmp_path):
    server.run("number-pools", "create", "--name", "p", "--type", "axn", key=tenant)
    import_numbers(server, "p", [str(13100000000 + number) for number in range(20_000)], key=tenant)
    for output in ["table", "json", "csv"]:
        script = f'"{BINARY}" numbers list --pool p --output {output} | head -1; echo "${{PIPESTATUS[0]}}"'
        done = subprocess.run(
            ["bash", "-c", script], env=environment(server, tmp_path, tenant), capture_output=True, text=True, timeout=60)
        first, status = done.stdout.splitlines()
        assert (first[0], status, done.stderr) == ({"table": "N", "json": "[", "csv": "n"}[output], "141", "")


# MARK: Shells

def test_bash_completes_what_the_server_knows(server, pools, variables, tmp_path):
    script = tmp_path / "telepool.bash"
    script.write_text(subprocess.run(
        [BINARY, "--generate-completion-script", "bash"], capture_output=True, text=True, check=True).stdout)
    (tmp_path / "telepool").symlink_to(BINARY)
    shell = start(
        ["--norc", "--noprofile"], {**variables, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PS1": "$ "}, "bash")
    shell.sendline(f"PS1='> '; bind 'set enable-bracketed-paste off'; . {script}; echo rea''dy")
    shell.expect("ready\r\n> ")
    for typed, completed in [
            ("telepool number-p", "number-pools "), ("telepool number-pools show pool", "pool-b"),
            (f"telepool numbers list --pool {pools['营销'][:-1]}", pools["营销"]),
            ("telepool number-pools list --out", "--output ")]:
        shell.send(f"{typed}\t")
        shell.expect_exact(completed.strip()[len(typed.split()[-1]):], timeout=15)
        shell.send("\x15\r")
        shell.expect_exact("> ")
    shell.close(force=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_script_for_each_shell(shell):
    script = subprocess.run(
        [BINARY, "--generate-completion-script", shell], capture_output=True, text=True, check=True).stdout
    assert "number-pools" in script and "---completion" in script


def completed(variables, *words):
    return subprocess.run(
        [BINARY, "---completion", *words], env=variables, capture_output=True, text=True, timeout=20)


def test_completions_come_with_names_where_the_shell_shows_them(server, tenant, tmp_path):
    create_plan(server, "p1", name="基本", key=tenant)
    variables = environment(server, tmp_path, tenant)
    words = ["sims", "import", "--", "--plan", "0", "0", "telepool", "sims", "import", "--plan", ""]
    for shell, expected in [("bash", "p1"), ("zsh", "p1:基本"), ("fish", "p1\t基本")]:
        done = completed({**variables, "SAP_SHELL": shell}, *words)
        assert (done.stdout.strip(), done.stderr) == (expected, "")


def test_a_completion_without_a_server_is_quick_and_silent(server, variables):
    words = ["number-pools", "show", "--", "positional@0", "0", "0", "telepool", "number-pools", "show", ""]
    for more in [{"TELEPOOL_ENDPOINT": "http://127.0.0.1:1"}, {"TELEPOOL_SECRET_ACCESS_KEY": "wrong"},
                 {"TELEPOOL_ACCESS_KEY_ID": ""}]:
        done = completed({**variables, **more}, *words)
        assert (done.stdout.strip(), done.stderr) == ("", "")
