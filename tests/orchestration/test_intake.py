"""Taking in sources over a small web: slowly, once, with every attempt kept, and nothing lost when a run is killed."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import stamina

from orchestration.intake import IntakeReport, SourceReport, take_in, try_sources
from orchestration.lock import only_writer
from orchestration.settings import Settings
from orchestration.sources.declared import read_sources
from orchestration.storage import TableStore
from tests.end_to_end.product import ROOT
from tests.orchestration.web import FAST, Request, Says, Web, article, rss, running_web, trap
from transforms.tables import Fetches, Links, Outlets, Pages, Table, table_name
from transforms.tables.base import check, polars_schema

LEAST = 5.0
FEED = 'name = "herald"\nkind = "feed"\naddress = "http://herald.test/rss"\n'
NO_ROBOTS_DELAY = "User-agent: *\nAllow: /\n"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """A web without sites."""
    with running_web(tmp_path) as running:
        yield running


@pytest.fixture
def quick() -> Iterator[None]:
    """Attempts follow each other without a growing wait; what lies between two requests to a host holds."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


class Desk:
    """A data folder with its sources, and what it took in."""

    def __init__(self, web: Web, folder: Path, **environment: str) -> None:
        self.web, self.data = web, folder / "data"
        self.data.mkdir()
        values = {"DATELINE_DATA": str(self.data), "DATELINE_HOSTS": str(web.hosts), "DATELINE_FETCH_TIMEOUT": "3"}
        self.environment = values | environment
        self.settings = Settings.from_environment(self.environment)
        self.store = TableStore(self.settings.layout)

    def declare(self, *sources: str, top: str = "") -> None:
        """Write sources.toml with these sources."""
        tables = "\n".join(f"[[source]]\n{source}" for source in sources)
        self.settings.sources.write_text(f'contact = "desk@herald.example"\n{top}{tables}')

    def take(self, *names: str, hasty: bool = False) -> IntakeReport:
        """Take in the named sources, or all; `hasty` as no declaration allows it, where the pace is not what is tested."""
        declared = read_sources(self.settings.sources)
        with pytest.MonkeyPatch.context() as patched:
            if hasty:
                patched.setattr("orchestration.intake.web.LEAST_SECONDS", 0.05)
            return take_in(declared, declared.named(names), self.settings)

    def one(self, **options: bool) -> SourceReport:
        """What the first source gave."""
        return self.take(**options).sources[0]

    def table(self, table: type[Table]) -> pl.DataFrame:
        """A table over all days, checked."""
        name, schema = table_name(table), polars_schema(table)
        days = [self.store.read(name, day, schema) for day in self.store.days(name)]
        return check(pl.concat([pl.DataFrame(schema=schema), *days]), table)

    def outcomes(self, *columns: str) -> list[tuple[Any, ...]]:
        """The attempts in their order, robots.txt left out."""
        rows = self.table(Fetches).filter(pl.col("purpose") != "robots").sort("fetched_at")
        return rows.select(columns or ("url", "outcome")).rows()

    def urls(self) -> list[str]:
        """The addresses of the pages that are there."""
        return sorted(self.table(Pages)["url"].to_list())


@pytest.fixture
def desk(web: Web, tmp_path: Path) -> Desk:
    """A desk that reads the feed of one paper."""
    desk = Desk(web, tmp_path)
    desk.declare(FEED)
    return desk


def paper(web: Web, *paths: str, robots: str = FAST, **more: Any) -> None:
    """A paper with a feed of articles."""
    pages = {path: Says(article(path)) for path in paths}
    web.site("herald.test", {"/rss": rss("herald.test", *paths), **pages, **more}, robots)


# --------------------------------------------------------------------------------------------------------- what comes in


def test_a_feed_gives_its_pages_with_address_time_and_source(web: Web, desk: Desk) -> None:
    dated = rss("herald.test", "/a", date="<pubDate>Mon, 30 Nov 2026 10:00:00 +0100</pubDate>")
    web.site("herald.test", {"/rss": dated, "/a": Says(article("A"))})
    before = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    report = desk.one()
    assert (report.new_links, report.new_pages, report.failed, report.waiting) == (1, 1, 0, 0)
    page = desk.table(Pages).row(0, named=True)
    assert page["body"] == article("A").encode()
    assert (page["url"], page["site"]) == ("http://herald.test/a", "herald.test")
    assert (page["source_kind"], page["source_name"], page["content_type"]) == ("feed", "herald", "text/html")
    assert page["source_date_published"] == dt.datetime(2026, 11, 30, 9)
    assert before <= page["fetched_at"]
    assert page["fetched_on"] == page["fetched_at"].date()


def test_a_sitemap_index_leads_to_its_sitemaps_and_they_to_pages(web: Web, desk: Desk) -> None:
    today, old = dt.datetime.now(dt.UTC).date(), "2020-01-01"
    head = '<?xml version="1.0"?><{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    index = (
        head.format("sitemapindex")
        + f"""
        <sitemap><loc>http://herald.test/new.xml</loc><lastmod>{today}</lastmod></sitemap>
        <sitemap><loc>http://herald.test/old.xml</loc><lastmod>{old}</lastmod></sitemap></sitemapindex>"""
    )
    pages = (
        head.format("urlset")
        + f"""<url><loc>http://herald.test/a</loc><lastmod>{today}</lastmod></url>
        <url><loc>http://herald.test/b</loc><lastmod>{old}</lastmod></url></urlset>"""
    )
    xml = {"/index.xml": Says(index, kind="text/xml"), "/new.xml": Says(pages, kind="text/xml")}
    web.site("herald.test", {**xml, "/a": Says(article("A"))})
    desk.declare('name = "map"\nkind = "sitemap"\naddress = "http://herald.test/index.xml"')
    report = desk.one()
    assert web.asked() == ["herald.test/index.xml", "herald.test/new.xml", "herald.test/a"]
    assert (report.listings, report.links, report.passed_over, report.new_pages) == (2, 2, 1, 1)


def test_a_list_of_addresses_in_a_file_needs_no_fetching_itself(web: Web, desk: Desk) -> None:
    paper(web, "/a", "/b")
    (desk.data / "list.txt").write_text("http://herald.test/a\nhttp://herald.test/b\n")
    desk.declare('name = "list"\nkind = "url_list"\naddress = "list.txt"')
    assert desk.one().new_pages == 2
    assert web.asked() == ["herald.test/a", "herald.test/b"]


def test_every_file_of_a_folder_of_lists_is_read(web: Web, desk: Desk) -> None:
    paths = ["/a", "/b", "/c"]
    paper(web, *paths)
    (desk.data / "lists").mkdir()
    for number, path in enumerate(paths):
        (desk.data / "lists" / f"{number}.txt").write_text(f"http://herald.test{path}\n")
    desk.declare('name = "lists"\nkind = "url_list"\naddress = "lists"\nlimits = { pages_per_run = 1 }')
    assert [desk.one().new_pages for _ in range(4)] == [1, 1, 1, 0]
    assert desk.table(Links).height == 3


def test_a_link_that_waits_for_a_source_which_is_gone_is_taken_by_the_next_that_gives_it(web: Web, desk: Desk) -> None:
    paper(web, "/a", "/b")
    desk.declare(FEED + "limits = { pages_per_run = 1 }\n")
    assert desk.one().waiting == 1
    desk.declare(FEED.replace('herald"', 'tribune"', 1))
    assert desk.one().new_pages == 1
    assert len(desk.urls()) == 2


def test_many_kinds_of_sources_are_taken_in_together(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    (desk.data / "drop").mkdir()
    (desk.data / "drop" / "saved.html").write_text(article("Saved"))
    desk.declare(FEED, 'name = "drop"\nkind = "html_dir"\naddress = "drop"')
    report = desk.take()
    assert [(source.name, source.new_pages) for source in report.sources] == [("herald", 1), ("drop", 1)]
    assert sorted(desk.table(Pages)["source_name"]) == ["drop/saved.html", "herald"]
    assert report.landing.new == 2


def test_outlets_are_kept_when_something_else_is_said_of_them(web: Web, desk: Desk) -> None:
    paper(web)
    desk.declare(FEED + 'outlet = { country = "GBR" }')
    for _ in range(2):
        desk.take()
        said = desk.table(Outlets).select("outlet_id", "country_iso3")
        assert said.rows() == [("herald.test", "GBR")]
    desk.declare(FEED)
    desk.take()
    assert desk.table(Outlets).select("outlet_id", "country_iso3").rows() == [("herald.test", None)]


# ------------------------------------------------------------------------------------------------------------ politeness


def gaps(web: Web, host: str) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(web.times(host))]


def test_five_seconds_lie_between_two_requests_where_robots_txt_says_nothing(web: Web, desk: Desk) -> None:
    paper(web, "/a", robots=NO_ROBOTS_DELAY)
    assert desk.one().new_pages == 1
    assert len(gaps(web, "herald.test")) == 2  # robots.txt, the feed, the page
    assert min(gaps(web, "herald.test")) >= LEAST


def test_robots_txt_may_ask_for_more_or_allow_less(web: Web, desk: Desk) -> None:
    for host, delay in (("quick.test", 0.1), ("slow.test", 0.7)):
        paths = ("/a", "/b", "/c")
        pages = {path: Says(article(host + path)) for path in paths}
        web.site(host, {"/rss": rss(host, *paths), **pages}, f"User-agent: *\nCrawl-delay: {delay}\n")
    desk.declare(*(f'name = "{n}"\nkind = "feed"\naddress = "http://{n}.test/rss"\n' for n in ("quick", "slow")))
    desk.take()
    assert [len(gaps(web, host)) for host in ("quick.test", "slow.test")] == [4, 4]
    assert 0.1 <= min(gaps(web, "quick.test")) < 0.7
    assert min(gaps(web, "slow.test")) >= 0.7


def test_a_source_may_ask_for_more_time_than_robots_txt_allows(web: Web, desk: Desk) -> None:
    paper(web, "/a", robots="User-agent: *\nCrawl-delay: 0.1\n")
    desk.declare(FEED + "limits = { seconds_between_requests = 5.5 }\n")
    desk.take()
    assert len(gaps(web, "herald.test")) == 2
    assert min(gaps(web, "herald.test")) >= 5.5


def test_a_request_rate_is_obeyed_like_a_crawl_delay(web: Web, desk: Desk) -> None:
    paper(web, "/a", "/b", robots="User-agent: *\nRequest-rate: 2/1\n")
    desk.take()
    assert min(gaps(web, "herald.test")) >= 0.5


def test_a_host_is_asked_one_thing_at_a_time_and_many_hosts_at_once(web: Web, desk: Desk) -> None:
    def slowly(_request: Request, _handler: BaseHTTPRequestHandler) -> Says:
        time.sleep(0.2)
        return Says(article(str(time.monotonic())))

    hosts = [f"paper{number}.test" for number in range(8)]
    for host in hosts:
        web.site(host, {"/a": slowly, "/b": slowly})
    (desk.data / "list.txt").write_text("\n".join(f"http://{host}{path}" for path in ("/a", "/b") for host in hosts))
    desk.declare('name = "list"\nkind = "url_list"\naddress = "list.txt"')
    assert desk.one().new_pages == 16
    assert {web.most_at_once[host] for host in hosts} == {1}
    assert web.most_at_once["*"] >= 4


def test_a_host_that_others_lead_to_is_asked_one_thing_at_a_time_too(web: Web, desk: Desk) -> None:
    def slowly(_request: Request, _handler: BaseHTTPRequestHandler) -> Says:
        time.sleep(0.1)
        return Says(FAST, kind="text/plain")

    hosts = [f"paper{number}.test" for number in range(4)]
    for host in hosts:
        web.site(
            host, {"/robots.txt": Says("", 301, {"Location": "http://rules.test/r.txt"}), "/a": Says(article(host))}
        )
    web.site("rules.test", {"/r.txt": slowly, "/a": slowly})
    (desk.data / "list.txt").write_text("\n".join(f"http://{host}/a" for host in [*hosts, "rules.test"]))
    desk.declare('name = "list"\nkind = "url_list"\naddress = "list.txt"')
    desk.take(hasty=True)
    assert web.asked("rules.test").count("rules.test/r.txt") == 4
    assert web.most_at_once["rules.test"] == 1


def test_the_next_run_waits_its_turn_too(web: Web, desk: Desk) -> None:
    paper(web, "/a", robots="User-agent: *\nCrawl-delay: 0.6\n")
    desk.take()
    desk.take()
    assert len(gaps(web, "herald.test")) == 3
    assert min(gaps(web, "herald.test")) >= 0.6


def test_what_robots_txt_forbids_is_not_asked_for(web: Web, desk: Desk) -> None:
    paper(web, "/a", "/private/b", robots=FAST + "Disallow: /private/\n\nUser-agent: Other\nDisallow: /a\n")
    assert desk.one().new_pages == 1
    assert web.asked() == ["herald.test/rss", "herald.test/a"]
    rows = desk.outcomes("url", "outcome", "is_robots_allowed", "http_status")
    assert ("http://herald.test/private/b", "robots_disallow", False, None) in rows
    assert ("http://herald.test/a", "ok", True, 200) in rows


def test_robots_txt_may_speak_to_us_by_name(web: Web, desk: Desk) -> None:
    paper(web, "/a", robots=FAST + "\nUser-agent: Dateline\nDisallow: /\n")
    assert desk.one().problems == ["http://herald.test/rss: http://herald.test/robots.txt: It is forbidden."]
    assert web.asked() == []


def test_without_a_robots_txt_everything_is_allowed(web: Web, desk: Desk) -> None:
    hosts = {f"s{status}.test": status for status in (404, 403, 410)}
    for host, status in hosts.items():
        web.site(host, {"/robots.txt": Says("", status), "/rss": rss(host)}, None)
    desk.declare(*(f'name = "{host[:4]}"\nkind = "feed"\naddress = "http://{host}/rss"\n' for host in hosts))
    desk.take(hasty=True)
    assert sorted(web.asked()) == sorted(f"{host}/rss" for host in hosts)


def test_while_robots_txt_cannot_be_had_nothing_is_fetched_and_the_next_run_asks_again(
    web: Web, desk: Desk, quick: None
) -> None:
    paper(web, "/a")
    web.sites["herald.test"]["/robots.txt"] = Says("Try later.", 500)
    report = desk.one(hasty=True)
    assert report.has_failed
    assert report.problems == ["http://herald.test/rss: http://herald.test/robots.txt: HTTP status 500."]
    assert web.asked() == []
    assert Counter(desk.table(Fetches)["outcome"]) == {"server_error": 3, "robots_unreachable": 1}
    web.sites["herald.test"]["/robots.txt"] = Says(FAST)
    assert desk.one(hasty=True).new_pages == 1


def test_robots_txt_is_asked_for_once_a_day_and_host(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    desk.take()
    desk.take()
    assert web.asked(robots=True).count("herald.test/robots.txt") == 1


def test_a_robots_txt_that_lies_elsewhere_is_followed(web: Web, desk: Desk) -> None:
    web.site(
        "herald.test",
        {"/robots.txt": Says("", 301, {"Location": "http://rules.test/r.txt"}), "/rss": rss("herald.test")},
        None,
    )
    web.site("rules.test", {"/r.txt": Says(FAST + "Disallow: /rss\n", kind="text/plain")}, None)
    desk.take()
    assert web.asked() == ["rules.test/r.txt"]


# ------------------------------------------------------------------------------------------------------- asking again


def test_a_listing_that_is_unchanged_is_told_as_such_and_gives_nothing(web: Web, desk: Desk) -> None:
    def feed(request: Request, _handler: BaseHTTPRequestHandler) -> Says:
        if request.headers.get("if-none-match") == '"v1"' and "if-modified-since" in request.headers:
            return Says("", 304)
        said = rss("herald.test", "/a")
        return Says(
            said.body, headers={"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}, kind=said.kind
        )

    web.site("herald.test", {"/rss": feed, "/a": Says(article("A"))})
    assert desk.one().new_pages == 1
    for _ in range(2):  # a 304 need not repeat what it confirms
        again = desk.one()
        assert (again.listings, again.unchanged, again.links) == (1, 1, 0)
    assert desk.outcomes("http_status", "outcome", "etag")[-1] == (304, "not_modified", '"v1"')
    assert web.asked() == ["herald.test/rss", "herald.test/a", "herald.test/rss", "herald.test/rss"]


def test_a_listing_that_could_not_be_read_is_asked_for_as_a_whole_again(web: Web, desk: Desk) -> None:
    web.site("herald.test", {"/rss": Says("<html>Maintenance</html>", headers={"ETag": '"v1"'})})
    report = desk.one()
    assert "is no feed" in report.problems[0]
    assert desk.outcomes("outcome", "etag") == [("unusable", None)]
    desk.take()
    assert "if-none-match" not in web.requests[-1].headers


def test_trying_sources_keeps_the_attempt_and_takes_nothing_from_the_next_run(web: Web, desk: Desk) -> None:
    said = rss("herald.test", "/a")
    web.site(
        "herald.test", {"/rss": Says(said.body, headers={"ETag": '"v1"'}, kind=said.kind), "/a": Says(article("A"))}
    )
    declared = read_sources(desk.settings.sources)
    tried = try_sources(declared, declared.source, desk.settings)[0]
    assert (tried.links, tried.new_links, tried.new_pages, tried.problems) == (1, 1, 0, [])
    assert web.asked() == ["herald.test/rss"]
    assert desk.table(Links).is_empty()
    assert desk.one().new_pages == 1
    assert "if-none-match" not in web.requests[1].headers
    assert desk.table(Fetches).height == len(web.requests)


@pytest.mark.parametrize(("status", "outcome"), [(500, "server_error"), (429, "throttled"), (503, "throttled")])
def test_what_passes_is_tried_three_times_in_a_run_and_for_three_runs(
    web: Web, desk: Desk, quick: None, status: int, outcome: str
) -> None:
    paper(web, "/a")
    web.sites["herald.test"]["/a"] = Says("", status)
    for run in range(1, 6):
        desk.take()
        assert web.asked().count("herald.test/a") == min(3 * run, 9)
    attempts = desk.table(Fetches).filter(pl.col("purpose") == "page").sort("fetched_at")
    assert attempts["outcome"].unique().to_list() == [outcome]
    assert attempts["attempt_no"].to_list() == [1, 2, 3] * 3


def test_what_is_refused_for_good_is_asked_for_once(web: Web, desk: Desk) -> None:
    statuses = {404: "not_found", 410: "not_found", 403: "refused", 451: "refused", 401: "refused"}
    pages = {f"/{status}": Says("", status) for status in statuses}
    pages["/pdf"] = Says("%PDF", kind="application/pdf")
    web.site("herald.test", {"/rss": rss("herald.test", *pages), **pages})
    report = desk.one()
    desk.take()
    assert (report.failed, report.new_pages) == (6, 0)
    expected = {f"http://herald.test/{status}": outcome for status, outcome in statuses.items()}
    rows = dict(row for row in desk.outcomes() if row[0] != "http://herald.test/rss")
    assert rows == expected | {"http://herald.test/pdf": "not_text"}
    assert len(web.asked("herald.test")) == 6 + 2


def test_a_server_says_how_long_to_wait(web: Web, desk: Desk) -> None:
    answers = iter([Says("", 503, {"Retry-After": "1"}), Says(article("A"))])
    paper(web, "/a")
    web.sites["herald.test"]["/a"] = lambda *_: next(answers)
    assert desk.one().new_pages == 1
    assert gaps(web, "herald.test")[-1] >= 1.0
    assert [outcome for _, outcome in desk.outcomes()] == ["ok", "throttled", "ok"]


def test_a_host_that_asks_for_a_long_wait_is_left_alone_until_the_next_run(web: Web, desk: Desk) -> None:
    paper(web, "/a", "/b", "/c")
    web.sites["herald.test"]["/a"] = Says("", 429, {"Retry-After": "3600"})
    report = desk.one()
    assert web.asked() == ["herald.test/rss", "herald.test/a"]
    assert (report.new_pages, report.waiting) == (0, 2)
    web.sites["herald.test"]["/a"] = Says(article("A"))
    assert desk.one().new_pages == 3


# ----------------------------------------------------------------------------------------------------------------- once


def test_an_address_under_several_tracking_forms_is_fetched_once(web: Web, desk: Desk) -> None:
    forms = ("/a?utm_source=rss", "/a?utm_medium=x&fbclid=1", "/a#top", "/a/", "//www.herald.test/a?at_campaign=1")
    addresses = [form if form[1] != "/" else f"http:{form}" for form in forms]
    web.site("herald.test", {"/rss": rss("herald.test", *addresses), "*": Says(article("A"))}, None)
    web.sites["herald.test"]["/robots.txt"] = Says(FAST)
    report = desk.one()
    assert (report.links, report.new_links, report.new_pages) == (5, 1, 1)
    web.sites["herald.test"]["/rss"] = rss("herald.test", "/a?utm_source=other")
    desk.take()
    assert web.asked() == ["herald.test/rss", "herald.test/a?utm_source=rss", "herald.test/rss"]


def test_an_address_that_two_sources_give_is_fetched_once(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    web.sites["herald.test"]["/a?utm_source=agency"] = Says(article("/a"))
    web.site("agency.test", {"/rss": rss("agency.test", "http://herald.test/a?utm_source=agency")})
    desk.declare(FEED, 'name = "agency"\nkind = "feed"\naddress = "http://agency.test/rss"\n')
    report = desk.take()
    desk.take("agency")
    assert sum(source.new_pages for source in report.sources) == 1
    assert len([url for url in web.asked("herald.test") if "/a" in url]) == 1


def test_a_redirect_to_a_page_that_is_known_is_not_followed(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    desk.take()
    web.site("short.test", {"/x": Says("", 301, {"Location": "http://herald.test/a?utm_source=short"})})
    web.sites["herald.test"]["/rss"] = rss("herald.test", "/a", "http://short.test/x")
    report = desk.one()
    assert (report.new_links, report.new_pages, report.failed) == (1, 0, 0)
    assert desk.outcomes("url", "outcome", "final_url")[-1] == (
        "http://short.test/x",
        "known",
        "http://herald.test/a?utm_source=short",
    )
    assert web.asked().count("herald.test/a") == 1


def test_a_page_behind_a_redirect_is_known_under_its_own_address_afterwards(web: Web, desk: Desk) -> None:
    web.site("short.test", {"/x": Says("", 302, {"Location": "http://herald.test/a"})})
    paper(web, "/a")
    web.sites["herald.test"]["/rss"] = rss("herald.test", "http://short.test/x")
    assert desk.one().new_pages == 1
    assert desk.urls() == ["http://herald.test/a"]
    web.sites["herald.test"]["/rss"] = rss("herald.test", "/a")
    assert desk.one().new_pages == 0
    assert web.asked().count("herald.test/a") == 1


def test_a_redirect_is_checked_like_any_address(web: Web, desk: Desk) -> None:
    with trap() as (port, caught):
        targets = {
            "/loopback": (f"http://127.0.0.1:{port}/", "blocked_address"),
            "/decimal": (f"http://2130706433:{port}/", "blocked_address"),
            "/mapped": (f"http://[::ffff:127.0.0.1]:{port}/", "blocked_address"),
            "/metadata": ("http://169.254.169.254/latest/", "blocked_address"),
            "/file": ("file:///etc/hostname", "bad_address"),
            "/forbidden": ("http://herald.test/private/x", "robots_disallow"),
        }
        pages = {path: Says("", 302, {"Location": target}) for path, (target, _) in targets.items()}
        web.site("herald.test", {"/rss": rss("herald.test", *pages), **pages}, FAST + "Disallow: /private/\n")
        assert desk.one().new_pages == 0
        time.sleep(0.2)
        assert caught == []
    ends = desk.table(Fetches).filter(~pl.col("outcome").is_in(["ok", "redirected"]), pl.col("purpose") == "page")
    assert sorted(ends["outcome"]) == sorted(outcome for _, outcome in targets.values())
    assert "herald.test/private/x" not in web.asked()
    desk.take()
    assert desk.table(Fetches).filter(pl.col("purpose") == "page").height == 11  # none of it is asked for again


def test_redirects_in_a_circle_end(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    turns = itertools.count()
    web.sites["herald.test"]["*"] = lambda *_: Says("", 302, {"Location": f"/turn?n={next(turns)}"})
    web.sites["herald.test"]["/a"] = Says("", 302, {"Location": "/turn"})
    desk.take()
    assert desk.outcomes()[-1][1] == "too_many_redirects"
    assert len(web.asked()) == 1 + 1 + 5


def test_the_same_bytes_at_two_addresses_are_one_page_and_two_attempts(web: Web, desk: Desk) -> None:
    web.site(
        "herald.test", {"/rss": rss("herald.test", "/a", "/b"), "/a": Says(article("A")), "/b": Says(article("A"))}
    )
    desk.take()
    assert desk.table(Pages).height == 1
    attempts = desk.table(Fetches).filter(pl.col("purpose") == "page")
    assert attempts["page_id"].to_list() == [desk.table(Pages)["page_id"].item()] * 2


# --------------------------------------------------------------------------------------------------------------- limits


def test_a_run_takes_so_many_pages_and_the_next_goes_on(web: Web, desk: Desk) -> None:
    paths = [f"/{number}" for number in range(5)]
    paper(web, *paths)
    desk.declare(FEED + "limits = { pages_per_run = 2 }\n")
    counts = [(report.new_pages, report.waiting) for report in (desk.one() for _ in range(4))]
    assert counts == [(2, 3), (2, 1), (1, 0), (0, 0)]
    assert sorted(web.asked("herald.test")) == sorted(
        ["herald.test/rss"] * 4 + [f"herald.test{path}" for path in paths]
    )


def test_links_that_the_source_dates_long_ago_are_passed_over(web: Web, desk: Desk) -> None:
    web.site("herald.test", {"/rss": rss("herald.test", "/a", date="<pubDate>Mon, 02 Mar 2020 10:00:00 GMT</pubDate>")})
    report = desk.one()
    assert (report.links, report.passed_over, report.new_links) == (1, 1, 0)


def test_a_page_above_its_sources_limit_is_not_taken(web: Web, desk: Desk) -> None:
    paper(web, "/a")
    web.sites["herald.test"]["/a"] = Says("x" * 2000)
    desk.declare(FEED + "limits = { page_bytes = 1000 }\n")
    assert desk.one().failed == 1
    assert desk.outcomes()[-1][1] == "too_large"


def test_no_request_begins_when_the_runs_time_is_over(web: Web, tmp_path: Path) -> None:
    desk = Desk(web, tmp_path, DATELINE_FETCH_MINUTES="0.01")
    desk.declare(FEED)
    paper(web, *(f"/{number}" for number in range(8)), robots="User-agent: *\nCrawl-delay: 0.2\n")
    report = desk.one()
    assert 0 < report.new_pages < 8
    assert report.new_pages + report.waiting == 8


# ----------------------------------------------------------------------------------------------------- rows and mishaps


def test_every_request_is_a_row_with_its_time_and_result(web: Web, desk: Desk, quick: None) -> None:
    paper(web, "/a", "/gone", "/moved", "/broken", "/slow")
    web.sites["herald.test"] |= {
        "/gone": Says("", 410),
        "/moved": Says("", 301, {"Location": "/b"}),
        "/b": Says(article("B")),
        "/broken": Says("half", headers={"Content-Encoding": "gzip"}),
        "/slow": lambda *_: time.sleep(4),
    }
    desk.take()
    rows = desk.table(Fetches)
    asked = Counter(f"http://{url}" for url in web.asked(robots=True))
    assert Counter(rows["url"]) == asked
    assert sum(asked.values()) == len(web.requests)
    ends = dict(rows.filter(pl.col("purpose") == "page").sort("fetched_at").select("url", "outcome").rows())
    assert ends == {
        "http://herald.test/a": "ok",
        "http://herald.test/gone": "not_found",
        "http://herald.test/moved": "redirected",
        "http://herald.test/b": "ok",
        "http://herald.test/broken": "broken_answer",
        "http://herald.test/slow": "timeout",
    }
    assert rows.filter(pl.col("outcome") == "timeout")["seconds"].min() >= 3.0  # type: ignore[operator]
    assert rows.filter(pl.col("outcome").is_in(["timeout", "broken_answer", "not_found"]))["detail"].null_count() == 0


def test_sources_that_are_not_there_do_not_keep_the_others_from_being_taken(web: Web, desk: Desk, quick: None) -> None:
    paper(web, "/a")
    desk.declare(
        'name = "gone"\nkind = "html_dir"\naddress = "nowhere"\n',
        'name = "lost"\nkind = "feed"\naddress = "http://lost.test/rss"\n',
        'name = "inward"\nkind = "feed"\naddress = "http://127.0.0.1/rss"\n',
        FEED,
    )
    reports = {source.name: source for source in desk.take(hasty=True).sources}
    assert reports["herald"].new_pages == 1
    assert "There is no file or folder" in reports["gone"].problems[0]
    assert reports["lost"].problems == ["http://lost.test/rss: HTTP status 404."]
    assert "127.0.0.1 is at 127.0.0.1, which is not on the public internet." in reports["inward"].problems[0]
    assert "blocked_address" in desk.table(Fetches)["outcome"].to_list()


# ------------------------------------------------------------------------------------------------------ killed in between


def taking_in(desk: Desk) -> subprocess.Popen[bytes]:
    """A process that takes in every source."""
    program = (
        "from orchestration.intake import take_in\nfrom orchestration.settings import Settings\n"
        "from orchestration.sources.declared import read_sources\n"
        "settings = Settings.from_environment()\ndeclared = read_sources(settings.sources)\n"
        "take_in(declared, declared.source, settings)\n"
    )
    environment = {**os.environ, **desk.environment, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program], env=environment, cwd=ROOT)


def test_runs_that_are_killed_lose_nothing_and_ask_for_nothing_twice(web: Web, desk: Desk) -> None:
    """The server kills the run at every third page that it is asked for, instead of answering: that page is asked for again."""
    paths = [f"/{number}" for number in range(12)]
    running: list[subprocess.Popen[bytes]] = []
    unanswered: Counter[str] = Counter()
    count = itertools.count(1)

    def page(request: Request, _handler: BaseHTTPRequestHandler) -> Says | None:
        if next(count) % 3:
            return Says(article(request.path))
        running[-1].send_signal(signal.SIGKILL)
        running[-1].wait()
        unanswered[request.host + request.path] += 1
        return None

    web.site("herald.test", {"/rss": rss("herald.test", *paths), **dict.fromkeys(paths, page)})
    for _ in range(20):
        running.append(taking_in(desk))
        if running[-1].wait(60) == 0:
            break
    assert running[-1].returncode == 0
    assert len(running) == 6  # five kills: every run but the last had two pages
    expected = sorted(f"http://herald.test{path}" for path in paths)
    assert desk.urls() == expected
    asked = Counter(url for url in web.asked() if not url.endswith("/rss"))
    assert asked == Counter({url.removeprefix("http://"): 1 for url in expected}) + unanswered
    answered = desk.table(Fetches).filter(pl.col("outcome") == "ok", pl.col("purpose") == "page")
    assert sorted(answered["url"]) == expected
    assert list(desk.settings.layout.journal.iterdir()) == []


def test_links_of_a_feed_that_is_unchanged_since_a_run_was_killed_are_still_fetched(web: Web, desk: Desk) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def feed(request: Request, _handler: BaseHTTPRequestHandler) -> Says:
        said = rss("herald.test", "/a", "/b")
        if "if-none-match" in request.headers:
            return Says("", 304)
        return Says(said.body, headers={"ETag": '"v1"'}, kind=said.kind)

    def fatal(_request: Request, _handler: BaseHTTPRequestHandler) -> None:
        running[-1].send_signal(signal.SIGKILL)
        running[-1].wait()

    web.site("herald.test", {"/rss": feed, "/a": fatal, "/b": Says(article("B"))})
    running.append(taking_in(desk))
    assert running[-1].wait(60) == -signal.SIGKILL
    web.sites["herald.test"]["/a"] = Says(article("A"))
    report = desk.one()
    assert (report.unchanged, report.new_pages) == (1, 2)
    assert desk.urls() == ["http://herald.test/a", "http://herald.test/b"]


def test_a_redirect_that_was_followed_before_a_kill_is_taken_up_where_it_led(web: Web, desk: Desk) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def fatal(_request: Request, _handler: BaseHTTPRequestHandler) -> None:
        running[-1].send_signal(signal.SIGKILL)
        running[-1].wait()

    web.site("short.test", {"/x": Says("", 302, {"Location": "http://herald.test/a"})})
    web.site("herald.test", {"/rss": rss("herald.test", "http://short.test/x"), "/a": fatal})
    running.append(taking_in(desk))
    assert running[-1].wait(60) == -signal.SIGKILL
    web.sites["herald.test"]["/a"] = Says(article("A"))
    assert desk.one().new_pages == 1
    assert web.asked("short.test") == ["short.test/x"]


def test_two_processes_do_not_fetch_at_once(web: Web, desk: Desk) -> None:
    paper(web)
    environment = {**os.environ, **desk.environment, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    with only_writer(desk.settings.layout.fetch_lock):
        second = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "Another run" in second.stderr
    assert web.requests == []
