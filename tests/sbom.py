"""The bill of materials: every locked package with its hashes and licence, as CycloneDX 1.5.

Made from `requirements.txt` alone and without a network, so that it says what the lock says.
"""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """One for each pin, in the lock's order."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        pin, digest = _PIN.match(line), _HASH.search(line)
        if pin:
            name, version = pin.groups()
            purl = f"pkg:pypi/{name.lower()}@{version}"
            found.append(
                {
                    "type": "library",
                    "bom-ref": purl,
                    "name": name,
                    "version": version,
                    "purl": purl,
                    "hashes": [],
                }
                | _licence(name)
            )
        if digest and found:
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest.group(1)})
    return found


def _licence(name: str) -> dict[str, Any]:
    """As the installed package says it; one for another platform says nothing here."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return {}
    named = [said[key] for key in ("License-Expression", "License") if key in said]
    licence = next((one.partition("\n")[0] for one in named if one), "")
    return {"licenses": [{"license": {"name": licence}}]} if licence else {}


def main() -> None:
    """Print the bill."""
    lock = (_ROOT / "requirements.txt").read_text(encoding="utf-8")
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components(lock)}
    sys.stdout.write(json.dumps(bill, indent=1) + "\n")


if __name__ == "__main__":
    main()
