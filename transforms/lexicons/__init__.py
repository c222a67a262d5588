"""Word lists that several rule sets share: countries, organisations, sectors of society.

Belongs here: reading the lists and finding their entries in a noun phrase, by module `countries`, `organisations`,
`sectors`, on top of `matching`. Stays out: lists that only one rule set uses (a module of their own beside these). All
lists are the project's own work: country names, codes and demonyms follow ISO 3166-1 and common English usage, sectors
follow PLOVER (manual, draft 0.8, section on actor sectors), codes of organisations follow CAMEO's actor scheme.
"""

from transforms.lexicons.countries import (
    capitals,
    countries,
    country_centres,
    country_common_names,
    country_names,
    country_of,
    demonyms,
    find_country,
    institutions,
    is_listed_place,
    metonyms,
    peoples,
    places,
)
from transforms.lexicons.matching import Found, read_list
from transforms.lexicons.organisations import (
    Organisation,
    find_igo,
    find_organisation,
    igo_of,
    igo_sectors,
    igos,
    known_organisation,
    organisations,
)
from transforms.lexicons.sectors import find_sector, sector_of

__all__ = [
    "Found",
    "Organisation",
    "capitals",
    "countries",
    "country_centres",
    "country_common_names",
    "country_names",
    "country_of",
    "demonyms",
    "find_country",
    "find_igo",
    "find_organisation",
    "find_sector",
    "igo_of",
    "igo_sectors",
    "igos",
    "institutions",
    "is_listed_place",
    "known_organisation",
    "metonyms",
    "organisations",
    "peoples",
    "places",
    "read_list",
    "sector_of",
]
