"""Counts the TAP results that meson kept, and shows what failed.

  tally.py --suites DIR          names of the test suites of a build folder, in the order they are run
  tally.py --suite LOG.json      one line for this suite, and the details of its failures
  tally.py --total LOG.json…     the closing line; exit status 1 if anything failed or nothing ran
  tally.py --figures LOG.json    what the long tests counted
"""
import json
import os
import re
import subprocess
import sys

ORDER = ["house", "unit", "store", "clinic", "trouble", "cli", "ui", "story"]
POINT = re.compile(r"^(?P<bad>not )?ok\b[ \d]*(?:- )?(?P<name>[^#]*)(?P<skip># *SKIP\S*(?P<why>.*))?", re.I)


class Program:
    """One test program: its points, and whether it ended well."""

    def __init__(self, entry):
        self.name = entry["name"]
        self.result = entry["result"]
        self.seconds = entry["duration"]
        self.out = entry.get("stdout") or ""
        self.err = entry.get("stderr") or ""
        self.passed, self.failed, self.skipped = 0, [], []
        for line in self.out.splitlines():
            self.count(line)
        self.judge()

    def count(self, line):
        point = POINT.match(line)
        if not point:
            return
        name = point["name"].strip()
        if point["skip"]:
            self.skipped.append((name, point["why"].strip()))
        elif point["bad"]:
            self.failed.append(name)
        else:
            self.passed += 1

    def judge(self):
        """A program may die without a "not ok"; a program without points counts as one."""
        if self.result in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT") and not self.failed:
            self.failed.append(f"the program ended badly ({self.result.lower()})")
        points = self.passed + len(self.failed) + len(self.skipped)
        if points == 0 and self.result == "SKIP":
            self.skipped.append((self.name, self.why_skipped_whole()))
        elif points == 0:
            self.passed = 1

    def why_skipped_whole(self):
        plan = re.search(r"^1\.\.0\s*# *SKIP\S*\s*(.*)$", self.out, re.M | re.I)
        return plan[1] if plan else "no test in it ran"


def load(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as log:
        return [Program(json.loads(line)) for line in log if line.strip()]


def suites(folder):
    listing = subprocess.run(["meson", "introspect", "--tests", folder], capture_output=True, text=True, check=True)
    # A test that is in several suites is run with the first one.
    found = {test["suite"][0].split(":")[-1] for test in json.loads(listing.stdout)}
    found.discard("chairtime")
    return sorted(found, key=lambda s: (ORDER.index(s) if s in ORDER else len(ORDER), s))


def show_failure(program):
    print(f"\n── {program.name} ──")
    for name in program.failed:
        print(f"  failed: {name}")
    for title, text in (("it printed", program.out), ("on standard error", program.err)):
        tail = [line for line in text.splitlines() if not re.match(r"ok\b", line)][-40:]
        if tail:
            print(f"  {title}:")
            print("\n".join("    " + line for line in tail))
    print()


def show_skips(programs):
    reasons = {}
    for program in programs:
        for _, why in program.skipped:
            reasons[why] = reasons.get(why, 0) + 1
    for why, times in sorted(reasons.items()):
        print(f"             {times} skipped: {why or 'no reason given'}")


def show_suite(path):
    programs = load(path)
    name = re.sub(r"^tests-|\.json$", "", os.path.basename(path))
    if not programs:
        print(f"  {name:<10} did not run; see {path[:-5]}.out")
        return False
    passed, failed, skipped = count(programs)
    seconds = sum(p.seconds for p in programs)
    print(f"  {name:<10} {len(programs):3} programs  {passed:5} passed {failed:3} failed {skipped:3} skipped {seconds:7.1f} s")
    show_skips(programs)
    for program in programs:
        if program.failed:
            show_failure(program)
    sys.stdout.flush()
    return failed == 0


def count(programs):
    return (sum(p.passed for p in programs), sum(len(p.failed) for p in programs), sum(len(p.skipped) for p in programs))


def show_total(paths):
    each = [load(path) for path in paths]
    passed, failed, skipped = count([p for programs in each for p in programs])
    failed += sum(not programs for programs in each)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return failed == 0 and passed > 0


def show_figures(path):
    """Lines of "figure", as tests/support/ct-torture.h describes them; a figure of several programs is their sum."""
    figures = {}
    for program in load(path):
        for name, value in re.findall(r"^# figure\t([^\t]+)\t(\S+)$", program.out, re.M):
            figures[name] = figures.get(name, 0) + float(value)
    for name, value in figures.items():
        print(f"  {name:<64} {value:>12,.6g}")


def main():
    verb, rest = sys.argv[1], sys.argv[2:]
    if verb == "--suites":
        print("\n".join(suites(rest[0])))
        return True
    if verb == "--suite":
        return show_suite(rest[0])
    if verb == "--figures":
        show_figures(rest[0])
        return True
    return show_total(rest)


sys.exit(0 if main() else 1)
