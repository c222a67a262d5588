"""Pages on which something else stands where the article should be, and what kind of piece an article is."""

from __future__ import annotations

import json

import pytest

from tests.transforms.pages import html_page, read

CONSENT = (
    "<h2>We value your privacy</h2><p>We and our 842 partners store and/or access information on a device, such as cookies, "
    "and process personal data with your consent.</p><p>You can accept all cookies or manage your choices at any time in the "
    "privacy settings of this site.</p>"
)
LEDE = "<p>The harbour of the town was closed on Monday for all ships, because divers had found a mine near the old pier.</p>"


def page(body: str, *, head: str = "", title: str = "Mine closes harbour") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def json_ld(**values: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_page_that_only_asks_for_consent_is_a_cookie_wall() -> None:
    assert read(page(f"<main>{CONSENT}</main>")).reason == "cookie_wall"


@pytest.mark.parametrize("name", ["id='onetrust-consent-sdk'", "class='cookie-banner'", "class='privacy-modal'"])
def test_a_dialog_beside_an_article_goes(name: str) -> None:
    got = read(html_page().replace("<body>", f"<body><div {name}>{CONSENT * 6}</div>"))
    assert got.reason is None
    assert "cookies" not in got.article["text"]


def test_an_article_on_cookies_is_an_article() -> None:
    about = "".join(
        f"<p>The minister said that rule {n} on cookies would change what 400 sites ask for.</p>" for n in range(40)
    )
    assert read(page(f"<article><h1>Ministers rewrite the cookie law</h1>{about}</article>")).reason is None


@pytest.mark.parametrize("title", ["Just a moment...", "404 Not Found", "Access Denied", "Page not found | Quay Times"])
def test_error_pages_and_robot_checks_are_told(title: str) -> None:
    body = f"<h1>{title}</h1><p>Please go back to the front page, or wait until your browser has been checked.</p>"
    assert read(page(body, title=title)).reason == "blocked"


def test_the_first_lines_of_a_sold_article_are_a_paywall() -> None:
    offer = "<div><p>Subscribe now to continue reading this article.</p></div>"
    sold = json_ld(isAccessibleForFree=False)
    stub = read(
        page(f"<article><h1>Mine closes harbour</h1>{LEDE}{LEDE.replace('mine', 'bomb')}</article>{offer}", head=sold)
    )
    assert (stub.article["status"], stub.reason) == ("paywall", None)
    brief = read(
        page(f"<article><h1>Mine closes harbour</h1>{LEDE}{LEDE.replace('mine', 'bomb')}</article>", head=sold)
    )
    assert brief.article["status"] == "ok"
    text = "".join(LEDE.replace("a mine", f"mine number {number}") for number in range(12))
    whole = read(page(f"<article><h1>Mine closes harbour</h1>{text}</article>{offer}", head=sold))
    assert whole.article["status"] == "ok"


def test_nothing_from_a_large_page_is_its_own_status() -> None:
    small, large = page("<div id='app'></div>"), page(f"<div id='app'></div><script>{'x = 1; ' * 20_000}</script>")
    assert (read(small).reason, read(large).reason) == ("no_text", "no_text_large_page")


@pytest.mark.parametrize(
    ("url", "head", "paragraphs", "kind"),
    [
        ("https://harbour.example/world/mine", "", 12, "article"),
        ("https://harbour.example/world/mine", "", 2, "short"),
        ("https://harbour.example/world/live-updates/mine", "", 12, "live_blog"),
        ("https://harbour.example/world/mine", json_ld(**{"@type": "LiveBlogPosting"}), 12, "live_blog"),
        ("https://harbour.example/gallery/mine", "", 4, "gallery"),
        ("https://harbour.example/gallery/mine", "", 40, "article"),
        ("https://harbour.example/video/mine", "", 4, "video"),
        ("https://harbour.example/world/mine", "<meta property='og:type' content='video.other'>", 4, "video"),
    ],
)
def test_kinds_of_articles(url: str, head: str, paragraphs: int, kind: str) -> None:
    body = "".join(LEDE.replace("a mine", f"mine number {number}") for number in range(paragraphs))
    got = read(page(f"<article><h1>Mine closes harbour</h1>{body}</article>", head=head), url=url)
    assert got.article["article_kind"] == kind
