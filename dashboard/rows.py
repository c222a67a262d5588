"""Tables whose rows lead to what proves them. Stays out: where the rows come from (`questions`), what a view is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard import evidence, links, style
from dashboard.answers import answer
from dashboard.questions import proof
from dashboard.shapes import Evidence
from dashboard.wording import count

_PER_CENT = "%.0f %%"
_DAY = "D MMM YYYY"
_TIME = "D MMM YYYY, HH:mm"
_OPEN = st.column_config.LinkColumn("Page", display_text="Open", width=55)


def text(label: str, width: int, help_text: str | None = None) -> Any:
    """A column of words."""
    return st.column_config.TextColumn(label, width=width, help=help_text)


def number(label: str, width: int = 80, form: str = "localized", help_text: str | None = None) -> Any:
    """A column of numbers."""
    return st.column_config.NumberColumn(label, width=width, format=form, help=help_text)


def share(label: str, width: int = 80, help_text: str | None = None) -> Any:
    """A column of shares between 0 and 1, which `table` shows in per cent."""
    return st.column_config.NumberColumn(label, width=width, format=_PER_CENT, help=help_text)


def day(label: str, width: int = 95) -> Any:
    """A column of days."""
    return st.column_config.DateColumn(label, format=_DAY, width=width)


def moment(label: str, width: int = 140) -> Any:
    """A column of times (UTC)."""
    return st.column_config.DatetimeColumn(label, format=_TIME, width=width)


QUOTES = {
    "speaker": text("Speaker", 130),
    "role": text("Role", 135),
    "quotation": text("Quotation", 290),
    "standing": text(
        "Standing", 75, "“not said”: the sentence says that somebody did not say it; “hedged”: it is left open"
    ),
    "outlet": text("Outlet", 115),
    "published_on": day("Published"),
    "headline": text("Headline", 160),
    "url": _OPEN,
}
EVENTS = {
    "event_date": day("Date"),
    "actor": text("Who", 130),
    "deed": text("Did what", 130, "PLOVER's type of event, and its mode"),
    "recipient": text("To whom", 130),
    "place": text("Where", 95),
    "status": text("Status", 80, "Only “actual” is reported as having happened"),
    "sentence": text("Evidence", 260),
    "outlet": text("Outlet", 115),
    "url": _OPEN,
}
ARTICLES = {
    "published_on": day("Published"),
    "outlet": text("Outlet", 130),
    "headline": text("Headline", 360),
    "words": number("Words"),
    "quotes": number("Quotes"),
    "events": number("Events"),
    "standing": text(
        "Standing", 95, "“copy”: another outlet had the text before; else what the reader made of the text"
    ),
    "url": _OPEN,
}
STORY_ARTICLES = {
    "published_at": moment("Published (UTC)"),
    "hours_after": number("Hours after", 90, "%.1f"),
    "outlet": text("Outlet", 140),
    "headline": text("Headline", 330),
    "standing": text("Standing", 80),
    "url": _OPEN,
}
REPORTS = {
    "published_at": moment("Published (UTC)"),
    "hours_after": number("Hours after", 90, "%.1f"),
    "outlet": text("Outlet", 140),
    "sentence": text("Evidence", 400),
    "url": _OPEN,
}
PRINTS = {
    "published_at": moment("Published (UTC)"),
    "hours_after": number("Hours after", 90, "%.1f"),
    "outlet": text("Outlet", 140),
    "quotation": text("Quotation", 400),
    "url": _OPEN,
}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries with None where there is nothing, for pandas' own NaN passes for a true text."""
    found: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return found


def table(
    frame: pd.DataFrame,
    one: str,
    id_column: str,
    key: str,
    columns: Mapping[str, Any],
    then: str,
    first: bool = True,
    height: int = 320,
) -> str | None:
    """Show the rows; gives the id of the chosen one, else of the first (or None, where `first` is not set).

    `one` is what a row is, `then` what choosing one shows. `key` names the question: with another question the choice
    starts anew.
    """
    if frame.empty:
        st.html(style.note(f"No {one} matches."))
        return None
    place = st.empty()
    selection = st.dataframe(
        _scaled(frame, columns),
        **_look(frame, columns, height),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    chosen = [row for row in selection.selection.rows if row < len(frame)]
    hint = "" if chosen else f" Choose a row to see {then}" + ("; below is the first row's." if first else ".")
    place.html(style.note(f"{_how_many(frame, one)}.{hint}"))
    if not chosen and not first:
        return None
    return str(frame[id_column].iloc[chosen[0] if chosen else 0])


def listing(frame: pd.DataFrame, one: str, columns: Mapping[str, Any], height: int = 320) -> None:
    """Show rows that lead no further."""
    if frame.empty:
        st.html(style.note(f"There is no {one}."))
        return
    st.html(style.note(f"{_how_many(frame, one)}."))
    st.dataframe(_scaled(frame, columns), **_look(frame, columns, height))


def _look(frame: pd.DataFrame, columns: Mapping[str, Any], height: int) -> dict[str, Any]:
    """As high as the rows, 35 pixels each and the head, and no higher than `height`."""
    return {
        "hide_index": True, "height": min(height, 35 * (len(frame) + 1) + 3), "placeholder": "", "width": "stretch",
        "column_order": list(columns), "column_config": dict(columns),
    }  # fmt: skip


def _scaled(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Shares as hundreds, since the column's format cannot multiply."""
    shares = [name for name, column in columns.items() if column["type_config"].get("format") == _PER_CENT]
    return frame.assign(**{name: frame[name] * 100 for name in shares})


def _how_many(frame: pd.DataFrame, one: str) -> str:
    matches = int(frame["matches"].iloc[0]) if "matches" in frame else len(frame)
    limit = f", the first {len(frame):,} of them shown" if matches > len(frame) else ""
    return count(matches, one) + limit


def quotes(
    published: Path, frame: pd.DataFrame, key: str, columns: Mapping[str, Any] = QUOTES, one: str = "quote"
) -> None:
    """Quotes, and the paragraph of the chosen one."""
    prove(published, proof.quote_evidence, table(frame, one, "quote_id", key, columns, "its paragraph"))


def events(
    published: Path, frame: pd.DataFrame, key: str, columns: Mapping[str, Any] = EVENTS, one: str = "event"
) -> None:
    """Events, and the paragraph of the chosen one."""
    prove(published, proof.event_evidence, table(frame, one, "event_id", key, columns, "its paragraph"))


def articles(frame: pd.DataFrame, key: str, columns: Mapping[str, Any] = ARTICLES) -> None:
    """Articles, and the way to the chosen one."""
    chosen = table(frame, "article", "article_id", key, columns, "the way to its text", first=False)
    if chosen:
        (article,) = records(frame[frame["article_id"] == chosen])
        headline = article["headline"] or "Without headline"
        links.link("article", f"Read “{headline}” with its quotes and events", article=chosen)


def prove(published: Path, question: Callable[[duckdb.DuckDBPyConnection, str], Evidence], row_id: str | None) -> None:
    """The paragraph of a row with the evidence marked, and the way to the whole article."""
    if row_id is not None:
        shown = prove_here(published, question, row_id)
        links.link("article", "Read the whole article with its quotes and events", article=shown.article_id)


def prove_here(
    published: Path, question: Callable[[duckdb.DuckDBPyConnection, str], Evidence], row_id: str
) -> Evidence:
    """The paragraph of a row with the evidence marked, where the article itself is already shown."""
    shown = answer(published, question, row_id)
    st.html(evidence.block(shown))
    return shown
