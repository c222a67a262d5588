"""One request: what comes back, and that neither time nor memory can be taken from us."""

from __future__ import annotations

import datetime as dt
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from orchestration.fetching.addresses import Hosts, read_hosts
from orchestration.fetching.client import Answer, Client, NoAnswer
from tests.orchestration.web import Request, Says, Web, certified, running_web, trap

LIMIT = 100_000
BOMB = gzip.compress(bytes(200_000_000), 9)
"""200 MB of zeros in 200 kB."""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A server with all kinds of answers."""
    with running_web(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture
def client(web: Web) -> Client:
    """A client that finds hosts under .test there, and gives up after two seconds."""
    return Client("Tests (+desk@news.example)", Hosts(read_hosts(web.hosts)), 2.0)


def drip(gap: float, head: bytes, rest: bytes) -> object:
    """An answer whose bytes after the head come one by one."""

    def answer(_request: Request, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for byte in rest:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(gap)

    return answer


def raw(data: bytes) -> object:
    """Bytes over the wire, whatever they are, and the connection closed."""

    def answer(_request: Request, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(data)

    return answer


def get(web: Web, client: Client, says: object, limit: int = LIMIT, **options: object) -> Answer:
    web.site("herald.test", {"/page": says})  # type: ignore[dict-item]
    return client.get("http://herald.test/page", limit, **options)  # type: ignore[arg-type]


def refused(web: Web, client: Client, says: object, limit: int = LIMIT) -> NoAnswer:
    with pytest.raises(NoAnswer) as failure:
        get(web, client, says, limit)
    return failure.value


# ---------------------------------------------------------------------------------------------------------- what comes


def test_a_page_comes_with_its_status_headers_and_body(web: Web, client: Client) -> None:
    answer = get(web, client, Says("<p>Words.</p>", headers={"ETag": '"1"'}, kind="text/HTML; charset=utf-8"))
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"<p>Words.</p>", '"1"')
    assert answer.media_type == "text/html"


def test_who_asks_and_how_to_reach_them_is_said(web: Web, client: Client) -> None:
    get(web, client, Says(""))
    sent = web.requests[-1].headers
    assert sent["user-agent"] == "Tests (+desk@news.example)"
    assert sent["host"] == "herald.test"
    assert "cookie" not in sent
    assert "if-none-match" not in sent


def test_what_a_server_said_before_is_said_back_to_it(web: Web, client: Client) -> None:
    answer = get(web, client, Says("", 304), etag='"1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    assert answer.status == 304
    assert web.requests[-1].headers["if-none-match"] == '"1"'
    assert web.requests[-1].headers["if-modified-since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(web: Web, client: Client, encoding: str) -> None:
    packed = gzip.compress(b"words") if encoding == "gzip" else zlib.compress(b"words")
    assert get(web, client, Says(packed, headers={"Content-Encoding": encoding})).body == b"words"


def test_an_answer_in_pieces_is_put_together(web: Web, client: Client) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert get(web, client, raw(head + b"3\r\nwor\r\n2\r\nds\r\n0\r\n\r\n")).body == b"words"


def test_redirects_are_told_and_not_followed(web: Web, client: Client) -> None:
    answer = get(web, client, Says("", 302, {"Location": "/elsewhere"}))
    assert (answer.status, answer.location) == (302, "/elsewhere")
    assert web.requests[-1].path == "/page"


def test_a_body_of_another_media_type_is_not_received(web: Web, client: Client) -> None:
    wanted = frozenset({"text/html"})
    assert get(web, client, Says("x" * 50, kind="video/mp4"), wants=wanted).body == b""
    assert get(web, client, Says("x" * 50, kind="text/html"), wants=wanted).body == b"x" * 50


def test_cookies_are_not_kept(web: Web, client: Client) -> None:
    get(web, client, Says("", headers={"Set-Cookie": "id=1"}))
    get(web, client, Says(""))
    assert "cookie" not in web.requests[-1].headers


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("17", 17.0),
        ("0", 0.0),
        ("Mon, 02 Mar 2026 10:00:30 GMT", 30.0),
        ("Mon, 02 Mar 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    answer = Answer("http://herald.test/", 503, {"retry-after": value} if value else {})
    assert answer.retry_after(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)) == seconds


# ------------------------------------------------------------------------------------------------------- size and memory


def test_a_body_above_the_limit_is_cut_off(web: Web, client: Client) -> None:
    failure = refused(web, client, Says(b"x" * (LIMIT + 1), length=False))
    assert (failure.outcome, failure.status) == ("too_large", 200)
    assert get(web, client, Says(b"x" * LIMIT)).body == b"x" * LIMIT


def test_a_body_that_is_announced_too_large_is_not_begun(web: Web, client: Client) -> None:
    failure = refused(web, client, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\nx"))
    assert (failure.outcome, failure.detail) == ("too_large", "The server announces 5,000,000,000 bytes.")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_bomb_is_stopped_at_the_limit_and_never_unpacked_into_memory(web: Web, client: Client, chunked: bool) -> None:
    says: object = Says(BOMB, headers={"Content-Encoding": "gzip"})
    if chunked:
        head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        says = raw(head + f"{len(BOMB):x}\r\n".encode() + BOMB + b"\r\n0\r\n\r\n")
    tracemalloc.start()
    try:
        failure = refused(web, client, says)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert failure.outcome == "too_large"
    assert failure.byte_count < LIMIT + 2 * 65_536
    assert peak < 5_000_000


def test_a_bomb_in_a_bomb_is_stopped_too(web: Web, client: Client) -> None:
    failure = refused(web, client, Says(gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}))
    assert failure.outcome == "too_large"


# --------------------------------------------------------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        (b"", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", b"x" * 500),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 100),
    ],
    ids=["in its head", "in its body", "in pieces"],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(web: Web, head: bytes, rest: bytes) -> None:
    impatient = Client("Tests", Hosts(read_hosts(web.hosts)), 0.5)
    failure = refused(web, impatient, drip(0.1, head, rest))
    assert (failure.outcome, failure.detail) == ("timeout", "No complete answer within 0.5 seconds.")


def test_a_server_that_says_nothing_is_left_when_the_time_is_over(web: Web) -> None:
    impatient = Client("Tests", Hosts(read_hosts(web.hosts)), 0.5)
    assert refused(web, impatient, lambda *_: time.sleep(3)).outcome == "timeout"


# -------------------------------------------------------------------------------------------------------- broken answers


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nwords\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nwords",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Padding: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=[
        "nothing",
        "no HTTP",
        "half a body",
        "no length of a piece",
        "half a piece",
        "not packed",
        "no status",
        "many headers",
        "a long header",
    ],
)
def test_an_answer_that_is_broken_is_told_as_such(web: Web, client: Client, data: bytes) -> None:
    assert refused(web, client, raw(data)).outcome == "broken_answer"


def test_a_port_where_nothing_listens_is_unreachable(tmp_path: Path) -> None:
    with trap() as (port, _):
        pass  # closed again: nobody listens there now
    hosts = tmp_path / "hosts"
    hosts.write_text(f"herald.test 127.0.0.1:{port}\n")
    with pytest.raises(NoAnswer, match=r"herald\.test does not take connections \(Connection refused\)") as failure:
        Client("Tests", Hosts(read_hosts(hosts)), 2.0).get("http://herald.test/", LIMIT)
    assert failure.value.outcome == "unreachable"


def test_https_goes_to_the_checked_address_under_the_hosts_own_name(tmp_path: Path) -> None:
    server, trusting = certified(tmp_path, "herald.test", "*.herald.test")
    with running_web(tmp_path, server) as web:
        web.site("herald.test", {"/page": Says("<p>Words.</p>")})
        web.site("www.herald.test", {"/page": Says("<p>More.</p>")})
        client = Client("Tests", Hosts(read_hosts(web.hosts)), 5.0, trusting)
        assert client.get("https://herald.test/page", LIMIT).body == b"<p>Words.</p>"
        assert client.get("https://www.herald.test/page", LIMIT).body == b"<p>More.</p>"
        for stranger in (Client("Tests", Hosts(read_hosts(web.hosts)), 5.0), client):
            host = "herald.test" if stranger is not client else "other.test"
            with pytest.raises(NoAnswer, match="certificate") as failure:
                stranger.get(f"https://{host}/page", LIMIT)
            assert failure.value.outcome == "unreachable"
        assert web.asked() == ["herald.test/page", "www.herald.test/page"]


def test_a_certificate_that_has_run_out_is_not_trusted(tmp_path: Path) -> None:
    server, trusting = certified(tmp_path, "herald.test", days=-1)
    with running_web(tmp_path, server) as web, pytest.raises(NoAnswer, match="expired"):
        Client("Tests", Hosts(read_hosts(web.hosts)), 5.0, trusting).get("https://herald.test/page", LIMIT)


def test_an_https_server_that_drips_is_left_when_the_time_is_over(tmp_path: Path) -> None:
    server, trusting = certified(tmp_path, "herald.test")
    with running_web(tmp_path, server) as web:
        impatient = Client("Tests", Hosts(read_hosts(web.hosts)), 0.5, trusting)
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
        web.site("herald.test", {"/page": drip(0.1, head, b"x" * 500)})  # type: ignore[dict-item]
        with pytest.raises(NoAnswer) as failure:
            impatient.get("https://herald.test/page", LIMIT)
        assert failure.value.outcome == "timeout"


def test_a_server_without_a_certificate_is_not_spoken_to_by_https(web: Web, client: Client) -> None:
    with pytest.raises(NoAnswer, match="TLS") as failure:
        client.get("https://herald.test/page", LIMIT)
    assert failure.value.outcome == "unreachable"


def test_no_form_of_a_redirect_reaches_a_port_of_this_machine(web: Web, client: Client) -> None:
    with trap() as (port, caught):
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"):
            answer = get(web, client, Says("", 301, {"Location": f"http://{host}:{port}/"}))
            with pytest.raises(NoAnswer):
                client.get(str(answer.location), LIMIT)
        time.sleep(0.2)
        assert caught == []
