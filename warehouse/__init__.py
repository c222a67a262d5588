"""The DuckDB warehouse: tables from the declarations, loading a day, checking, publishing, questioning.

Stays out: dagster, and everything that knows what a page or a quotation is.
"""
