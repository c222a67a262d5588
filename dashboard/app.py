"""The frame around the views: their addresses, and what to say where there is nothing to read.

Run it with `dateline dashboard`. Stays out: what a view shows (`views`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import streamlit as st

from dashboard import links, style
from dashboard.answers import answer, version_of
from dashboard.filters import filters
from dashboard.questions import articles as questions
from dashboard.shapes import Filters
from dashboard.views import article, events, intake, overview, search, speakers, stories
from warehouse.layout import Layout
from warehouse.query import NothingPublished


class View(NamedTuple):
    """A view with its address and the name in the menu."""

    name: str
    title: str
    draw: Callable[[Path, Filters], None]


VIEWS = (
    View("overview", "Overview", overview.draw),
    View("intake", "What came in", intake.draw),
    View("speakers", "Who is quoted", speakers.draw),
    View("events", "Who does what to whom", events.draw),
    View("stories", "Stories and first reporters", stories.draw),
    View("search", "Search", search.draw),
    View("article", "One article", article.draw),
)
LOOKS_EVERY = 5  # seconds
_SHOWN = "version that is shown"


def main() -> None:
    """Show the view that the address names, or say why there is nothing to show.

    The filters are made here and not by the views: only widgets of the frame keep their place in the address from view to
    view.
    """
    st.set_page_config(page_title="Dateline", layout="wide", initial_sidebar_state="auto")
    st.html(style.CSS)
    published = Layout.from_environment().published

    def page_of(view: View) -> Any:
        def draw() -> None:
            view.draw(published, chosen)

        return st.Page(draw, title=view.title, url_path=view.name, default=view.name == "overview")

    pages = {view.name: page_of(view) for view in VIEWS}
    links.register(pages)
    current = st.navigation(list(pages.values()))
    st.session_state[_SHOWN] = version_of(published)
    watch(published)
    try:
        chosen = filters(published, answer(published, questions.summary))
        current.run()
    except NothingPublished as reason:
        nothing_published(str(reason))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        nothing_published(
            f"{published} was made by another version of Dateline ({str(error).splitlines()[0]}). Run the pipeline again."
        )


def alone(name: str) -> None:
    """One view without the others beside it, as tests and benchmarks draw it."""
    published = Layout.from_environment().published
    view = next(view for view in VIEWS if view.name == name)
    view.draw(published, filters(published, answer(published, questions.summary)))


@st.fragment(run_every=LOOKS_EVERY)
def watch(published: Path) -> None:
    """Draw the view anew once another version is published, so that a screen on a wall stays true."""
    if version_of(published) != st.session_state[_SHOWN]:
        st.rerun()


def nothing_published(reason: str) -> None:
    """What to do where there is no file to read."""
    st.title("Dateline", anchor=False)
    st.subheader("Nothing to show yet", anchor=False)
    st.text(reason)
    st.html(style.note("Pages in a folder become a published warehouse with one command; the bundled sample will do:"))
    st.code("dateline run sample", language="bash")
    st.html(style.note("Then reload this page. The data folder is ./data, or the one that DATELINE_DATA names."))


if __name__ == "__main__":  # so Streamlit runs it
    main()
