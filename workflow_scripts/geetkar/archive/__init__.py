"""Fetching the archive: a Scrapy project, and a replica of the site to try it on."""
