"""The dashboard: charts over the published file, and nothing else."""
