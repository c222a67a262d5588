"""One request: to a checked address, within a time and a size. Stays out: when to ask, and asking again (`crawl`)."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import SplitResult

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    IncompleteRead,
    InvalidChunkLength,
    NewConnectionError,
    ProtocolError,
    SSLError,
    TimeoutError,
)
from urllib3.util import Timeout, parse_url

from orchestration.fetching.addresses import BadAddress, BlockedAddress, Hosts, UnknownHost, web_address

_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONNECT_SECONDS = 10.0
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


@dataclass(frozen=True)
class Answer:
    """What a server said. `body` is unpacked; empty where the status is not 200. Header names are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as it is written."""
        return self.headers.get("location") if self.status in _REDIRECTS else None

    @property
    def media_type(self) -> str | None:
        """The media type without parameters, in small letters; None where none is given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or None

    def retry_after(self, now: dt.datetime) -> float | None:
        """Seconds that the server asks to wait (RFC 9110, 10.2.3): given as such or as a date; None where it asks for none."""
        value = self.headers.get("retry-after", "").strip()
        if value.isdigit():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
        except (ValueError, TypeError):  # none, or nothing that can be read: the usual wait holds
            return None


class NoAnswer(Exception):
    """A request gave nothing usable; `outcome` is one of `fetches.outcome`."""

    def __init__(self, outcome: str, detail: str, status: int | None = None, byte_count: int = 0) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.status, self.byte_count = outcome, detail, status, byte_count


class Client:
    """Sends GET requests. Nothing is kept between them: no cookies, no open connections."""

    def __init__(self, user_agent: str, hosts: Hosts, seconds: float, tls: ssl.SSLContext | None = None) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        self._hosts, self._tls = hosts, tls or _trusting()
        self._seconds = seconds

    def get(
        self,
        url: str,
        limit: int,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        wants: frozenset[str] = frozenset(),
    ) -> Answer:
        """The answer; redirects are not followed. Raises `NoAnswer`, and never holds much more than `limit` bytes.

        `wants` names the media types whose bodies are received; with none, all are.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {**self._headers, **{name: value for name, value in conditions.items() if value}}
        watch = _Watch(self._seconds)
        try:
            parts = web_address(url)
            # The host is looked up and checked before anything is sent; the connection goes to what was checked.
            with watch, self._connection(parts, watch) as pool:
                target = parse_url(url).request_uri
                response = pool.urlopen(
                    "GET",
                    target,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    assert_same_host=False,
                )
                return self._answer(url, response, limit, wants)
        except BadAddress as error:
            raise NoAnswer("bad_address", str(error)) from error
        except BlockedAddress as error:
            raise NoAnswer("blocked_address", str(error)) from error
        except UnknownHost as error:
            raise NoAnswer("unreachable", str(error)) from error
        except (HTTPError, OSError, ValueError) as error:
            # urllib3 takes a refused connection for a kind of time-out.
            if watch.expired or (isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError)):
                raise NoAnswer("timeout", f"No complete answer within {self._seconds:g} seconds.") from error
            raise NoAnswer(*_fault(error, parts.hostname or url)) from error

    @contextmanager
    def _connection(self, parts: SplitResult, watch: _Watch) -> Iterator[urllib3.HTTPConnectionPool]:
        secure = parts.scheme.lower() == "https"
        port = parts.port or (443 if secure else 80)
        host = (parts.hostname or "").rstrip(".")
        endpoints = self._hosts.endpoints(host, port)

        def connect(connection: HTTPConnection) -> socket.socket:
            return _first_that_answers(connection, endpoints, watch)

        pool_class: Any = (
            partial(urllib3.HTTPSConnectionPool, ssl_context=self._tls) if secure else urllib3.HTTPConnectionPool
        )
        pool = pool_class(
            host, port, timeout=Timeout(connect=_CONNECT_SECONDS, read=self._seconds), maxsize=1, retries=False
        )
        pool.ConnectionCls = type(
            "CheckedConnection", (HTTPSConnection if secure else HTTPConnection,), {"_new_conn": connect}
        )
        try:
            yield pool
        finally:
            pool.close()

    @staticmethod
    def _answer(url: str, response: Any, limit: int, wants: frozenset[str]) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(url, response.status, headers)
        try:
            if answer.status != 200 or (wants and answer.media_type is not None and answer.media_type not in wants):
                return answer
            if headers.get("content-length", "").isdigit() and int(headers["content-length"]) > limit:
                raise NoAnswer("too_large", f"The server announces {int(headers['content-length']):,} bytes.", 200)
            body = bytearray()
            for chunk in response.stream(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > limit:
                    raise NoAnswer("too_large", f"More than {limit:,} bytes, unpacked.", 200, len(body))
            return Answer(url, answer.status, headers, bytes(body))
        finally:
            response.close()


def _trusting() -> ssl.SSLContext:
    """Trusts the machine's authorities and Mozilla's: small installations have none, newsrooms some of their own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Watch:
    """Ends a request when its time is over, also one whose server sends a byte every now and then."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    def over(self, connected: socket.socket) -> None:
        """Watch over a connection. A copy of its descriptor stays valid when TLS takes the socket over."""
        self._socket = connected.dup()

    def _end(self) -> None:
        self.expired = True
        if self._socket is not None:
            with suppress(OSError):  # it has ended by itself
                self._socket.shutdown(socket.SHUT_RDWR)


def _first_that_answers(connection: HTTPConnection, endpoints: list[Any], watch: _Watch) -> socket.socket:
    problem: OSError | None = None
    for endpoint in endpoints:
        if watch.expired:
            break
        try:
            connected = socket.create_connection((endpoint.address, endpoint.port), timeout=_CONNECT_SECONDS)
        except OSError as error:
            problem = error
            continue
        watch.over(connected)
        return connected
    raise NewConnectionError(connection, f"{problem}") from problem


def _fault(error: Exception, host: str) -> tuple[str, str]:
    """Outcome and words for an exception of urllib3 or of the system."""
    if isinstance(error, NewConnectionError):
        cause = error.__cause__
        return (
            "unreachable",
            f"{host} does not take connections ({getattr(cause, 'strerror', None) or cause or 'no answer'}).",
        )
    if isinstance(error, SSLError | ssl.SSLError):
        return "unreachable", f"{host} cannot be trusted or spoken to by TLS ({error})."
    if isinstance(error, DecodeError):
        return "broken_answer", f"The answer is not packed as it says ({error})."
    if isinstance(error, IncompleteRead | InvalidChunkLength | ProtocolError):
        return "broken_answer", f"The answer breaks off or is no HTTP ({error})."
    return "broken_answer", f"{type(error).__name__}: {error}"
