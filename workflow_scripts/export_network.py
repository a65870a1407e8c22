"""Rule export_network: a checkpoint as one ONNX file, which computes what torch computes."""

import logging

from geetkar.sampling.export import check_export, convert_to_onnx
from geetkar.training.checkpoint import load_tensors
from geetkar.training.device import prepare_torch
from geetkar.workflow.files import replacing
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.export")


def main(weights: str, network: str) -> None:
    """Export one checkpoint; the log says how far its logits are from torch's."""
    prepare_torch()
    tensors, origin = load_tensors(weights)
    exported = convert_to_onnx(tensors, origin)
    log.info("%s: logits differ from torch's by %.2g at most", network, check_export(tensors, origin, exported))
    with replacing(network) as temporary:
        temporary.write_bytes(exported)


if __name__ == "__main__":
    run_script(main, snakemake)
