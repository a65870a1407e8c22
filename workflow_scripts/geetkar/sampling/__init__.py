"""Sampling texts from a network, and exporting it as a single file for use elsewhere."""

import os

# Since version 1.29, onnxruntime sends what it runs to its makers, unless this is set before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
