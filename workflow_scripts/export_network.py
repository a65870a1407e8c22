"""Rule export_network: a checkpoint as one ONNX file, which computes what torch computes."""

import logging

from geetkar.sampling.export import check_export, convert_to_onnx
from geetkar.training.checkpoint import load_tensors
from geetkar.training.device import prepare_torch
from geetkar.workflow.files import replacing

log = logging.getLogger("geetkar.export")


def main(weights_path: str, network_path: str) -> None:
    """Export one checkpoint; the log says how far its logits are from torch's."""
    prepare_torch()
    weights, origin = load_tensors(weights_path)
    exported = convert_to_onnx(weights, origin)
    log.info("%s: logits differ from torch's by %.2g at most", network_path, check_export(weights, origin, exported))
    with replacing(network_path) as temporary:
        temporary.write_bytes(exported)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.weights, snakemake.output.network)
