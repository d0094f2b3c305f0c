"""The bill of materials of a release (CycloneDX 1.5, JSON): what uv.lock makes a server install, with licences.

`python -m tests.house.sbom UV FILE`; UV is the uv to ask. The same lock makes the same file: it has no date and no
random number in it.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.house.checkout import ROOT, read
from tests.house.licences import DOCUMENT, entries

EXPORT = ("export", "--frozen", "--no-dev", "--format", "cyclonedx1.5", "--preview-features", "sbom-export", "--quiet")
CHANGING = ("serialNumber",)


def bill(uv: str) -> dict[str, Any]:
    """The bill, with the licence of each component as docs/licences.md tells it."""
    exported = subprocess.run([uv, *EXPORT], cwd=ROOT, check=True, capture_output=True, text=True)
    made: dict[str, Any] = json.loads(exported.stdout)
    told = entries(read(DOCUMENT))
    for component in made["components"]:
        component["licenses"] = [{"expression": told[component["name"]]}]
    made["metadata"].pop("timestamp", None)
    made["metadata"]["component"]["licenses"] = [{"expression": "AGPL-3.0-or-later"}]
    return {key: value for key, value in made.items() if key not in CHANGING}


if __name__ == "__main__":
    uv, out = sys.argv[1:]
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(bill(uv), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
