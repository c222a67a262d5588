"""One module a stage, one asset a table; every asset reads load, process, save. Rules and SQL stay out."""
