import pandas as pd

from benchmarking.page_size import copies_of


def test_a_checkpoint_is_copied_under_other_steps():
    metrics = pd.DataFrame([{"model": "a", "step": 700, "cooled_from": 400}])
    copies = copies_of((metrics, [{"step": 1}, {"step": 700, "cooled_from": 400}], {"step": 700}), 2)
    assert copies[0].to_dict("list") == {"model": ["a", "a"], "step": [1, 2], "cooled_from": [0, 0]}
    assert copies[1:] == (
        [[{"step": 1, "cooled_from": None}], [{"step": 2, "cooled_from": None}]],
        {1: {"step": 1}, 2: {"step": 2}},
    )
