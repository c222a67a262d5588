"""What a page says about its article: who is believed first about headline, date, authors and address.

Stays out: the text (test_articles).
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from tests.transforms.pages import URL, html_page, read
from transforms.articles.dates import in_utc, parse_moment

SIDECAR = dt.datetime(2026, 3, 4, 5)
DATED_URL = "https://harbour.example/2026/03/03/mine"
PRINTED = "<time datetime='2026-03-02T08:00:00Z'>2 March</time>"


def json_ld(**article: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **article}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def meta(**values: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items())


def article(head: str = "", *, printed: str = "", **options: Any) -> dict[str, Any]:
    page = html_page(head=head, **{name: options.pop(name) for name in ("title", "h1") if name in options})
    got = read(page.replace("</h1>", f"</h1>{printed}"), **options)
    assert got.reason is None
    return got.article


# --------------------------------------------------------------------------------------------------------- publication


def test_a_date_is_believed_in_the_order_of_its_sources() -> None:
    """JSON-LD, meta elements, the source (sidecar, feed), the address, the page's own time element."""
    ld, tag = json_ld(datePublished="2026-03-06T09:00:00Z"), meta(article__published_time="2026-03-05T09:00:00Z")
    sources: list[tuple[str, dict[str, Any], str, dt.datetime]] = [
        (ld + tag, {"source_date": SIDECAR, "url": DATED_URL}, "jsonld", dt.datetime(2026, 3, 6, 9)),
        (tag, {"source_date": SIDECAR, "url": DATED_URL}, "meta", dt.datetime(2026, 3, 5, 9)),
        ("", {"source_date": SIDECAR, "url": DATED_URL}, "feed", SIDECAR),
        ("", {"url": DATED_URL}, "url", dt.datetime(2026, 3, 3)),
        ("", {}, "text", dt.datetime(2026, 3, 2, 8)),
    ]
    for head, options, source, moment in sources:
        got = article(head, printed=PRINTED, **options)
        assert (got["date_published_source"], got["date_published"]) == (source, moment)


def test_the_day_of_publication_is_the_outlets_own() -> None:
    """Late in the evening in New York it is the next day in UTC."""
    got = article(json_ld(datePublished="2026-03-05T23:30:00-05:00"))
    assert got["date_published"] == dt.datetime(2026, 3, 6, 4, 30)
    assert got["published_on"] == dt.date(2026, 3, 5)
    assert article()["published_on"] is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("<time datetime='2026-03-05T22:30:00-05:00'>5 March</time>", dt.date(2026, 3, 5)),
        ("<time datetime='2026-03-05 22:30:00'>5 March</time>", dt.date(2026, 3, 5)),
        ("<time datetime='2026-03-06T03:30:00Z'>Mar. 5, 2026 10:30 pm EST</time>", dt.date(2026, 3, 5)),
        ("<time datetime='2026-03-01T22:30:00-05:00'>another article's</time>", dt.date(2026, 3, 6)),
        ("<time datetime='2026-03-05'>5 March 2026</time>", dt.date(2026, 3, 6)),
    ],
    ids=["with offset", "without offset", "as text", "of another moment", "a bare day says no hour"],
)
def test_a_moment_in_utc_is_on_the_day_that_the_readers_saw(printed: str, day: dt.date) -> None:
    got = article(json_ld(datePublished="2026-03-06T03:30:00Z"), printed=printed)
    assert (got["published_on"], got["date_published"]) == (day, dt.datetime(2026, 3, 6, 3, 30))


@pytest.mark.parametrize(
    "printed",
    [
        "<span itemprop='datePublished' content='2026-03-05'></span><time datetime='2026-03-02'></time>",
        "<div class='date'>1 March 2026</div><time datetime='2026-03-05T09:00'>Thursday</time>",
        "<div class='metaInfoDateTime'>05.03.2026, 5 min</div>",
        "<dl><dd id='date_posted'>March 5, 2026</dd></dl>",
        "<p>Harbour | 5 March 2026</p>",
        "<p class='date'>Updated: 9 March 2026</p><p class='date'>Published: 5 March 2026</p>",
        "<aside><time datetime='2026-03-09'></time></aside><p class='date'>5 March 2026</p>",
        "<ul class='related'><li class='date'>9 March 2026</li></ul><p class='date'>5 March 2026</p>",
    ],
)
def test_printed_dates_are_asked_in_the_order_of_their_certainty(printed: str) -> None:
    got = article(printed=printed)
    assert (got["published_on"], got["date_published_source"]) == (dt.date(2026, 3, 5), "text")


def test_an_outlet_that_is_named_instead_of_the_headline_is_passed_over() -> None:
    head = json_ld(headline="Quay + Herald", publisher={"name": "Quay Herald"}) + meta(og__title="Mine closes:")
    assert article(head, title="Mine closes:")["headline"] == "Mine closes:"


def test_a_kicker_in_an_element_of_its_own_stays_a_kicker() -> None:
    both = json_ld(headline="After the vote: the old minister resigns") + meta(
        og__title="After the vote: the old minister resigns"
    )
    assert article(both, title="the old minister resigns")["headline"] == "After the vote: the old minister resigns"
    one = meta(og__title="After the vote: Minister resigns")
    assert article(one, title="After the vote Minister resigns")["headline"] == "After the vote: Minister resigns"


def test_a_page_that_names_no_date_has_none() -> None:
    got = article()
    assert (got["date_published"], got["date_published_source"]) == (None, "none")


def test_the_running_text_is_never_asked_for_a_date() -> None:
    page = html_page().replace("on Monday", "on 3 March 2026")
    assert read(page).article["date_published_source"] == "none"


def test_a_date_in_the_future_is_passed_over() -> None:
    """Later than a day after fetching: the next source is asked. The day is for clocks and time zones."""
    late = json_ld(datePublished="2027-01-01T00:00:00Z") + meta(article__published_time="2026-03-05T09:00:00Z")
    assert article(late)["date_published_source"] == "meta"
    assert article(json_ld(datePublished="2027-01-01"))["date_published"] is None
    assert article(json_ld(datePublished="2026-03-11T11:00:00Z"))["date_published_source"] == "jsonld"


def test_a_change_in_the_future_is_not_believed() -> None:
    assert article(json_ld(dateModified="2027-01-01"))["date_modified"] is None
    assert article(json_ld(dateModified="2026-03-09T10:00:00-02:00"))["date_modified"] == dt.datetime(2026, 3, 9, 12)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-05T09:00:00+02:00", dt.datetime(2026, 3, 5, 7)),
        ("2026-03-05T23:30:00-05:00", dt.datetime(2026, 3, 6, 4, 30)),
        ("2026-03-05", dt.datetime(2026, 3, 5)),
        ("5 March 2026", dt.datetime(2026, 3, 5)),
        ("March 5, 2026 14:20", dt.datetime(2026, 3, 5, 14, 20)),
        (["2026-03-05", "2026-03-06"], dt.datetime(2026, 3, 5)),
        ("yesterday", None),
        ("1789-07-14", None),
        ("99.99.2026", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
        (None, None),
        (20260305, None),
    ],
)
def test_a_moment_is_read_and_given_in_utc(written: object, moment: dt.datetime | None) -> None:
    assert in_utc(parse_moment(written)) == moment


# ------------------------------------------------------------------------------------------------------------ headline


@pytest.mark.parametrize(
    ("options", "head", "headline"),
    [
        ({"title": "Mine closes harbour"}, json_ld(headline="Old mine closes the harbour"), "Mine closes harbour"),
        (
            {"title": "Mine", "h1": False},
            json_ld(headline="Old mine closes the harbour"),
            "Old mine closes the harbour",
        ),
        (
            {"title": "Mine closes harbour of Spl…", "h1": False},
            json_ld(headline="Mine closes harb…"),
            "Mine closes harbour of Spl…",
        ),
        ({"title": "Home", "h1": False}, meta(og__title="Mine closes harbour"), "Mine closes harbour"),
        ({"title": "Mine closes harbour | Quay Times", "h1": False}, "", "Mine closes harbour"),
        (
            {"title": "Mine closes harbour - Quay Times", "h1": False},
            meta(og__site_name="Quay Times"),
            "Mine closes harbour",
        ),
        ({"title": "Mine &amp; harbour: a long story", "h1": False}, "", "Mine & harbour: a long story"),
    ],
    ids=[
        "h1 confirmed by title",
        "json-ld",
        "json-ld cut off",
        "og:title",
        "title with bar",
        "title with site",
        "entity",
    ],
)
def test_the_headline_is_the_one_that_another_source_confirms(
    options: dict[str, Any], head: str, headline: str
) -> None:
    assert article(head, **options)["headline"] == headline


# ------------------------------------------------------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("head", "printed", "authors"),
    [
        (
            json_ld(author=[{"@type": "Person", "name": "Ana Babić"}, {"name": "Jo van Dam"}]),
            "",
            ["Ana Babić", "Jo van Dam"],
        ),
        (json_ld(author="Ana Babić, Jo van Dam and Lee Ray"), "", ["Ana Babić", "Jo van Dam", "Lee Ray"]),
        (json_ld(author={"@type": "Organization", "name": "Quay Herald"}, publisher={"name": "Quay Herald"}), "", []),
        (json_ld(author={"@type": "Organization", "name": "QuayHerald"}) + meta(og__site_name="Quay Herald"), "", []),
        (json_ld(author={"@type": "Organization", "name": "Tide Wire"}, publisher={"name": "Quay"}), "", ["Tide Wire"]),
        (meta(author="By Ana Babić"), "", ["Ana Babić"]),
        (meta(author="Quay Times Staff"), "", []),
        (meta(author="https://harbour.example/ana"), "", []),
        (meta(author="Quay Herald", og__site_name="Quay Herald"), "", []),
        ("", "<a rel='author' href='/a'>Ana Babić</a>", ["Ana Babić"]),
        ("", "<p class='byline'>By Ana Babić &amp; Jo van Dam</p>", ["Ana Babić", "Jo van Dam"]),
        (meta(author="Ana Babić;Ana Babić"), "", ["Ana Babić"]),
        (json_ld(author={"@type": "Person", "name": "Lee Ray Jr."}), "", ["Lee Ray Jr."]),
        (json_ld(author="By Lee Ray."), "", ["Lee Ray"]),
        (
            "",
            "<p>By <a href='/authors/ana'>Ana Babić</a>, <a href='/authors/jo'>Jo van Dam</a></p>",
            ["Ana Babić", "Jo van Dam"],
        ),
        ("", "<p>More on <a href='/authors/ana'>Ana Babić</a></p>", []),
        ("", "<p>By <a href='/team/'>Our Friends</a></p>", []),
        (
            "",
            "<div itemscope itemtype='https://schema.org/NewsArticle'><p itemprop='author'>Ana Babić</p>"
            "<div><p itemprop='author'>Jo van Dam</p></div></div>"
            "<div itemscope itemtype='https://schema.org/NewsArticle'><p itemprop='author'>Lee Ray</p></div>",
            ["Ana Babić", "Jo van Dam"],
        ),
    ],
)
def test_authors_are_people(head: str, printed: str, authors: list[str]) -> None:
    assert article(head, printed=printed)["authors"] == authors


# ------------------------------------------------------------------------------------------------------ the other lines


def test_structured_data_gives_outlet_section_keywords_access_and_licence() -> None:
    got = article(
        json_ld(
            publisher={"@type": "Organization", "name": "Quay Herald"},
            articleSection=["World", "Sea"],
            keywords="mines, Split,, mines",
            isAccessibleForFree="False",
            license="https://creativecommons.org/publicdomain/zero/1.0/",
        )
    )
    assert got["outlet_name"] == "Quay Herald"
    assert got["section"] == "World"
    assert got["keywords"] == ["mines", "Split"]
    assert got["is_accessible_for_free"] is False
    assert got["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_meta_elements_give_what_structured_data_leaves_out() -> None:
    got = article(
        meta(og__site_name="Quay Herald", article__section="World", og__description="A mine, again.")
        + "<meta name='keywords' content='mines, Split'><link rel='license' href='https://harbour.example/licence'>"
    )
    assert (got["outlet_name"], got["section"], got["description"]) == ("Quay Herald", "World", "A mine, again.")
    assert got["keywords"] == ["mines", "Split"]
    assert got["license"] == "https://harbour.example/licence"
    assert got["is_accessible_for_free"] is None


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/ld+json'>{not json at all</script>",
        "<script type='application/ld+json'></script>",
        json_ld(author=7, datePublished={"@value": 1}, publisher=[], keywords=None, articleSection=3, headline=[]),
        '<script type=\'application/ld+json\'>[null, 3, ["x"], {"@type": null}]</script>',
    ],
    ids=["broken", "empty", "odd types", "no objects"],
)
def test_structured_data_that_makes_no_sense_says_nothing(script: str) -> None:
    got = article(script + meta(article__published_time="2026-03-05"))
    assert got["headline"] == "Mine closes harbour of Split for days"
    assert got["date_published_source"] == "meta"


def test_the_article_is_found_inside_a_graph() -> None:
    graph = {"@graph": [{"@type": "WebPage"}, {"@type": "ReportageNewsArticle", "datePublished": "2026-03-05"}]}
    head = f"<script type='application/ld+json'>{json.dumps(graph)}</script>"
    assert article(head)["date_published"] == dt.datetime(2026, 3, 5)


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://harbour.example/world/mine", True),
        ("https://wire.example/world/mine", False),
        ("https://harbour.example/", False),
        ("/world/mine", False),
        ("javascript:void(0)", False),
        ("http://[broken/x", False),
    ],
)
def test_the_canonical_address_is_an_article_of_the_same_site(canonical: str, believed: bool) -> None:
    got = article(f"<link rel='canonical' href='{canonical}'>", url=URL)
    assert got["canonical_url"] == (canonical if believed else None)
