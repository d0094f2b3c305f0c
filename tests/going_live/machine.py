"""A bare Debian 12 in a folder: one processor, its own processes, the network and nothing else of this machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.checkout import ROOT

DEBIAN = "http://deb.debian.org/debian"
RELEASE = "bookworm"
# On a server these are there before anybody logs in.
PROVIDED = ("ca-certificates", "apt-utils")
NEEDED = ("debootstrap", "unshare", "chroot", "taskset", "git")
REPOSITORY = "/srv/flashcoop.git"
# Where the network goes through a proxy that signs for others, programs are told so by these.
TRUST = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "https_proxy", "http_proxy", "no_proxy")
ENTER = """
set -e
mount --rbind /dev "$1/dev"
mount -t proc proc "$1/proc"
mount -t tmpfs tmpfs "$1/run"
exec chroot "$1" /bin/bash --noprofile --norc
"""
DONE = "--- done"
ONE_PROCESSOR = "0"


@dataclass
class Machine:
    """A shell of root on it that stays open, so that variables and folders last from one command to the next."""

    root: Path
    shell: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    def run(self, command: str, answers: str = "") -> tuple[int, str]:
        """Type a command and what it asks for; its exit status and what it printed."""
        self.write("/root/.typed", command + "\n")
        self.write("/root/.answers", answers)
        assert self.shell.stdin is not None
        assert self.shell.stdout is not None
        self.shell.stdin.write(f". /root/.typed < /root/.answers 2>&1; printf '\\n{DONE} %d\\n' $?\n")
        self.shell.stdin.flush()
        lines: list[str] = []
        for line in self.shell.stdout:
            if line.startswith(DONE):
                self.said += ["$ " + command, *lines]
                return int(line.split()[-1]), "".join(lines).strip()
            lines.append(line)
        raise AssertionError(f"{command}: the shell has ended\n{''.join(lines)}")

    def write(self, path: str, text: str, mode: int = 0o644) -> None:
        """Put a file there."""
        place = self.root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        place.chmod(mode)

    def read(self, path: str) -> str:
        """A file of it."""
        return (self.root / path.lstrip("/")).read_text(encoding="utf-8", errors="replace")


def missing() -> str:
    """Why no such machine can be had here; empty where it can."""
    if os.geteuid() != 0:
        return "only root may make a machine in a folder"
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    return f"not here: {', '.join(lacking)} (apt-get install debootstrap)" if lacking else ""


def debian(folder: Path, archive: Path) -> None:
    """Make a minimal Debian in a folder: from what the registry has, kept in an archive for the next time."""
    if not archive.exists():
        options = ("--variant=minbase", f"--include={','.join(PROVIDED)}")
        _done("debootstrap", *options, RELEASE, str(folder), DEBIAN)
        archive.parent.mkdir(parents=True, exist_ok=True)
        part = archive.with_suffix(".part")
        _done("tar", "-C", str(folder), "--one-file-system", "-cpf", str(part), ".")
        part.rename(archive)
        return
    folder.mkdir()
    _done("tar", "-C", str(folder), "-xpf", str(archive))


def _done(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def booted(folder: Path, name: str) -> Iterator[Machine]:
    """The machine, reachable under a name, with this checkout to clone and a stand-in for systemd; all of its
    processes end with it.
    """
    _outfit(folder, name)
    kept = {key: os.environ[key] for key in TRUST if key in os.environ}
    given = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
    alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "sh", str(folder)]
    with subprocess.Popen(
        ["taskset", "-c", ONE_PROCESSOR, *alone],
        env={**given, **kept, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as shell:
        try:
            yield Machine(folder, shell)
        finally:
            shell.kill()


def _outfit(folder: Path, name: str) -> None:
    for path in ("etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt"):
        shutil.copyfile(f"/{path}", folder / path)
    own = Path("/usr/local/share/ca-certificates")
    shutil.copytree(own, folder / str(own).lstrip("/"), dirs_exist_ok=True)
    (folder / "etc/hosts").write_text(f"127.0.0.1 localhost {name}\n")
    for tool in ("systemctl", "journalctl"):
        shutil.copyfile(Path(__file__).with_name("systemctl.py"), folder / "usr/bin" / tool)
        (folder / "usr/bin" / tool).chmod(0o755)
    _done("git", "clone", "--quiet", "--bare", str(ROOT), str(folder / REPOSITORY.lstrip("/")))
