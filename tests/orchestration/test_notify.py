"""Telling people: one message to an address of their choice, and no failure of our own if nobody takes it."""

from __future__ import annotations

import dataclasses
import json
import logging
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from orchestration.notify import notify
from orchestration.settings import Settings
from tests.orchestration.web import Request, Says, running_web, trap


def settings(webhook: str | None) -> Settings:
    return dataclasses.replace(Settings.from_environment({}), webhook=webhook)


def test_a_message_is_posted_as_json(tmp_path: Path) -> None:
    taken: list[Any] = []

    def hook(request: Request, handler: BaseHTTPRequestHandler) -> Says:
        taken.append(
            (request.headers["content-type"], json.loads(handler.rfile.read(int(request.headers["content-length"]))))
        )
        return Says("ok")

    with running_web(tmp_path) as web:
        web.site("127.0.0.1", {"/hook": hook})
        assert notify(settings(f"http://127.0.0.1:{web.port}/hook"), "A title", "What happened.", "Run 1")
    assert taken == [
        ("application/json", {"title": "A title", "text": "A title\nWhat happened.\nRun 1", "link": "Run 1"})
    ]


def test_without_a_webhook_nothing_is_sent() -> None:
    assert not notify(settings(None), "A title", "What happened.")


def test_a_webhook_that_fails_is_logged_and_raises_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with trap() as (port, _):
        pass  # closed again: nobody listens there now
    with caplog.at_level(logging.WARNING):
        assert not notify(settings(f"http://127.0.0.1:{port}/"), "A title", "What happened.")
        with running_web(tmp_path) as web:
            assert not notify(settings(f"http://127.0.0.1:{web.port}/gone"), "Another", "What happened.")
    assert "does not answer" in caplog.messages[0]
    assert caplog.messages[1] == "DATELINE_WEBHOOK answers with status 404. It was to be told: Another"
