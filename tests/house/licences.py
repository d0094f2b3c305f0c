"""Under which licences what we lock is, and whether they go together with ours: docs/licences.md.

`python -m tests.house.licences` rewrites the table: what is installed is asked, what is not keeps its row.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any

from tests.house.checkout import ROOT, read

DOCUMENT = "docs/licences.md"
START, END = "<!-- licences: generated -->", "<!-- licences: end -->"
OURS = "flashcoop"
UNKNOWN = "?"
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)

# SPDX ids of what may be combined with AGPL-3.0-or-later: gnu.org/licenses/license-list.html, "GPL-compatible".
COMPATIBLE = frozenset(
    {
        *("AGPL-3.0-or-later", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later"),
        *("LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib"),
        *("CC0-1.0", "LicenseRef-Public-Domain", "Unlicense"),
    }
)
# What older metadata write instead of an SPDX id.
SPELT = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Public Domain": "LicenseRef-Public-Domain",
}
# What says too little or nothing, and what a wheel carries besides its own code; read in the archives.
BY_HAND = {
    "aiogram-sqlite-storage": "GPL-3.0-only",  # its LICENSE
    "apsw": "Zlib",  # its LICENSE; says « any-OSI »
    "av": "BSD-3-Clause AND GPL-3.0-or-later",  # the wheel carries FFmpeg with x264, x265 and opencore-amr
    "colorama": "BSD-3-Clause",  # for Windows, installed nowhere here
    "espeakng-loader": "GPL-3.0-or-later",  # carries libespeak-ng
    "httpx2-jsfetch": "BSD-3-Clause",  # for browsers, installed nowhere
    "jalali-core": "LGPL-2.1-or-later",  # its LICENSE
    "pyrage": "MIT",  # its LICENSE
    "quickjs-ng": "MIT",  # its LICENSE, and QuickJS's
}


def compatible(expression: str) -> bool:
    """Whether an SPDX expression of ids with AND, or of ids with OR, allows combining with AGPL-3.0-or-later."""
    if " AND " in expression and " OR " in expression:
        return False  # which binds tighter is for a person to read
    return all(any(each in COMPATIBLE for each in part.split(" OR ")) for part in expression.split(" AND "))


def locked() -> Mapping[str, Mapping[str, Any]]:
    """Every package of the lock file but ourselves, by name."""
    packages = tomllib.loads(read("uv.lock"))["package"]
    return {each["name"]: each for each in packages if each["name"] != OURS}


def served() -> set[str]:
    """The names of what a server installs: what the assistant needs, and what that needs."""
    packages = {each["name"]: each for each in tomllib.loads(read("uv.lock"))["package"]}
    found: set[str] = set()
    open_ends = [OURS]
    while open_ends:
        package = packages[open_ends.pop()]
        extras = (each for group in package.get("optional-dependencies", {}).values() for each in group)
        needed = {each["name"] for each in (*package.get("dependencies", ()), *extras)}
        open_ends += needed - found
        found |= needed
    return found


def licence(name: str) -> str:
    """The SPDX expression of an installed package; `?` where nobody can tell."""
    if name in BY_HAND:
        return BY_HAND[name]
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    free = [each.split("\n")[0] for each in told.get_all("License", [])]
    classified = [each for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    return _spdx([*free, *(each.rpartition(" :: ")[2] for each in classified)])


def _spdx(written: list[str]) -> str:
    known = (SPELT.get(each, each) for each in written)
    return next((each for each in known if all(part in COMPATIBLE for part in each.split(" AND "))), UNKNOWN)


def entries(text: str) -> dict[str, str]:
    """The licence of each package that the document lists."""
    return {name: told.strip() for name, told, _ in ROW.findall(text)}


def rewritten(text: str) -> str:
    """The document with its table made anew."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n" + "\n".join(_table(entries(text))) + f"\n{END}{after}"


def _table(known: Mapping[str, str]) -> Iterator[str]:
    yield "| package | licence | needed |"
    yield "|---|---|---|"
    runs = served()
    for name in sorted(locked()):
        found = licence(name)
        kept = known.get(name, UNKNOWN) if found == UNKNOWN else found
        yield f"| `{name}` | {kept} | {'to run' if name in runs else 'to develop'} |"


if __name__ == "__main__":
    (ROOT / DOCUMENT).write_text(rewritten(read(DOCUMENT)), encoding="utf-8")
