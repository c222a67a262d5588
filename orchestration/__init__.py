"""Running the pipeline: sources, workers, Dagster, and the command line. Rules stay in `transforms`, SQL in `warehouse`."""
