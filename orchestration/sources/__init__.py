"""Where pages come from: one small module a kind of source. Stays out: what is done with the pages."""
