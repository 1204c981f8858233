"""Measures session libraries of Python, one order after the other.

    python3 measure.py REDIS-URL POSTGRESQL-URL FOLDER

Writes a line of JSON with the names of the libraries. Then it takes orders, a line of
JSON each, and answers each with a line. FOLDER takes the files.
"""

import copy
import json
import logging
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

import libraries


def increments(library, tasks, rounds, pause):
    """Lets tasks increment one value, with a pause between read and write."""
    library.create()
    results = []

    def task():
        for _ in range(rounds):
            try:
                library.change(lambda: time.sleep(pause))
                results.append(True)
            except library.reports:
                results.append(False)
        library.done()

    threads = [threading.Thread(target=task) for _ in range(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(results) != tasks * rounds:
        raise RuntimeError(f"{library.name} failed in a way that is no report")
    return {
        "stored": library.read(),
        "acknowledged": results.count(True),
        "reported": results.count(False),
    }


def rate(seconds, body):
    """How often something can be done in a second."""
    count = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        body()
        count += 1
    return {"perSecond": count / (time.perf_counter() - start)}


def throughput(library, threads, seconds):
    """How often threads get a value and save it, each in a session of its own."""
    rates = []
    start = threading.Barrier(threads)

    def task():
        own = copy.copy(library)
        own.create()
        own.change(lambda: None)
        start.wait()
        rates.append(rate(seconds, lambda: own.change(lambda: None))["perSecond"])
        own.done()

    tasks = [threading.Thread(target=task) for _ in range(threads)]
    for thread in tasks:
        thread.start()
    for thread in tasks:
        thread.join()
    if len(rates) != threads:
        raise RuntimeError(f"{library.name} failed")
    return {"perSecond": sum(rates)}


def round_trips(redis, seconds):
    """How often the server answers two bare commands: below it nothing can be."""
    url = urlsplit(redis)
    with socket.create_connection((url.hostname, url.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(f"AUTH {url.username} {url.password}\r\n".encode())
        connection.recv(64)

        def ping():
            connection.sendall(b"PING\r\n")
            if connection.recv(64) != b"+PONG\r\n":
                raise RuntimeError("the server does not answer PING")

        def pair():
            ping()
            ping()

        return rate(seconds, pair)


def main():
    redis, postgres, folder = sys.argv[1:]
    # What is not stored is counted, not told.
    logging.disable(logging.CRITICAL)
    peers = libraries.all(redis, postgres, folder)
    print(json.dumps([peer.name for peer in peers]), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        what = order.pop("do")
        if what == "roundTrips":
            answer = round_trips(redis, **order)
        else:
            library = peers[order.pop("library")]
            measure = {"increments": increments, "throughput": throughput}[what]
            answer = measure(library, **order)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
