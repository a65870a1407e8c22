"""Many damaged files."""

from mutated_files import read_mutants

MUTANTS = 20_000


def test_mutated_files_are_read_or_rejected_with_a_reason():
    read, refused = read_mutants(MUTANTS, seed=2)
    assert refused > MUTANTS / 100 and read > MUTANTS / 2
