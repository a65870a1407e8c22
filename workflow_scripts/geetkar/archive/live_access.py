"""What the live archive must be told before it is asked for anything."""

import os

from geetkar.errors import InputError

KEY = "GIITAAYAN_API_KEY"  # of the live catalogue, in the environment


def check_live_access(archive: dict) -> None:
    """Raise `InputError` when the user has not said how to be reached, or lacks the key of the catalogue asked for."""
    if not archive["contact"].strip():
        raise InputError(
            "config key `archive.contact`: the live archive must be able to reach you; "
            "give your mail address or page, as in --config 'archive={contact: you@example.org}'."
        )
    if archive["layout"] == "catalogue" and not os.environ.get(KEY):
        raise InputError(
            "the live catalogue wants the public key that the site's own page sends: "
            f"set it in the environment as {KEY}."
        )
