from fixtures import environment  # noqa: F401
