#!/usr/bin/python3
"""Stands for systemd where no system can be booted: starts what the units say, as whom and where they say.

Put into the bare machine as /usr/bin/systemctl and /usr/bin/journalctl. It needs Python's own library only. What
hardens a unit is not done here; `systemd-analyze` looks at that.
"""

import os
import pwd
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = (Path("/etc/systemd/system"), Path("/lib/systemd/system"), Path("/usr/lib/systemd/system"))
RUN = Path("/run/units")
STOPS_WITHIN = 30.0  # seconds
AGAIN = 'while "$@"; sleep 5; do :; done'  # Restart=always, RestartSec=5
SETTLED = 1.0  # a service that ends within it has failed


def settings(name: str) -> dict[str, list[str]]:
    """The lines of a unit's [Service], each key with all its values."""
    path = next(each for folder in UNITS if (each := folder / f"{name}.service").exists())
    found: dict[str, list[str]] = {}
    inside = False
    for line in path.read_text().splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Service]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key.strip(), []).append(value.strip())
    return found


def running(name: str) -> int | None:
    """The group of processes of a unit, None while none of it is there."""
    try:
        group = int((RUN / name).read_text())
        os.killpg(group, 0)
    except (OSError, ValueError):
        return None
    return group if any(_living(each, group) for each in Path("/proc").glob("[0-9]*")) else None


def _living(process: Path, group: int) -> bool:
    try:
        state, _, of = (process / "stat").read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(of) == group and state != "Z"


def start(name: str) -> int:
    """Start a unit that is not running."""
    if running(name):
        return 0
    unit = settings(name)
    user = unit.get("User", ["root"])[0]
    environment = dict(os.environ, USER=user, HOME=pwd.getpwnam(user).pw_dir)
    for line in unit.get("Environment", []):
        environment.update(each.partition("=")[::2] for each in shlex.split(line))
    ambient = [
        each.lower().replace("cap_", "+") for line in unit.get("AmbientCapabilities", []) for each in line.split()
    ]
    caps = [f"--ambient-caps={','.join(ambient)}", f"--inh-caps={','.join(ambient)}"] if ambient else []
    become = ["setpriv", f"--reuid={user}", f"--regid={unit.get('Group', [user])[0]}", "--init-groups", *caps, "--"]
    command = shlex.split(unit["ExecStart"][-1])
    RUN.mkdir(parents=True, exist_ok=True)
    os.umask(int(unit.get("UMask", ["0022"])[0], 8))
    with Path(f"/var/log/{name}.log").open("ab") as log:
        process = subprocess.Popen(
            ["sh", "-c", AGAIN if unit.get("Restart") == ["always"] else 'exec "$@"', "sh", *become, *command],
            cwd=unit.get("WorkingDirectory", ["/"])[0],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (RUN / name).write_text(str(process.pid))
    time.sleep(SETTLED)
    return process.poll() or 0


def stop(name: str) -> int:
    """Ask a unit to end and wait for it."""
    group = running(name)
    if group:
        os.killpg(group, signal.SIGTERM)
        end = time.monotonic() + STOPS_WITHIN
        while running(name) and time.monotonic() < end:
            time.sleep(0.1)
    return 0


def main(words: list[str]) -> int:
    """Do what is asked of each unit named; the worst status."""
    verb, units = words[0], [word.removesuffix(".service") for word in words[1:] if not word.startswith("-")]
    if verb == "is-active":
        states = [bool(running(name)) for name in units]
        print("\n".join("active" if state else "inactive" for state in states))
        return 0 if all(states) else 3
    if verb in ("stop", "restart", "reload"):
        for name in units:
            stop(name)
    if verb in ("start", "restart", "reload") or "--now" in words:
        return max(start(name) for name in units)
    return 0


def journal(words: list[str]) -> int:
    """Print what a unit wrote."""
    print(Path(f"/var/log/{words[words.index('-u') + 1]}.log").read_text(errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit((journal if sys.argv[0].endswith("journalctl") else main)(sys.argv[1:]))
