"""Logger plugin of Snakemake, found by the name of this package: `snakemake --logger geetkar` loads it."""

from geetkar.workflow.console import LogHandler

__all__ = ["LogHandler"]
