"""Shows cases to the browser, many in a page, and collects what happened."""

import json
import time

from devtools import Browser, BrowserFailure

# How long a page may go on after it is loaded, in milliseconds.
_PAUSE = 80
_PAUSE_OF_CLICKS = 200
# How many cases are shown together where nothing is known to go wrong, where something is, and
# in frames.
_MANY = 1200
_SOME = 80
_FRAMES = 40

_TYPES = {"xhtml": "application/xhtml+xml", "svg": "image/svg+xml"}


class Stage:
    """A browser and the site that it looks at."""

    def __init__(self, site, script):
        self.site = site
        self.script = script
        self.browser = Browser(site.port, script)
        self.pages = 0
        self.ran = set()
        self.reached = set()
        self.left = {}

    def show(self, cases):
        """Looks at cases: those that fit in one page, then the others, each in a frame.

        A page that something got out of says nothing about the cases in it, so each of them is
        shown again by itself.
        """
        together = [case for case in cases if "doc" not in case.place.flags]
        apart = [case for case in cases if "doc" in case.place.flags]
        for part in parts(together, _MANY):
            if self._show_sections(part):
                continue
            for smaller in parts(part, _SOME):
                if not self._show_sections(smaller):
                    apart += smaller
        self.show_apart(list(dict.fromkeys(apart)))

    def show_apart(self, cases):
        """Looks at cases, each in a frame."""
        for start in range(0, len(cases), _FRAMES):
            self._show_frames(cases[start : start + _FRAMES])

    def _show_sections(self, cases):
        """Whether all stayed within their places."""
        body = "".join(
            f'<section id="c{case.number}">{case.output}</section>' for case in cases
        )
        page = f"<!doctype html><html><head></head><body>{body}</body></html>"
        try:
            self._open(page)
            looks = self._look(cases)
            around = json.loads(self.browser.evaluate("talismanFrame()"))
        except BrowserFailure as failure:
            self._restart(failure)
            return False
        names = [f"c{case.number}" for case in cases]
        if around != [[], [], 0, names, 2, 2] or None in looks:
            return False
        # Where one differs another may have hidden it.
        shapes = {}
        for case, look in zip(cases, looks):
            shapes.setdefault(case.place, set()).add(look["shape"])
        if any(len(found) > 1 for found in shapes.values()):
            return False
        for case, look in zip(cases, looks):
            case.note(look, is_alone=False)
        return True

    def _show_frames(self, cases):
        frames = ""
        for case in cases:
            path = f"/case/{case.number}"
            self.site.pages[path] = (_content_type(case), _document(case))
            sandbox = " sandbox=allow-same-origin" if "sandbox" in case.place.flags else ""
            frames += f'<iframe id="f{case.number}" src="{path}"{sandbox}></iframe>'
        try:
            self._open(f"<!doctype html><html><head></head><body>{frames}</body></html>")
            looks = self._look(cases)
            for case, look in zip(cases, looks):
                case.note(look, is_alone=True)
        except BrowserFailure as failure:
            self._restart(failure)
            if len(cases) == 1:
                cases[0].problems.append(f"the browser failed: {failure}")
            else:
                for case in cases:
                    self._show_frames([case])
        for case in cases:
            self.site.pages.pop(f"/case/{case.number}", None)

    def _open(self, page):
        self.pages += 1
        path = f"/page/{self.pages}"
        self.site.pages[path] = ("text/html", page)
        try:
            self.browser.open(self.site.origin + path)
        finally:
            del self.site.pages[path]

    def _look(self, cases):
        questions = [case.look_up for case in cases]
        waits = any(question["clicks"] or question["events"] for question in questions)
        pause = _PAUSE_OF_CLICKS if waits else _PAUSE
        looks = self.browser.evaluate(f"talismanLook({json.dumps(questions)}, {pause})")
        self._collect()
        return looks

    def _collect(self):
        for report in self.browser.take_reports():
            kind, what = json.loads(report)
            if kind == "ran":
                self.ran.add(what)
            elif kind == "reached":
                self.reached.add(what)
            else:
                self.left[what] = True

    def _restart(self, failure):
        try:
            self._collect()
        finally:
            self.browser.close()
        print(f"browser: {failure}; started again", flush=True)
        self.browser = Browser(self.site.port, self.script)

    def settle(self):
        """Waits for what pages did last."""
        time.sleep(0.2)
        try:
            self.browser.evaluate("0")
            self._collect()
        except BrowserFailure as failure:
            self._restart(failure)

    def forget(self):
        """Begins anew, so that nothing grows with the number of cases."""
        self.ran.clear()
        self.reached.clear()
        self.site.asked.clear()

    def close(self):
        self.browser.close()


def _content_type(case):
    return next((kind for flag, kind in _TYPES.items() if flag in case.place.flags), "text/html")


def _document(case):
    if "doc" in case.place.flags:
        return case.output
    section = f'<section id="c{case.number}">{case.output}</section>'
    return f"<!doctype html><html><head></head><body>{section}</body></html>"


def parts(cases, size):
    """Cases in lists of a size; each has the harmless cases of its places too."""
    harmless = {case.place: case for case in cases if case.is_harmless}
    hostile = [case for case in cases if not case.is_harmless]
    for start in range(0, len(hostile), size):
        part = hostile[start : start + size]
        yield [harmless[place] for place in dict.fromkeys(case.place for case in part)] + part
