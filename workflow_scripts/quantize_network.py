"""Rule quantize_network: an exported network with weights of eight bits."""

from pathlib import Path

from geetkar.sampling.eight_bits import quantize
from geetkar.workflow.files import replacing


def main(network_path: str, quantized_path: str) -> None:
    """Quantize one network."""
    quantized = quantize(Path(network_path).read_bytes())
    with replacing(quantized_path) as temporary:
        temporary.write_bytes(quantized)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.network, snakemake.output.quantized)
