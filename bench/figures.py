"""From measured times to the figures that are printed."""

import math
import os
import platform
from collections.abc import Sequence
from datetime import date


def part(times: Sequence[float], share: float) -> float:
    """The smallest of `times` that at least `share` (0-1) of them do not exceed; NaN without times."""
    ordered = sorted(times)
    if not ordered:
        return math.nan
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(times: Sequence[float]) -> float:
    return part(times, 0.5)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Markdown, so that what is printed can be put in docs/bench.md as it is. Numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(heads), *cells]) for n in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        first = row[0].ljust(widths[0])
        others = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        return f"| {' | '.join([first, *others])} |"

    rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(heads), f"| {' | '.join(rules)} |", *(line(row) for row in cells)])


def machine() -> str:
    """One line on when and where: day, cores, memory, load of others, Python."""
    with open("/proc/meminfo") as file:
        gigabytes = int(file.readline().split()[1]) / 1024**2
    load = os.getloadavg()[0]
    return (
        f"{date.today():%-d %B %Y}, {os.cpu_count()} cores, {gigabytes:.0f} GB, "  # noqa: DTZ011 (the day here)
        f"load {load:.1f} before it began, Python {platform.python_version()}"
    )
