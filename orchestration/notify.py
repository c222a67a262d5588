"""Telling people that something went wrong: one POST to an address of their choice, and only of what is new.

Stays out: deciding what is wrong.
"""

from __future__ import annotations

import logging

import dagster as dg
import urllib3
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus

from orchestration.settings import Settings

_SECONDS = 10.0
_ENDED = (AssetCheckExecutionRecordStatus.SUCCEEDED, AssetCheckExecutionRecordStatus.FAILED)
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


def had_failed(instance: dg.DagsterInstance, key: dg.AssetCheckKey) -> bool:
    """Whether a check had failed when it was looked at last, so that people know already."""
    held = instance.event_log_storage.get_asset_check_execution_history(key, limit=10)
    evaluations = (record.evaluation for record in held if record.status in _ENDED)
    last = next((evaluation for evaluation in evaluations if evaluation is not None), None)
    return last is not None and not last.passed
