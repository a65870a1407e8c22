"""Rule quantize_network: quantize an exported network to eight-bit weights."""

from pathlib import Path

from geetkar.sampling.quantization import quantize
from geetkar.workflow.files import replacing
from geetkar.workflow.scripts import run_script


def main(network: str, quantized: str) -> None:
    """Write the quantized network."""
    content = quantize(Path(network).read_bytes())
    with replacing(quantized) as temporary:
        temporary.write_bytes(content)


if __name__ == "__main__":
    run_script(main, snakemake)
