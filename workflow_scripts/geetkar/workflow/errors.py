"""The one kind of error that is the user's to mend."""


class InputError(Exception):
    """What the user gave is wrong: the message names the file, key or song, and says what to do."""
