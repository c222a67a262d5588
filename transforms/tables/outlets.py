"""The table `outlets`: what people say of the outlets they read."""

from transforms.tables.base import Table, category, partition_day, string

MEDIA_TYPES = ("wire", "newspaper", "broadcaster", "agency", "blog")


class Outlets(Table):
    """One row an outlet and day on which `sources.toml` said something else of the outlets than before.

    The rows of the newest day are what holds.
    """

    outlet_id = string("Host name of the outlet without `www.`.", key=True)
    fetched_on = partition_day()
    publisher_name = string("The outlet's name.", optional=True)
    country_iso3 = string("Country of the outlet, ISO 3166-1 alpha-3.", optional=True)
    media_type = category(MEDIA_TYPES, "What kind of outlet it is.", optional=True)
