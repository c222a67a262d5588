"""What a robots.txt allows, how fast, and for how long it is kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from orchestration.fetching.client import Answer, NoAnswer
from orchestration.fetching.clock import HostClock
from orchestration.fetching.robots import KEPT_SECONDS, Robots, RobotsShelf, robots_of

PAGE = "https://herald.example/2026/a-story"


def rules(text: str) -> Robots:
    """The rules of a file that was found."""
    return robots_of(Answer("https://herald.example/robots.txt", 200, {}, text.encode()))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /2026/\nAllow: /2026/a-", True),
        ("User-agent: *\nDisallow: /*-story$", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nAllow: /", True),
        ("User-agent: dateline\nDisallow: /", False),
        ("User-agent: Other\nDisallow: /", True),
        ("<html>Not found</html>", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
    ],
)
def test_the_rule_for_us_or_for_all_holds(text: str, allowed: bool) -> None:
    assert rules(text).allows(PAGE) is allowed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 5.0),
        ("User-agent: *\nCrawl-delay: 1", 1.0),
        ("User-agent: *\nCrawl-delay: 30", 30.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: soon", 5.0),
        ("User-agent: *\nRequest-rate: 1/20", 20.0),
        ("User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/20", 20.0),
        ("User-agent: Other\nCrawl-delay: 60", 5.0),
    ],
)
def test_the_pace_is_what_the_host_asks_for_else_the_usual_one(text: str, seconds: float) -> None:
    assert rules(text).seconds(5.0) == seconds


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 301])
def test_a_file_that_is_not_there_allows_everything(status: int) -> None:
    assert robots_of(Answer(PAGE, status, {})).allows(PAGE)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(PAGE, 500, {}),
        Answer(PAGE, 503, {}),
        Answer(PAGE, 429, {}),
        NoAnswer("timeout", "late"),
        NoAnswer("too_large", ""),
    ],
)
def test_a_server_in_trouble_allows_nothing_for_now(answer: Answer | NoAnswer) -> None:
    found = robots_of(answer)
    assert not found.allows(PAGE)
    assert found.failure is not None
    assert found.failure[0] == "robots_unreachable"


def test_a_host_that_must_not_be_connected_to_is_told_as_such() -> None:
    assert robots_of(NoAnswer("blocked_address", "It is private.")).failure == ("blocked_address", "It is private.")


def test_rules_are_kept_for_a_day(tmp_path: Path) -> None:
    shelf = RobotsShelf(tmp_path)
    shelf.put("https://herald.example", Answer(PAGE, 200, {}, b"User-agent: *\nDisallow: /2026/"))
    kept = RobotsShelf(tmp_path).get("https://herald.example")
    assert kept is not None
    assert not kept.allows(PAGE)
    assert shelf.get("http://herald.example") is None
    old = time.time() - KEPT_SECONDS - 1
    for file in tmp_path.iterdir():
        os.utime(file, (old, old))
    assert shelf.get("https://herald.example") is None


def test_that_there_is_no_file_is_kept_and_that_none_could_be_had_is_not(tmp_path: Path) -> None:
    shelf = RobotsShelf(tmp_path)
    shelf.put("https://none.example", Answer(PAGE, 404, {}))
    shelf.put("https://trouble.example", Answer(PAGE, 503, {}))
    shelf.put("https://silent.example", NoAnswer("timeout", "late"))
    none = shelf.get("https://none.example")
    assert none is not None
    assert none.allows(PAGE)
    assert shelf.get("https://trouble.example") is None
    assert shelf.get("https://silent.example") is None


def test_a_host_waits_its_turn_in_the_next_process_too(tmp_path: Path) -> None:
    assert HostClock(tmp_path).wait("herald.example", 5.0) == 0.0
    HostClock(tmp_path).asked("herald.example")
    assert 4.0 < HostClock(tmp_path).wait("herald.example", 5.0) <= 5.0
    assert HostClock(tmp_path).wait("other.example", 5.0) == 0.0


def test_a_clock_that_was_set_back_stops_no_host_for_long(tmp_path: Path) -> None:
    clock = HostClock(tmp_path)
    clock.asked("herald.example")
    later = time.time() + 100_000
    for file in tmp_path.iterdir():
        os.utime(file, (later, later))
    assert clock.wait("herald.example", 5.0) == 5.0
