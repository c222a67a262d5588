"""Fetching from the web: politely, once, and from public addresses only. Stays out: what a source's documents mean."""
