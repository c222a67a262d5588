"""Colours, the little CSS there is, and small pieces of HTML. Stays out: what is said."""

from __future__ import annotations

import html

ACCENT = "#8f1d2c"
ACCENT_LIGHT = "#d9a3a8"
ACCENT_TINT = "#f6e3e0"
SLATE = "#3d4b57"
SLATE_LIGHT = "#a3b1bd"
GREY = "#d3d0c9"
INK = "#1f2429"
MUTED = "#5f6870"
RULE = "#dcd8d0"
PAPER = "#ffffff"

SERIF = '"Source Serif", Georgia, "Times New Roman", serif'

CSS = f"""<style>
[data-testid="stMainBlockContainer"] {{ max-width: 1320px; padding-top: 2.5rem; padding-bottom: 4rem; }}
[data-testid="stMain"] h1 {{ font-weight: 700; letter-spacing: -0.015em; padding-bottom: 0.1rem; }}
[data-testid="stMain"] h2 {{ font-weight: 600; font-size: 1.45rem; border-top: 1px solid {INK}; padding-top: 0.8rem;
    margin-top: 1.6rem; }}
[data-testid="stMain"] h3 {{ font-weight: 600; font-size: 1.15rem; padding-bottom: 0; }}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] {{ padding: 0; background: none; }}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p {{ color: {ACCENT}; font-size: 0.92rem; white-space: normal; }}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"]:hover p {{ text-decoration: underline; }}
[data-testid="stMetricValue"] {{ font-family: {SERIF}; font-variant-numeric: lining-nums; }}
.dl-standfirst {{ font-size: 1.02rem; color: {MUTED}; line-height: 1.5; margin: 0; }}
.dl-standfirst strong {{ color: {INK}; font-weight: 600; }}
.dl-note {{ font-size: 0.86rem; color: {MUTED}; line-height: 1.45; margin: 0; }}
.dl-key {{ white-space: nowrap; margin-right: 0.9em; }}
.dl-key i {{ display: inline-block; width: 0.72em; height: 0.72em; margin-right: 0.35em; }}
.dl-evidence {{ border-left: 3px solid {ACCENT}; padding: 0.1rem 0 0.2rem 1.1rem; }}
.dl-evidence h4 {{ font-family: {SERIF}; font-size: 1.12rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.3; }}
.dl-evidence.dl-article {{ border-left: none; padding-left: 0; }}
.dl-article h1 {{ font-family: {SERIF}; font-size: 2rem; line-height: 1.2; padding: 0 0 0.3rem; }}
.dl-article h1 a {{ color: {INK}; text-decoration: none; }}
.dl-article h1 a:hover {{ color: {ACCENT}; }}
.dl-evidence .dl-text {{ font-family: {SERIF}; font-size: 1.06rem; line-height: 1.6; max-width: 46em; margin: 0.6rem 0;
    white-space: pre-line; overflow-wrap: anywhere; }}
.dl-evidence a {{ color: {ACCENT}; }}
.dl-evidence mark {{ color: inherit; background: none; padding: 0.08em 0; }}
.dl-caution {{ font-size: 0.9rem; color: {ACCENT}; font-weight: 600; margin: 0.4rem 0 0; }}
.dl-evidence mark.dl-word {{ background: {ACCENT_TINT}; font-weight: 600; }}
.dl-evidence.dl-snippet {{ border-left-color: {RULE}; }}
.dl-snippet .dl-text {{ font-size: 1rem; margin: 0.1rem 0 0; white-space: normal; }}
.dl-evidence mark.dl-quotation, .dl-evidence mark.dl-trigger {{ background: {ACCENT_TINT}; }}
.dl-evidence mark.dl-trigger {{ box-shadow: inset 0 -2px {ACCENT}; }}
.dl-evidence mark.dl-unsaid {{ background: #f0eee9; border-bottom: 2px dotted {ACCENT_LIGHT}; }}
.dl-evidence mark.dl-unreal {{ border-bottom: 2px dotted {SLATE}; }}
.dl-evidence mark.dl-cue {{ box-shadow: inset 0 -2px {ACCENT_LIGHT}; }}
.dl-evidence mark.dl-speaker, .dl-evidence mark.dl-actor {{ font-weight: 650; box-shadow: inset 0 -2px {SLATE}; }}
.dl-evidence mark.dl-recipient {{ font-weight: 650; box-shadow: inset 0 -2px {SLATE_LIGHT}; }}
</style>"""


def note(text: str) -> str:
    """A small grey line; the text is escaped."""
    return f'<p class="dl-note">{html.escape(text)}</p>'


def key(colours: dict[str, str]) -> str:
    """A legend on one line: label to colour."""
    swatches = (
        f'<span class="dl-key"><i style="background:{colour}"></i>{html.escape(label)}</span>'
        for label, colour in colours.items()
    )
    return f'<p class="dl-note">{" ".join(swatches)}</p>'
