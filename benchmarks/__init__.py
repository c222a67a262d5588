"""Measuring Dateline: scores against gold folders, speed against a plain loop. Never imported by the product."""
