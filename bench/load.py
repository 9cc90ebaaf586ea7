"""A crowd on 127.0.0.1: how many requests a second do two gunicorn processes answer?

It runs on the same cores as the server, so a server of its own answers more than these figures say.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from itertools import cycle, islice

from bench.visit import Visit

CROWD = 8
PROCESSES = 2


def requests_per_second(visits: list[Visit], seconds: float) -> float:
    """Eight browsers that do not pause, for so many seconds; only right answers count. Raises when one is wrong."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", f"--bind=127.0.0.1:{port}"]
    command += [f"--workers={PROCESSES}", "--threads=4", "--worker-class=gthread", "--log-level=error"]
    command += ["--no-control-socket"]
    server = subprocess.Popen(command, env=os.environ)
    try:
        _wait_for(port)
        _crowd(port, visits, 3)
        return _crowd(port, visits, seconds) / seconds
    finally:
        server.terminate()
        server.wait(30)


def _crowd(port: int, visits: list[Visit], seconds: float) -> int:
    done: list[int] = []
    faults: list[str] = []
    until = time.monotonic() + seconds
    browsers = [
        threading.Thread(target=_browser, args=(port, islice(cycle(visits), number * 5, None), until, done, faults))
        for number in range(CROWD)
    ]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    if faults:
        raise RuntimeError(faults[0])
    return sum(done)


def _browser(port: int, visits: "islice[Visit]", until: float, done: list[int], faults: list[str]) -> None:
    connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0
    for visit in visits:
        if time.monotonic() >= until or faults:
            break
        status = _send(connection, visit)
        if status != (303 if visit.form else 200):
            faults.append(f"{visit.path} answered {status}")
        count += 1
    connection.close()
    done.append(count)


def _send(connection: http.client.HTTPConnection, visit: Visit) -> int:
    body = visit.body
    headers = {"Cookie": visit.cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
    connection.request("POST" if body else "GET", visit.path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    """Until the first answer, at most a minute."""
    until = time.monotonic() + 60
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/demo/")
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    print(requests_per_second([Visit(*row) for row in json.loads(sys.argv[1])], float(sys.argv[2])))
