"""Shares of samples, with confidence intervals."""

from scipy.stats import binomtest

CONFIDENCE = 0.95


def share(count: int, of: int) -> dict:
    """Return a count with its share and the share's 95 % interval (Wilson 1927), from 0 to 1."""
    interval = binomtest(count, of).proportion_ci(CONFIDENCE, method="wilson")
    return {"count": count, "of": of, "share": count / of, "interval": [float(interval.low), float(interval.high)]}
