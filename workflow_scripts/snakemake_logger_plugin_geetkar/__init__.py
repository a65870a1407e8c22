"""Snakemake finds logger plugins by the name of their package: `snakemake --logger geetkar` loads this one."""

from geetkar.workflow.console import LogHandler

__all__ = ["LogHandler"]
