"""Convert licences to the names of the Hugging Face hub and SPDX."""

import re

IDENTIFIER = re.compile(r"[A-Za-z0-9.+-]+")
# The hub's identifiers (https://huggingface.co/docs/hub/repositories-licenses), as SPDX spells them.
ON_THE_HUB = """
    AFL-3.0 AGPL-3.0 Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear BSL-1.0 CC-BY-2.0 CC-BY-2.5
    CC-BY-3.0 CC-BY-4.0 CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0
    CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC0-1.0 CDLA-Permissive-1.0
    CDLA-Permissive-2.0 CDLA-Sharing-1.0 ECL-2.0 EPL-1.0 EPL-2.0 etalab-2.0 EUPL-1.1 EUPL-1.2 GPL-2.0 GPL-3.0 ISC
    LGPL-2.1 LGPL-3.0 LPPL-1.3c MIT MPL-2.0 MS-PL NCSA OFL-1.1 OSL-3.0 PostgreSQL Unlicense WTFPL Zlib
"""
SPDX = {identifier.lower(): identifier for identifier in ON_THE_HUB.split()}  # by the hub's spelling, in lower case


def hub_fields(licence: str | None) -> dict[str, str]:
    """Return a card's fields for a licence (an identifier, an address or terms); an empty dictionary for `None`.

    The hub accepts only its own identifiers; any other licence is `other`, with a name.
    """
    if licence is None:
        return {}
    if licence.lower() in SPDX:
        return {"license": licence.lower()}
    if IDENTIFIER.fullmatch(licence):
        return {"license": "other", "license_name": licence.lower()}
    key = "license_link" if re.fullmatch(r"https?://\S+", licence) else "license_details"
    return {"license": "other", "license_name": "terms-of-use", key: licence}


def croissant_licence(licence: str) -> str:
    """Return a licence's address at SPDX, as Croissant recommends, or the licence itself if it has none."""
    identifier = SPDX.get(licence.lower())
    return f"https://spdx.org/licenses/{identifier}" if identifier else licence
