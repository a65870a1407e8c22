"""The next gray level of a row of pixels, predicted by a small recurrent network and by two simpler ways."""

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib.cbook import get_sample_data
from matplotlib.image import imread
from torch import Tensor, nn

from geetkar.training.layer import RecurrentLayer

IMAGE = "grace_hopper.jpg"  # ships with matplotlib
ROW, UNSEEN_ROW = 88, 175  # through the eyes, and through the collar
HIDDEN, EPOCHS, LEARNING_RATE, SEED = 12, 1_200, 0.01, 1
LINEAR_PAST = 4  # pixels that the linear predictor looks at
EDGE_SHARE = 0.05  # of the pixels: where the gray level jumps most


def read_image() -> np.ndarray:
    """Gray levels from 0 to 255 `(height, width)`, each the mean of two by two pixels: half the row to learn."""
    gray = imread(get_sample_data(IMAGE, asfileobj=False)).mean(axis=2)
    height, width = gray.shape
    return gray.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def normalise(row: np.ndarray) -> np.ndarray:
    """A row with mean 0 and standard deviation 1."""
    return (row - row.mean()) / row.std()


class PixelPredictor(nn.Module):
    """Elman's network over a row: each pixel in, a guess of the next one out."""

    def __init__(self):
        super().__init__()
        self.layer = RecurrentLayer("rnn", 1, HIDDEN, weight_drop=0.0)
        self.layer.initialize_orthogonal()
        self.output = nn.Linear(HIDDEN, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels `(time,)` to guesses of the pixel after each `(time,)`."""
        nothing_yet = (pixels.new_zeros(1, HIDDEN),)
        hidden, _ = self.layer(pixels[:, None, None], nothing_yet)
        return self.output(hidden)[:, 0, 0]


def train(row: np.ndarray) -> PixelPredictor:
    """Train on one row by the mean squared error of its guesses, through the whole row at once."""
    torch.manual_seed(SEED)
    network = PixelPredictor()
    pixels = torch.from_numpy(row.astype(np.float32))
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    for _ in range(EPOCHS):
        loss = (network(pixels[:-1]) - pixels[1:]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network


def fit_linear(row: np.ndarray) -> np.ndarray:
    """The linear predictor's weights: one for each of the last pixels, the nearest first, and one for a constant."""
    weights, *_ = np.linalg.lstsq(_past(row), row[LINEAR_PAST:], rcond=None)
    return weights


def _past(row: np.ndarray) -> np.ndarray:
    """For each pixel that has enough before it, these and a one `(time, past + 1)`."""
    shifted = [row[LINEAR_PAST - back : len(row) - back] for back in range(1, LINEAR_PAST + 1)]
    return np.stack([*shifted, np.ones(len(row) - LINEAR_PAST)], axis=1)


def predict(network: PixelPredictor, weights: np.ndarray, row: np.ndarray) -> dict[str, np.ndarray]:
    """Three guesses of each pixel that has `LINEAR_PAST` before it, and the pixels themselves, each `(time,)`."""
    with torch.no_grad():
        recurrent = network(torch.from_numpy(row[:-1].astype(np.float32))).double().numpy()
    return {
        "pixels": row[LINEAR_PAST:],
        "recurrent": recurrent[LINEAR_PAST - 1 :],
        "linear": _past(row) @ weights,
        "last": row[LINEAR_PAST - 1 : -1],
    }


def mark_edges(guesses: Mapping[str, np.ndarray]) -> np.ndarray:
    """Whether the gray level jumps at a pixel `(time,)`: the `EDGE_SHARE` that are farthest from the pixel before."""
    jumps = np.abs(guesses["pixels"] - guesses["last"])
    return jumps >= np.quantile(jumps, 1 - EDGE_SHARE)


def squared_errors(guesses: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The squared error of each kind of guess at each pixel `(time,)`, in the row's variances."""
    return {kind: (guess - guesses["pixels"]) ** 2 for kind, guess in guesses.items() if kind != "pixels"}


def compare_on(row: np.ndarray, network: PixelPredictor, weights: np.ndarray) -> dict:
    """What each kind of guess is off on a row, and how much of that is due to its edges."""
    guesses = predict(network, weights, row)
    edges, errors = mark_edges(guesses), squared_errors(guesses)
    return {
        "guesses": guesses,
        "edges": edges,
        "errors": {kind: float(error.mean()) for kind, error in errors.items()},
        "at_edges": {kind: float(error[edges].sum() / error.sum()) for kind, error in errors.items()},
    }
