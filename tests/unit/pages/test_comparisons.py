"""The rows of comparison tables."""

import pandas as pd

from geetkar.pages.shared.comparisons import networks_and_yardsticks


def test_networks_and_yardsticks_are_sorted_by_validation_loss():
    yardsticks = [{"name": name, "validation_bpc": 2.0, "test_bpc": 2.0, "adaptive": True} for name in ("xz", "PPMd")]
    bests = pd.DataFrame({"model": ["poor", "good"], "validation_bpc": [9.0, 1.0], "test_bpc": [9.0, 1.0]})
    assert [row["name"] for row in networks_and_yardsticks(bests, yardsticks)] == ["good", "xz", "PPMd", "poor"]
