"""Every kind of source by its name. Stays out: what a kind does."""

from orchestration.sources import feed, html_dir, sitemap, txt, url_list, warc
from orchestration.sources.base import Kind

KINDS: dict[str, Kind] = {
    "html_dir": html_dir,
    "txt": txt,
    "feed": feed,
    "sitemap": sitemap,
    "url_list": url_list,
    "warc": warc,
}
