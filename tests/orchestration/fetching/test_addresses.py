"""Which addresses are connected to: public ones, and what the operator lists; however an address is written."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.fetching import client as client_module
from orchestration.fetching.addresses import (
    BadAddress,
    BadHosts,
    BlockedAddress,
    Endpoint,
    Hosts,
    UnknownHost,
    is_public,
    read_hosts,
    web_address,
)
from orchestration.fetching.client import Client, NoAnswer

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

INWARD = {
    "loopback": "http://127.0.0.1:{port}/",
    "loopback by name": "http://localhost:{port}/",
    "loopback by name in capitals": "http://LOCALHOST:{port}/",
    "loopback elsewhere in its network": "http://127.9.8.7:{port}/",
    "loopback, short": "http://127.1:{port}/",
    "loopback, decimal": "http://2130706433:{port}/",
    "loopback, hexadecimal": "http://0x7f000001:{port}/",
    "loopback, octal": "http://0177.0.0.1:{port}/",
    "loopback, mixed": "http://0x7f.0.0.1:{port}/",
    "loopback with a dot at its end": "http://127.0.0.1.:{port}/",
    "loopback in full-width digits": "http://１２７.０.０.１:{port}/",
    "this host": "http://0.0.0.0:{port}/",
    "this host, short": "http://0:{port}/",
    "IPv6 loopback": "http://[::1]:{port}/",
    "IPv6 this host": "http://[::]:{port}/",
    "IPv4 mapped into IPv6": "http://[::ffff:127.0.0.1]:{port}/",
    "IPv4 mapped, hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "IPv4 compatible IPv6": "http://[::127.0.0.1]:{port}/",
    "IPv4 through NAT64": "http://[64:ff9b::7f00:1]:{port}/",
    "IPv4 through 6to4": "http://[2002:7f00:1::1]:{port}/",
    "IPv4 through Teredo": "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/",
    "private 10": "http://10.0.0.1/",
    "private 172.16": "http://172.16.0.1/",
    "private 192.168": "http://192.168.1.1/",
    "carrier's private network": "http://100.64.0.1/",
    "link-local, where clouds keep secrets": "http://169.254.169.254/latest/meta-data/",
    "IPv6 link-local": "http://[fe80::1]/",
    "IPv6 link-local with a zone": "http://[fe80::1%25lo]/",
    "IPv6 unique local": "http://[fd00::1]/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "documentation": "http://192.0.2.1/",
    "a user name that looks like a host": "http://news.example@127.0.0.1:{port}/",
    "a backslash before the host": "http://127.0.0.1:{port}\\@news.example/",
    "a file": "file:///etc/hostname",
    "another protocol": "gopher://127.0.0.1:{port}/_GET",
    "FTP": "ftp://127.0.0.1/",
    "data": "data:text/html,<p>words",
}  # fmt: skip


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a connection was tried to; none is made."""
    tried: list[Any] = []

    def connect(address: Any, **_: Any) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(client_module.socket, "create_connection", connect)
    return tried


def answering(*answers: Sequence[str]) -> Any:
    """A name server that gives these addresses, one list a question, the last one for ever."""
    waiting = list(answers)

    def resolve(_host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


@pytest.mark.parametrize("form", INWARD)
def test_nothing_that_is_not_public_is_connected_to(form: str, connected: list[Any]) -> None:
    with pytest.raises(NoAnswer) as refused:
        Client("Tests", Hosts(), 5).get(INWARD[form].format(port=8000), 1000)
    assert refused.value.outcome in ("blocked_address", "bad_address"), refused.value.detail
    assert connected == []


@pytest.mark.parametrize("private", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"])
def test_a_name_that_leads_to_a_private_network_is_refused_also_where_other_answers_are_public(
    private: str, connected: list[Any]
) -> None:
    for addresses in ([private], [PUBLIC, private], [private, PUBLIC], [PUBLIC_6, PUBLIC, private]):
        with pytest.raises(NoAnswer) as refused:
            Client("Tests", Hosts(resolve=answering(addresses)), 5).get("http://news.example/", 1000)
        assert refused.value.outcome == "blocked_address"
        assert private in refused.value.detail
    assert connected == []


def test_what_was_checked_is_what_is_connected_to_when_the_name_server_changes_its_mind(connected: list[Any]) -> None:
    hosts = Hosts(resolve=answering([PUBLIC], ["127.0.0.1"]))
    with pytest.raises(NoAnswer) as refused:
        Client("Tests", hosts, 5).get("http://news.example/", 1000)
    assert refused.value.outcome == "unreachable"
    assert connected == [(PUBLIC, 80)]
    with pytest.raises(NoAnswer) as second:
        Client("Tests", hosts, 5).get("http://news.example/", 1000)
    assert second.value.outcome == "blocked_address"
    assert connected == [(PUBLIC, 80)]


def test_every_public_address_is_tried_in_the_name_servers_order(connected: list[Any]) -> None:
    with pytest.raises(NoAnswer, match="does not take connections"):
        Client("Tests", Hosts(resolve=answering([PUBLIC_6, PUBLIC])), 5).get("https://news.example/", 1000)
    assert connected == [(PUBLIC_6, 443), (PUBLIC, 443)]


def test_a_host_without_address_is_unreachable_and_says_so() -> None:
    def unknown(*_: Any, **__: Any) -> list[tuple[Any, ...]]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(UnknownHost, match=r"news\.example has no address"):
        Hosts(resolve=unknown).endpoints("news.example", 80)
    with pytest.raises(UnknownHost):
        Hosts(resolve=answering([])).endpoints("news.example", 80)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_wrapping(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    wrapped = [
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1),
    ]
    assert {is_public(each) for each in wrapped} == {is_public(address)}


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "1.1.1.1", "2a00:1450:4001:81b::200e"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert Hosts(resolve=answering([address])).endpoints("news.example", 80) == [Endpoint(address, 80)]


# ---------------------------------------------------------------------------------------------- the operator's own list


def test_hosts_that_the_operator_lists_may_be_private_and_are_asked_of_no_name_server(tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_text(
        "# ours\ncms.internal 10.0.0.7:8080  # editors\n*.wire.internal 10.0.0.8\nsix.internal [fd00::7]:81\n"
    )
    hosts = Hosts(read_hosts(file), resolve=answering([PUBLIC]))
    assert hosts.endpoints("cms.internal", 80) == [Endpoint("10.0.0.7", 8080)]
    assert hosts.endpoints("a.b.wire.internal", 443) == [Endpoint("10.0.0.8", 443)]
    assert hosts.endpoints("six.internal", 80) == [Endpoint("fd00::7", 81)]
    assert hosts.endpoints("wire.internal", 80) == [Endpoint(PUBLIC, 80)]
    assert hosts.endpoints("notcms.internal", 80) == [Endpoint(PUBLIC, 80)]


@pytest.mark.parametrize(
    "line", ["cms.internal", "cms.internal elsewhere", "a b c", "cms.internal 10.0.0.7:many", "x 10.0.0"]
)
def test_a_faulty_line_of_hosts_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "hosts"
    file.write_text(f"fine.internal 10.0.0.7\n{line}\n")
    with pytest.raises(
        BadHosts, match=r"hosts, line 2: give a name and an address, such as cms\.internal 10\.0\.0\.7:8080"
    ):
        read_hosts(file)


def test_a_file_of_hosts_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadHosts, match=r"DATELINE_HOSTS: .*nowhere cannot be read"):
        read_hosts(tmp_path / "nowhere")
    assert read_hosts(None) == {}


# ------------------------------------------------------------------------------------------------------ written addresses


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("mailto:desk@news.example", "Only http and https are fetched, not mailto"),
        ("javascript:alert(1)", "Only http and https"),
        ("/2026/a-story", "an address without scheme"),
        ("http://", "no host"),
        ("http:///path", "no host"),
        ("http://[::1", "cannot be read"),
        ("http://news.example:99999/", "cannot be read"),
        ("http://desk:secret@news.example/", "name or password"),
        ("http://news.example/a b", "spaces"),
        ("http://news.example/\r\nHost: other.example", "control characters"),
    ],
)
def test_an_address_that_is_not_fetched_says_why(written: str, fault: str) -> None:
    with pytest.raises(BadAddress, match=fault):
        web_address(written)


def test_a_relative_redirect_is_completed() -> None:
    assert web_address("/b", "https://news.example/a").geturl() == "https://news.example/b"
    assert web_address("//other.example/b", "https://news.example/a").geturl() == "https://other.example/b"


def test_blocked_is_told_with_host_and_address() -> None:
    with pytest.raises(
        BlockedAddress, match=r"intranet\.example is at 10\.0\.0\.1, which is not on the public internet"
    ):
        Hosts(resolve=answering(["10.0.0.1"])).endpoints("intranet.example", 80)
