"""What benchmarks need besides the workflow: baselines, ways to measure, and a page."""
