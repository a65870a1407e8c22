"""Rule export_network: export a checkpoint as an ONNX file, and check that it computes what torch computes."""

import logging

from geetkar.sampling.export import check_export, convert_to_onnx
from geetkar.training.checkpoint import load_tensors
from geetkar.training.device import prepare_torch
from geetkar.workflow.files import replacing
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.export")


def main(weights: str, network: str) -> None:
    """Export a checkpoint, and log the largest difference of its logits from torch's."""
    prepare_torch()
    tensors, origin = load_tensors(weights)
    exported = convert_to_onnx(tensors, origin)
    log.info("%s: logits differ from torch's by at most %.2g", network, check_export(tensors, origin, exported))
    with replacing(network) as temporary:
        temporary.write_bytes(exported)


if __name__ == "__main__":
    run_script(main, snakemake)
