"""Speed and memory of training, measured at each line of metrics, and progress messages."""

import logging
import resource
import time

import torch

log = logging.getLogger("geetkar.training")

PROGRESS_EVERY = 5.0  # seconds


class Clock:
    """The timing of a segment: `lines` has the seconds so far, the speed since the previous line and the memory."""

    def __init__(self, name: str, step: int, last_step: int, characters_per_step: float):
        self._name, self._last_step, self._characters_per_step = name, last_step, characters_per_step
        self._started = self._noted = self._shown = time.perf_counter()
        self._first_step = self._step = step
        self.lines: list[dict[str, float]] = []

    def note(self, metrics: dict) -> None:
        """Add a line for a step, and log it if none was logged for `PROGRESS_EVERY` seconds."""
        now, step = time.perf_counter(), metrics["step"]
        line = {
            "step": step,
            "seconds": now - self._started,
            "characters_per_second": (step - self._step) * self._characters_per_step / (now - self._noted),
            "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        if torch.cuda.is_available():
            line["peak_card_memory_bytes"] = torch.cuda.max_memory_allocated()
        self._noted, self._step = now, step
        self.lines.append(line)
        if now - self._shown > PROGRESS_EVERY:
            self._shown = now
            self._show(metrics["loss_nats"], line["characters_per_second"])

    def _show(self, loss: float, characters_per_second: float) -> None:
        log.info(
            "%s: step %d of %d, loss %.3f nats, %s characters/s, %.0f s left",
            self._name,
            self._step,
            self._last_step,
            loss,
            f"{characters_per_second:,.0f}",
            (self._last_step - self._step) * self._characters_per_step / characters_per_second,
        )

    def characters_per_second(self) -> float:
        """Return the average speed of the segment so far."""
        return (self._step - self._first_step) * self._characters_per_step / (self._noted - self._started)
