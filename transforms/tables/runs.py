"""The table `runs`: what was loaded, when, and by which versions."""

from transforms.tables.base import Table, integer, number, partition_day, string, timestamp


class Runs(Table):
    """One row a load of a day into the warehouse; rows are only ever added.

    `inputs_digest` of a day's newest run tells whether that day is up to date.
    """

    run_id = string("Name of the run that loaded the day (Dagster's run id).", key=True)
    fetched_on = partition_day()
    started_at = timestamp("When the run began (UTC).")
    finished_at = timestamp("When the day was loaded (UTC).")
    engine_version = string("Versions of extraction and of the language engine.")
    rules_version = string(
        "Digests of the code and lexicons of the rules: of mentions (m), quotes (q) and events (e), with dots between."
    )
    inputs_digest = string("Digest of the day's pages and of the versions that made its tables, stage by stage.")
    pages_in = integer("Pages of the day.")
    articles_in = integer("Articles of the day.")
    articles_new = integer("Articles that the warehouse did not hold before for that day.")
    articles_changed = integer("Articles whose text differs from the one held before.")
    articles_failed = integer("Pages that gave no usable article.")
    word_count = integer("Words of the day's articles.")
    seconds = number("Wall-clock time of the run.", at_least=0.0)
