"""The questions of an SQL file by name. Stays out: asking them."""

from __future__ import annotations

import re
from pathlib import Path


def questions(file: Path) -> dict[str, str]:
    """The SQL of each question, by the name (`Q01`) with which the comment before it begins."""
    parts = re.split(r"^-- (Q\d\d)\b", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: "--" + sql for name, sql in zip(parts[1::2], parts[2::2], strict=True)}
