"""The commands that set Kring up say in one line what a machine misses."""

import os
import subprocess
from pathlib import Path

from django.conf import settings


def test_somebody_without_a_browser_who_may_install_nothing_reads_in_one_line_what_to_install(tmp_path: Path) -> None:
    a_plain_user = tmp_path / "id"
    a_plain_user.write_text("#!/bin/sh\necho 1000\n")
    a_plain_user.chmod(0o755)
    ran = subprocess.run(
        [settings.ROOT / "script" / "test"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "KRING_CHROMIUM": "no-such-browser"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == ["Kring: the tests need Chromium (Debian: apt-get install chromium)."]
    # It was said at once: nothing was fetched or made before.
    assert ran.stdout == ""
