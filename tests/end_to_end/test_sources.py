"""From feeds on a small web to questions: `dateline run` without a path, `sources check`, and what goes wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.product import COMMAND, ROOT, SAMPLE, Finished, complaint, dateline, environment, rows, value
from tests.orchestration.web import FAST, Says, Web, rss, running_web

PAPERS = ("aurelia-post", "strait-dispatch")
STORIES = ("turkey-accuses-greece-ferry-lane", "kenya-sends-grain-to-sudan")


@dataclass(frozen=True)
class Newsroom:
    """A data folder with two papers' feeds, taken in twice."""

    web: Web
    data: Path
    checked: Finished
    first: Finished
    second: Finished

    @property
    def published(self) -> Path:
        """The file that everybody reads."""
        return self.data / "published" / "dateline.duckdb"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Two papers, each with one story of the sample; one more address that is not there."""
    folder = tmp_path_factory.mktemp("newsroom")
    data = folder / "data"
    data.mkdir()
    with running_web(folder) as web:
        declared = ['contact = "desk@newsroom.example"']
        for paper, story in zip(PAPERS, STORIES, strict=True):
            page = Says((SAMPLE / paper / f"{story}.html").read_bytes())
            web.site(
                f"{paper}.test", {"/rss": rss(f"{paper}.test", f"/{story}?utm_source=rss", "/gone"), "*": page}, FAST
            )
            web.sites[f"{paper}.test"]["/gone"] = Says("Not here.", 404)
            declared += [
                "[[source]]",
                f'name = "{paper.replace("-", "_")}"',
                'kind = "feed"',
                f'address = "http://{paper}.test/rss"',
                'outlet = { country = "ITA", media_type = "newspaper" }',
            ]
        (data / "sources.toml").write_text("\n".join(declared))
        settings = {"DATELINE_HOSTS": str(web.hosts)}
        checked = dateline("sources", "check", "--data", data, env=settings)
        first, second = (dateline("run", "--data", data, env=settings) for _ in range(2))
        yield Newsroom(web, data, checked, first, second)


def test_a_check_tells_what_each_source_would_give(newsroom: Newsroom) -> None:
    assert newsroom.checked.returncode == 0, newsroom.checked.stderr
    lines = [line.split() for line in newsroom.checked.stdout.splitlines() if "✓" in line]
    assert [(line[1], line[2], line[4]) for line in lines] == [
        ("aurelia_post", "feed", "2"),
        ("strait_dispatch", "feed", "2"),
    ]


def test_a_run_without_a_path_asks_the_sources_and_publishes(newsroom: Newsroom) -> None:
    assert newsroom.first.returncode == 0, newsroom.first.stderr
    assert "new pages" in newsroom.first.stdout
    found = rows(newsroom.published, "SELECT canonical_url IS NOT NULL, input_kind, status FROM dim_article")
    assert [(kind, status) for _, kind, status in found] == [("feed", "ok")] * 2
    assert value(newsroom.published, "SELECT count(*) > 5 FROM fct_quote") is True
    assert value(newsroom.published, "SELECT count(*) > 2 FROM fct_event") is True


def test_every_request_is_a_row_that_names_its_source(newsroom: Newsroom) -> None:
    query = "SELECT source_name, purpose, outcome, count(*) FROM ops_fetch GROUP BY ALL ORDER BY ALL"
    for paper in ("aurelia_post", "strait_dispatch"):
        of_paper = [row[1:] for row in rows(newsroom.published, query) if row[0] == paper]
        assert ("page", "not_found", 1) in of_paper
        assert ("page", "ok", 1) in of_paper
        assert ("robots", "ok", 1) in of_paper
    total = sum(int(str(row[3])) for row in rows(newsroom.published, query))
    # The second run found nothing new: its two requests for the feeds are published with the next day.
    assert total == len(newsroom.web.requests) - 2


def test_outlets_have_what_sources_toml_says_of_them(newsroom: Newsroom) -> None:
    query = "SELECT outlet_id, country_iso3, media_type FROM dim_outlet ORDER BY 1"
    assert rows(newsroom.published, query) == [(f"{paper}.test", "ITA", "newspaper") for paper in PAPERS]


def test_a_second_run_asks_for_the_feeds_alone_and_publishes_nothing(newsroom: Newsroom) -> None:
    assert newsroom.second.returncode == 0, newsroom.second.stderr
    assert "Nothing new: everything had been done before." in newsroom.second.stdout
    for paper in PAPERS:
        asked = newsroom.web.asked(f"{paper}.test")
        assert [url.rpartition("/")[2].partition("?")[0] for url in asked].count("rss") == 3  # the check, and two runs
        assert len(asked) == 3 + 2


def test_one_source_can_be_asked_by_name_and_an_unknown_one_is_refused(newsroom: Newsroom) -> None:
    refused = complaint(dateline("run", "--source", "herald", "--data", newsroom.data))
    assert refused == "There is no source 'herald' in sources.toml. There are: aurelia_post, strait_dispatch."


def test_a_source_that_cannot_be_had_fails_the_command_and_the_others_are_taken(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "sources.toml").write_text(
        'contact = "desk@newsroom.example"\n[[source]]\nname = "none"\nkind = "feed"\naddress = "http://none.test/rss"\n'
        f'[[source]]\nname = "drop"\nkind = "html_dir"\naddress = "{SAMPLE / PAPERS[0]}"\n'
    )
    done = dateline("run", "--data", tmp_path, env={"DATELINE_HOSTS": str(newsroom.web.hosts)})
    assert done.returncode == 1
    assert "none: http://none.test/rss: HTTP status 404." in done.stdout
    assert value(tmp_path / "published" / "dateline.duckdb", "SELECT count(*) > 3 FROM dim_article") is True


@pytest.mark.parametrize("command", [["run"], ["sources", "check"]])
def test_without_a_path_and_without_sources_it_is_said_what_to_do(tmp_path: Path, command: list[str]) -> None:
    refused = complaint(dateline(*command, "--data", tmp_path))
    assert "docs/sources.md" in refused
    assert "sources.toml" in refused


def test_a_faulty_sources_toml_stops_at_once_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "herald"\nkind = "fed"\naddress = "https://h.example/"\n'
    )
    for command in (["run"], ["sources", "check"]):
        refused = complaint(dateline(*command, "--data", tmp_path))
        assert "sources.toml, line 3: source 'herald', kind is 'fed', but must be" in refused
    assert not (tmp_path / "tables").exists()


def test_a_folder_can_hold_web_archives_beside_pages(tmp_path: Path) -> None:
    body = (SAMPLE / PAPERS[0] / f"{STORIES[0]}.html").read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://aurelia.example/a\r\nWARC-Date: 2026-08-01T12:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-5678-1234-567812345678>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "made.warc").write_bytes(head.encode() + http + b"\r\n\r\n")
    done = dateline("run", tmp_path / "in", "--data", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    published = tmp_path / "data" / "published" / "dateline.duckdb"
    query = "SELECT source_kind, fetched_on::VARCHAR, url FROM ops_fetch"
    assert rows(published, query) == [("warc", "2026-08-01", "https://aurelia.example/a")]


def test_a_run_that_is_stopped_while_it_fetches_leaves_what_it_has(newsroom: Newsroom, tmp_path: Path) -> None:
    """Ctrl-C, as people do it: the next run takes up what was fetched and what waits."""
    import signal
    import time

    web = newsroom.web
    paths = [f"/{number}" for number in range(30)]
    page = (SAMPLE / PAPERS[0] / f"{STORIES[0]}.html").read_text()
    pages = {path: Says(page.replace("</body>", f"<p>Copy {path}.</p></body>")) for path in paths}
    web.site("slow.test", {"/rss": rss("slow.test", *paths), **pages}, "User-agent: *\nCrawl-delay: 0.3\n")
    (tmp_path / "sources.toml").write_text(
        'contact = "desk@newsroom.example"\n[[source]]\nname = "slow"\nkind = "feed"\naddress = "http://slow.test/rss"\n'
    )
    settings = environment({"DATELINE_HOSTS": str(web.hosts), "DATELINE_DATA": str(tmp_path)})
    running = subprocess.Popen(
        [*COMMAND, "run"], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while len(web.asked("slow.test")) < 6 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode != 0
    assert b"Traceback" not in said, said.decode()
    before = len(web.asked("slow.test"))
    assert before < 20
    web.sites["slow.test"]["/robots.txt"] = Says(FAST)
    done = dateline("run", env=dict(os.environ) | {"DATELINE_HOSTS": str(web.hosts), "DATELINE_DATA": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    asked = web.asked("slow.test")
    assert set(asked) == {"slow.test/rss", *(f"slow.test{path}" for path in paths)}
    assert len(asked) <= 2 + 30 + 1  # the feed twice; at most the page that was under way twice
    assert value(tmp_path / "published" / "dateline.duckdb", "SELECT count(DISTINCT url) FROM core.pages") == 30
