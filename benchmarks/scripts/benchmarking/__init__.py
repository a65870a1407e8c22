"""The benchmarks' code: baselines, measurements, and a page."""
