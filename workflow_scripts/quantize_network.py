"""Rule quantize_network: an exported network with weights of eight bits."""

from pathlib import Path

from geetkar.sampling.eight_bits import quantize
from geetkar.workflow.files import replacing
from geetkar.workflow.scripts import run_script


def main(network: str, quantized: str) -> None:
    """Quantize one network."""
    content = quantize(Path(network).read_bytes())
    with replacing(quantized) as temporary:
        temporary.write_bytes(content)


if __name__ == "__main__":
    run_script(main, snakemake)
