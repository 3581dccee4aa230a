"""SIM cards, their usage and phone numbers, loaded through the program's commands as an operator would."""

import itertools

from clients import ROOT

_orders = itertools.count(1000000)


def create_plan(server, plan="10000", carrier="unicom", megabytes=30, name=None, key=ROOT):
    server.run("plans", "create", "--id", plan, "--name", name or f"plan {plan}", "--carrier", carrier,
               "--data-mb", megabytes, "--months", 12, key=key)


def import_cards(server, cards, order=None, plan="10000", key=ROOT):
    """Imports cards of an order, given as rows without column names; answers the order's number."""
    order = order or next(_orders)
    text = "\n".join(["iccid,msisdn,imsi,status,activated_at,disassembled_at", *cards])
    server.run("sims", "import", "--order", order, "--plan", plan, "-", key=key, text=text)
    return order


def create_pool(server, name, *orders, since=None, kind="forward", key=ROOT):
    """Makes a SIM pool of orders; answers its id."""
    arguments = ["sim-pools", "create", "--name", name, "--kind", kind]
    for order in orders:
        arguments += ["--order", order]
    if since:
        arguments += ["--since", since]
    return int(server.run(*arguments, key=key).stdout.split()[2])


def import_usage(server, records, key=ROOT, check=True):
    """Imports usage records, given as rows; answers what the command printed."""
    text = "\n".join(["record_id,iccid,at,bytes", *records])
    return server.run("usage", "import", "-", key=key, text=text, check=check)


def iccid(number):
    return f"8986{number:015}"


def card(number, status="in_use", activated_at="", disassembled_at=""):
    """A row for a card."""
    return f"{iccid(number)},,,{status},{activated_at},{disassembled_at}"


def import_numbers(server, pool, rows, *options, columns="number", key=ROOT, check=True):
    """Puts numbers into a number pool, given as rows; answers the process that has ended."""
    text = "".join(f"{row}\n" for row in [columns, *rows])
    return server.run("numbers", "import", "--pool", pool, *options, "-", key=key, text=text, check=check)
