"""The article's small network: three inputs, two hidden units, one output, sigmoids, no biases."""

from itertools import product

import numpy as np

# Row i leads from input i to both hidden units; then from both hidden units to the output.
INPUT_TO_HIDDEN = np.array([[-0.197705, -0.703846], [-0.232759, -0.084652], [0.462215, -0.858601]])
HIDDEN_TO_OUTPUT = np.array([0.30716, 0.50222])
# Row i leads to hidden unit i, from both hidden units of the step before.
HIDDEN_TO_HIDDEN = np.array([[-0.677205, -0.588996], [-0.969968, -0.060021]])

INPUTS = np.array([0.5, 0.2, 1.0])  # not printed in the article: see `inputs_in_tenths`
# The values that the article prints for the first step and the second.
PRINTED_HIDDEN = np.array([[0.57855, 0.22663], [0.44807, 0.14158]])
PRINTED_OUTPUTS = np.array([0.74712, 0.81161])
PRINTED_DIGITS = 5

REMEMBERED_STEPS = 10


def sigmoid(score: np.ndarray | float) -> np.ndarray:
    """Return the logistic function of a score, from 0 to 1."""
    return 1 / (1 + np.exp(-score))


def logit(share: np.ndarray) -> np.ndarray:
    """Return the score whose sigmoid is `share`."""
    return np.log(share / (1 - share))


def step(inputs: np.ndarray, hidden_before: np.ndarray) -> np.ndarray:
    """Return the hidden units `(2,)` after reading inputs `(3,)`; at the first step, `hidden_before` is zeros."""
    return sigmoid(inputs @ INPUT_TO_HIDDEN + HIDDEN_TO_HIDDEN @ hidden_before)


def output_score(hidden: np.ndarray) -> float:
    """Return the weighted sum of the output unit, whose sigmoid is the output."""
    return float(hidden @ HIDDEN_TO_OUTPUT)


def article_output(score: float) -> float:
    """Return what the article prints as the output: the sigmoid without its `1 / (1 + ...)`."""
    return float(np.exp(-score))


def two_steps() -> list[dict]:
    """Read the same inputs twice, as the article does; return hidden units, scores, and correct and printed outputs."""
    hidden, steps = np.zeros(2), []
    for _ in PRINTED_OUTPUTS:
        from_past = HIDDEN_TO_HIDDEN @ hidden
        hidden = step(INPUTS, hidden)
        score = output_score(hidden)
        steps.append(
            {
                "from_inputs": INPUTS @ INPUT_TO_HIDDEN,
                "from_past": from_past,
                "hidden": hidden,
                "score": score,
                "output": float(sigmoid(score)),
                "printed": article_output(score),
            }
        )
    return steps


def hidden_if_transposed() -> np.ndarray:
    """Return the second step's hidden units if row i of `HIDDEN_TO_HIDDEN` led *from* hidden unit i."""
    first = step(INPUTS, np.zeros(2))
    return sigmoid(INPUTS @ INPUT_TO_HIDDEN + first @ HIDDEN_TO_HIDDEN)


def inputs_that_fit(third: float) -> np.ndarray:
    """Return the inputs `(3,)`, given the third, that lead to the hidden units printed for the first step.

    Two printed values give two equations for three inputs, so there is one solution for each third input.
    """
    scores = logit(PRINTED_HIDDEN[0]) - third * INPUT_TO_HIDDEN[2]
    return np.append(np.linalg.solve(INPUT_TO_HIDDEN[:2].T, scores), third)


def inputs_in_tenths() -> tuple[int, list[np.ndarray]]:
    """Return the number of inputs made of tenths from -1 to 1, and those of them that give the printed values."""
    candidates = [np.array(tenths) / 10 for tenths in product(range(-10, 11), repeat=3)]
    hidden = sigmoid(np.array(candidates) @ INPUT_TO_HIDDEN).round(PRINTED_DIGITS)
    fit = (hidden == PRINTED_HIDDEN[0]).all(axis=1)
    return len(candidates), [candidate for candidate, fits in zip(candidates, fit, strict=True) if fits]


def memory_of_an_input() -> np.ndarray:
    """Return the difference that inputs make in the hidden units, over the steps since: `(steps, 2)`.

    One network reads the inputs at the first step and zeros afterwards, the other only zeros.
    """
    nothing = np.zeros(3)
    shown, not_shown, distances = step(INPUTS, np.zeros(2)), step(nothing, np.zeros(2)), []
    for _ in range(REMEMBERED_STEPS):
        distances.append(np.abs(shown - not_shown))
        shown, not_shown = step(nothing, shown), step(nothing, not_shown)
    return np.array(distances)
