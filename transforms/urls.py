"""One article, one address: normalising URLs and reading a site's name off them. Stays out: fetching."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from courlan import normalize_url as without_trackers
from w3lib.url import canonicalize_url

_LAYOUTS = frozenset({"outputtype", "output", "mode", "view", "format"})
"""Parameters that name a layout; with the value `amp` they lead to the same article laid out for phones."""


def normalized_url(url: str | None) -> str | None:
    """The address without what does not tell one article from another; None if it is no web URL.

    Goes: tracking and AMP parameters, fragment, `www.`, default port, trailing slash, http for https, capitals in the host.
    """
    if not url or site(url) is None:
        return None
    cleaned = canonicalize_url(without_trackers(url.strip(), trailing_slash=False), keep_fragments=False)
    parts = urlsplit(cleaned)
    return parts._replace(
        scheme="https",
        netloc=parts.netloc.removeprefix("www."),
        path=parts.path.rstrip("/"),
        query=_without_amp(parts.query),
    ).geturl()


def _without_amp(query: str) -> str:
    """A query without `amp=1`, `outputType=amp` and the like; untouched where it holds nothing of the kind."""
    if "amp" not in query.lower():
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if name.lower() != "amp" and not (name.lower() in _LAYOUTS and value.lower() == "amp")
    ]
    return query if kept == pairs else urlencode(kept)


def site(url: str | None) -> str | None:
    """Host name without `www.`; None where the text is no http(s) address."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:  # an invalid IPv6 bracket, say: the page gave no usable address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return host.removeprefix("www.")


def trusted_canonical(canonical: str | None, url: str | None) -> str | None:
    """The page's canonical address if it can be believed: an article's (not the home page's) on the page's own site.

    A canonical link to another site marks a syndicated copy; the copy is still an article of its own outlet.
    """
    canonical_site = site(canonical)
    if canonical is None or canonical_site is None:
        return None
    if url is None:
        return canonical
    if canonical_site != site(url) or not urlsplit(canonical).path.strip("/"):
        return None
    return canonical
