"""Measure how well a judge, a classifier, tells networks' songs from people's.

The measure is the area under the ROC curve (AUC): the probability that of two songs, one by a network and one by a
person, the judge finds the right one. 0.5 is a guess, and 1 is always right. Each song is judged by a classifier that
learned from other songs.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from geetkar.evaluation.judged_features import Phrases, Song, features_of_pair, pairs_of_lines, shape_of
from geetkar.verse.spellings import Spellings

FEWEST_SONGS = 10  # of each kind; with fewer, a judge learns nothing
FOLDS = 5
LONGEST_RUN = 4  # characters
NAMED_RUNS = 12  # for the network and for people, on pages
CONFIDENCE = 0.95
TEXT = "text"  # column of a table with two lines; all others are features


def judge(network: Sequence[Song], people: Sequence[Song], phrases: Phrases, spellings: Spellings) -> dict:
    """Return how well a judge tells songs of a network from people's by their shape and by two lines, as JSON.

    `phrases` are those of the training songs. Songs without a line are left out.
    """
    network, people = ([song for song in songs if song] for songs in (network, people))
    by_shape = [shapes(songs, spellings) for songs in (network, people)]
    by_lines = [pairs(songs, phrases, spellings) for songs in (network, people)]
    return {
        "songs": {"network": len(network), "people": len(people)},
        "shape": compare(*by_shape),
        "two_lines": compare(*by_lines),
    }


def shapes(songs: Sequence[Song], spellings: Spellings) -> pd.DataFrame:
    """Return the shapes of songs as a table, by the number of the song."""
    return pd.DataFrame([shape_of(song, spellings) for song in songs], dtype=float)


def pairs(songs: Sequence[Song], phrases: Phrases, spellings: Spellings) -> pd.DataFrame:
    """Return the pairs of lines of songs as a table of their text and features, by the number of the song."""
    found = [(number, lines) for number, song in enumerate(songs) for lines in pairs_of_lines(song)]
    table = pd.DataFrame([features_of_pair(lines, phrases, spellings) for _, lines in found], dtype=float)
    return table.assign(**{TEXT: ["\n".join(lines) for _, lines in found]}).set_axis([number for number, _ in found])


def compare(network: pd.DataFrame, people: pd.DataFrame) -> dict | None:
    """Return how well the rows of two tables are told apart, and by which features; None if there are too few songs.

    As a yardstick, `among_people` tells every other song of people from the rest.
    """
    if not (told := tell_apart(network, people)):
        return None
    even = people.index % 2 == 0
    return {
        **told,
        "among_people": tell_apart(people[even], people[~even]),
        "features": telling_features(network, people),
        "letters": telling_letters(network, people) if TEXT in people else None,
    }


def tell_apart(one: pd.DataFrame, other: pd.DataFrame) -> dict | None:
    """Return the AUC of telling the rows of two tables apart with its confidence interval; None with too few songs."""
    if min(one.index.nunique(), other.index.nunique()) < FEWEST_SONGS:
        return None
    table, is_one = _together(one, other)
    songs = pd.factorize(pd.MultiIndex.from_arrays([is_one, table.index]))[0]
    scores = cross_val_predict(
        classifier(table),
        table,
        is_one,
        groups=songs,
        cv=StratifiedGroupKFold(FOLDS),
        method="decision_function",
    )
    auc, interval = area(scores, is_one, songs)
    return {"auc": auc, "interval": interval}


def classifier(table: pd.DataFrame) -> Pipeline:
    """Return a logistic regression on a table's features and, if it has texts, the runs of characters in them."""
    features = (StandardScaler(), [name for name in table if name != TEXT])
    runs = TfidfVectorizer(analyzer="char", ngram_range=(1, LONGEST_RUN), min_df=2, sublinear_tf=True, lowercase=False)
    columns = make_column_transformer(features, (runs, TEXT)) if TEXT in table else make_column_transformer(features)
    return make_pipeline(columns, LogisticRegression(max_iter=1000))


def area(scores: np.ndarray, is_one: np.ndarray, songs: np.ndarray) -> tuple[float, list[float]]:
    """Return the area under the ROC curve of scores `(rows,)` and its 95 % confidence interval.

    Rows of the same song are not independent: the error is that of N. A. Obuchowski, "Nonparametric analysis of
    clustered ROC curve data" (Biometrics 1997).
    """
    right = np.where(is_one, _share_below(scores, scores[~is_one]), 1 - _share_below(scores, scores[is_one]))
    auc = float(right[is_one].mean())
    variance = sum(_variance_of_mean(right[kind] - auc, songs[kind]) for kind in (is_one, ~is_one))
    half = float(norm.ppf((1 + CONFIDENCE) / 2)) * variance**0.5
    return auc, [max(0.0, auc - half), min(1.0, auc + half)]


def telling_features(network: pd.DataFrame, people: pd.DataFrame) -> list[dict]:
    """Return the means of each feature and the AUC of the feature alone, as JSON; those that tell most come first."""
    rows = [
        {
            "name": name,
            "network": float(network[name].mean()),
            "people": float(people[name].mean()),
            "auc": float(_share_below(network[name].to_numpy(), people[name].to_numpy()).mean()),
        }
        for name in network
        if name != TEXT
    ]
    return sorted(rows, key=lambda row: -abs(row["auc"] - 0.5))


def telling_letters(network: pd.DataFrame, people: pd.DataFrame) -> dict[str, list[str]]:
    """Return the runs of characters that tell most, for the network and for people.

    These are the runs to which a judge of all rows owes most of the difference between the means of its scores.
    """
    table, is_network = _together(network, people)
    columns, regression = classifier(table).fit(table, is_network)
    runs = columns.named_transformers_["tfidfvectorizer"]
    names, found = runs.get_feature_names_out(), runs.transform(table[TEXT])
    difference = np.asarray(found[is_network].mean(axis=0) - found[~is_network].mean(axis=0)).ravel()
    effects = regression.coef_[0, -len(names) :] * np.abs(difference)
    ranked = names[np.argsort(effects, kind="stable")].tolist()
    return {"network": ranked[: -1 - NAMED_RUNS : -1], "people": ranked[:NAMED_RUNS]}


def _together(one: pd.DataFrame, other: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    return pd.concat([one, other]), np.repeat([True, False], [len(one), len(other)])


def _share_below(values: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the share of other values that are below each value, counting equal ones as half."""
    ordered = np.sort(others)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2 / len(others)


def _variance_of_mean(deviations: np.ndarray, songs: np.ndarray) -> float:
    """Return the variance of the mean of deviations from a mean, of which those of a song go together."""
    sums = pd.Series(deviations).groupby(songs).sum()
    return float((sums**2).sum() * len(sums) / (len(sums) - 1) / len(deviations) ** 2)
