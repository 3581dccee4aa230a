"""What schemathesis has to know beside the document: how tables look that imports take."""

from hypothesis import strategies
from schemathesis import openapi

from inventory import iccid


@strategies.composite
def tables(draw):
    """Tables of all kinds, with good rows and bad ones."""
    number, cell = draw(strategies.integers(0, 99)), draw(strategies.text(max_size=20))
    header, *rows = draw(strategies.sampled_from([
        ("number", f"{13800000000 + number}", cell),
        ("first,last,city_code", f"{13900000000 + 10 * number},{13900000009 + 10 * number},010", ",,"),
        ("iccid,status", f"{iccid(number)},in_use", f"{iccid(number)},13", cell),
        ("record_id,iccid,at,bytes", f"{number},{iccid(0)},2022-09-01T00:00:00Z,1", f"{cell},,,"),
        (cell, cell)]))
    return "\n".join([header, *draw(strategies.lists(strategies.sampled_from(rows), max_size=3))]).encode(
        errors="replace")


openapi.media_type("text/csv", tables())
