"""How many cases there were, and what failed."""

import collections
import json


class Report:
    """Counts cases, and writes each failure to a file."""

    def __init__(self, path, show):
        self.ok = 0
        self.failed = 0
        self.show = show
        # Codes of errors, by when they came.
        self.compile_codes = collections.Counter()
        self.render_codes = collections.Counter()
        # How many cases fell on places that do not compile.
        self.refused_places = {}
        self.places = set()
        self.values = set()
        self._shown = collections.Counter()
        self._classes = collections.defaultdict(collections.Counter)
        self._file = open(path, "w", encoding="utf-8") if path else None

    def refuse(self, place, error):
        """Notes a place whose template does not compile."""
        self.refused_places.setdefault(place, 0)
        self.compile_codes[error["code"]] += 1
        self._write({"place": place.name, "template": place.template, "refused": error})

    def add(self, cases):
        for case in cases:
            if case.is_harmless:
                continue
            self.places.add(case.place)
            self.values.add(case.value)
            if case.error:
                self.render_codes[case.error["code"]] += 1
            elif case.problems:
                self.fail(
                    case.place.name, case.problems, case.place.template, case.text, case.output
                )
            else:
                self.ok += 1

    def fail(self, place, problems, template, value, output):
        self.failed += 1
        for problem in problems:
            self._classes[problem.split(":")[0]][place] += 1
        record = {
            "place": place,
            "problems": problems,
            "template": template,
            "value": value,
            "output": output,
        }
        self._write(record)
        # One of each place, and not too many.
        self._shown[place] += 1
        if self._shown[place] == 1 and len(self._shown) <= self.show:
            print(f"failed: {place}: {'; '.join(problems)}")
            for name in ("template", "value", "output"):
                print(f"  {name}: {record[name][:300]!r}")

    def _write(self, record):
        if self._file:
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self._file.flush()

    def finish(self):
        refused = sum(self.render_codes.values())
        print(
            f"{len(self.places)} places x {len(self.values)} values: {self.ok} stayed data, "
            f"{refused} refused by the render, {self.failed} failed"
        )
        print(
            f"{len(self.refused_places)} places with {sum(self.refused_places.values())} cases do "
            f"not compile: {_counts(self.compile_codes)}"
        )
        if refused:
            print(f"refused by the render: {_counts(self.render_codes)}")
        for problem, counter in sorted(self._classes.items()):
            print(f"{problem}: {sum(counter.values())} in {len(counter)} places")
            for place, count in counter.most_common(self.show):
                print(f"  {count:6} {place}")


def _counts(counter):
    return ", ".join(f"{code} {count}" for code, count in counter.most_common()) or "none"
