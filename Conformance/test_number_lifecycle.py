"""The life of numbers beyond the vendor's states: reserved, resting, and what the report of a pool makes of them."""

import concurrent.futures
import dataclasses
import datetime
import itertools
import json
import random
import re
import time

import pytest
from volcenginesdkcore.rest import ApiException

from clients import ROOT, another_second, compact, huawei, pools, rejected
from inventory import import_numbers
from proxy import before
from telepool import until
from test_bindings import (  # noqa: F401
    A, AXB, AXN, AXNE, AXYB, B, BLOCKED, C, NOT_ENOUGH, START, X_OCCUPIED, Client, after, ask, at, bind, clock, fresh,
    stocked, switch, timed)
from test_tenants import NOWHERE, masked
from test_volcengine_older import error, result, service

# What selects a number, what names one, and what ends a binding, by the kinds of pools.
ACTIONS = {
    AXB: ("SelectNumberAndBindAXB", "BindAXB", "UnbindAXBV2"),
    AXN: ("SelectNumberAndBindAXN", "BindAXN", "UnbindAXNV2"),
    AXNE: ("BindAXNE", "BindAXNE", "UnbindAXNEV2"), AXYB: ("BindAXYB", "BindAXYB", "UnbindAXYBV2")}
STATES = ["assigned", "available", "reserved", "aging", "disabled"]
TOO_FEW = (409, "NumberNotEnough", "There are not so many free numbers.")
NO_POOL = (404, "UnknownNumberPool", f"There is no number pool {NOWHERE}.")
# In seconds: longer than any test.
LONG = 100_000


def operate(server, method, path, body=None, key=ROOT, headers=None):
    """Sends a call of the operator's, with a body of JSON if there is one."""
    headers = {**({} if body is None else {"Content-Type": "application/json"}), **(headers or {})}
    text = b"" if body is None else json.dumps(body).encode()
    return huawei(server, method, f"/telepool/v1/{path}", key, headers, text)


def answered(answer, status=200):
    assert answer.status == status, answer.body
    return answer.json()


def failed(answer):
    """Status, code and message of a call that failed; checks what surrounds them on the way."""
    body = answer.json()
    assert list(body) == ["error", "request_id"] and list(body["error"]) == ["code", "message"]
    return answer.status, *body["error"].values()


def not_free(number):
    return 409, "NumberNotFree", f"{number} is bound, reserved, resting or not in use."


def elsewhere(number):
    return 409, "NumberNotInPool", f"{number} is not in this pool."


def over(reservation):
    return 404, "UnknownNumberReservation", f"There is no reservation {reservation['id']} in force."


def summary(accepted=0, duplicate=0, rejected=0):
    return f"{accepted} accepted, {duplicate} duplicate, {rejected} rejected\n"


def utc(seconds):
    """So many seconds after the start of the test clock, as the operator's calls show it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(after(seconds)))


def seconds(text):
    """The opposite."""
    return (datetime.datetime.fromisoformat(text) - START).total_seconds()


class Pool:
    """A new pool with numbers, so many or these rows, and what is done with them here."""

    def __init__(self, server, key=ROOT, kind=AXN, rows=1, columns="number", rest=0):
        self.server, self.key, self.kind = server, key, kind
        self.no, self.numbers = stocked(server, key, kind, rows, columns)
        if rest:
            self.rest(rest)

    def operate(self, method, path, body=None, **options):
        return operate(self.server, method, f"number-pools/{self.no}/{path}", body, **{"key": self.key, **options})

    def rest(self, seconds):
        """Sets for how long numbers rest."""
        answered(self.operate("PUT", "quarantine", {"seconds": seconds}))

    def reserve(self, *numbers, seconds=LONG, **more):
        """Reserves these numbers, or a `count` of them."""
        return answered(self.reserving(*numbers, seconds=seconds, **more), 201)

    def reserving(self, *numbers, headers=None, query="", **body):
        body = {"seconds": LONG, **body, **({"numbers": numbers} if numbers else {})}
        return self.operate("POST", f"reservations{query}", body, headers=headers)

    def reservations(self):
        return answered(self.operate("GET", "reservations"))["reservations"]

    def release(self, reservation):
        return operate(self.server, "DELETE", f"number-reservations/{reservation['id']}", key=self.key)

    def draw(self, **more):
        """A binding on a number that is selected."""
        return self._bind(ACTIONS[self.kind][0], more)

    def take(self, number, **more):
        """A binding that names its number."""
        return self._bind(ACTIONS[self.kind][1], {"PhoneNoX": number, **more})

    def _bind(self, action, more):
        y = {"NumberPoolNoY": self.no, "YbEnableDuration": 600} if self.kind == AXYB else {}
        return bind(self.server, self.key, action, self.no, **{**y, **more})

    def drained(self, **more):
        """The numbers that are selected for one A until there are no more."""
        found = []
        while True:
            try:
                found.append(self.draw(**more)["PhoneNoX"])
            except ApiException as refusal:
                assert str(NOT_ENOUGH[0]) in refusal.reason
                return found

    def unbind(self, binding):
        ask(self.server, self.key, ACTIONS[self.kind][2], NumberPoolNo=self.no, SubId=binding["SubId"])

    def switch(self, code, *numbers):
        switch(self.server, self.key, code, *numbers)

    def rows(self, *arguments, numbers, check=True):
        """Runs a command with numbers for rows."""
        text = "".join(f"{number}\n" for number in ["number", *numbers])
        confirmation = ["--yes"] if arguments[0] == "remove" else []
        return self.server.run("numbers", *arguments, *confirmation, "-", key=self.key, text=text, check=check).stdout

    def report(self):
        """How many numbers are in which state; checks that they add up to what the vendor's list of pools tells."""
        body = answered(self.operate("GET", "utilisation"))
        (pool,) = pools(self.server, self.key, NumberPoolNo=self.no)["Records"]
        assert body["numbers"] == sum(body[state] for state in STATES) == pool["NumberCount"]
        return {state: body[state] for state in [*STATES, "cancelled"] if body[state]}

    def states(self):
        """The state of each number."""
        listed = answered(self.operate("GET", "numbers"))["numbers"]
        return {number["number"]: number["availability"] for number in listed}

    def shown(self, number):
        """The state of a number and until when it is held."""
        body = answered(operate(self.server, "GET", f"numbers/{number}", key=self.key))
        return body["availability"], body.get("until")


# MARK: What is answered

def test_the_answers_are_these_very_bytes(server, tenant):
    pool = Pool(server, tenant, AXN, [f"{number},010" for number in fresh(4)], "number,city_code")
    first, second, third, _ = pool.numbers
    counts = {"assigned": 0, "available": 4, "reserved": 0, "aging": 0, "disabled": 0, "cancelled": 0}

    def is_reported(**changes):
        expected = {"number_pool_no": pool.no, "numbers": 4, **counts, **changes}
        return pool.operate("GET", "utilisation").body == compact(expected)

    assert is_reported()
    assert pool.operate("PUT", "quarantine", {"seconds": 60}).body == compact(
        {"number_pool_no": pool.no, "seconds": 60})
    answer = pool.reserving(f"+86{second}", first, purpose="客户 <&>", seconds=3600)
    reservation = answered(answer, 201)
    times = {name: reservation[name] for name in ["created", "expires"]}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text) for text in times.values())
    expected = {
        "id": reservation["id"], "number_pool_no": pool.no, "purpose": "客户 <&>", **times,
        "numbers": [first, second]}
    assert answer.body == compact(expected)
    assert pool.operate("GET", "reservations").body == compact({"reservations": [expected]})
    assert pool.operate("GET", "reservations?limit=1").body == compact(
        {"reservations": [expected], "next": reservation["id"]})
    assert pool.operate("GET", f"reservations?after={reservation['id']}").body == b'{"reservations":[]}'

    def described(number, status, bindings, **more):
        purchased = answered(operate(server, "GET", f"numbers/{number}", key=tenant))["purchase_time"]
        return {
            "number": number, "type": "mobile", "city_code": "010", "purchase_time": purchased,
            "qualification_no": "", "status": status, "bindings": bindings, **more, "number_pool_no": pool.no,
            "number_pool_name": "pool"}

    pool.unbind(pool.take(third))
    shown = operate(server, "GET", f"numbers/{first}", key=tenant).body
    assert shown == compact(described(first, 1, 0, availability="reserved", until=times["expires"]))
    pool.take(second)
    pool.switch(2, third)
    page = pool.operate("GET", "numbers?limit=3").body
    assert page == compact({"numbers": [
        described(first, 1, 0, availability="reserved", until=times["expires"]),
        described(second, 1, 1, availability="assigned"),
        described(third, 2, 0, availability="disabled", until=pool.shown(third)[1])], "next": third})
    assert is_reported(assigned=1, available=1, reserved=1, disabled=1)
    expected["numbers"] = [first]
    assert pool.release(reservation).body == compact(expected)
    assert failed(pool.release(reservation)) == over(reservation)
    assert is_reported(assigned=1, available=2, disabled=1)


def test_each_state_is_counted_once_and_what_is_cancelled_is_not_part_of_the_count(server, tenant):
    rows = [f"{number},{city}" for number, city in zip(fresh(7), ["010", "010", "021", "010", "010", "0755", "020"])]
    pool = Pool(server, tenant, AXN, rows, "number,city_code", rest=LONG)
    bound, reserved, rests, disabled, both, cancelled, free = pool.numbers
    pool.take(bound)
    pool.reserve(reserved)
    pool.unbind(pool.take(rests))
    pool.take(both)
    pool.switch(2, disabled, both)
    with server.database.writing() as database:
        # Only the platform cancels numbers.
        database.execute("UPDATE numbers SET status = 4 WHERE number = ?", [cancelled])
        for statement in [
                "UPDATE number_totals SET status = 4 WHERE number_pool_no = ? AND city_code = '0755'",
                "UPDATE number_pools SET number_count = number_count - 1 WHERE number_pool_no = ?"]:
            database.execute(statement, [pool.no])
    assert pool.report() == {
        "assigned": 1, "available": 1, "reserved": 1, "aging": 1, "disabled": 2, "cancelled": 1}
    assert pool.states() == {
        bound: "assigned", reserved: "reserved", rests: "aging", disabled: "disabled", both: "disabled",
        cancelled: "cancelled", free: "available"}
    assert failed(pool.reserving(cancelled)) == not_free(cancelled)


@pytest.mark.parametrize("body, reason", [
    ({"count": 1}, "seconds has to be an integer from 1 to 31536000."),
    *[({"count": 1, "seconds": seconds}, "seconds has to be an integer from 1 to 31536000.")
      for seconds in [0, -1, 31_536_001, "60", 1.5, None]],
    *[({"count": count, "seconds": 60}, "count has to be an integer from 1 to 500.") for count in [0, 501, "1", [1]]],
    ({"seconds": 60}, "There has to be either numbers or count."),
    ({"count": 1, "numbers": ["13800000000"], "seconds": 60}, "There has to be either numbers or count."),
    *[({"numbers": numbers, "seconds": 60}, "numbers has to be a list of 1 to 500 different phone numbers.")
      for numbers in [[], "13800000000", [str(13800000000 + index) for index in range(501)]]],
    *[({"numbers": numbers, "seconds": 60}, "numbers has to be a list of 1 to 500 different phone numbers.")
      for numbers in [[13800000000], ["13800000000"] * 2]],
    *[({"numbers": numbers, "seconds": 60}, "numbers has to be a list of 1 to 500 different phone numbers.")
      for numbers in [["13800000000", "+8613800000000"], ["x"]]],
    ({"count": 1, "seconds": 60, "city_code": "0111"}, "city_code has to be an area code of the mainland such as 010."),
    ({"count": 1, "seconds": 60, "type": "phone"}, "type has to be mobile or landline."),
    *[({"count": 1, "seconds": 60, "purpose": text}, "purpose has to be a text of 0 to 100 characters.")
      for text in ["营" * 101, "a\nb", 1]],
    ([], "The body has to be a JSON object."),
])
def test_a_reservation_that_makes_no_sense_is_refused(server, body, reason):
    # What is wrong is said before anybody looks for the pool.
    path = f"number-pools/{NOWHERE}/reservations"
    assert failed(operate(server, "POST", path, body)) == (400, "InvalidParameter", reason)


def test_other_calls_that_make_no_sense_are_refused(server):
    def refusal(*arguments):
        status, code, message = failed(operate(server, *arguments))
        assert (status, code) == (400, "InvalidParameter")
        return message

    path = f"number-pools/{NOWHERE}"
    for body in [{"seconds": -1}, {"seconds": 315_360_001}, {"seconds": "1"}, {"seconds": None}, {}]:
        assert refusal("PUT", f"{path}/quarantine", body) == "seconds has to be an integer from 0 to 315360000."
    for limit in [0, 501, "x", ""]:
        assert refusal("GET", f"{path}/reservations?limit={limit}") == "limit has to be an integer from 1 to 500."
    for previous in ["x", -1, "", 2**63]:
        assert refusal(
            "GET", f"{path}/reservations?after={previous}") == "after has to be an integer, 0 or more."
    for reservation in ["x", 0, -1, 2**63]:
        assert refusal("DELETE", f"number-reservations/{reservation}") == (
            "id has to be an integer, 1 or more.")
    assert failed(operate(server, "DELETE", "number-reservations/1")) == over({"id": 1})
    for method, name, body in [
            ("GET", "utilisation", None), ("PUT", "quarantine", {"seconds": 1}), ("GET", "reservations", None),
            ("POST", "reservations", {"count": 1, "seconds": 1})]:
        assert failed(operate(server, method, f"{path}/{name}", body)) == NO_POOL


def test_another_account_finds_neither_the_pool_nor_the_reservation(server, tenant):
    pool, stranger = Pool(server, rows=2), tenant
    reservation = pool.reserve(pool.numbers[0])

    def answers(no, reservation):
        calls = [
            ("GET", f"number-pools/{no}/utilisation", None), ("PUT", f"number-pools/{no}/quarantine", {"seconds": 9}),
            ("POST", f"number-pools/{no}/reservations", {"count": 1, "seconds": 9}),
            ("GET", f"number-pools/{no}/reservations", None), ("DELETE", f"number-reservations/{reservation}", None)]
        return [masked(operate(server, *call, key=stranger), no, reservation) for call in calls]

    assert answers(pool.no, reservation["id"]) == answers(NOWHERE, 4711)
    assert {status for status, _ in answers(pool.no, reservation["id"])} == {404}
    own = Pool(server, stranger)
    assert failed(own.reserving(pool.numbers[1])) == elsewhere(pool.numbers[1])
    assert pool.report() == {"available": 1, "reserved": 1}
    assert pool.reservations() == [reservation]


def test_a_reader_reads_and_only_a_manager_changes(server):
    pool, keys = Pool(server, rows=2), {role: server.create_user(role, role) for role in ["reader", "metering"]}
    reservation = pool.reserve(pool.numbers[0])
    for method, path, body, name in [
            ("GET", f"number-pools/{pool.no}/utilisation", None, "ShowNumberPoolUtilisation"),
            ("GET", f"number-pools/{pool.no}/reservations", None, "ListNumberReservations"),
            ("PUT", f"number-pools/{pool.no}/quarantine", {"seconds": 9}, "SetNumberPoolQuarantine"),
            ("POST", f"number-pools/{pool.no}/reservations", {"count": 1, "seconds": 9}, "ReserveNumbers"),
            ("DELETE", f"number-reservations/{reservation['id']}", None, "ReleaseNumberReservation")]:
        for role, key in keys.items():
            answer = operate(server, method, path, body, key)
            if method == "GET" and role == "reader":
                assert answer.body == operate(server, method, path).body
            else:
                assert failed(answer) == (403, "AccessDenied", f"Your role does not allow {name}.")
    assert pool.reservations() == [reservation]


# MARK: The commands

def members(text):
    """The members of what a command shows."""
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_the_commands_tell_what_they_did(server, tenant):
    rows = [f"{fresh()[0]},021", f"{fresh()[0]},010", "02187654321,021"]
    pool = Pool(server, tenant, AXN, rows, "number,city_code")
    mobile, other, landline = pool.numbers

    def run(*arguments):
        return server.run(*arguments, key=tenant).stdout

    assert run("number-pools", "quarantine", pool.no, 3600) == f"Numbers of {pool.no} rest for 3600 seconds.\n"
    made = members(run(
        "numbers", "reserve", "--pool", pool.no, "--seconds", 60, "--count", 1, "--city-code", "021", "--type",
        "landline", "--purpose", "客户 4711"))
    first, expires = made["id"], made["expires"]
    assert (made["purpose"], made["numbers"]) == ("客户 4711", landline)
    named = members(run("numbers", "reserve", "--pool", pool.no, "--seconds", 60, other, mobile))
    second, later = named["id"], named["expires"]
    assert (named["purpose"], named["numbers"]) == ("", f"{mobile} {other}")
    assert [(str(one["id"]), one["expires"], one["purpose"]) for one in pool.reservations()] == [
        (first, expires, "客户 4711"), (second, later, "")]
    listing = ["numbers", "reservations", "--pool", pool.no, "--output", "csv"]
    line = f"{first},{expires},客户 4711,{landline}\n"
    assert run(*listing) == (
        f"id,expires,purpose,numbers\n{line}{second},{later},," + " ".join(sorted([mobile, other])) + "\n")
    assert run("numbers", "release", second) == f"Reservation {second} is released.\n"
    assert run(*listing) == f"id,expires,purpose,numbers\n{line}"
    pool.unbind(pool.take(mobile))
    assert run("number-pools", "utilisation", pool.no) == (
        f"number_pool_no: {pool.no}\nnumbers: 3\nassigned: 0\navailable: 1\nreserved: 1\naging: 1\ndisabled: 0\n"
        "cancelled: 0\n")
    assert re.search(r"^availability: aging\nuntil: \S+Z$", run("numbers", "find", mobile), re.MULTILINE)
    assert run("number-pools", "quarantine", pool.no, 0) == f"Numbers of {pool.no} rest for 0 seconds.\n"


def test_wrong_use_of_a_command_is_explained(server):
    reserve = ["numbers", "reserve", "--pool", NOWHERE]
    for arguments, reason in [
            (["number-pools", "quarantine", NOWHERE], "Missing expected argument '<seconds>'"),
            (["number-pools", "quarantine", NOWHERE, "x"], "The value 'x' is invalid for '<seconds>'"),
            (["number-pools", "utilisation"], "Missing expected argument '<NP…>'"),
            ([*reserve, "--count", 1], "Missing expected argument '--seconds <seconds>'"),
            ([*reserve, "--seconds", 9], "Give either the numbers or --count."),
            ([*reserve, "--seconds", 9, "--count", 1, A], "Give either the numbers or --count."),
            ([*reserve, "--seconds", 9, "--city-code", "010", A], "--city-code and --type go with --count."),
            ([*reserve, "--seconds", 9, "--type", "mobile", A], "--city-code and --type go with --count."),
            (["numbers", "reserve", "--seconds", 9, A], "Missing expected argument '--pool <NP…>'"),
            (["numbers", "release", "x"], "The value 'x' is invalid for '<reservation>'"),
            (["numbers", "reservations"], "Missing expected argument '--pool <NP…>'")]:
        ended = server.run(*arguments, check=False)
        assert (ended.returncode, ended.stdout) == (64, "")
        assert ended.stderr.startswith(f"Error: {reason}\n")


def test_a_command_tells_what_the_server_refused(server, tenant):
    pool = Pool(server, tenant)
    reserve = ["numbers", "reserve", "--pool"]
    for arguments, (status, code, message) in [
            (["number-pools", "utilisation", NOWHERE], NO_POOL),
            (["number-pools", "quarantine", NOWHERE, 1], NO_POOL),
            (["number-pools", "quarantine", pool.no, "--", -1],
             (400, "InvalidParameter", "seconds has to be an integer from 0 to 315360000.")),
            (["numbers", "reservations", "--pool", NOWHERE], NO_POOL),
            ([*reserve, NOWHERE, "--seconds", 9, "--count", 1], NO_POOL),
            ([*reserve, pool.no, "--seconds", 9, "--count", 2], TOO_FEW),
            ([*reserve, pool.no, "--seconds", 9, "19999999999"], elsewhere("19999999999")),
            ([*reserve, pool.no, "--seconds", 0, "--count", 1],
             (400, "InvalidParameter", "seconds has to be an integer from 1 to 31536000.")),
            (["numbers", "release", 1], over({"id": 1}))]:
        ended = server.run(*arguments, key=tenant, check=False)
        assert (ended.returncode, ended.stdout, ended.stderr.splitlines()[0]) == (
            {400: 64, 404: 4, 409: 6}[status], "", f"Error: {message} ({code}, {status})")
    assert pool.report() == {"available": 1}


# MARK: Reservations

@pytest.mark.parametrize("kind", ACTIONS)
def test_a_reserved_number_is_never_selected(server, tenant, kind):
    pool = Pool(server, tenant, kind, [f"{number},010" for number in fresh(6)], "number,city_code")
    free = pool.numbers[1::2]
    reservation = pool.reserve(*pool.numbers[::2])
    ways = [(A, {"CityCode": "021", "DegradeCityList": ["010"]}), (B, {"RandomFlag": 1}), (C, {})]
    for a, parameters in ways[:1] if kind == AXN else ways:
        assert sorted(pool.drained(PhoneNoA=a, **parameters)) == free
    assert pool.report() == {"assigned": 3, "reserved": 3}
    assert answered(pool.release(reservation))["numbers"] == pool.numbers[::2]
    assert pool.drained(PhoneNoA=A) == pool.numbers[::2]
    assert pool.report() == {"assigned": 6}


def test_the_older_package_does_not_pick_what_is_reserved_or_rests(server, tenant):
    pool, older = Pool(server, tenant, AXB, 4, rest=LONG), service(server, tenant)
    pool.reserve(pool.numbers[0])
    pool.unbind(pool.take(pool.numbers[2]))
    for flag in [0, 1]:
        picked = result(older.select_number(
            {"NumberPoolNo": pool.no, "NumberCount": 2, "RandomFlag": flag}), "SelectNumber")
        assert sorted(record["Number"] for record in picked["Records"]) == pool.numbers[1::2]
        assert error(older.select_number(
            {"NumberPoolNo": pool.no, "NumberCount": 3, "RandomFlag": flag}))["Code"] == NOT_ENOUGH[1]
    bound = {"NumberPoolNo": pool.no, "PhoneNoA": A, "ExpireTime": str(int(time.time()) + 900)}
    for number in pool.numbers[1::2]:
        another_second()
        assert result(older.select_number_and_bind_axb(bound), "SelectNumberAndBindAXB")["PhoneNoX"] == number
    another_second()
    assert error(older.select_number_and_bind_axb(bound))["Code"] == NOT_ENOUGH[1]
    assert error(older.bind_axb({**bound, "PhoneNoX": pool.numbers[2]})) == dict(
        zip(["CodeN", "Code", "Message"], BLOCKED))
    assert result(older.bind_axb({**bound, "PhoneNoX": pool.numbers[0]}), "BindAXB")["PhoneNoX"] == pool.numbers[0]


@pytest.mark.parametrize("kind", ACTIONS)
def test_a_binding_that_names_a_reserved_number_takes_it(server, tenant, kind):
    pool = Pool(server, tenant, kind, 2)
    x, y = pool.numbers
    reservation = pool.reserve(x, y)
    more = {"PhoneNoB": B, "PhoneNoY": y} if kind == AXYB else {}
    binding = pool.take(x, **more)
    left = [] if kind == AXYB else [y]
    assert pool.report() == {"assigned": 2 - len(left), **({"reserved": 1} if left else {})}
    assert pool.reservations() == ([{**reservation, "numbers": left}] if left else [])
    # It is not reserved any more, even when it is free again.
    pool.unbind(binding)
    assert pool.states() == {x: "available", y: "reserved" if left else "available"}
    assert pool.draw()["PhoneNoX"] == x
    released = pool.release(reservation)
    if left:
        assert answered(released) == {**reservation, "numbers": left}
    else:
        assert failed(released) == over(reservation)


def test_the_least_numbers_of_a_city_and_a_type_are_reserved(server, tenant):
    numbers = fresh(6)
    rows = [f"{number},mobile,{city}" for number, city in zip(numbers, ["021", "010", "021", "010", "021", ""])]
    landlines = ["02131070001", "01062700001"]
    pool = Pool(server, tenant, AXN, [*rows, *(f"{number},," for number in landlines)], "number,type,city_code")
    for expected, body in [
            (numbers[0:3:2], {"count": 2, "city_code": "021", "type": "mobile"}),
            (landlines[:1], {"count": 1, "type": "landline", "city_code": "021"}),
            (landlines[1:], {"count": 1, "type": "landline"}), ([numbers[1]], {"count": 1, "city_code": "010"}),
            (numbers[3:], {"count": 3, "city_code": None, "type": None, "purpose": None})]:
        assert pool.reserve(**body)["numbers"] == expected
        assert failed(pool.reserving(count=8)) == TOO_FEW
    assert pool.report() == {"reserved": 8}


def test_what_is_not_free_cannot_be_reserved_and_then_nothing_is(server, tenant):
    pool, other = Pool(server, tenant, AXN, 6, rest=LONG), Pool(server, tenant)
    bound, rests, disabled, reserved, *free = pool.numbers
    pool.take(bound)
    pool.unbind(pool.take(rests))
    pool.switch(2, disabled)
    pool.reserve(reserved)
    for number in [bound, rests, disabled, reserved]:
        assert failed(pool.reserving(*free, number)) == not_free(number)
    for number in ["19999999999", *other.numbers]:
        assert failed(pool.reserving(*free, number)) == elsewhere(number)
    assert failed(pool.reserving(count=3)) == TOO_FEW
    assert pool.report() == {"assigned": 1, "available": 2, "reserved": 1, "aging": 1, "disabled": 1}
    assert len(pool.reservations()) == 1
    assert pool.reserve(count=2)["numbers"] == free


def test_a_reserved_number_can_be_neither_moved_nor_given_up(server, tenant):
    pool, other = Pool(server, tenant, AXN, 3), Pool(server, tenant)
    reservation = pool.reserve(*pool.numbers[:2])
    refusals = "".join(f"line {line}: NumberReserved: the number is reserved\n" for line in [2, 3])
    assert pool.rows("move", "--to", other.no, numbers=pool.numbers, check=False) == refusals + summary(1, 0, 2)
    assert pool.rows("remove", numbers=pool.numbers[:2], check=False) == refusals + summary(0, 0, 2)
    assert (pool.report(), other.report()) == ({"reserved": 2}, {"available": 2})
    assert server.run("number-pools", "delete", "--yes", pool.no, key=tenant, check=False).returncode == 6
    pool.release(reservation)
    assert pool.rows("move", "--to", other.no, numbers=pool.numbers[:1]) == summary(1)
    assert pool.rows("remove", numbers=pool.numbers[1:2]) == summary(1)
    assert (pool.report(), other.report()) == ({}, {"available": 3})


def test_a_pool_goes_with_a_reservation_that_has_no_numbers_left(server, tenant):
    pool = Pool(server, tenant)
    reservation = pool.reserve(*pool.numbers)
    pool.unbind(pool.take(*pool.numbers))
    pool.rows("remove", numbers=pool.numbers)
    assert pool.reservations() == []
    assert server.run("number-pools", "delete", "--yes", pool.no, key=tenant).stdout == f"Number pool {pool.no} is deleted.\n"
    assert failed(pool.release(reservation)) == over(reservation)


def test_a_reserved_number_that_is_disabled_is_reserved_no_more(server, tenant):
    pool = Pool(server, tenant)
    (number,) = pool.numbers
    reservation = pool.reserve(number)
    pool.switch(2, number)
    assert (pool.report(), pool.shown(number)) == ({"disabled": 1}, ("disabled", None))
    assert rejected(pool.take, number) == BLOCKED
    assert pool.reservations() == []
    assert failed(pool.release(reservation)) == over(reservation)
    pool.switch(1, number)
    assert (pool.report(), pool.shown(number)) == ({"available": 1}, ("available", None))


def test_reservations_are_listed_in_the_order_in_which_they_were_made(server, tenant):
    pool = Pool(server, tenant, AXN, 501)
    chance = random.Random(3)
    made = [pool.reserve(number) for number in chance.sample(pool.numbers, 501)]
    page = answered(pool.operate("GET", "reservations?limit=500"))
    assert (page["reservations"], page["next"]) == (made[:500], made[499]["id"])
    rest = answered(pool.operate("GET", f"reservations?after={page['next']}"))
    assert rest == {"reservations": made[500:]}
    assert pool.reservations() == made[:100]
    lines = server.run("numbers", "reservations", "--pool", pool.no, key=tenant).stdout.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [str(reservation["id"]) for reservation in made]


def test_what_is_asked_for_again_is_reserved_once(server, tenant):
    pool, headers = Pool(server, tenant, AXN, 5), {"Idempotency-Key": "order-4711"}
    assert answered(pool.reserving(count=2, query="?dry_run=true", headers=headers), 201)["numbers"] == (
        pool.numbers[:2])
    assert pool.report() == {"available": 5}
    with concurrent.futures.ThreadPoolExecutor() as executor:
        calls = [executor.submit(pool.reserving, count=2, headers=headers) for _ in range(8)]
        answers = {(call.result().status, call.result().body) for call in calls}
    ((status, body),) = answers
    assert (status, pool.report()) == (201, {"available": 3, "reserved": 2})
    assert failed(pool.reserving(count=3, headers=headers)) == (
        409, "IdempotencyMismatch", "Another request was made with the same Idempotency-Key.")
    assert pool.reservations() == [json.loads(body)]
    # What was refused can be tried again.
    assert failed(pool.reserving(count=4, headers={"Idempotency-Key": "more"})) == TOO_FEW
    pool.release(json.loads(body))
    pool.reserve(count=4, headers={"Idempotency-Key": "more"})
    assert pool.reserving(count=2, headers=headers).body == body
    assert pool.report() == {"available": 1, "reserved": 4}


def test_a_command_whose_answer_is_lost_reserves_once(server, tenant):
    pool = Pool(server, tenant, AXN, 2)
    with before(server) as proxy:
        proxy.swallow(1)
        line = server.run(
            "numbers", "reserve", "--pool", pool.no, "--seconds", 60, "--count", 1, "--endpoint", proxy.endpoint,
            key=tenant).stdout
        proxy.swallow(1)
        made = members(line)
        assert made["numbers"] == pool.numbers[0] and pool.report() == {"available": 1, "reserved": 1}
        reservation = made["id"]
        assert server.run("numbers", "release", reservation, "--endpoint", proxy.endpoint, key=tenant).stdout == (
            f"Reservation {reservation} is released.\n")
        assert proxy.statuses == [201, 201, 200, 200]


def test_a_dry_run_changes_nothing(server, tenant):
    pool = Pool(server, tenant, AXN, 2)
    reservation = pool.reserve(pool.numbers[0])
    assert answered(pool.operate("PUT", "quarantine?dry_run=true", {"seconds": 60}))["seconds"] == 60
    rehearsed = operate(
        server, "DELETE", f"number-reservations/{reservation['id']}?dry_run=true", key=tenant)
    assert answered(rehearsed) == reservation
    for _ in range(2):
        assert answered(pool.reserving(count=1, query="?dry_run=true"), 201)["numbers"] == pool.numbers[1:]
    assert failed(pool.reserving(count=2, query="?dry_run=true")) == TOO_FEW
    assert (pool.report(), pool.reservations()) == ({"available": 1, "reserved": 1}, [reservation])
    pool.unbind(pool.take(pool.numbers[1]))
    assert pool.report() == {"available": 1, "reserved": 1}


def test_many_clients_reserve_each_number_once(server, tenant):
    pool = Pool(server, tenant, AXN, 100)

    def work():
        own = []
        while (answer := pool.reserving(count=1)).status == 201:
            own += answer.json()["numbers"]
        assert failed(answer) == TOO_FEW
        return own

    with concurrent.futures.ThreadPoolExecutor(16) as executor:
        workers = [executor.submit(work) for _ in range(16)]
        while not all(worker.done() for worker in workers):
            report = pool.report()
            assert report.get("available", 0) + report.get("reserved", 0) == 100
        taken = [number for worker in workers for number in worker.result()]
    assert sorted(taken) == pool.numbers
    assert pool.report() == {"reserved": 100}


# MARK: Rest

def test_what_is_held_comes_back_to_the_second(timed):
    """A number that rests, looked at; one that rests, named by bindings; and one that is reserved."""
    pool = Pool(timed, rows=3, rest=600)
    rests, named, reserved = pool.numbers
    for number in [rests, named]:
        pool.take(number, ExpireTime=after(3600))
    reservation = pool.reserve(reserved, seconds=4199)
    at(timed, 3601)
    assert pool.shown(rests) == pool.shown(named) == ("aging", utc(4200))
    assert rejected(pool.draw) == NOT_ENOUGH
    assert failed(pool.reserving(rests)) == not_free(rests)
    at(timed, 4197)
    assert pool.report() == {"reserved": 1, "aging": 2}

    def is_taken():
        try:
            return bool(pool.take(named))
        except ApiException as refusal:
            assert str(BLOCKED[0]) in refusal.reason
            return False

    questions = {
        rests: lambda: pool.shown(rests)[0] == "available", named: is_taken,
        reserved: lambda: pool.reservations() == []}
    ends = {rests: 4200, named: 4200, reserved: seconds(reservation["expires"])}
    seen = {number: [] for number in questions}
    while not all(answers and answers[-1][1] for answers in seen.values()):
        for number, question in questions.items():
            if not seen[number] or not seen[number][-1][1]:
                begin = clock(timed)
                seen[number].append((begin, question(), clock(timed)))
    for number, answers in seen.items():
        # Held whenever it was answered before that moment, free whenever it was asked after it.
        assert len(answers) > 1
        assert all(begin < ends[number] for begin, is_free, _ in answers if not is_free)
        assert all(end >= ends[number] for _, is_free, end in answers if is_free)
    assert failed(pool.release(reservation)) == over(reservation)
    assert pool.report() == {"assigned": 1, "available": 2}


def test_what_is_held_comes_back_without_anybody_asking(server, tenant):
    pool = Pool(server, tenant, rows=3, rest=3)
    begin = time.monotonic()
    pool.unbind(pool.draw())
    pool.switch(2, pool.numbers[1])
    pool.reserve(pool.numbers[2], seconds=3)
    assert pool.report() == {"reserved": 1, "aging": 1, "disabled": 1}

    def held():
        return server.database.query("SELECT count(*) FROM numbers WHERE number_pool_no = ? AND held > 0", pool.no)[0][0]

    assert held() == 3
    until(lambda: held() == 0, "the end of rests and reservations", 10)
    assert time.monotonic() - begin >= 3
    assert server.database.query("SELECT held, numbers FROM number_totals WHERE number_pool_no = ? AND numbers > 0 "
                 "ORDER BY status", pool.no) == [(0, 2), (0, 1)]
    assert server.database.query("SELECT * FROM number_reservations WHERE number_pool_no = ?", pool.no) == []
    assert pool.report() == {"available": 2, "disabled": 1}
    assert pool.drained() == pool.numbers[::2]


@pytest.mark.parametrize("kind", ACTIONS)
def test_the_last_binding_on_a_number_decides(server, tenant, kind):
    pool = Pool(server, tenant, kind, rest=LONG)
    (number,) = pool.numbers
    first, *others = [pool.draw(PhoneNoA=a) for a in ([A] if kind == AXN else [A, B, C])]
    for binding in others:
        pool.unbind(binding)
        assert pool.report() == {"assigned": 1}
    # As long as it is bound, it serves others too.
    if kind != AXN:
        pool.unbind(pool.take(number, PhoneNoA=B))
    pool.unbind(first)
    assert pool.report() == {"aging": 1}
    assert rejected(pool.draw) == NOT_ENOUGH
    assert rejected(pool.take, number) == BLOCKED
    assert pool.report() == {"aging": 1}


def test_both_numbers_of_an_axyb_binding_rest(server, tenant):
    pool = Pool(server, tenant, AXYB, 3, rest=LONG)
    x, y, free = pool.numbers
    pool.unbind(pool.draw(PhoneNoB=B))
    assert pool.states() == {x: "aging", y: "aging", free: "available"}
    assert rejected(pool.take, free, PhoneNoB=B, PhoneNoY=y) == BLOCKED
    # There is an X, but no Y for it.
    assert rejected(pool.draw, PhoneNoB=B) == NOT_ENOUGH
    assert pool.report() == {"available": 1, "aging": 2}


def test_a_number_that_was_disabled_rests_from_then_on(timed):
    pool = Pool(timed, kind=AXB, rows=3, rest=600)
    free, bound, long = pool.numbers
    binding = pool.take(bound, ExpireTime=after(LONG))
    pool.switch(2, long)
    at(timed, 400)
    pool.switch(2, free, bound)
    assert pool.report() == {"disabled": 3}
    pool.unbind(binding)
    at(timed, 700)
    pool.switch(1, *pool.numbers)
    assert pool.states() == {free: "aging", bound: "aging", long: "available"}
    for number in [free, bound]:
        assert 1000 < seconds(pool.shown(number)[1]) < 1010
        assert rejected(pool.take, number) == BLOCKED
    assert pool.drained() == [long]
    at(timed, 1010)
    assert pool.drained(PhoneNoA=B) == [free, bound, long]


def test_numbers_that_rest_keep_their_time_when_that_of_their_pool_changes(server, tenant):
    pool = Pool(server, tenant, rows=2, rest=LONG)
    first, second = pool.draw(), pool.draw()
    pool.unbind(first)
    held = pool.shown(first["PhoneNoX"])
    for rest in [2 * LONG, 1, 0]:
        pool.rest(rest)
        assert pool.shown(first["PhoneNoX"]) == held
    pool.unbind(second)
    assert pool.states() == {first["PhoneNoX"]: "aging", second["PhoneNoX"]: "available"}


def test_a_number_rests_on_wherever_it_goes_within_the_account(server, tenant):
    pool, other = Pool(server, tenant, rows=4, rest=LONG), Pool(server, tenant)
    stranger = server.create_account("stranger")
    moved, back, given, free = pool.numbers
    for number in [moved, back, given]:
        pool.unbind(pool.take(number))
    held = pool.shown(moved)
    assert pool.rows("move", "--to", other.no, numbers=[moved]) == summary(1)
    assert other.states() == {moved: "aging", other.numbers[0]: "available"}
    assert other.shown(moved) == held
    held = pool.shown(back)
    assert pool.rows("remove", numbers=[back, given, free]) == summary(3)
    theirs = Pool(server, stranger, rest=LONG)
    assert import_numbers(server, theirs.no, [given], key=stranger).stdout == summary(1)
    assert import_numbers(server, pool.no, [back, free], key=tenant).stdout == summary(2)
    # It was not theirs that was bound.
    assert theirs.report() == {"available": 2}
    assert pool.states() == {back: "aging", free: "available"}
    assert pool.shown(back) == held
    assert rejected(other.take, moved) == rejected(pool.take, back) == BLOCKED
    assert other.drained() + pool.drained() == [other.numbers[0], free]
    theirs.rows("remove", numbers=[given])
    import_numbers(server, pool.no, [given], key=tenant)
    assert pool.report() == {"assigned": 1, "aging": 2}


def test_a_pool_is_exhausted_when_all_its_numbers_rest(timed):
    pool = Pool(timed, rows=["18800000000,18800009999", "18800010000,18800019999"], columns="first,last", rest=3600)
    numbers = [str(18800000000 + index) for index in range(20_000)]
    client = Client(timed, ROOT)
    for code, first in itertools.product([2, 1], range(0, 20_000, 100)):
        switching = {"EnableCode": code, "NumberList": numbers[first:first + 100]}
        assert client.call("EnableOrDisableNumber", switching)["Result"] == {}
    assert pool.report() == {"aging": 20_000}
    for parameters in [{}, {"RandomFlag": 1}, {"CityCode": "010"}]:
        assert rejected(pool.draw, **parameters) == NOT_ENOUGH
    assert error(service(timed, ROOT).select_number({"NumberPoolNo": pool.no}))["Code"] == NOT_ENOUGH[1]
    assert failed(pool.reserving(count=1)) == TOO_FEW
    assert rejected(pool.take, numbers[-1]) == BLOCKED
    # When all that is over at once, nobody has to wait for the sweep, which comes by itself.
    at(timed, 4000)
    assert pool.report() == {"available": 20_000}
    assert pool.draw()["PhoneNoX"] in numbers
    until(lambda: timed.database.query("SELECT count(*) FROM numbers WHERE held > 0") == [(0,)], "the sweep")
    assert pool.report() == {"assigned": 1, "available": 19_999}
    assert len(pool.reserve(count=500)["numbers"]) == 500


def test_reservations_and_rests_survive_a_crash(timed):
    pool = Pool(timed, rows=4, rest=600)
    reservation = pool.reserve(*pool.numbers[:2], purpose="客户")
    pool.unbind(pool.take(pool.numbers[2]))
    states, held = pool.states(), pool.shown(pool.numbers[2])
    timed.kill()
    timed.start()
    assert (pool.states(), pool.shown(pool.numbers[2]), pool.reservations()) == (states, held, [reservation])
    assert pool.drained() == pool.numbers[3:]
    pool.take(pool.numbers[0])
    timed.kill()
    timed.options[-1] = utc(700)
    timed.start()
    assert pool.reservations() == [{**reservation, "numbers": [pool.numbers[1]]}]
    assert pool.report() == {"assigned": 2, "available": 1, "reserved": 1}


def test_a_number_that_was_disabled_rests_on_when_it_is_given_up_and_comes_back(server, tenant):
    pool = Pool(server, tenant, rest=LONG)
    pool.switch(2, *pool.numbers)
    pool.rows("remove", numbers=pool.numbers)
    import_numbers(server, pool.no, pool.numbers, key=tenant)
    assert pool.report() == {"aging": 1}


def test_a_reserved_number_that_was_disabled_rests_when_its_reservation_is_over(server, tenant):
    pool = Pool(server, tenant, rest=LONG)
    reservation = pool.reserve(*pool.numbers)
    pool.switch(2, *pool.numbers)
    pool.release(reservation)
    pool.switch(1, *pool.numbers)
    assert pool.report() == {"aging": 1}


# MARK: Before anybody has swept

def test_what_ended_while_the_server_was_down_can_be_reserved(timed):
    """All of it, though a call ends only a few bindings on the way."""
    pool = Pool(timed, rows=60)
    for _ in pool.numbers:
        pool.draw(ExpireTime=after(600))
    at(timed, 700)
    assert pool.report() == {"available": 60}
    assert len(set(pool.reserve(count=45)["numbers"]) & set(pool.numbers)) == 45
    assert pool.report() == {"available": 15, "reserved": 45}


def test_a_number_rests_from_the_end_of_its_last_binding_on_whichever_was_swept_last(timed):
    pool = Pool(timed, kind=AXB, rest=300)
    (number,) = pool.numbers
    pool.draw(ExpireTime=after(600))
    last = pool.draw(PhoneNoA=B, ExpireTime=after(LONG))
    at(timed, 1000)
    pool.unbind(last)
    state, end = pool.shown(number)
    assert state == "aging" and seconds(end) >= 1300
    assert pool.report() == {"aging": 1}
    assert rejected(pool.draw) == NOT_ENOUGH


def test_a_y_rests_from_its_own_end_on_when_its_x_is_unbound_later(timed):
    pool = Pool(timed, kind=AXYB, rows=2, rest=3600)
    binding = pool.draw(PhoneNoB=B, ExpireTime=after(LONG))
    history = ["numbers", "history", binding["PhoneNoY"]]
    at(timed, 1000)
    held, ended = pool.shown(binding["PhoneNoY"]), timed.run(*history).stdout
    pool.unbind(binding)
    assert (pool.shown(binding["PhoneNoY"]), timed.run(*history).stdout) == (held, ended)


def test_the_older_package_picks_what_is_free_now(timed):
    pool, older = Pool(timed, kind=AXB, rows=2, rest=3600), service(timed, ROOT)
    rests, free = pool.numbers
    pool.take(rests, ExpireTime=after(600))
    pool.reserve(free, seconds=600)
    at(timed, 700)
    # Nobody sweeps meanwhile.
    with timed.database.writing():
        assert pool.states() == {rests: "aging", free: "available"}
    # At once, before or after the sweep.
    picked = result(older.select_number({"NumberPoolNo": pool.no}), "SelectNumber")
    assert [record["Number"] for record in picked["Records"]] == [free]
    assert error(older.select_number({"NumberPoolNo": pool.no, "NumberCount": 2}))["Code"] == NOT_ENOUGH[1]


def test_a_number_that_rests_keeps_its_time_whether_it_was_swept_or_not(timed):
    pool = Pool(timed, rest=3600)
    pool.draw(ExpireTime=after(600))
    at(timed, 700)
    assert pool.shown(*pool.numbers) == ("aging", utc(4200))
    pool.rest(0)
    assert pool.shown(*pool.numbers) == ("aging", utc(4200))


# MARK: Whatever happens

@dataclasses.dataclass
class Model:
    """What should be known of a number; times are in seconds after START."""

    pool: Pool | None
    is_disabled: bool = False
    #: When its bindings end, by their ids.
    bindings: dict = dataclasses.field(default_factory=dict)
    reservation: int | None = None
    rests_until: int = 0

    def state(self, now):
        if self.is_disabled:
            return "disabled"
        if self.bindings:
            return "assigned"
        if self.reservation:
            return "reserved"
        return "aging" if self.rests_until > now else "available"

    def unbound(self, binding, time, rest):
        del self.bindings[binding]
        if not self.bindings:
            self.rests_until = time + rest


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_numbers_are_what_a_model_says(timed, seed):
    """Moments are thousands of seconds apart, and nothing ends less than a hundred seconds before or after one."""
    chance, now, phones = random.Random(seed), 0, itertools.count(15000000000)
    rests = {Pool(timed, kind=AXN, rows=8, rest=1700): 1700, Pool(timed, kind=AXB, rows=8, rest=2700): 2700}
    own = list(rests)
    axn, axb = own
    numbers = {number: Model(pool) for pool in own for number in pool.numbers}
    # The end and the pool of each reservation.
    reservations = {}

    def within(pool, *states):
        return [number for number, model in sorted(numbers.items())
                if model.pool is pool and (not states or model.state(now) in states)]

    def bound(number, binding):
        assert binding["PhoneNoX"] == number
        expires = ends[numbers[number].pool]
        numbers[number].bindings[binding["SubId"]] = expires
        numbers[number].reservation = None

    def parties():
        return {"PhoneNoA": str(next(phones)), "ExpireTime": after(ends[pool])}

    def draw():
        fit = within(pool, "available") or (within(axb, "assigned") if pool is axb else [])
        if fit:
            bound(min(fit, key=lambda number: (len(numbers[number].bindings), number)), pool.draw(**parties()))
        else:
            assert rejected(pool.draw, **parties()) == NOT_ENOUGH

    def take():
        if held := within(pool):
            number = chance.choice(held)
            state = numbers[number].state(now)
            if state in ["disabled", "aging"]:
                assert rejected(pool.take, number, **parties()) == BLOCKED
            elif state == "assigned" and pool is axn:
                assert rejected(pool.take, number, **parties()) == X_OCCUPIED
            else:
                bound(number, pool.take(number, **parties()))

    def unbind():
        if choices := [(number, binding) for number in within(pool) for binding in numbers[number].bindings]:
            number, binding = chance.choice(choices)
            pool.unbind({"SubId": binding})
            numbers[number].unbound(binding, now, rests[pool])

    def keep(reservation, expected):
        assert reservation["numbers"] == sorted(expected)
        reservations[reservation["id"]] = now + 1500, pool
        for number in expected:
            numbers[number].reservation = reservation["id"]

    def reserve_some():
        count, free = chance.randint(1, 3), within(pool, "available")
        if len(free) >= count:
            keep(pool.reserve(count=count, seconds=1500), free[:count])
        else:
            assert failed(pool.reserving(count=count)) == TOO_FEW

    def reserve_these():
        if len(held := within(pool)) > 1:
            some = chance.sample(held, 2)
            wrong = [number for number in some if numbers[number].state(now) != "available"]
            if wrong:
                assert failed(pool.reserving(*some)) == not_free(wrong[0])
            else:
                keep(pool.reserve(*some, seconds=1500), some)

    def release():
        if reservations:
            id = chance.choice(list(reservations))
            kept = [number for number, model in sorted(numbers.items()) if model.reservation == id]
            answer = pool.release({"id": id})
            if reservations.pop(id)[0] <= now or not kept:
                assert failed(answer) == over({"id": id})
            else:
                assert answered(answer)["numbers"] == kept
            for number in kept:
                numbers[number].reservation = None

    def disable():
        if some := within(pool, "available", "assigned"):
            number = chance.choice(some)
            pool.switch(2, number)
            numbers[number].is_disabled = True
            if not numbers[number].bindings:
                numbers[number].rests_until = now + rests[pool]

    def enable():
        if some := within(pool, "disabled"):
            pool.switch(1, *some)
            for number in some:
                numbers[number].is_disabled = False

    def stays(number):
        return bool(numbers[number].bindings or numbers[number].reservation)

    def move():
        if some := within(own[pool is axn]):
            some = chance.sample(some, min(3, len(some)))
            going = [number for number in some if not stays(number)]
            moved = pool.rows("move", "--to", pool.no, numbers=some, check=False)
            assert moved.endswith(summary(len(going), 0, len(some) - len(going)))
            for number in going:
                numbers[number].pool = pool

    def remove():
        if some := within(pool):
            number = chance.choice(some)
            removed = pool.rows("remove", numbers=[number], check=False)
            assert removed.endswith(summary(0, 0, 1) if stays(number) else summary(1))
            if not stays(number):
                numbers[number].pool = None

    def come_back():
        if some := within(None):
            assert import_numbers(timed, pool.no, some).stdout == summary(len(some))
            for number in some:
                numbers[number] = Model(pool, rests_until=numbers[number].rests_until)

    def time_passes():
        nonlocal now
        now += chance.choice([1000, 2000])
        timed.kill() if chance.randrange(2) else timed.stop()
        timed.options[-1] = utc(now)
        timed.start()
        for number, model in numbers.items():
            for binding, expires in list(model.bindings.items()):
                if expires <= now:
                    model.unbound(binding, expires, rests[model.pool])
            if model.reservation and reservations[model.reservation][0] <= now:
                model.reservation = None

    steps = [draw, draw, take, take, unbind, unbind, reserve_some, reserve_these, release, disable, enable, move,
             remove, come_back, time_passes]
    seen = set()
    for _ in range(120):
        pool = chance.choice(own)
        # Bindings through AXB pools last longer than the test.
        ends = {axn: now + chance.choice([500, 1500]), axb: 10 * LONG}
        chance.choice(steps)()
        for pool in own:
            expected = {number: numbers[number].state(now) for number in within(pool)}
            assert pool.states() == expected
            counts = {state: list(expected.values()).count(state) for state in STATES}
            assert pool.report() == {state: count for state, count in counts.items() if count}
            seen |= set(expected.values())
            assert [reservation["numbers"] for reservation in pool.reservations()] == [
                kept for id, (end, place) in reservations.items() if place is pool and end > now
                if (kept := [number for number, model in sorted(numbers.items()) if model.reservation == id])]
    assert seen == set(STATES)
