"""Who is quoted: the most quoted, the audit of sources, who talks about whom, and every quote with its passage."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import charts, links, rows, style
from dashboard.answers import answer
from dashboard.choices import choice
from dashboard.questions import proof, speakers
from dashboard.shapes import Filters

MAX_OUTLETS = 12
AUDIT = {
    "outlet": rows.text("Outlet", 150),
    "quotes": rows.number("Quotes"),
    "speakers": rows.number("Speakers", help_text="Different speakers who are known by name"),
    "effective_speakers": rows.number(
        "Effective", 85, "%.1f", "As many speakers, quoted equally often, would be as diverse (Hill number of order 1)"
    ),
    "women_share": rows.share("Women", help_text="Of the quotes of women and men"),
    "women_words_share": rows.share("Women, words", 110, "Of the words of women and men"),
    "unknown_share": rows.share("Not shown", help_text="Quotes of persons whose gender the texts do not show"),
    "officials_share": rows.share(
        "Officials", help_text="Of all quotes: government, courts, forces, organisations of states"
    ),
    "anonymous_share": rows.share("Anonymous", 95),
    "no_name_share": rows.share("No name", help_text="Speakers who are neither named nor called anonymous"),
}
PAIRS = {
    "speaker": rows.text("Who talks", 170),
    "about": rows.text("About whom", 170),
    "statements": rows.number("Statements", 95),
    "outlets": rows.number("Outlets", help_text="In the month with most"),
    "last_month": st.column_config.DateColumn("Last in", format="MMMM YYYY", width=120),
}


def draw(published: Path, chosen: Filters) -> None:
    """The most quoted beside the audit; then pairs; then the quotes."""
    st.title("Who is quoted", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        speaker = most_quoted(published, chosen)
    with right:
        genders(published, chosen)
    outlet = audit(published, chosen)
    quotes(published, chosen.of_outlet(outlet), speaker)
    pairs(published, chosen)


def most_quoted(published: Path, chosen: Filters) -> str | None:
    """Whose quotes are to be read: chosen in the chart, or named by the address."""
    st.subheader("Most quoted", anchor=False)
    frame = answer(published, speakers.most_quoted, chosen)
    if frame.empty:
        st.html(style.note("Nobody is quoted by name in these articles."))
        return None
    st.html(style.note("A text that several outlets run counts once. Choose a bar to read the quotes below."))
    return choice(charts.most_quoted(frame), "entity_id", "most_quoted") or st.query_params.get(links.SPEAKER)


def genders(published: Path, chosen: Filters) -> None:
    """Women and men among those quoted, with what is not known."""
    st.subheader("Women and men", anchor=False)
    frame = answer(published, speakers.diversity, chosen)
    if frame.empty:
        st.html(style.note("Nobody is quoted in these weeks."))
        return
    unit = st.segmented_control(
        "Counted by", ["quotes", "words"], default="quotes", key="unit", required=True, bind="query-params"
    )
    more = len(frame) - MAX_OUTLETS
    tail = f"The {MAX_OUTLETS} outlets with most quotes; the other {more:,} are in the table below." if more > 0 else ""
    st.html((style.note(tail) if tail else "") + style.key(charts.GENDER_COLOURS))
    st.altair_chart(charts.genders(frame.head(MAX_OUTLETS), str(unit)), width="stretch", key="genders")


def audit(published: Path, chosen: Filters) -> str | None:
    """How diverse are the sources of each outlet? Gives the chosen outlet."""
    st.header("Audit of sources", anchor=False)
    frame = answer(published, speakers.diversity, chosen).copy()
    by_words = frame["women_words"] + frame["men_words"]
    by_quotes = frame["women"] + frame["men"]
    frame["women_share"] = (frame["women"] / by_quotes).where(by_quotes > 0)
    frame["women_words_share"] = (frame["women_words"] / by_words).where(by_words > 0)
    persons = by_quotes + frame["other"] + frame["unknown"]
    frame["unknown_share"] = (frame["unknown"] / persons).where(persons > 0)
    for group in ("officials", "anonymous", "no_name"):
        frame[f"{group}_share"] = frame[group] / frame["quotes"]
    st.html(
        style.note(
            "Whole weeks that overlap the chosen days; only what was said, and a copied text only with the outlet that had "
            "it first. Gender is what the texts show, never guessed from a name alone."
        )
    )
    then = "only its quotes below, where you can choose whose"
    return rows.table(frame, "outlet", "outlet_id", f"audit {chosen}", AUDIT, then, first=False)


def quotes(published: Path, chosen: Filters, speaker: str | None) -> None:
    """Who said what? Choosing a row shows the paragraph."""
    st.header("Who said what", anchor=False)
    left, right = st.columns([3, 2])
    search = left.text_input(
        "Search quotes", placeholder="A speaker, a role, words of the quotation, an outlet …", key="quote_search",
        bind="query-params",
    ).strip()  # fmt: skip
    whose = right.selectbox("Whose", list(speakers.WHOSE), format_func=str.capitalize, key="whose", bind="query-params")
    frame = answer(published, speakers.quotes, chosen, search, speaker, whose)
    if speaker:
        name = rows.records(frame)[0]["speaker"] if not frame.empty else "this speaker"
        links.link("speakers", f"Only quotes of {name}. Show everybody's.")
    rows.quotes(published, frame, f"quotes {chosen} {search} {speaker} {whose}")


def pairs(published: Path, chosen: Filters) -> None:
    """Who talks about whom? Choosing a pair shows an example."""
    st.header("Who talks about whom", anchor=False)
    frame = answer(published, speakers.who_talks_about_whom, chosen)
    st.html(style.note("In all outlets, in months that overlap the chosen days; one statement counts once."))
    key = f"pairs {chosen.first} {chosen.last}"
    rows.prove(
        published, proof.quote_evidence, rows.table(frame, "pair", "quote_id", key, PAIRS, "one of its statements")
    )
