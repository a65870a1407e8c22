"""Predict the next gray level in a row of pixels, with a small recurrent network and two simpler predictors."""

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib.cbook import get_sample_data
from matplotlib.image import imread
from torch import Tensor, nn

from geetkar.training.layer import RecurrentLayer

IMAGE = "grace_hopper.jpg"  # ships with matplotlib
ROW, UNSEEN_ROW = 88, 175  # through the eyes, and through the collar
HIDDEN, EPOCHS, LEARNING_RATE, SEED = 24, 100, 0.04, 1
LINEAR_PAST = 4  # pixels that the linear predictor looks at
EDGE_SHARE = 0.05  # of the pixels: those at which the gray level jumps most


def read_image() -> np.ndarray:
    """Return gray levels from 0 to 255, `(height, width)`, at half the image's size: means of 2 × 2 pixels."""
    gray = imread(get_sample_data(IMAGE, asfileobj=False)).mean(axis=2)
    height, width = gray.shape
    return gray.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def normalise(row: np.ndarray) -> np.ndarray:
    """Scale a row to mean 0 and standard deviation 1."""
    return (row - row.mean()) / row.std()


class PixelPredictor(nn.Module):
    """Elman's network over a row: reads a pixel at a time and predicts the next one."""

    def __init__(self):
        super().__init__()
        self.layer = RecurrentLayer("rnn", 1, HIDDEN, weight_drop=0.0)
        self.layer.initialize_orthogonal()
        self.output = nn.Linear(HIDDEN, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return a guess of the pixel after each of `pixels`; both are `(time,)`."""
        nothing_yet = (pixels.new_zeros(1, HIDDEN),)
        hidden, _ = self.layer(pixels[:, None, None], nothing_yet)
        return self.output(hidden)[:, 0, 0]


def train(row: np.ndarray) -> PixelPredictor:
    """Train a network on one row by the mean squared error of its guesses, with the whole row as one window."""
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
    """Return the linear predictor's weights: one for each of the last pixels, nearest first, then a constant."""
    weights, *_ = np.linalg.lstsq(_past(row), row[LINEAR_PAST:], rcond=None)
    return weights


def _past(row: np.ndarray) -> np.ndarray:
    """Return the `LINEAR_PAST` pixels before each pixel, and a 1 for the constant: `(time, past + 1)`."""
    shifted = [row[LINEAR_PAST - back : len(row) - back] for back in range(1, LINEAR_PAST + 1)]
    return np.stack([*shifted, np.ones(len(row) - LINEAR_PAST)], axis=1)


def predict(network: PixelPredictor, weights: np.ndarray, row: np.ndarray) -> dict[str, np.ndarray]:
    """Return three guesses of each pixel that has `LINEAR_PAST` before it, and these pixels, each `(time,)`."""
    with torch.no_grad():
        recurrent = network(torch.from_numpy(row[:-1].astype(np.float32))).double().numpy()
    return {
        "pixels": row[LINEAR_PAST:],
        "recurrent": recurrent[LINEAR_PAST - 1 :],
        "linear": _past(row) @ weights,
        "last": row[LINEAR_PAST - 1 : -1],
    }


def mark_edges(guesses: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return whether each pixel is an edge, `(time,)`: among the `EDGE_SHARE` that differ most from the last pixel."""
    jumps = np.abs(guesses["pixels"] - guesses["last"])
    return jumps >= np.quantile(jumps, 1 - EDGE_SHARE)


def squared_errors(guesses: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the squared error of each kind of guess at each pixel, `(time,)`, in units of the row's variance."""
    return {kind: (guess - guesses["pixels"]) ** 2 for kind, guess in guesses.items() if kind != "pixels"}


def compare_on(row: np.ndarray, network: PixelPredictor, weights: np.ndarray) -> dict:
    """Return the mean squared error of each kind of guess on a row, and the share of it that is due to edges."""
    guesses = predict(network, weights, row)
    edges, errors = mark_edges(guesses), squared_errors(guesses)
    return {
        "guesses": guesses,
        "edges": edges,
        "errors": {kind: float(error.mean()) for kind, error in errors.items()},
        "at_edges": {kind: float(error[edges].sum() / error.sum()) for kind, error in errors.items()},
    }
