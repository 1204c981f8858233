"""How long a completion takes among a thousand templates, and the memory."""

import asyncio
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from client import Editor

_TEMPLATES = 1000
_ROUNDS = 60
_MOST_MILLISECONDS = 20
_MOST_MEGABYTES = 150

_LAYOUT = """\
<!DOCTYPE html>
<html metal:define-macro="page%(n)d" lang="en">
<head><title metal:define-slot="title">Shop</title></head>
<body>
<nav><a tal:repeat="entry navigation" tal:attributes="href entry/url">${entry/name}</a></nav>
<main metal:define-slot="main">Nothing here</main>
</body>
</html>
"""

_ROW = """\
<div class="row" tal:define="item%(i)d list/item%(i)d; label string:Item ${item%(i)d/name}"
     tal:condition="item%(i)d/visible">
<h2 i18n:translate="">Article <span i18n:name="name" tal:content="item%(i)d/name">x</span></h2>
<p tal:repeat="part item%(i)d/parts" tal:attributes="class repeat/part/parity; title part/title">
${part/name} of ${label}, <b tal:content="python: part['count'] * 2">3</b></p>
</div>
"""

_PAGE = """\
<!DOCTYPE html>
<html metal:use-macro="templates/layout%(n)d.html/macros/page%(n)d" tal:define="list page/list">
<body><main metal:fill-slot="main">
%(rows)s</main></body>
</html>
"""


def _write(folder):
    for n in range(10):
        Path(folder, f"layout{n}.html").write_text(_LAYOUT % {"n": n})
    rows = "".join(_ROW % {"i": i} for i in range(12))
    for n in range(_TEMPLATES - 10):
        path = Path(folder, f"area{n % 20}", f"page{n}.html")
        path.parent.mkdir(exist_ok=True)
        path.write_text(_PAGE % {"n": n % 10, "rows": rows})


def _memory(pid):
    """The most memory that a process has had, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the system does not tell how much memory a process has")


# Where a completion is asked for: what is typed instead of a text, and the cursor in it.
_PLACES = [
    ("<h2 i18n:translate", "<h2 tal: i18n:translate", "<h2 tal:| i18n:translate"),
    ("list/item3;", "lis;", "lis|;"),
    ("repeat/part/parity", "repeat/part/", "repeat/part/|"),
    ("macros/page7", "macros/", "templates/layout7.html/macros/|"),
    ('fill-slot="main"', 'fill-slot=""', 'fill-slot="|"'),
    ("${part/name}", "${par}", "${par|}"),
    ("python: part['count']", "python: par", "python: par|"),
    ('use-macro="templates', 'use-macro="', 'use-macro="|'),
]


async def _measure(command):
    with tempfile.TemporaryDirectory() as folder:
        folder = str(Path(folder).resolve())
        _write(folder)
        start = time.monotonic()
        async with Editor(command, folder) as editor:
            name = "area7/page7.html"
            await editor.open(name)
            ready = time.monotonic() - start
            original = editor.texts[name]
            times = []
            for _ in range(_ROUNDS):
                for old, new, marked in _PLACES:
                    editor.edit(name, old, new)
                    before = time.perf_counter()
                    found = await editor.complete(name, marked)
                    times.append((time.perf_counter() - before) * 1000)
                    assert found, marked
                    editor.replace(name, original)
            return times, _memory(editor.client._server.pid), ready


def main(command):
    times, memory, ready = asyncio.run(_measure(command))
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    size = subprocess.run([command, "--version"], capture_output=True, text=True).stdout.strip()
    print(
        f"{size}: {_TEMPLATES} templates, first diagnostics after {ready:.1f} s; "
        f"{len(times)} completions, each after an edit: median {statistics.median(times):.1f} ms, "
        f"p95 {p95:.1f} ms, most {times[-1]:.1f} ms; {memory:.0f} MB"
    )
    return 1 if p95 > _MOST_MILLISECONDS or memory > _MOST_MEGABYTES else 0
