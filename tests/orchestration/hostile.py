"""Tasks for the guarded workers that behave as bad as a page can. Here, since a worker must be able to import them."""

from __future__ import annotations

import os
import signal
import sys
import time

import numpy as np


class Awkward(Exception):
    """An exception that cannot be made anew from its message, as some libraries have."""

    def __init__(self, code: int, where: str) -> None:
        super().__init__(f"code {code}")
        self.where = where


def behave(kind: str) -> str:
    """Do what the name says; a name that ends in a number is a good task and gives itself back."""
    if kind == "raise":
        raise ValueError("the page made no sense")
    if kind == "raise awkwardly":
        raise Awkward(7, "here")
    if kind == "recurse":
        return behave(kind)
    if kind == "hang":
        time.sleep(600)
    if kind == "loop":
        while True:
            pass
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "fault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "exit":
        os._exit(3)
    if kind == "quit":
        sys.exit("enough")
    if kind == "memory":
        return str(len(bytearray(4_000_000_000)))
    if kind == "array":
        return str(np.ones(500_000_000).sum())
    return kind


def give_back_what_cannot_be_sent(kind: str) -> object:
    """A result that cannot be pickled."""
    return lambda: kind


def process(_: int) -> int:
    """Which process the task runs in."""
    return os.getpid()
