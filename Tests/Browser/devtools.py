"""A headless Chromium, told what to do over the DevTools protocol."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

from websockets.sync.client import connect

_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Pages try to leave hundreds of times, and must not be slowed down for it.
    "--disable-ipc-flooding-protection",
    "--disable-hang-monitor",
    "--disable-popup-blocking",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    # One process and one target for all frames of a page.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,HttpsUpgrades",
    "--no-first-run",
    "--mute-audio",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]


class BrowserFailure(Exception):
    """The browser is gone, or does not answer."""


class Browser:
    """A page of a browser of its own; `port` is that of the server for all hosts."""

    def __init__(self, port, script):
        self._profile = tempfile.mkdtemp(prefix="talisman-browser-")
        self._script = script
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if not program:
            raise BrowserFailure("there is no chromium")
        rules = f"MAP *.test 127.0.0.1:{port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        self._process = subprocess.Popen(
            [
                program,
                *_FLAGS,
                f"--user-data-dir={self._profile}",
                f"--host-resolver-rules={rules}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "HOME": self._profile},
        )
        self._socket = connect(self._page_address(), max_size=None)
        self._next = 0
        self.reports = []
        for domain in ("Page", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Runtime.addBinding", name="talismanReport")
        self.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.call("Page.setDownloadBehavior", behavior="deny")

    def _page_address(self):
        """The address of the first page, once the browser says where it listens."""
        deadline = time.monotonic() + 60
        path = os.path.join(self._profile, "DevToolsActivePort")
        while not os.path.exists(path) or not open(path).read().strip():
            if time.monotonic() > deadline or self._process.poll() is not None:
                self.close()
                raise BrowserFailure("chromium does not start")
            time.sleep(0.05)
        port, path = open(path).read().split()
        socket = connect(f"ws://127.0.0.1:{port}{path}", max_size=None)
        socket.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
        targets = json.loads(socket.recv(timeout=30))["result"]["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        socket.close()
        return f"ws://127.0.0.1:{port}/devtools/page/{page['targetId']}"

    def call(self, method, timeout=60, **parameters):
        self._next += 1
        number = self._next
        self._send(id=number, method=method, params=parameters)
        answer = self._receive(timeout, lambda message: message.get("id") == number)
        if "error" in answer:
            raise BrowserFailure(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, address, timeout=60):
        """Goes to an address and waits until all is loaded."""
        result = self.call("Page.navigate", url=address, timeout=timeout)
        if "errorText" in result:
            raise BrowserFailure(f"{address}: {result['errorText']}")
        self.evaluate("talismanLoaded()", timeout=timeout)

    def evaluate(self, expression, timeout=60):
        result = self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            timeout=timeout,
        )
        if "exceptionDetails" in result:
            raise BrowserFailure(json.dumps(result["exceptionDetails"])[:600])
        return result["result"].get("value")

    def take_reports(self):
        """What pages reported since the last time."""
        reports, self.reports = self.reports, []
        return reports

    def _send(self, **message):
        try:
            self._socket.send(json.dumps(message))
        except Exception as failure:
            raise BrowserFailure(str(failure)) from failure

    def _receive(self, timeout, is_answer):
        deadline = time.monotonic() + timeout
        while True:
            try:
                text = self._socket.recv(timeout=max(0.01, deadline - time.monotonic()))
            except Exception as failure:
                raise BrowserFailure(f"no answer: {type(failure).__name__}") from failure
            message = json.loads(text)
            if message.get("method") == "Runtime.bindingCalled":
                self.reports.append(message["params"]["payload"])
            elif message.get("method") == "Page.javascriptDialogOpening":
                self._next += 1
                self._send(
                    id=self._next, method="Page.handleJavaScriptDialog", params={"accept": True}
                )
            elif message.get("method") == "Inspector.targetCrashed":
                raise BrowserFailure("the page crashed")
            elif is_answer(message):
                return message

    def close(self):
        """Ends the browser with the processes that it started, and nothing else."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            """It is told once more."""
        try:
            # It leads a session of its own.
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            """All are gone."""
        self._process.wait()
        for _ in range(20):
            shutil.rmtree(self._profile, ignore_errors=True)
            if not os.path.exists(self._profile):
                return
            time.sleep(0.1)


def version():
    """The version of the browser that is there."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    text = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"[\d.]{5,}", text)
    return found[0] if found else "?"
