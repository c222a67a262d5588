"""Telling people that something went wrong: one POST to an address of their choice. Stays out: deciding what is wrong."""

from __future__ import annotations

import logging

import urllib3

from orchestration.settings import Settings

_SECONDS = 10.0
_log = logging.getLogger(__name__)


def notify(settings: Settings, title: str, text: str, link: str | None = None) -> bool:
    """Send JSON `{"title", "text", "link"}` to DATELINE_WEBHOOK; whether it was taken.

    `text` holds all, which is what Slack, Mattermost and the like show. A webhook that fails is logged: it must not make a
    run fail that went well. Nothing is sent where no webhook is set.
    """
    if settings.webhook is None:
        return False
    message = {"title": title, "text": "\n".join(filter(None, (title, text, link))), "link": link}
    try:
        answer = urllib3.request("POST", settings.webhook, json=message, timeout=_SECONDS, retries=False)
    except urllib3.exceptions.HTTPError as error:
        _log.warning("DATELINE_WEBHOOK does not answer (%s). It was to be told: %s", error, title)
        return False
    if answer.status >= 300:
        _log.warning("DATELINE_WEBHOOK answers with status %s. It was to be told: %s", answer.status, title)
    return answer.status < 300
