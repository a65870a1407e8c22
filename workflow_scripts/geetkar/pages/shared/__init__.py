"""What several pages share: templates, scripts, charts and phrases."""
