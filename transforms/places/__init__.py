"""Places: the gazetteer and the choice among places of one name. Stays out: finding names in a text (`transforms.mentions`)."""
