"""Known vulnerabilities in what is locked: `make audit`. Ends with 1 when there are some, 2 when they are not known.

pip-audit asks the index's own advisory data (pypi.org) for each package. Where that cannot be reached, saying
« nothing found » would be a lie: each package that was not looked at counts.
"""

import json
import subprocess
import sys
from typing import Any

from tests.house.checkout import ROOT

FOUND, NOT_KNOWN = 1, 2
SHOWN = 5  # names of packages that were not looked at
EXPORT = ("export", "--frozen", "--all-groups", "--no-emit-project", "--quiet", "--output-file")
AUDIT = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def main(uv: str, pip_audit: str, requirements: str) -> int:
    """Look, and print what was found; the exit status."""
    subprocess.run([uv, *EXPORT, requirements], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    asked = subprocess.run(
        [pip_audit, "--requirement", requirements, *AUDIT], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"The advisories could not be asked for: {(asked.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return NOT_KNOWN
    lines, status = told(packages)
    print("\n".join(lines))
    return status


def told(packages: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What pip-audit's JSON says, in sentences, and the exit status."""
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    lines = [
        f"{each['name']} {each['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for each in packages
        for one in each.get("vulns", ())
    ]
    status = FOUND if lines else NOT_KNOWN if skipped or not packages else 0
    if skipped:
        lines.append(
            f"{len(skipped)} of {len(packages)} packages could not be looked up ({', '.join(skipped[:SHOWN])}…): the"
            " index here has no advisories, or there is no internet. Run this again where pypi.org is reached."
        )
    elif packages and not lines:
        lines.append(f"{len(packages)} packages, no known vulnerability.")
    return lines, status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
