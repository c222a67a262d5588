"""One article, one address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ids import stable_id
from transforms.urls import normalized_url, site, trusted_canonical

PLAIN = "https://harbour.example/world/mine"


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        PLAIN + "/",
        PLAIN + "#comments",
        "http://harbour.example/world/mine",
        "https://www.harbour.example/world/mine",
        "https://WWW.Harbour.Example/world/mine",
        f"  {PLAIN}\n",
        PLAIN + "?utm_source=mail&utm_medium=push&utm_campaign=x",
        PLAIN + "?fbclid=IwAR123",
        PLAIN + "?gclid=abc#top",
        PLAIN + "?mc_cid=9f&mc_eid=2b",
        PLAIN + "?CMP=share_btn_tw&ns_mchannel=rss&ns_campaign=x",
        PLAIN + "?smid=tw-share&__twitter_impression=true&s=09",
        PLAIN + "?ocid=socialflow&partner=feed&guce_referrer=abc",
        PLAIN + "?amp=1",
        PLAIN + "?amp",
        PLAIN + "?outputType=amp",
        PLAIN + "?outputType=amp&utm_source=mail",
        "https://harbour.example:443/world/mine",
        "http://harbour.example:80/world/mine/",
        "HTTP://WWW.HARBOUR.EXAMPLE:80/world/mine/?AMP=1&fbclid=IwAR123&utm_source=mail#comments",
    ],
)
def test_all_links_to_an_article_are_one_address(url: str) -> None:
    assert normalized_url(url) == PLAIN


def test_what_names_another_article_stays() -> None:
    assert normalized_url("https://harbour.example/?p=12&page=2") == "https://harbour.example?p=12&page=2"
    assert normalized_url(PLAIN + "?id=1") != normalized_url(PLAIN + "?id=2")
    assert normalized_url("https://harbour.example/World/Mine") != PLAIN
    assert normalized_url("https://harbour.example:8080/world/mine") != PLAIN
    assert normalized_url(PLAIN + "?mod=news&tid=7&s=pier&sh=2") == PLAIN + "?mod=news&s=pier&sh=2&tid=7"
    assert normalized_url(PLAIN + "?view=amplifiers") == PLAIN + "?view=amplifiers"
    assert normalized_url(PLAIN + "?amp=1&id=é") == normalized_url(PLAIN + "?id=é")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "harbour.example/world",
        "/world/mine",
        "ftp://harbour.example/x",
        "mailto:a@b.example",
        "http://[::1/x",
        "https://",
    ],
)
def test_what_is_no_web_address_is_none(text: str | None) -> None:
    assert normalized_url(text) is None
    assert site(text) is None


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    path=st.lists(st.text("abcXYZ09-_.é ", min_size=1, max_size=8), max_size=4),
    query=st.dictionaries(
        st.sampled_from(["id", "p", "utm_source", "fbclid", "amp", "view"]), st.text("amp1é&=", max_size=4), max_size=3
    ),
)
def test_normalising_twice_changes_nothing(path: list[str], query: dict[str, str]) -> None:
    url = "https://www.harbour.example/" + "/".join(path) + "?" + "&".join(f"{k}={v}" for k, v in query.items())
    once = normalized_url(url)
    assert once is not None
    assert normalized_url(once) == once


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.harbour.example:8080/x", "harbour.example"),
        ("http://news.harbour.example", "news.harbour.example"),
        ("https://user:word@harbour.example/x", "harbour.example"),
    ],
)
def test_a_site_is_a_host_name_without_www(url: str, host: str) -> None:
    assert site(url) == host


@pytest.mark.parametrize(
    ("canonical", "url", "believed"),
    [
        (PLAIN, "https://www.harbour.example/?p=12", True),
        (PLAIN, None, True),
        ("https://wire.example/mine", PLAIN, False),
        ("https://harbour.example/", PLAIN, False),
        ("https://harbour.example", PLAIN, False),
        ("/world/mine", PLAIN, False),
        (None, PLAIN, False),
        (None, None, False),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_site(
    canonical: str | None, url: str | None, believed: bool
) -> None:
    assert trusted_canonical(canonical, url) == (canonical if believed else None)


def test_keys_are_the_same_for_ever() -> None:
    """The digest is written out: changing it would give every row of every warehouse a new key."""
    assert stable_id("article", 12, "PERSON") == "614c472beaa06f63c2c626b06954e535"
    assert stable_id("a", "bc") != stable_id("ab", "c")
    assert stable_id(PLAIN) == stable_id(PLAIN)
    assert len(stable_id()) == 32
