"""One article, one address: normalising URLs and reading a site's name off them. Stays out: fetching."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from courlan import normalize_url as without_trackers
from w3lib.url import canonicalize_url

_LAYOUTS = frozenset({"outputtype", "output", "mode", "view", "format"})
"""Parameters that name a layout; with the value `amp` they lead to the same article laid out for phones."""

_TRACKERS = frozenset(
    (
        "__twitter_impression", "ceid", "ck_subscriber_id", "cmp", "cmpid", "emc", "eml", "feedtype", "fsrc", "ftag", "gbraid",
        "guccounter", "icid", "ico", "ito", "leadsource", "li_fat_id", "li_source", "linkid", "mkt_tok", "ncid", "ocid",
        "partner", "reflink", "s_cid", "sharetoken", "shareuid", "smid", "smtyp", "smvar", "spref", "sr_share", "sref", "srnd",
        "taid", "tsrc", "ttclid", "twclid", "wbraid", "wt.mc_id", "wt_mc",
    )
)  # fmt: skip
_TRACKER_GROUPS = ("ns_", "guce_", "soc_", "hsa_", "oly_", "vero_", "hss_", "wt_zmc", "rb_", "dm_")
"""Parameters that newsletters, share buttons and analytics hang on an address, beyond those that courlan knows. None of them
tells one article from another; short names that old systems use for an article's number are left out on purpose."""


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
        query=_telling(parts.query),
    ).geturl()


def _telling(query: str) -> str:
    """A query without trackers and without `amp=1`, `outputType=amp` and the like; untouched where it holds none."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _says_nothing(name.lower(), value.lower())]
    return query if kept == pairs else urlencode(kept)


def _says_nothing(name: str, value: str) -> bool:
    return (
        name == "amp"
        or (name in _LAYOUTS and value == "amp")
        or name in _TRACKERS
        or name.startswith(_TRACKER_GROUPS)
        or (name == "s" and value.isdigit() and len(value) == 2)  # a share from a phone; a search has words
    )


def site(url: str | None) -> str | None:
    """Host name without `www.`; None where the text is no http(s) address."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:  # an invalid IPv6 bracket or port: the page gave no usable address
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
