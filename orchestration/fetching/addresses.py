"""Which addresses may be connected to: public ones only, whatever a link or a name server says.

A link in a feed is text by strangers: followed blindly it would reach what only this machine can see (server-side request
forgery, OWASP). Belongs here: checking an address and resolving a host. Stays out: connecting.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[..., Sequence[tuple[Any, ...]]]

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses as NAT64 writes them (RFC 6052)."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


class BadAddress(Exception):
    """An address is none that is fetched: no http(s), no host, or written in a way that hides where it leads."""


class BlockedAddress(Exception):
    """A host lies, or also lies, in a network that is not public."""


class UnknownHost(Exception):
    """A host has no address."""


class BadHosts(Exception):
    """The file of hosts cannot be used."""


@dataclass(frozen=True)
class Endpoint:
    """Where a connection goes: a numeric address and a port."""

    address: str
    port: int


@dataclass(frozen=True)
class Hosts:
    """Resolving: the operator's own list of hosts first, then the name server, whose answers must all be public.

    A listed host may lie in a private network: the operator's own site, say, or a test server. `*.example` lists every host below
    a domain.
    """

    listed: Mapping[str, Endpoint] = field(default_factory=dict)
    resolve: Resolve = socket.getaddrinfo

    def endpoints(self, host: str, port: int) -> list[Endpoint]:
        """Where the host can be reached, in the name server's order.

        Raises `BlockedAddress` if any of its addresses is not public: a name server that mixes them is not to be trusted with
        the others. Raises `UnknownHost`. What is returned is what must be connected to: to ask again would let the answer change.
        """
        own = self._own(host)
        if own is not None:
            return [Endpoint(own.address, own.port or port)]
        try:
            answers = self.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that IDNA does not take
            raise UnknownHost(f"{host} has no address ({error}).") from error
        found = list(dict.fromkeys(str(answer[4][0]).split("%", 1)[0] for answer in answers))
        private = [address for address in found if not is_public(ipaddress.ip_address(address))]
        if private:
            raise BlockedAddress(f"{host} is at {', '.join(private)}, which is not on the public internet.")
        if not found:
            raise UnknownHost(f"{host} has no address.")
        return [Endpoint(address, port) for address in found]

    def _own(self, host: str) -> Endpoint | None:
        labels = host.split(".")
        names = [host, *("*." + ".".join(labels[n:]) for n in range(1, len(labels)))]
        return next((self.listed[name] for name in names if name in self.listed), None)


def read_hosts(file: Path | None) -> dict[str, Endpoint]:
    """A file of lines `name address[:port]` (`*.name` for all below; `#` begins a comment). Raises `BadHosts` naming the line."""
    if file is None:
        return {}
    listed = {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadHosts(f"DATELINE_HOSTS: {file} cannot be read ({error.strerror}).") from error
    for number, line in enumerate(lines, 1):
        fields = line.partition("#")[0].split()
        if not fields:
            continue
        try:
            name, place = fields
            parts = urlsplit(f"//{place}")
            listed[name.lower()] = Endpoint(str(ipaddress.ip_address(parts.hostname or "")), parts.port or 0)
        except ValueError as error:
            raise BadHosts(
                f"{file}, line {number}: give a name and an address, such as cms.internal 10.0.0.7:8080."
            ) from error
    return listed


def web_address(url: str, base: str = "") -> SplitResult:
    """The parts of an http(s) address, with `base` completed; raises `BadAddress` saying what is wrong."""
    if _UNSAFE.search(url.strip()):
        raise BadAddress("The address holds spaces, control characters or backslashes.")
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadAddress(f"The address cannot be read ({error}).") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise BadAddress(f"Only http and https are fetched, not {parts.scheme or 'an address without scheme'}.")
    if not host:
        raise BadAddress("The address has no host.")
    if "%" in host:
        raise BadAddress("The host is written with percent signs, or names a network of this machine.")
    if "@" in parts.netloc:
        raise BadAddress("The address carries a name or password before its host.")
    return parts


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet, also where IPv6 only wraps an IPv4 address.

    By IANA's special-purpose registries, as Python's `is_global` knows them; multicast is public there, but is nobody's server.
    """
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )


def _wrapped(address: IPAddress) -> IPAddress | None:
    """The IPv4 address inside a mapped, compatible, 6to4, Teredo or NAT64 address."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _TRANSLATED or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
