"""Licences as the Hugging Face hub and SPDX name them."""

import re

IDENTIFIER = re.compile(r"[A-Za-z0-9.+-]+")
# The identifiers of SPDX that the hub knows (https://huggingface.co/docs/hub/repositories-licenses), as it spells them.
ON_THE_HUB = """
    afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 cc-by-2.0 cc-by-2.5
    cc-by-3.0 cc-by-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0
    cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-1.0
    cdla-permissive-2.0 cdla-sharing-1.0 ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 gpl-2.0 gpl-3.0 isc
    lgpl-2.1 lgpl-3.0 lppl-1.3c mit mpl-2.0 ms-pl ncsa ofl-1.1 osl-3.0 postgresql unlicense wtfpl zlib
"""
KNOWN = frozenset(ON_THE_HUB.split())


def hub_fields(licence: str | None) -> dict[str, str]:
    """Return the fields of a card that name a licence: an identifier, an address or terms; none for an unknown one.

    The hub takes only the identifiers that it knows; any other licence is `other`, with a name of its own.
    """
    if licence is None:
        return {}
    if licence.lower() in KNOWN:
        return {"license": licence.lower()}
    if IDENTIFIER.fullmatch(licence):
        return {"license": "other", "license_name": licence.lower()}
    key = "license_link" if re.fullmatch(r"https?://\S+", licence) else "license_details"
    return {"license": "other", "license_name": "terms-of-use", key: licence}


def croissant_licence(licence: str) -> str:
    """Return a licence as Croissant recommends: by its address at SPDX, if it has one."""
    return f"https://spdx.org/licenses/{licence}" if licence.lower() in KNOWN else licence
