#!/usr/bin/env python3
"""What a request costs: pages of the shop beside a constant body of the same size.

    measure.py PROGRAM [--instructions] [--json FILE] [--check FILE] [--keep FILE]

PROGRAM is the built RequestBenchmark. Without options processor time is measured, in rounds in
which all rows take turns: what counts is how many times the constant body's a row takes. With
--instructions they are counted by valgrind, which repeats to a few parts in a thousand. --check
fails where a row takes 3 % more of them, beside the constant body, than the file says; --keep
writes that file.
"""

import argparse
import glob
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 15
REQUESTS = 400
COUNTED = 100
# A row may grow by so much before it fails.
TOLERANCE = 1.03

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


def rows(program, wrap, folder):
    """The servers, and for each row how to ask."""
    shop = Server([*wrap, program, "shop"], folder)
    cookie = visitor(shop)
    calls = {}
    for name, path, language, has_session in ROWS:
        fields = [f"Accept-Language: {language}"] + [f"Cookie: {cookie}"] * has_session
        calls[name] = (shop, path, fields)
    size = len(shop.ask("/")[2])
    constant = Server([*wrap, program, "constant", str(size)], folder)
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
        pid = str(call[0].process.pid)
        control("-z", pid)
        ask(call, COUNTED)
        known = set(os.listdir(folder))
        control("-d", pid)
        (dump,) = {file for file in os.listdir(folder) if f"{pid}." in file} - known
        with open(os.path.join(folder, dump), encoding="utf-8", errors="replace") as file:
            total = re.search(r"^totals: (\d+)", file.read(), re.MULTILINE)[1]
        counts[name] = int(total) / COUNTED
    return {
        name: {"instructions": round(count), "factor": round(count / counts[CONSTANT], 3)}
        for name, count in counts.items()
    }


def control(option, pid):
    """Tells valgrind to set its counters to zero, or to write them."""
    command = ["callgrind_control", option, pid]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def compare(found, path):
    """How many rows cost more than the file says."""
    with open(path, encoding="utf-8") as file:
        kept = json.load(file)
    worse = [
        f"{name}: {row['factor']} times the constant body, and was {kept[name]['factor']}"
        for name, row in found.items()
        if name in kept and row["factor"] > kept[name]["factor"] * TOLERANCE
    ]
    print("\n".join(worse) or f"no row costs more than {path} says, by {TOLERANCE - 1:.0%}")
    return len(worse)


def main():
    parser = argparse.ArgumentParser(prog="measure")
    parser.add_argument("program")
    parser.add_argument("--instructions", action="store_true", help="count instructions")
    parser.add_argument("--json", help="the file to write the figures to")
    parser.add_argument("--check", help="the file with figures that must not get worse")
    parser.add_argument("--keep", help="the file to keep such figures in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrap, program = [], options.program
        if options.instructions:
            out = f"--callgrind-out-file={folder}/count.%p"
            # Its reader stumbles over what Swift's compiler tells debuggers.
            program = os.path.join(folder, "program")
            subprocess.run(
                ["objcopy", "--strip-debug", options.program, program], check=True
            )
            wrap = ["valgrind", "--tool=callgrind", "--fair-sched=yes", out]
        calls = rows(program, wrap, folder)
        try:
            found = instructions(calls, folder) if wrap else time_spent(calls)
        finally:
            for server in {call[0] for call in calls.values()}:
                server.close()
    for name, row in found.items():
        first = next(iter(row.values()))
        print(f"{name:24} {first:>12,} {row['factor']:>8.2f} ×")
    for path in filter(None, (options.json, options.keep)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=2)
            file.write("\n")
    return 1 if options.check and compare(found, options.check) else 0


if __name__ == "__main__":
    sys.exit(main())
