from fixtures import environment, text, tiny_model, torch_as_in_training  # noqa: F401
