"""Damaged and foreign checkpoints."""

import os
import shutil

import pytest

WEIGHTS = "results/training/small/step-000002/weights.safetensors"
NEXT = "results/training/small/step-000004/weights.safetensors"


def truncate(project) -> None:
    """a truncated checkpoint"""
    path = project.folder / WEIGHTS
    os.truncate(path, path.stat().st_size // 2)


def flip_a_bit(project) -> None:
    """a bit-flipped checkpoint"""
    path = project.folder / WEIGHTS
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def put_another_models(project) -> None:
    """the checkpoint of another model in its place"""
    shutil.copytree(
        (project.folder / WEIGHTS).parents[2] / "words/step-000002",
        (project.folder / WEIGHTS).parent,
        dirs_exist_ok=True,
    )


DAMAGES = {truncate: "is damaged", flip_a_bit: "is damaged", put_another_models: "belongs to another model"}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_checkpoint_is_named_and_trained_again(damage, finished):
    job = finished.take_away(NEXT)
    damage(finished.project)
    done = finished.project.run(NEXT)
    assert done.returncode != 0
    told = finished.line_with(DAMAGES[damage], done.stdout)
    folder = "results/training/small/step-000002"
    assert folder in told and "elete" in told
    shutil.rmtree(finished.project.folder / folder)
    finished.run_again(damage.__doc__, f"before `{job.rule}`", told, NEXT)
    assert finished.is_as_undisturbed()
