"""The views of the dashboard, a module each: what a reader sees at one address. Stays out: SQL, how charts are drawn."""
