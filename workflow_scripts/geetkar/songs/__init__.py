"""Fetch the archive: a Scrapy project, and a replica of the site to crawl on this machine."""
