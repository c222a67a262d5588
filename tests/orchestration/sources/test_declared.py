"""The file sources.toml: what it may say, and that every fault is told with file, line, and what would be right."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources.declared import LEAST_SECONDS, BadSources, DeclaredSources, Source, read_sources

CONTACT = 'contact = "desk@harbour.example"\n'
FEED = """[[source]]
name = "harbour"
kind = "feed"
address = "https://www.harbour.example/feed.xml"
"""
FOLDER = """[[source]]
name = "archive"
kind = "html_dir"
address = "pages"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for the examples that hypothesis makes."""
    return tmp_path_factory.mktemp("declared") / "sources.toml"


def read(file: Path, text: str) -> DeclaredSources:
    file.write_text(text, encoding="utf-8")
    return read_sources(file)


def faults(file: Path, text: str | bytes) -> list[str]:
    """What is said of a faulty file, without its name, which begins every line."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadSources) as caught:
        read_sources(file)
    lines = str(caught.value).splitlines()
    assert [line for line in lines if not re.match(rf"{re.escape(str(file))}, line \d+: .+\.$", line)] == []
    return [line.removeprefix(f"{file}, ") for line in lines]


def only(file: Path, text: str) -> Source:
    (source,) = read(file, CONTACT + text).source
    return source


# ----------------------------------------------------------------------------------------------------------- what is good


def test_without_a_file_nothing_is_declared(file: Path) -> None:
    assert read_sources(file) == DeclaredSources()


def test_an_empty_file_declares_nothing(file: Path) -> None:
    assert read(file, "") == DeclaredSources()


def test_what_a_source_does_not_say_has_a_default(file: Path) -> None:
    source = only(file, FEED)
    assert source.schedule == "0 * * * *"
    assert (source.limits.pages_per_run, source.limits.newest_days, source.limits.page_bytes) == (500, 7, None)
    assert source.limits.seconds_between_requests is None
    assert LEAST_SECONDS == 5
    assert (source.url_prefix, source.stale_after_hours, source.outlet) == (None, None, None)


def test_an_address_is_one_or_a_list(file: Path) -> None:
    one = only(file, FEED)
    assert one.addresses == ["https://www.harbour.example/feed.xml"]
    several = only(file, FEED.replace('= "https', '= ["https://harbour.example/a", "https').replace('xml"', 'xml"]'))
    assert several.addresses == ["https://harbour.example/a", "https://www.harbour.example/feed.xml"]


def test_paths_are_meant_from_the_files_folder(file: Path) -> None:
    source = only(file, FOLDER.replace('"pages"', '["pages", "/srv/pages", "~/pages"]'))
    assert source.paths == [file.parent / "pages", Path("/srv/pages"), Path.home() / "pages"]


def test_a_list_of_addresses_may_mix_files_and_the_web(file: Path) -> None:
    text = FOLDER.replace("html_dir", "url_list").replace('"pages"', '["https://harbour.example/l.csv", "lists"]')
    source = only(file, text)
    assert (source.addresses, source.paths) == (["https://harbour.example/l.csv"], [file.parent / "lists"])
    assert source.gives_links


LIMITS = (
    "limits.pages_per_run = 20\nlimits.page_bytes = 3_000\n",
    "limits = { pages_per_run = 20, page_bytes = 3_000 }\n",
    "[source.limits]\npages_per_run = 20\npage_bytes = 3_000\n",
)
OUTLETS = (
    'outlet.name = "The Harbour"\noutlet.country = "NOR"\n',
    'outlet = { name = "The Harbour", country = "NOR" }\n',
    '[source.outlet]\nname = "The Harbour"\ncountry = "NOR"\n',
)


@pytest.mark.parametrize("form", LIMITS)
def test_limits_may_be_written_in_each_of_tomls_forms(form: str, file: Path) -> None:
    limits = only(file, FEED + form).limits
    assert (limits.pages_per_run, limits.page_bytes, limits.newest_days) == (20, 3_000, 7)


@pytest.mark.parametrize("form", OUTLETS)
def test_an_outlet_may_be_written_in_each_of_tomls_forms(form: str, file: Path) -> None:
    (outlet,) = read(file, CONTACT + FEED + form).outlets
    assert (outlet.domain, outlet.name, outlet.country) == ("harbour.example", "The Harbour", "NOR")


def test_an_outlets_domain_is_that_of_the_address_or_of_the_prefix(file: Path) -> None:
    folder = only(file, FOLDER + 'url_prefix = "https://www.wharf.example/news"\noutlet = { name = "The Wharf" }\n')
    assert folder.outlet is not None and folder.outlet.domain == "wharf.example"
    said = only(file, FEED + 'outlet = { domain = "WWW.Quay.example", name = "The Quay" }\n')
    assert said.outlet is not None and said.outlet.domain == "quay.example"


def test_an_outlet_without_a_source_has_a_table_of_its_own(file: Path) -> None:
    declared = read(file, '[[outlet]]\ndomain = "quay.example"\nmedia_type = "blog"\n')
    assert [(outlet.domain, outlet.media_type) for outlet in declared.outlets] == [("quay.example", "blog")]


def test_files_alone_need_no_contact(file: Path) -> None:
    assert read(file, FOLDER).contact is None


@pytest.mark.parametrize("contact", ["desk@harbour.example", "https://harbour.example/crawler"])
def test_a_contact_is_an_e_mail_address_or_a_page(contact: str, file: Path) -> None:
    assert read(file, f'contact = "{contact}"\n').contact == contact


def test_a_whole_number_of_seconds_will_do(file: Path) -> None:
    assert only(file, FEED + "limits.seconds_between_requests = 10\n").limits.seconds_between_requests == 10


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + (CONTACT + FEED).replace("\n", "\r\n").encode())
    assert [source.name for source in read_sources(file).source] == ["harbour"]


def test_sources_are_chosen_by_name(file: Path) -> None:
    declared = read(file, CONTACT + FEED + FOLDER)
    assert [source.name for source in declared.named([])] == ["harbour", "archive"]
    assert [source.name for source in declared.named(["archive"])] == ["archive"]
    with pytest.raises(BadSources, match=r"There is no source 'quay' in sources\.toml\. There are: harbour, archive\."):
        declared.named(["quay"])


# ----------------------------------------------------------------------------------------------------------------- faults

OUTLET = '[[outlet]]\ndomain = "quay.example"\n'

FAULTS = [
    # a key
    (CONTACT + FEED + "limit = 3\n", 6, "'harbour', limit is not known here; is it misspelt? There are name, kind, "),
    (CONTACT + FEED + "limits.pages-per-run = 3\n", 6, "limits.pages-per-run is not known here; is it misspelt? There are "),
    (CONTACT + FEED + 'outlet = { nam = "x" }\n', 6, "outlet.nam is not known here; is it misspelt? There are domain, name"),
    ("contacts = 1\n", 1, "contacts is not known here; is it misspelt? There are contact, source, outlet."),
    (CONTACT + FEED + 'folder = "x"\n', 6, "folder is not known here; a folder is an address."),
    (CONTACT + '[[source]]\nname = "a"\n\nkind = "feed"\n', 2, "source 'a', address is missing."),
    (CONTACT + '[[source]]\nkind = "txt"\naddress = "a"\noutlet.name = "A"\n', 2, "source number 1, name is missing."),
    ('[[outlet]]\nname = "The Quay"\n', 1, "outlet 'The Quay', domain is missing."),
    (CONTACT + FOLDER + '[source.outlet]\nname = "x"\n', 6, "source 'archive', outlet.domain is missing."),
    # a kind of value
    (CONTACT + FEED + "limits = 5\n", 6, "limits must be a table that begins with [source.limits]."),
    (CONTACT + FEED + 'outlet = "x"\n', 6, "outlet must be a table that begins with [source.outlet]."),
    (CONTACT + "[source]\nname = 'x'\n", 2, "source must be in double brackets: [[source]]."),
    (CONTACT + "source = [5]\n", 2, "source number 1: must be a table that begins with [[source]]."),
    (CONTACT + FEED + "[source.limits]\nnewest_days = 2.5\n", 7, "limits.newest_days is 2.5, but must be a whole number."),
    (CONTACT + FEED + "[source.limits]\nnewest_days = '7'\n", 7, "limits.newest_days is '7', but must be a whole number."),
    (CONTACT + FEED + "url_prefix = 5\noutlet = {}\n", 6, "url_prefix is 5, but must be a string."),
    (CONTACT + FEED + "url_prefix = 'harbour.example'\n", 6, "must be a web address such as https://"),
    (CONTACT + FEED.replace('"feed"', '"rss"'), 4, "kind is 'rss', but must be 'html_dir', 'txt', 'feed', 'sitemap', "),
    # a value out of range
    (CONTACT + FEED + "limits.pages_per_run = 0\n", 6, "limits.pages_per_run is 0, but must be greater than 0."),
    (CONTACT + FEED + "limits.newest_days = 99_999\n", 6, "newest_days is 99999, but must be less than or equal to 36500."),
    (CONTACT + FEED + "limits.seconds_between_requests = 1\n", 6, "is 1, but must be greater than or equal to 5."),
    (CONTACT + FEED + "limits.seconds_between_requests = inf\n", 6, "is inf, but must be less than or equal to 3600."),
    (CONTACT + FEED + "limits.seconds_between_requests = nan\n", 6, "seconds_between_requests is nan, but must be "),
    (CONTACT + FEED + "stale_after_hours = 9_999_999_999\n", 6, "stale_after_hours is 9999999999, but must be less than"),
    (CONTACT + FEED + 'outlet.country = "UK"\n', 6, "outlet.country is 'UK', but must be an ISO 3166-1 code of three capital "),
    (CONTACT + FEED + 'outlet.media_type = "paper"\n', 6, "outlet.media_type is 'paper', but must be 'wire', 'newspaper'"),
    ('[[outlet]]\ndomain = "https://quay.example"\n', 2, "but must be a host name such as herald.example."),
    ('[[outlet]]\ndomain = "The Quay"\n', 2, "but must be a host name such as herald.example."),
    (CONTACT + FEED.replace('"harbour"', '"The Harbour"'), 3, "is 'The Harbour', but must be of small letters, digits and _."),
    (CONTACT + FEED.replace('"harbour"', '"inbox"'), 3, "is 'inbox', but must be another name: the folder that needs no "),
    # addresses
    (CONTACT + FEED.replace("https://www.harbour.example/", ""), 5, "feed needs an address that begins with https:// or "),
    (CONTACT + FOLDER.replace("pages", "https://a.example/"), 5, "html_dir reads files: download 'https://a.example/' and "),
    (CONTACT + FOLDER.replace('"pages"', "[]"), 5, "source 'archive', address must name at least one."),
    (CONTACT + FOLDER.replace('"pages"', '[\n  "pages",\n  "",\n]'), 5, "address is '', but must not be empty."),
    (CONTACT + FOLDER.replace("pages", "ftp://harbour.example/x"), 5, "must begin with https:// or http://, or be a path."),
    (CONTACT + FEED.replace("www.harbour.example", "[harbour"), 5, "but must be a web address such as https://"),
    # what is there twice
    (CONTACT + FEED + FEED, 7, "2 sources are named 'harbour': each may be there once."),
    (OUTLET + '[[outlet]]\n# again\ndomain = "www.quay.example"\n', 5, "2 outlets have the domain 'quay.example': each may "),
    (CONTACT + FEED + 'outlet = {}\n[[outlet]]\ndomain = "harbour.example"\n', 6, "2 outlets have the domain 'harbour.example'"),
    # the contact
    (FEED, 1, 'a line such as contact = "you@newsroom.example" is missing at the top'),
    ('contact = "the desk"\n', 1, "contact is 'the desk', but must be an e-mail address or the address of a web page."),
    ('contact = "redakcja@łódź.example"\n', 1, "must be an e-mail address or the address of a web page."),
    # the language of the file
    (CONTACT + "[[source\n", 2, "a source begins with [[source]]."),
    (CONTACT + "[[source]]\nname = harbour\n", 3, "Strings stand in quotes"),
    (CONTACT + '[[source]]\nname = "harbour\n', 3, "Strings stand in quotes"),
    (CONTACT + '[[source]]\naddress = [ "x",\n', 3, "Strings stand in quotes"),
    (CONTACT + CONTACT, 2, "a key is there once"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), FAULTS)
def test_a_fault_is_told_with_its_line_and_what_would_be_right(text: str, line: int, said: str, file: Path) -> None:
    assert [fault for fault in faults(file, text) if fault.startswith(f"line {line}: ") and said in fault]


def test_every_fault_is_told_at_once(file: Path) -> None:
    said = faults(file, CONTACT + FEED + "limit = 3\n" + FOLDER + "limits.newest_days = 0\nschedule = 'often'\n")
    assert [fault.partition(":")[0] for fault in said] == ["line 6", "line 12", "line 11"]


def test_a_file_in_another_encoding_is_told_with_the_line(file: Path) -> None:
    assert faults(file, CONTACT.encode() + "# Zürich\n".encode("cp1252")) == [
        "line 2: the file is not in UTF-8. Save it in that encoding."
    ]


WRONG = [
    (place, form.replace(value, wrong), key)
    for place, forms, value, wrong in (("limits", LIMITS, "3_000", "0"), ("outlet", OUTLETS, "NOR", "Norway"))
    for form in forms
    for key in ["page_bytes" if place == "limits" else "country"]
]


@pytest.mark.parametrize(("place", "form", "key"), WRONG)
def test_the_line_is_right_in_each_of_tomls_forms(place: str, form: str, key: str, file: Path) -> None:
    text = CONTACT + FOLDER + "outlet = { domain = 'quay.example', country = 'DNK' }\n" + FEED + form
    expected = next(number for number, line in enumerate(text.splitlines(), 1) if number > 6 and f"{key} =" in line)
    (said,) = faults(file, text)
    assert said.startswith(f"line {expected}: source 'harbour', {place}.{key} ")


def test_the_line_is_that_of_the_outlets_name_and_not_of_the_sources(file: Path) -> None:
    assert faults(file, CONTACT + FEED + "[source.outlet]\nname = 5\n")[0].startswith(
        "line 7: source 'harbour', outlet.name"
    )
    (said,) = faults(
        file, CONTACT + "[[source]]\noutlet.name = 'x'\n" + FEED.replace("[[source]]\n", "").replace('"harbour"', "7")
    )
    assert said.startswith("line 4: source 7, name is 7")


NOISE = st.sampled_from(["", "# a note", "# [[source]]", "   ", "# page_bytes = 1", "\t# name ="])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    first=st.lists(NOISE, max_size=8),
    second=st.lists(NOISE, max_size=8),
    third=st.lists(NOISE, max_size=8),
    is_windows=st.booleans(),
)
def test_the_line_is_right_wherever_the_key_is_moved(
    scratch: Path, first: list[str], second: list[str], third: list[str], is_windows: bool
) -> None:
    lines = [
        *CONTACT.splitlines(), *first, *FOLDER.splitlines(), *second, *FEED.splitlines(), "[source.limits]",
        *third, "page_bytes = 0",
    ]  # fmt: skip
    text = ("\r\n" if is_windows else "\n").join(lines)
    assert faults(scratch, text) == [
        f"line {len(lines)}: source 'harbour', limits.page_bytes is 0, but must be greater than 0."
    ]


def test_brackets_and_keys_inside_strings_are_no_tables(file: Path) -> None:
    text = CONTACT + FEED + 'outlet.name = """\n[[source]]\npage_bytes = 3\n"""\nlimits.page_bytes = 0\n'
    assert faults(file, text)[0].startswith("line 10: ")


# -------------------------------------------------------------------------------------------------------------- schedules

HOUR = dt.timedelta(hours=1)
MONDAY = dt.datetime(2026, 3, 9, 4)


def scheduled(file: Path, schedule: str) -> Source:
    return only(file, FEED + f'schedule = "{schedule}"\n')


@pytest.mark.parametrize(
    ("schedule", "moment", "is_due"),
    [
        ("hourly", MONDAY, True),
        ("hourly", MONDAY + 5 * HOUR, True),
        ("daily", MONDAY, True),
        ("daily", MONDAY + HOUR, False),
        ("daily", MONDAY + 24 * HOUR, True),
        ("weekly", MONDAY, True),
        ("weekly", MONDAY + 24 * HOUR, False),
        ("never", MONDAY, False),
        ("0 */6 * * *", MONDAY, False),
        ("0 */6 * * *", MONDAY + 2 * HOUR, True),
        ("30 3 * * *", MONDAY, True),
        ("30 4 * * *", MONDAY, False),
        ("*/10 * * * *", MONDAY, True),
        ("0 4 29 2 *", dt.datetime(2028, 2, 29, 4), True),
    ],
)
def test_a_source_is_due_where_its_schedule_names_a_moment_of_the_last_hour(
    schedule: str, moment: dt.datetime, is_due: bool, file: Path
) -> None:
    assert scheduled(file, schedule).is_due(moment - HOUR, moment) is is_due


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 59), st.integers(0, 23), st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1)))
def test_a_daily_source_is_due_in_one_hour_of_each_day(minute: int, hour: int, start: dt.datetime) -> None:
    source = Source.model_validate(
        {"name": "a", "kind": "feed", "address": "https://a.example/", "schedule": f"{minute} {hour} * * *"},
        context=Path(),
    )
    hours = [start + number * HOUR for number in range(25)]
    assert sum(source.is_due(after, until) for after, until in pairwise(hours)) == 1


@pytest.mark.parametrize(
    "schedule", ["often", "@daily", "* * * *", "* * * * * *", "61 * * * *", "0 0 30 2 *", "every hour or so ok"]
)
def test_a_schedule_that_is_none_is_told(schedule: str, file: Path) -> None:
    (said,) = faults(file, CONTACT + FEED + f'schedule = "{schedule}"\n')
    assert said == (
        f"line 6: source 'harbour', schedule is '{schedule}', but must be hourly, daily, weekly, never, or five fields of "
        'cron ("0 */6 * * *").'
    )
