"""What the profile for Kubernetes sends there, and whether a pod's command does its work in an empty folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import MODEL, create_project
from stand_in import KUBECONFIG, StandIn

NEEDED = (
    "pip install kubernetes-validate snakemake-executor-plugin-kubernetes==0.5.1 snakemake-storage-plugin-fs==1.1.3"
)
for package in ("kubernetes_validate", "snakemake_executor_plugin_kubernetes", "snakemake_storage_plugin_fs"):
    pytest.importorskip(package, reason=NEEDED)

import kubernetes_validate  # noqa: E402

VERSION = "1.32"
MODELS = [{"name": "plain", **MODEL}, {"name": "on_card", **MODEL, "device": "gpu"}]

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory) -> dict[str, dict]:
    """By model, the job that trains its first checkpoint, after it has run."""
    project = create_project(tmp_path_factory.mktemp("project"))
    project.configure(models=MODELS)
    encoded = [f"results/vocabulary/roman.char/{split}.npy" for split in ("train", "val", "test")]
    project.run_to_the_end(*encoded)
    # A pod has the files that git knows.
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=project.folder, check=True)
    cluster = StandIn()
    kubeconfig = project.folder / "kubeconfig"
    kubeconfig.write_text(KUBECONFIG.format(port=cluster.server_port))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KUBECONFIG", str(kubeconfig))
        # A pod's python is that of its image.
        patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        project.run(
            *("--workflow-profile", "profiles/kubernetes", "--keep-going"),
            *("--default-storage-prefix", str(project.folder)),
            *("--kubernetes-persistent-volumes", f"geetkar:{project.folder}", "--"),
            *[f"results/training/{model['name']}/step-000002/weights.safetensors" for model in MODELS],
        )
    cluster.shutdown()
    return {
        model["name"]: job
        for model in MODELS
        for job in cluster.jobs.values()
        if f"model={model['name']}," in job["spec"]["template"]["spec"]["containers"][0]["args"][1]
    }


@pytest.mark.parametrize("model", ["plain", "on_card"])
def test_a_job_keeps_to_kubernetes_schema(jobs, model):
    sent = {key: value for key, value in jobs[model].items() if key != "status"}
    kubernetes_validate.validate(sent, VERSION, strict=True)


def test_a_pod_trains_in_an_empty_folder(jobs):
    assert jobs["plain"]["status"] == {"succeeded": 1}


@pytest.mark.parametrize(("model", "cards"), [("plain", "0"), ("on_card", "1")])
def test_a_pod_is_limited_to_the_cards_that_its_model_asks_for(jobs, model, cards):
    (container,) = jobs[model]["spec"]["template"]["spec"]["containers"]
    assert container["resources"]["limits"]["nvidia.com/gpu"] == cards
