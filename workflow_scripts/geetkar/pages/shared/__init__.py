"""Templates, scripts, charts and phrases that several pages share."""
