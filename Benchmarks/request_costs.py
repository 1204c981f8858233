#!/usr/bin/env python3
"""What a request costs: pages of the shop beside a constant body of the same size.

    request_costs.py PROGRAM [--instructions] [--check FILE] [--keep FILE]

PROGRAM is the built RequestBenchmark. Without options processor time is measured, in rounds in
which all rows take turns: what counts is how many times the constant body's a row takes. With
--instructions they are counted by valgrind, which repeats to a few parts in a thousand. --check
fails where a row takes 3 % more of them, beside the constant body, than the file says; --keep
writes that file.
"""

import argparse
import glob
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import callgrind

ROUNDS = 15
REQUESTS = 400
COUNTED = 100

# Name, path, language, whether with a session that has things in its cart.
ROWS = [
    ("index", "/", "en", False),
    ("index, German", "/", "de", False),
    ("index, session", "/", "en", True),
    ("index, German, session", "/", "de", True),
    ("cart, session", "/cart", "en", True),
    ("static file", "/static/shop.css", "en", False),
]
CONSTANT = "constant body"


class Server:
    """One of the programs, and a connection to it that stays open."""

    def __init__(self, command, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {"PORT": str(self.port), "SESSIONS": "memory:", "TALISMAN_ENV": "production"}
        self.log = open(os.path.join(folder, f"{self.port}.log"), "wb")
        self.process = subprocess.Popen(
            command, env=os.environ | settings, stdout=self.log, stderr=self.log
        )
        self.connection = self._connect()

    def _connect(self):
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            try:
                connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"the server does not answer; see {self.log.name}")

    def ask(self, path, fields=(), body=None):
        """The status, the fields and the body of an answer."""
        lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += fields
        if body:
            lines += [
                f"Content-Length: {len(body)}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Origin: http://127.0.0.1:{self.port}",
            ]
        self.connection.sendall(("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, _, rest = data.partition(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(found[1]) if found else 0
        while len(rest) < length:
            rest += self._receive()
        return int(head.split()[1]), head.decode(), rest

    def _receive(self):
        data = self.connection.recv(1 << 16)
        if not data:
            raise SystemExit(f"the server has closed the connection; see {self.log.name}")
        return data

    def processor_time(self):
        """In seconds, of all threads."""
        total = 0
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/schedstat"):
            with open(path, encoding="ascii") as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def close(self):
        self.connection.close()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


def visitor(shop):
    """The cookie of a session with things in its cart."""
    cookie = None
    for product in ("kettle", "lamp"):
        fields = [f"Cookie: {cookie}"] if cookie else []
        status, head, _ = shop.ask("/cart/add", fields, f"product={product}&quantity=2")
        assert status == 303, head
        found = re.search(r"(?i)set-cookie: ([^;\r\n]+)", head)
        cookie = found[1] if found else cookie
    # The next page says what was added, and later ones do not.
    shop.ask("/cart", [f"Cookie: {cookie}"])
    return cookie


def rows(command, folder):
    """The servers, and for each row how to ask."""
    shop = Server([*command, "shop"], folder)
    cookie = visitor(shop)
    calls = {}
    for name, path, language, has_session in ROWS:
        fields = [f"Accept-Language: {language}"] + [f"Cookie: {cookie}"] * has_session
        calls[name] = (shop, path, fields)
    size = len(shop.ask("/")[2])
    constant = Server([*command, "constant", str(size)], folder)
    return {CONSTANT: (constant, "/", ["Accept-Language: en"])} | calls


def ask(call, count):
    server, path, fields = call
    for _ in range(count):
        status, head, _ = server.ask(path, fields)
        assert status == 200, head


def time_spent(calls):
    """Microseconds of processor time a request, and how many times the constant body's."""
    spent = {name: [] for name in calls}
    for call in calls.values():
        ask(call, REQUESTS)
    for _ in range(ROUNDS):
        for name, call in calls.items():
            before = call[0].processor_time()
            ask(call, REQUESTS)
            spent[name].append((call[0].processor_time() - before) / REQUESTS * 1e6)
    factors = {
        name: statistics.median(a / b for a, b in zip(times, spent[CONSTANT]))
        for name, times in spent.items()
    }
    return {
        name: {"microseconds": round(statistics.median(spent[name]), 1),
               "factor": round(factors[name], 2)}
        for name in calls
    }


def instructions(calls, folder):
    """Instructions a request, and how many times the constant body's."""
    counts = {}
    for name, call in calls.items():
        ask(call, COUNTED // 2)
        pid = call[0].process.pid
        callgrind.control("-z", pid)
        ask(call, COUNTED)
        known = set(os.listdir(folder))
        callgrind.control("-d", pid)
        (dump,) = {file for file in os.listdir(folder) if f"{pid}." in file} - known
        counts[name] = callgrind.total(os.path.join(folder, dump)) / COUNTED
    return {
        name: {"instructions": round(count), "factor": round(count / counts[CONSTANT], 3)}
        for name, count in counts.items()
    }


def main():
    parser = argparse.ArgumentParser(prog="request_costs")
    parser.add_argument("program")
    parser.add_argument("--instructions", action="store_true", help="count instructions")
    callgrind.add_options(parser)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [options.program]
        if options.instructions:
            out = os.path.join(folder, "count.%p")
            command = callgrind.command(options.program, out, folder)
        calls = rows(command, folder)
        try:
            found = instructions(calls, folder) if options.instructions else time_spent(calls)
        finally:
            for server in {call[0] for call in calls.values()}:
                server.close()
    for name, row in found.items():
        first = next(iter(row.values()))
        print(f"{name:24} {first:>12,} {row['factor']:>8.2f} ×")
    return callgrind.finish(found, options)


if __name__ == "__main__":
    sys.exit(main())
