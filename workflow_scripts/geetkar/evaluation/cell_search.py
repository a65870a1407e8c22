"""Search for memory cells that a reader can interpret, because their activity follows a feature of the text."""

from dataclasses import asdict, dataclass

import numpy as np

from geetkar.evaluation.cell_features import FEATURES, measure_features, unit_ends
from geetkar.sampling.decoding import SONG_START
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.cells import CELLS
from geetkar.verse.arrangement import places_read, restore
from geetkar.vocabulary.vocabulary import Vocabulary

CHARACTERS = 8000  # of the held-out songs that are read


@dataclass(frozen=True)
class FoundCell:
    """The cell that follows a feature best; `layer` and `number` count from 0.

    `found` is the correlation on the first half of the text, by which the cell was chosen; `confirmed` is the one on
    the second half. `mean` and `deviation` describe its activity on the whole text.
    """

    feature: str
    sentence: str
    layer: int
    number: int
    found: float
    confirmed: float
    mean: float
    deviation: float


def search_cells(network: OnnxNetwork, vocabulary: Vocabulary, held_out: str) -> list[dict]:
    """Return, for each feature, the cell that follows it best, as JSON, sorted by confirmed correlation.

    `held_out` is a text as the network reads it. Its features are those of the text as it is sung. A feature that is
    constant in one of the halves is left out.
    """
    read, line_order = held_out[:CHARACTERS], network.model.line_order
    text, activity = restore(read, line_order), read_activity(network, vocabulary, read)
    if vocabulary.unit == "char":
        activity = activity[places_read(read, line_order)]
    features = measure_features(text, vocabulary)
    half = int(np.searchsorted(unit_ends(text, vocabulary), middle_of(text)))
    cells = find_cells(features, activity, half, network.model.hidden)
    return [asdict(cell) for cell in cells]


def middle_of(text: str) -> int:
    """Return the start of the song that begins nearest to the middle of a text, or the middle if no song begins."""
    middle, starts = len(text) // 2, []
    place = text.find(SONG_START)
    while place >= 0:
        starts.append(place + len(SONG_START))
        place = text.find(SONG_START, place + 1)
    return min(starts, key=lambda start: abs(start - middle), default=middle)


def read_activity(network: OnnxNetwork, vocabulary: Vocabulary, text: str) -> np.ndarray:
    """Return the activity of each cell after each unit of a text, read as the beginning of a song: `(units, cells)`.

    The activity of an LSTM cell is tanh of its memory, as in Karpathy, Johnson and Li; that of other cells is the
    hidden unit. The cells of all layers are concatenated.
    """
    start = vocabulary.encode(SONG_START)
    units = start + vocabulary.encode(text)
    state, last = network.initial_state(1), len(CELLS[network.model.cell].states) - 1
    held = np.empty((len(units), state[last].size), dtype=np.float32)
    for place, unit in enumerate(units):
        _, state = network(np.array([[unit]], dtype=np.int64), state)
        held[place] = state[last].ravel()
    activity = held[len(start) :]
    return np.tanh(activity) if last else activity


def find_cells(features: np.ndarray, activity: np.ndarray, half: int, hidden: int) -> list[FoundCell]:
    """Choose a cell for each of `FEATURES`, the columns of `features` `(units, features)`.

    The cell is the column of `activity` `(units, cells)` with the largest absolute Pearson correlation on the first
    `half` units (for a feature of zeros and ones, this is the point-biserial correlation). A layer has `hidden` cells.
    """
    found = correlate(features[:half], activity[:half])
    confirmed = correlate(features[half:], activity[half:])
    chosen = np.abs(found).argmax(axis=1)
    cells = []
    for row, (feature, cell) in enumerate(zip(FEATURES, chosen.tolist(), strict=True)):
        if not found[row, cell] or not confirmed[row, cell]:
            continue
        layer, number = divmod(cell, hidden)
        cells.append(
            FoundCell(
                feature=feature.name,
                sentence=feature.rises if found[row, cell] > 0 else feature.falls,
                layer=layer,
                number=number,
                found=round(float(found[row, cell]), 4),
                confirmed=round(float(confirmed[row, cell]), 4),
                mean=round(float(activity[:, cell].mean()), 4),
                deviation=round(float(activity[:, cell].std()), 4),
            )
        )
    return sorted(cells, key=lambda cell: -abs(cell.confirmed))


def correlate(features: np.ndarray, activity: np.ndarray) -> np.ndarray:
    """Return Pearson's correlation of each feature with each cell, `(features, cells)`; zero if either is constant."""
    return _standardize(features).T @ _standardize(activity) / max(1, len(features))


def _standardize(values: np.ndarray) -> np.ndarray:
    """Scale columns of `(time, columns)` to mean 0 and standard deviation 1; a constant column becomes zeros."""
    if not len(values):
        return values.astype(np.float64)
    centred = values - values.mean(axis=0, dtype=np.float64)
    deviation = centred.std(axis=0)
    return np.divide(centred, deviation, out=np.zeros_like(centred), where=deviation > 1e-6)
