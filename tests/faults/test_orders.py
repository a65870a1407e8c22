"""A run whose jobs come in another order, and whose sets are in another order."""

from small_project import EVERYTHING


def test_a_run_on_one_core_with_sets_in_another_order_ends_with_the_same_bytes(fresh):
    fresh.project.cores, fresh.project.hash_seed = 1, 2
    fresh.project.run_to_the_end(*EVERYTHING)
    assert fresh.is_as_undisturbed()
