"""From one view to another. Stays out: what the views show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

ARTICLE = "article"  # the parameter that names the article, in the address of the view of that name
SPEAKER = "speaker"
_PAGES = "pages"


def register(pages: Mapping[str, Any]) -> None:
    """Note the pages of this run by their names."""
    st.session_state[_PAGES] = dict(pages)


def link(view: str, label: str, **parameters: str) -> None:
    """A link that a reader can follow, or open in another tab."""
    pages = st.session_state.get(_PAGES, {})
    if view in pages:  # a view that is tested alone has no others beside it
        st.page_link(pages[view], label=label, query_params=parameters or None)


def go(view: str, **parameters: str) -> None:
    """Show another view now."""
    st.switch_page(st.session_state[_PAGES][view], query_params=parameters or None)
