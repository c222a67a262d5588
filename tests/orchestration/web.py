"""A small web for tests: many hosts on one loopback port, told apart by the Host header, each request written down.

Stays out: what is asked of it. Hosts end in `.test`; `Web.hosts` is the file for DATELINE_HOSTS that leads them here.
"""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FAST = "User-agent: *\nCrawl-delay: 0.05\n"
"""A robots.txt that lets tests be quick."""


@dataclass(frozen=True)
class Request:
    """What a server was asked: host, path with query, headers in small letters, when (monotonic seconds)."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Says:
    """An answer as it goes over the wire; `length` false leaves Content-Length out."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    length: bool = True


Answering = Says | Callable[[Request, BaseHTTPRequestHandler], "Says | None"]


class Web:
    """The sites by host and path, and what was asked of them."""

    def __init__(self, folder: Path, tls: ssl.SSLContext | None = None) -> None:
        self.sites: dict[str, dict[str, Answering]] = {}
        self.requests: list[Request] = []
        self.under_way: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if tls is not None:
            # Shaking hands in the thread of the request, so that a client that refuses does not stop the server.
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        self.hosts = folder / "hosts"
        self.hosts.write_text(f"*.test 127.0.0.1:{self.port}\n")

    def site(self, host: str, pages: Mapping[str, Answering], robots: str | None = FAST) -> None:
        """Add a host with its paths; None for no robots.txt."""
        held: dict[str, Answering] = dict(pages)
        if robots is not None:
            held.setdefault("/robots.txt", Says(robots, kind="text/plain"))
        self.sites.setdefault(host, {}).update(held)

    def asked(self, host: str | None = None, *, robots: bool = False) -> list[str]:
        """`host/path` of the requests in order."""
        return [
            request.host + request.path
            for request in self.requests
            if (host is None or request.host == host) and (robots or request.path != "/robots.txt")
        ]

    def times(self, host: str) -> list[float]:
        """When the host was asked, robots.txt included."""
        return [request.at for request in self.requests if request.host == host]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                host = (self.headers.get("Host") or "").partition(":")[0]
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(host, self.path, headers, time.monotonic())
                with web.lock:
                    web.requests.append(request)
                    web.under_way[host] = web.under_way.get(host, 0) + 1
                    web.most_at_once[host] = max(web.most_at_once.get(host, 0), web.under_way[host])
                    web.most_at_once["*"] = max(web.most_at_once.get("*", 0), sum(web.under_way.values()))
                try:
                    with suppress(BrokenPipeError, ConnectionResetError):
                        self._answer(request)
                finally:
                    with web.lock:
                        web.under_way[host] -= 1

            def _answer(self, request: Request) -> None:
                answering = web.sites.get(request.host, {}).get(self.path)
                if answering is None:
                    answering = web.sites.get(request.host, {}).get("*", Says("Not here.", 404))
                says = answering if isinstance(answering, Says) else answering(request, self)
                if says is None:  # it has answered by itself
                    self.close_connection = True
                    return
                body = says.body.encode() if isinstance(says.body, str) else says.body
                self.send_response(says.status)
                for name, value in {"Content-Type": says.kind, **says.headers}.items():
                    self.send_header(name, value)
                if says.length:
                    self.send_header("Content-Length", str(len(body)))
                else:
                    self.send_header("Connection", "close")
                    self.close_connection = True
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def running_web(folder: Path, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A web that answers until the end of the block, by https where `tls` is given."""
    web = Web(folder, tls)
    thread = threading.Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.server.shutdown()
        web.server.server_close()
        thread.join()


def certified(folder: Path, *hosts: str, days: int = 1) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server with a certificate for these hosts needs, and what a client needs that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=5))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
        .sign(key, hashes.SHA256())
    )
    shown, kept = folder / "certificate.pem", folder / "key.pem"
    shown.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    kept.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(shown))
    server.load_cert_chain(shown, kept)
    return server, client


@contextmanager
def trap() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine that must never be connected to, and the connections that came all the same."""
    caught: list[str] = []
    listener = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    listener.settimeout(0.05)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                connection, peer = listener.accept()
                caught.append(str(peer))
                connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], caught
    finally:
        over.set()
        thread.join()
        listener.close()


def article(headline: str, words: str = "The council met on Monday and agreed to mend the harbour wall.") -> str:
    """A page with an article of a few paragraphs."""
    body = "".join(f"<p>{words} Paragraph {number} of {headline}.</p>" for number in range(6))
    head = f"<head><title>{headline}</title></head>"
    return f"<html lang=en>{head}<body><article><h1>{headline}</h1>{body}</article></body></html>"


def rss(host: str, *paths: str, date: str = "") -> Says:
    """An RSS feed that links to paths of the host, or to whole addresses."""
    items = ""
    for path in paths:
        address = (path if "://" in path else f"http://{host}{path}").replace("&", "&amp;")
        items += f"<item><title>A story</title><link>{address}</link>{date}</item>"
    channel = f"<channel><title>{host}</title>{items}</channel>"
    return Says(f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>', kind="application/rss+xml")
