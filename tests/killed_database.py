"""Kring on a PostgreSQL of its own, that is killed while eight browsers read and a worker seals. Prints what was left.

Run by `script/postgres run`, which makes the server and cleans up after it.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings

# No page needs the hashed names of files here.
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()
# What fails while the server is away is meant to fail.
logging.disable()

from django.core.management import call_command  # noqa: E402 (after django.setup)
from django.db import DatabaseError, connection  # noqa: E402
from django.test import Client  # noqa: E402

from kring.log.models import Look, Seal, SealedLook  # noqa: E402
from kring.log.seals.checking import verify_database  # noqa: E402
from kring.log.seals.sealing import seal_all_looks, seal_new_looks  # noqa: E402
from tests.migrated import much_garbage  # noqa: E402
from tests.world import make_world  # noqa: E402

PATIENCE = 30


def server() -> tuple[int, list[str]]:
    """The number of the server's first process, and how it was started."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    first = int(Path(f"/proc/{mine}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return first, Path(f"/proc/{first}/cmdline").read_text().split("\0")[:-1]


def kill(first: int) -> None:
    """The whole server at once, as when the machine loses it."""
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for number in (first, *map(int, children)):
        os.kill(number, signal.SIGKILL)
    while any(Path(f"/proc/{number}").exists() for number in (first, *children)):
        time.sleep(0.05)


def start_again(command: list[str], owner: os.stat_result) -> None:
    subprocess.Popen(
        command,
        user=owner.st_uid,
        group=owner.st_gid,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        try:
            connection.close()
            connection.ensure_connection()
            return
        except DatabaseError:
            time.sleep(0.1)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            sys.stderr.write("it did not happen in time\n")
            sys.stderr.flush()
            os._exit(1)
        time.sleep(0.05)


def read(browser: Client, page: str, shown: list[int], stop: threading.Event) -> None:
    browser.raise_request_exception = False
    while not stop.is_set():
        status = browser.get(page).status_code
        shown.append(status)
        if status != 200:
            # The test client leaves out what a server does between two requests: drop a connection that broke.
            connection.close()
    connection.close()


def seal(stop: threading.Event) -> None:
    while not stop.wait(0.2):
        try:
            seal_new_looks()
        except DatabaseError:
            connection.close()
    connection.close()


def main() -> None:
    with much_garbage():
        call_command("migrate", verbosity=0)
    world, stop, shown = make_world(), threading.Event(), list[int]()
    browsers = [Client() for _ in range(8)]
    for browser in browsers:
        browser.force_login(world.anouk.user)  # type: ignore[arg-type]
    page = f"/kringen/{world.circle.pk}/"
    crew = [threading.Thread(target=read, args=(browser, page, shown, stop)) for browser in browsers]
    crew.append(threading.Thread(target=seal, args=(stop,)))
    for one in crew:
        one.start()
    wait_until(lambda: shown.count(200) >= 25 and Seal.objects.exists())
    first, command = server()
    owner = os.stat(f"/proc/{first}")
    kill(first)
    before = shown.count(200)
    start_again(command, owner)
    wait_until(lambda: shown.count(200) >= before + 10)
    stop.set()
    for one in crew:
        one.join()
    written = Look.objects.filter(page="circle").values("trace").distinct().count()
    sealed = SealedLook.objects.count()
    seal_all_looks()
    found = verify_database()
    print(shown.count(200), written, sealed, found.rows == Look.objects.count(), found.problem or "good")  # noqa: T201


if __name__ == "__main__":
    main()
