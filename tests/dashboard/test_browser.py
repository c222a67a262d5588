"""The dashboard in Debian's Chromium, on the published sample: its views, the ways between them, and what a choice shows.

Stays out: what questions give (`test_questions`).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, Position, Route, expect, sync_playwright

from dashboard.app import VIEWS
from tests.end_to_end.product import COMMAND, SampleRun, environment, sample_run

WIDE, NARROW = 1400, 420
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
A_WHILE = 30_000  # milliseconds: a slow machine must not fail

# Charts get their height late; what is clicked on must have stopped moving.
STILL = """() => {
    const height = document.querySelector("[data-testid=stMain]").scrollHeight;
    if (window.lastHeight !== height) { window.lastHeight = height; window.lastChange = performance.now(); }
    return performance.now() - window.lastChange > 400;
}"""

expect.set_options(timeout=A_WHILE)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of which there is only the published file, for a test replaces it."""
    sample: SampleRun = sample_run(tmp_path_factory)
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "published").mkdir()
    shutil.copy(sample.published, folder / "published" / "dateline.duckdb")
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """Where the dashboard answers, started as its users start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "dashboard", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until the dashboard answers."""
    for _ in range(600):
        assert server.poll() is None, "the dashboard ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; `make test` installs it."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "There is no Chromium. Run `make chromium`, or name one in the variable CHROMIUM."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window without anything from outside: whatever the page asks for elsewhere fails the test."""
    outside: list[str] = []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    with browser.new_context(viewport={"width": WIDE, "height": 1000}) as context:
        context.route("**/*", only_here)
        yield context.new_page()
    assert not outside


def open_view(page: Page, address: str, view: str = "") -> None:
    """Go there and wait until everything is drawn."""
    page.goto(f"{address}/{view}")
    drawn(page)


def drawn(page: Page) -> None:
    """Until the script has run to its end, without an exception."""
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.wait_for_function(STILL, polling=100)


def parameters(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, drawing: Locator, at: Callable[[FloatRect], Position], leads_to: Locator) -> None:
    """Click into a drawing until what the choice leads to is visible.

    A click that comes while a table or a chart is being drawn again is lost, as it is for a reader, who clicks again.

    Args:
        page: The window.
        drawing: The canvas that is clicked.
        at: From its box to the place of the click, in pixels from its upper left corner.
        leads_to: What only the choice makes visible.
    """
    for _ in range(5):
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box
        drawing.click(position=at(box))
        with suppress(AssertionError):
            expect(leads_to).to_be_visible(timeout=A_WHILE / 5)
            break
    expect(leads_to).to_be_visible()
    drawn(page)


def choose_row(page: Page, table: Locator, number: int) -> None:
    """Tick a row of a table: rows are 35 pixels high, and the box is at the left."""
    above = table.locator("xpath=preceding::p[@class='dl-note'][1]")
    chosen = above.filter(has_not_text="Choose a row")
    choose(page, table, lambda _: {"x": 18, "y": 35 * (number + 1) + 17}, chosen)


def chart_number(page: Page, number: int) -> Locator:
    """A chart of the view, counted from 0."""
    return page.get_by_test_id("stVegaLiteChart").nth(number).locator("canvas, svg").first


def table_after(page: Page, heading: str) -> Locator:
    """The first table below a heading."""
    return page.locator(
        f"xpath=//h2[normalize-space()='{heading}']/following::div[@data-testid='stDataFrame'][1]"
    ).first


class TestViews:
    @pytest.mark.parametrize("view", [view.name for view in VIEWS])
    def test_every_view_is_drawn_and_fits_a_wide_and_a_narrow_window(self, page: Page, address: str, view: str) -> None:
        open_view(page, address, "" if view == "overview" else view)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 1000})
            page.wait_for_function(STILL, polling=100)
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_the_menu_leads_to_every_view(self, page: Page, address: str) -> None:
        open_view(page, address)
        for view in VIEWS:
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=view.title, exact=True).click()
            drawn(page)
            expect(page.get_by_test_id("stSidebarNav").locator("[aria-current=page]")).to_have_text(view.title)

    def test_every_chart_of_the_overview_is_drawn(self, page: Page, address: str) -> None:
        open_view(page, address)
        expect(page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")).to_have_count(
            2 + 6
        )


class TestWays:
    def test_a_bar_leads_to_the_quotes_of_the_person(self, page: Page, address: str) -> None:
        open_view(page, address)
        quoted = page.get_by_role("heading", name="Who is quoted", exact=True)
        choose(page, chart_number(page, 0), lambda box: {"x": box["width"] * 0.5, "y": 14}, quoted)
        expect(page.get_by_role("link", name="Only quotes of Elena Marchetti. Show everybody's.")).to_be_visible()
        assert len(parameters(page)["speaker"]) == 1

    def test_a_search_leads_to_an_article_with_its_quotes_and_events_marked(self, page: Page, address: str) -> None:
        open_view(page, address, "search")
        page.get_by_label("Words", exact=True).fill("FERRY Lesbos")
        page.keyboard.press("Enter")
        expect(page.locator("mark.dl-word").first).to_be_visible()
        drawn(page)
        assert parameters(page)["words"] == ["FERRY Lesbos"]
        result = page.get_by_test_id("stMain").get_by_test_id("stPageLink").first
        headline = result.inner_text()
        result.click()
        expect(page.locator("h1")).to_have_text(headline)
        expect(page.locator("mark.dl-quotation").first).to_be_visible()
        expect(page.locator("mark.dl-trigger").first).to_be_visible()
        page.get_by_role("radio", name="Events", exact=True).click()
        expect(page.locator("mark.dl-quotation")).to_have_count(0)

    def test_filters_are_kept_in_the_address_and_from_view_to_view(self, page: Page, address: str, data: Path) -> None:
        with duckdb.connect(str(data / "published" / "dateline.duckdb"), read_only=True) as connection:
            (outlet, articles), *_ = connection.execute(
                "SELECT publisher_name, count(*) FROM dim_article JOIN dim_outlet USING (outlet_id)"
                " WHERE publisher_name IS NOT NULL GROUP BY ALL ORDER BY 2, 1"
            ).fetchall()
        open_view(page, address, "?" + urlencode({"outlets": outlet}))
        expect(page.get_by_test_id("stMetricValue").first).to_have_text(str(articles))
        page.get_by_test_id("stSidebarNav").get_by_role("link", name="What came in").click()
        drawn(page)
        expect(page).to_have_url(re.compile(f"[?]{re.escape(urlencode({'outlets': outlet}))}$"))
        expect(page.get_by_text(f"{articles} articles. Choose a row", exact=False)).to_be_visible()

    def test_an_article_that_is_not_there_is_said_to_be_missing(self, page: Page, address: str) -> None:
        open_view(page, address, "article?article=nothing")
        expect(page.locator("h1")).to_have_text("No such article")


class TestChoices:
    def test_a_row_shows_its_passage(self, page: Page, address: str) -> None:
        open_view(page, address, "speakers")
        passage = page.locator(".dl-evidence .dl-text").first
        before = passage.inner_text()
        choose_row(page, table_after(page, "Who said what"), 4)
        expect(passage).not_to_have_text(before)
        expect(page.locator(".dl-evidence mark.dl-quotation").first).to_be_visible()

    def test_what_was_not_said_is_marked_in_the_row_and_above_its_passage(self, page: Page, address: str) -> None:
        open_view(page, address, "speakers?quote_search=not+said")
        expect(page.locator(".dl-caution").first).to_have_text("The sentence says that this was not said.")

    def test_an_outlet_of_the_audit_narrows_the_quotes(self, page: Page, address: str) -> None:
        open_view(page, address, "speakers")
        found = page.get_by_text("quotes. Choose a row to see its paragraph", exact=False)
        before = found.inner_text()
        choose_row(page, table_after(page, "Audit of sources"), 0)
        expect(found).not_to_have_text(before)

    def test_a_pair_of_countries_shows_its_course_and_its_events(self, page: Page, address: str) -> None:
        open_view(page, address, "events")
        choose_row(page, table_after(page, "Pairs of countries"), 0)
        expect(page.get_by_text("Turkey → Greece: what happened", exact=False)).to_be_visible()
        drawn(page)
        expect(page.locator(".dl-evidence mark.dl-trigger").first).to_be_visible()

    def test_a_bar_of_the_course_narrows_the_events_to_its_class(self, page: Page, address: str) -> None:
        open_view(page, address, "events")
        narrowed = page.get_by_text("All pairs and events within a country, material conflict.")
        # The highest bar of the sample goes down from the line: 30 September, material conflict at its end.
        choose(
            page,
            chart_number(page, 1),
            lambda box: {"x": box["width"] * 0.73, "y": box["height"] * 0.75},
            narrowed,
        )

    def test_a_story_shows_who_printed_it_when(self, page: Page, address: str) -> None:
        open_view(page, address, "stories")
        choose_row(page, table_after(page, "Texts printed more than once"), 1)
        expect(page.get_by_text("2 articles. Choose a row", exact=False)).to_be_visible()

    def test_a_quote_of_an_article_shows_its_passage_beside_the_text(
        self, page: Page, address: str, data: Path
    ) -> None:
        with duckdb.connect(str(data / "published" / "dateline.duckdb"), read_only=True) as connection:
            ((article,),) = connection.execute(
                "SELECT article_id FROM fct_quote GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
            ).fetchall()
        open_view(page, address, f"article?article={article}")
        cues = page.locator("mark.dl-cue")
        expect(cues).to_have_count(0)
        choose_row(page, page.get_by_test_id("stDataFrame").first, 1)
        expect(cues.first).to_be_visible()


class TestPublishing:
    def test_an_open_view_shows_a_new_version_by_itself(self, page: Page, address: str, data: Path) -> None:
        published = data / "published" / "dateline.duckdb"
        kept, newer = data / "kept.duckdb", data / "newer.duckdb"
        shutil.copy(published, kept)
        shutil.copy(published, newer)
        newer.chmod(0o644)
        with duckdb.connect(str(newer)) as connection:
            connection.execute("UPDATE about SET value = '2027-01-02T03:04:05+00:00' WHERE name = 'published_at'")
            connection.execute("DELETE FROM fct_quote")
        open_view(page, address)
        quotes = page.get_by_test_id("stMetricValue").nth(2)
        assert quotes.inner_text() != "0"
        os.replace(newer, published)
        try:
            expect(page.get_by_text("Published 2 January 2027, 03:04 UTC.", exact=False)).to_be_visible()
            expect(quotes).to_have_text("0")
        finally:
            os.replace(kept, published)
