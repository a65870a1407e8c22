"""The checkpoints by which pages show how a model learned."""

import numpy as np
import pandas as pd

from geetkar.training.checkpoint_tables import best_checkpoints

SHOWN_STAGES = 5


def stages_of(checkpoints: pd.DataFrame) -> list[dict]:
    """Return the checkpoints on the way to a model's best one, which is the last; at most `SHOWN_STAGES`."""
    (best,) = best_checkpoints(checkpoints).to_dict("records")
    last_on_trunk = best["cooled_from"] or best["step"] - 1
    on_the_way = checkpoints[(checkpoints["cooled_from"] == 0) & (checkpoints["step"] <= last_on_trunk)]
    stages = [*on_the_way.sort_values("step").to_dict("records"), best]
    places = np.linspace(0, len(stages) - 1, min(len(stages), SHOWN_STAGES))
    return [stages[round(place)] for place in places]
