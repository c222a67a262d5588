"""A failed step of Dagster in its error's own words. Stays out: whom it is told to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import dagster as dg

_OWN_ERROR = re.compile(r"^(?:orchestration|transforms|warehouse)\.[\w.]+: ")
"""How Dagster begins the message of an exception of ours: with its class, which says nothing to people."""


def failure_of(event: dg.DagsterEvent) -> str:
    """`step NAME: what was wrong`, without a traceback."""
    data = event.step_failure_data
    error = data.error
    # Dagster's own wrappers are passed over. What they wrap says it in our words, whatever caused it in turn.
    while error is not None and error.cause is not None and (error.cls_name or "").startswith("Dagster"):
        error = error.cause
    message = data.user_failure_data.description if data.user_failure_data else None
    text = message or (_OWN_ERROR.sub("", error.message.strip()) if error else "no reason given")
    return f"step {event.step_key}: {text}"
