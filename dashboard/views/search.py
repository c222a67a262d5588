"""Full-text search over the articles: the best first, with the words marked where they stand."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import evidence, links, rows, style
from dashboard.answers import answer
from dashboard.questions import search
from dashboard.shapes import Filters
from dashboard.wording import count, day


def draw(published: Path, chosen: Filters) -> None:
    """A box for the words, and what they find."""
    st.title("Search", anchor=False)
    words = st.text_input(
        "Words", placeholder="Words that an article must have, all of them …", key="words", bind="query-params"
    ).strip()
    if not words:
        st.html(style.note("Every word of the text counts, without case and accents. The best hit comes first."))
        return
    frame = answer(published, search.found, words, chosen)
    if frame.empty:
        st.html(style.note(f"No article of these outlets and days has every one of the words “{words}”."))
        return
    matches = int(frame["matches"].iloc[0])
    limit = f", the best {len(frame):,} of them shown" if matches > len(frame) else ""
    st.html(style.note(f"{count(matches, 'article')}{limit}."))
    for row in rows.records(frame):
        links.link("article", row["headline"] or "Without headline", article=row["article_id"])
        source = ", ".join(filter(None, [row["outlet"], day(row["published_on"]), row["standing"]]))
        body = row["text"].removeprefix(row["headline"] or "").lstrip()
        text = evidence.snippet(body, words.split())
        st.html(f'<div class="dl-evidence dl-snippet">{style.note(source)}<p class="dl-text">{text}</p></div>')
