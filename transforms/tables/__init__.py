"""One declaration a table: Polars schema, DuckDB DDL, checks and the data dictionary are all read off these classes.

Belongs here: what the columns are and mean. Stays out: how rows are made, and anything that reads or writes.
"""

from transforms.tables.articles import Articles
from transforms.tables.base import Table, table_name
from transforms.tables.blocks import Blocks
from transforms.tables.entities import Entities
from transforms.tables.entity_evidence import EntityEvidence
from transforms.tables.event_actors import EventActors
from transforms.tables.event_clusters import EventClusters
from transforms.tables.events import Events
from transforms.tables.fetches import Fetches
from transforms.tables.links import Links
from transforms.tables.mentions import Mentions
from transforms.tables.outlets import Outlets
from transforms.tables.pages import Pages
from transforms.tables.parses import Parses
from transforms.tables.progress import STEPS, Progress
from transforms.tables.quote_clusters import QuoteClusters
from transforms.tables.quote_mentions import QuoteMentions
from transforms.tables.quotes import Quotes
from transforms.tables.rejects import Rejects
from transforms.tables.removed_blocks import RemovedBlocks
from transforms.tables.runs import Runs
from transforms.tables.site_lines import SiteLines
from transforms.tables.stories import Stories
from transforms.tables.tokens import Tokens

ALL_TABLES: tuple[type[Table], ...] = (
    Links,
    Fetches,
    Outlets,
    Pages,
    Articles,
    Blocks,
    RemovedBlocks,
    SiteLines,
    Tokens,
    Parses,
    Entities,
    EntityEvidence,
    Mentions,
    Quotes,
    QuoteMentions,
    Events,
    EventActors,
    Rejects,
    Stories,
    QuoteClusters,
    EventClusters,
    Runs,
    Progress,
)
"""Every table, parents before children."""

OVER_ALL_DAYS: tuple[type[Table], ...] = (Stories, QuoteClusters, EventClusters)
"""The tables that no day makes alone: they compare days, and are made after the days are loaded."""

WAREHOUSE_TABLES: tuple[type[Table], ...] = tuple(table for table in ALL_TABLES if table.in_warehouse)
"""The tables that are loaded into DuckDB, parents before children."""

DAY_TABLES: tuple[type[Table], ...] = tuple(
    table for table in WAREHOUSE_TABLES if table not in (*OVER_ALL_DAYS, Runs, Progress)
)
"""The tables of the warehouse that the stages of a day make, parents before children."""

BY_NAME: dict[str, type[Table]] = {table_name(table): table for table in ALL_TABLES}

__all__ = [
    "ALL_TABLES", "BY_NAME", "DAY_TABLES", "OVER_ALL_DAYS", "STEPS", "WAREHOUSE_TABLES", "Articles", "Blocks",
    "Entities", "EntityEvidence", "EventActors", "EventClusters", "Events", "Fetches", "Links", "Mentions", "Outlets", "Pages",
    "Parses", "Progress", "QuoteClusters",
    "QuoteMentions", "Quotes", "Rejects", "RemovedBlocks", "Runs", "SiteLines", "Stories", "Table", "Tokens", "table_name",
]  # fmt: skip
