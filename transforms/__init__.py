"""Reading news into facts: pure functions from tables to tables.

Belongs here: everything that turns a page into an article, an article into tokens, and tokens into mentions, quotes and
events. Stays out: clocks, disks (the lexicons of this package aside), networks, dagster and duckdb.
"""
