"""The exception for errors that the user can fix."""


class InputError(Exception):
    """Wrong input from the user. The message names the file, key or song, and says what to do."""
