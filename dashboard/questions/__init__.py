"""What the views ask of the published file: one function a question, SQL with parameters, a module for every subject.

Belongs here: SQL over dimensions, facts, reports and operations. Stays out: core tables, caching, anything that is shown.
"""
