"""Goals, and which of them are reached."""


class Goals:
    """What was to be reached, and what was."""

    def __init__(self):
        self.lines = []

    def at_most(self, limit, what, value, unit=""):
        self._add("≤", limit, what, value, unit, value is None or value <= limit)

    def at_least(self, limit, what, value, unit=""):
        self._add("≥", limit, what, value, unit, value is None or value >= limit)

    def note(self, what, value, unit=""):
        self.lines.append({"goal": what, "value": value, "unit": unit, "verdict": "noted"})

    def _add(self, sign, limit, what, value, unit, is_reached):
        verdict = "not measured" if value is None else "reached" if is_reached else "missed"
        what = f"{what} {sign} {limit}{unit}"
        self.lines.append({"goal": what, "value": value, "unit": unit, "verdict": verdict})

    @property
    def are_missed(self):
        return any(line["verdict"] == "missed" for line in self.lines)

    def print(self):
        for line in self.lines:
            value = "" if line["value"] is None else f"{line['value']:.3g}{line['unit']}"
            print(f"  {line['verdict']:12}  {value:>8}  {line['goal']}")
