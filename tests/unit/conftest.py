from fixtures import split, text, tiny_model, torch_as_in_training, vocabulary  # noqa: F401
from hypothesis import HealthCheck, settings

# No clock and no chance: a slow machine fails no test, and what passed once passes again.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
