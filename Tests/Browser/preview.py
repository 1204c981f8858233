"""Proves `talisman serve` in a browser.

    python3 Tests/Browser/preview.py --talisman COMMAND [--edits N] [--clicks N] [--seed N]
        [--soon MILLISECONDS] [--pictures FOLDER]

A site is edited while somebody has typed, opened and scrolled in it: nothing of that may be lost,
and the page has to show the edit soon. Then elements are clicked, and an editor has to be started
at the line that wrote them. Errors come and go; settings are tried.
"""

import argparse
import json
import math
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time

import devtools
from preview_site import PreviewSite

_SCRIPT = """
function talismanLoaded() {
  return new Promise((resolve) => {
    const look = () => document.readyState === "complete" ? resolve() : setTimeout(look, 5);
    look();
  });
}
"""

# What the shell's page is told to do; the frame's document is `page`.
_HELP = """
window.frame = document.getElementById("frame");
window.until = (test, limit = 20000) => new Promise((resolve, reject) => {
  const start = performance.now();
  const look = () => {
    const page = frame.contentDocument;
    let found = false;
    try { found = test(page); } catch {}
    if (found) resolve(Date.now());
    else if (performance.now() - start > limit) reject(new Error(`not seen: ${test}`));
    else setTimeout(look, 1);
  };
  look();
});
window.state = () => {
  const page = frame.contentDocument;
  const $ = (id) => page.getElementById(id);
  const name = $("name");
  return {
    focus: page.activeElement === name,
    caret: [name.selectionStart, name.selectionEnd],
    typed: [name.value, $("text").value, $("agree").checked, $("choice").value],
    open: $("more").open,
    inner: $("scroller").scrollTop,
    alive: page.defaultView.token === 1,
    made: page.querySelectorAll("#made").length,
    ready: page.body.className,
  };
};
window.view = () => {
  const page = frame.contentDocument;
  const top = page.getElementById("name").getBoundingClientRect().top;
  return { y: page.defaultView.scrollY, top: Math.round(top) };
};
"""


class Failure(Exception):
    """What is not as it should be."""


class Check:
    """The preview of a site, and a browser that looks at it."""

    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="talisman-preview-")
        self.site = PreviewSite(os.path.join(self.folder, "site"), options.seed)
        self.opened = os.path.join(self.folder, "opened")
        editor = os.path.join(self.folder, "an editor")
        with open(editor, "w") as file:
            file.write(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self.opened}"\n')
        os.chmod(editor, stat.S_IRWXU)
        self.server = subprocess.Popen(
            [options.talisman, "serve", self.site.folder, "--port", "0",
             "--open", f"'{editor}' {{file}}:{{line}}:{{column}}"],
            stderr=subprocess.PIPE, text=True,
        )
        line = self.server.stderr.readline()
        self.address = next((word for word in line.split() if word.startswith("http")), None)
        if not self.address:
            raise Failure(f"the server does not start: {line}")
        self.browser = devtools.Browser(0, _SCRIPT)
        self.browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=800,
                          deviceScaleFactor=1, mobile=False)

    def close(self):
        if hasattr(self, "browser"):
            self.browser.close()
        self.server.terminate()
        self.server.wait()

    # What is done in the browser

    def run(self, code):
        return self.browser.evaluate(code)

    def until(self, condition):
        return self.run(f"until((page) => {condition})")

    def expect(self, what, condition):
        if not self.run(f"((page) => Boolean({condition}))(frame.contentDocument)"):
            raise Failure(what)

    def show(self, query):
        fragment = json.dumps(query)
        self.browser.open("about:blank")
        self.browser.open(f"{self.address}#{fragment}")
        self.run(_HELP)
        self.until("page.readyState === 'complete' && page.getElementById('made')")

    def picture(self, name):
        if not self.options.pictures:
            return
        import base64
        os.makedirs(self.options.pictures, exist_ok=True)
        data = self.browser.call("Page.captureScreenshot", format="png")["data"]
        with open(os.path.join(self.options.pictures, f"{name}.png"), "wb") as file:
            file.write(base64.b64decode(data))

    # What is proved

    def edits(self):
        self.show({"template": "page.html"})
        self.until("page.getElementById('name') && !document.getElementById('overlay').children[0]")
        self.until("document.getElementById('connection').classList.contains('on')")
        self.run("""(() => {
            const page = frame.contentDocument;
            page.defaultView.token = 1;
            page.getElementById("more").open = true;
            page.getElementById("agree").click();
            page.getElementById("choice").value = "two";
            page.getElementById("text").value = "typed in the area";
            page.getElementById("scroller").scrollTop = 120;
            const name = page.getElementById("name");
            name.focus();
            name.value = "typed by hand";
            name.setSelectionRange(3, 7);
            page.defaultView.scrollTo(0, 60);
        })()""")
        before, times = self.run("state()"), []
        for number in range(1, self.options.edits + 1):
            save, condition = self.site.edit(number)
            view = self.run("view()")
            self.run(f"window.wait = until((page) => {condition}); 0")
            start = time.time()
            save()
            times.append(self.run("wait") - start * 1000)
            after, now = self.run("state()"), self.run("view()")
            if after != before:
                raise Failure(f"edit {number} ({condition}): {before} became {after}")
            # Where text comes in above, either the page or what is looked at stays.
            if now["y"] != view["y"] and abs(now["top"] - view["top"]) > 1:
                raise Failure(f"edit {number} scrolled from {view} to {now}")
        times.sort()
        p95 = times[math.ceil(len(times) * 0.95) - 1]
        print(f"preview: {len(times)} edits shown, the median in {times[len(times) // 2]:.0f} ms, "
              f"95 of 100 in {p95:.0f} ms; typed text, caret, scroll and details kept")
        if p95 > self.options.soon:
            raise Failure(f"95 of 100 edits take {p95:.0f} ms, and {self.options.soon} are allowed")

    def clicks(self):
        chosen = random.Random(self.options.seed)
        count = self.run("frame.contentDocument.querySelectorAll('[data-at]').length")
        done = 0
        while done < self.options.clicks:
            point = self.run(f"""(() => {{
                const page = frame.contentDocument;
                const element = page.querySelectorAll("[data-at]")[{chosen.randrange(count)}];
                element.scrollIntoView({{ block: "center" }});
                const area = element.getClientRects()[0];
                if (!area) return null;
                const [x, y] = [area.left + 2, area.top + Math.min(area.height / 2, 300)];
                const offset = frame.getBoundingClientRect();
                const hit = page.elementFromPoint(x, y)?.closest("[data-at]");
                return hit && {{ x: x + offset.left, y: y + offset.top, at: hit.dataset.at }};
            }})()""")
            if not point:
                continue
            for kind in ("mousePressed", "mouseReleased"):
                self.browser.call("Input.dispatchMouseEvent", type=kind, x=point["x"], y=point["y"],
                                  button="left", clickCount=1, modifiers=1)
            self._expect_opened(point["at"], done)
            done += 1
        print(f"preview: {done} of {done} clicks led to the line that wrote the element")

    def _expect_opened(self, place, number):
        deadline = time.monotonic() + 10
        lines = []
        while time.monotonic() < deadline and len(lines) <= number:
            if os.path.exists(self.opened):
                with open(self.opened) as file:
                    # What is being written has no line end yet.
                    lines = file.read().split("\n")[:-1]
        wanted = os.path.join(os.path.realpath(self.site.folder), place)
        got = os.path.realpath(lines[number]) if len(lines) > number else "nothing"
        if got != wanted:
            raise Failure(f"a click opened {got} and not {wanted}")

    def moves(self):
        """What has an id takes what was typed in it along."""
        self.site.order("A", "B", "C")
        self.until("page.getElementById('in-C') && !page.getElementById('in-Cup')")
        self.run("""(() => {
            const page = frame.contentDocument;
            for (const name of "ABC") page.getElementById(`in-${name}`).value = `typed ${name}`;
            page.getElementById("in-B").focus();
        })()""")
        for items in ("CBA", "BAC", "ABDC", "DCBA"):
            self.site.order(*items)
            self.until("[...page.querySelectorAll('#list input')].map((field) => field.id).join()"
                       f" === '{','.join('in-' + item for item in items)}'")
            self.expect(f"what was typed is lost in the order {items}",
                        "'ABC'.split('').every((name) =>"
                        " page.getElementById(`in-${name}`).value === `typed ${name}`)"
                        " && page.activeElement.id === 'in-B'")
        self.run("frame.contentDocument.getElementById('name').focus()")
        print("preview: fields in another order keep their text and the focus")

    def errors(self):
        self.expect("an overlay without an error", "document.getElementById('overlay').hidden")
        good = self.site.text("page.html")
        self.site.save("page.html", good.replace(
            'tal:content="item/title">x</i>', 'tal:content="item/titel">x</i>'))
        self.until("document.querySelector('#overlay pre b')")
        text = self.run("document.getElementById('overlay').innerText")
        for word in ("missing-member", "item/titel", "page.html:", "did you mean 'title'?", "items",
                     "in macro 'card'"):
            if word not in text:
                raise Failure(f"the overlay does not say '{word}': {text}")
        self.expect("the last good page is gone", "page.getElementById('name')")
        self.picture("error")
        self.site.save("page.html")
        self.until("document.getElementById('overlay').hidden")
        if self.run("state()")["typed"][0] != "typed by hand":
            raise Failure("an error took what was typed")
        print("preview: an error came with excerpt, calls and variables, and went away")

    def settings(self):
        served = self.run("fetch(frame.contentWindow.location.href).then((page) => page.text())")
        held = self.run("frame.contentDocument.documentElement.outerHTML")
        if "talisman" in served or "talisman" in held:
            raise Failure("the page holds something of the preview")
        self.run("frame.contentWindow.scrollTo(0, 90)")
        self.site.edit_script()
        self.until("page.defaultView.token === undefined && page.getElementById('made')")
        self.until("page.defaultView.scrollY === 90")
        self.run("document.getElementById('pseudo').click()")
        self.until("page.querySelector('footer p').textContent.startsWith('[Ƒóóţéř ţéẋţ')")
        self.run("document.getElementById('pseudo').click()")
        self.until("page.querySelector('footer p').textContent === 'Footer text'")
        os.makedirs(os.path.join(self.site.folder, "new", "folder"))
        self.site.save("new/folder/other.html", "<p>A page that is new</p>")
        self.until("document.querySelector('#stories').textContent.includes('other.html')")
        self.run("[...document.querySelectorAll('#stories button')]"
                 ".find((button) => button.textContent.includes('other.html')).click()")
        self.until("page.body.textContent === 'A page that is new'")
        os.remove(os.path.join(self.site.folder, "new", "folder", "other.html"))
        self.until("!document.querySelector('#stories').textContent.includes('other.html')")
        self.show({"template": "page.html"})
        extra = "[...document.getElementById('sample').options].some(({ value }) => value === 'extra')"
        self.site.save("page.extra.json", '{"items": [], "rows": []}')
        self.until(extra)
        os.remove(os.path.join(self.site.folder, "page.extra.json"))
        self.until(f"!{extra}")
        self.run("[...document.querySelectorAll('#stories .macro')]"
                 ".find((button) => button.textContent === 'note').click()")
        self.until("page.querySelector('.note') && !page.querySelector('form')")
        print("preview: no byte in the page; scripts run once; languages, new files and macros are shown")


def main():
    # So that the browser is closed then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser()
    parser.add_argument("--talisman", required=True)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--clicks", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--soon", type=int, default=100, metavar="MILLISECONDS",
                        help="how late 95 of 100 edits may be shown")
    parser.add_argument("--pictures")
    options = parser.parse_args()
    print(f"preview: chromium {devtools.version()}, seed {options.seed}", flush=True)
    check = Check(options)
    try:
        check.edits()
        check.clicks()
        check.moves()
        check.errors()
        check.settings()
    except (Failure, devtools.BrowserFailure) as failure:
        check.picture("failure")
        print(f"preview: {failure}", file=sys.stderr)
        return 1
    finally:
        check.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
