"""What the profile for Kubernetes sends there, and whether a pod's command does its work in an empty folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import projects
from stand_in import KUBECONFIG, StandIn

NEEDED = (
    "pip install kubernetes-validate snakemake-executor-plugin-kubernetes==0.5.1 snakemake-storage-plugin-fs==1.1.3"
)
for package in ("kubernetes_validate", "snakemake_executor_plugin_kubernetes", "snakemake_storage_plugin_fs"):
    pytest.importorskip(package, reason=NEEDED)

import kubernetes_validate  # noqa: E402

VERSION = "1.32"
MODELS = [{"name": "plain", **projects.MODEL}, {"name": "on_card", **projects.MODEL, "device": "gpu"}]

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def jobs(fresh, monkeypatch) -> dict[str, dict]:
    """By model, the job that trains its first checkpoint, after it has run."""
    fresh.configure(models=MODELS)
    fresh.run_to_the_end(
        *[f"results/encoded/roman.char/{split}.npy" for split in ("train", "val", "test")], patience=800
    )
    # Where Snakemake has git, a pod has the files that git knows.
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=fresh.folder, check=True)
    cluster = StandIn()
    (fresh.folder / "kubeconfig").write_text(KUBECONFIG.format(port=cluster.server_port))
    monkeypatch.setenv("KUBECONFIG", str(fresh.folder / "kubeconfig"))
    # A pod's python is that of its image.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    fresh.run(
        *("--workflow-profile", "profiles/kubernetes", "--keep-going"),
        *("--default-storage-prefix", str(fresh.folder)),
        *("--kubernetes-persistent-volumes", f"geetkar:{fresh.folder}", "--"),
        *[f"results/models/{model['name']}/step-000002/weights.safetensors" for model in MODELS],
        patience=800,
    )
    cluster.shutdown()
    return {
        model["name"]: job
        for model in MODELS
        for job in cluster.jobs.values()
        if f"model={model['name']}," in job["spec"]["template"]["spec"]["containers"][0]["args"][1]
    }


def limits(job):
    return job["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]


def test_a_pod_trains_in_an_empty_folder_and_a_card_is_asked_for_where_a_model_wants_one(jobs):
    for job in jobs.values():
        sent = {key: value for key, value in job.items() if key != "status"}
        kubernetes_validate.validate(sent, VERSION, strict=True)
    assert jobs["plain"]["status"] == {"succeeded": 1}
    assert {name: limits(job)["nvidia.com/gpu"] for name, job in jobs.items()} == {"plain": "0", "on_card": "1"}
