"""What is wrong in `sources.toml`, in words for people, and on which line. Stays out: what is right (`declared`)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError


def fault(words: str, *place: Any) -> PydanticCustomError:
    """A fault of a whole table, with the key in it that is meant."""
    return PydanticCustomError("fault", "{words}", {"words": words, "place": place})


def syntax_message(file: Path, text: str, words: str) -> str:
    """What a fault of the TOML itself is, with the file and the line."""
    said = re.fullmatch(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", words, re.DOTALL)
    what, line = (said["what"], said["line"]) if said else (words, None)
    return (
        f"{file}, line {line or len(text.splitlines())}: {what}. Strings stand in quotes, a key is there once, and a source "
        "begins with [[source]]."
    )


def message(file: Path, text: str, data: dict[str, Any], fault: Any, keys: Mapping[str, Sequence[str]]) -> str:
    """What a fault of pydantic's is, in our words, with the file, the line, and the table and key that are meant.

    `keys` are those that each table may have.
    """
    place = [*fault["loc"], *fault.get("ctx", {}).get("place", ())]
    line, named = _line(text, place), _named(data, place if fault["type"] != "fault" else list(fault["loc"]))
    return f"{file}, line {line}: {named}{_wrong(fault, place, keys)}."


def _wrong(fault: Any, place: list[Any], keys: Mapping[str, Sequence[str]]) -> str:
    """What is wrong, and what would be right."""
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return f"is not known here; is it misspelt? There are {', '.join(_keys_beside(place, keys))}"
        case "model_type":
            head = f"[[{place[0]}]]" if len(place) == 2 else f"[{place[0]}.{place[-1]}]"
            return f"must be a table that begins with {head}"
        case "list_type" if len(place) == 1:
            return f"must be in double brackets: [[{place[0]}]]"
        case "too_short":
            return "must name at least one"
    words: str = fault["msg"].removeprefix("Value error, ").replace("Input should", "must")
    words = words.replace("a valid integer", "a whole number").replace("valid ", "")
    # What a message of ours is about, it says by itself.
    if fault["type"] == "fault" or not isinstance(fault["input"], str | int | float | list):
        return words[:1].lower() + words[1:]
    return f"is {fault['input']!r}, but {words[:1].lower()}{words[1:]}"


def _keys_beside(place: list[Any], keys: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The keys that the table of a key may have."""
    inner = next((part for part in reversed(place[:-1]) if isinstance(part, str)), "")
    return keys.get(inner, keys[""])


def _named(data: dict[str, Any], place: list[Any]) -> str:
    """Which table and key is meant: `source 'herald', limits.page_bytes `."""
    if len(place) > 1 and isinstance(place[1], int):
        table = data[place[0]][place[1]]
        name = table.get("name", table.get("domain")) if isinstance(table, dict) else None
        head = f"{place[0]} {name!r}" if name else f"{place[0]} number {place[1] + 1}"
        keys = ".".join(str(part) for part in place[2:] if isinstance(part, str))
        return f"{head}, {keys} " if keys else f"{head}: "
    return f"{place[0]} " if place else ""


def _line(text: str, place: list[Any]) -> int:
    """The line of a key such as ["source", 1, "limits", "page_bytes"]; of what is around it, where it is not there.

    TOML's readers forget lines, so each statement is read once more by itself.
    """
    found: dict[tuple[Any, ...], int] = {}
    for number, path in _written(text):
        for end in range(1, len(path) + 1):
            found.setdefault(path[:end], number)
    return next((found[path] for end in range(len(place), 0, -1) if (path := tuple(place[:end])) in found), 1)


def _written(text: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every key that the file writes, with its line. `text` is TOML."""
    lines = text.replace("\r\n", "\n").split("\n")
    table: tuple[Any, ...] = ()
    counts: Counter[tuple[Any, ...]] = Counter()
    start = 0
    for end in range(1, len(lines) + 1):
        try:  # one statement, which may go over several lines
            said = tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        number, head = start + 1, lines[start].lstrip()
        start = end
        if not head.startswith("["):
            yield from ((number, path) for path in _paths(said, table))
            continue
        table = ()
        while said:
            key, inner = next(iter(said.items()))
            table = (*table, key)
            if head.startswith("[[") and isinstance(inner, list):
                counts[table] += 1
            if counts[table]:
                table = (*table, counts[table] - 1)
            said = inner[0] if isinstance(inner, list) else inner
        yield number, table


def _paths(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a value: its keys, and the numbers of what stands in lists."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, key))
