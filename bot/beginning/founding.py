"""From answers to an installation: the secret that is made once, and what to do next."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from bot.beginning.questions import PREFIX
from bot.building import KEY_FILE, SECRET_BYTES
from bot.doctor import reaching
from bot.settings import Settings
from storage.database import Database, one

SECRET = f"{PREFIX}SECRET"


def secret_for(values: Mapping[str, str], settings: Settings) -> str:
    """The secret of an installation: the one it has, also where that lies beside its data; else a new one."""
    if kept := values.get(SECRET, ""):
        return kept
    file: Path = settings.data / KEY_FILE
    if file.is_file():
        return file.read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(SECRET_BYTES)


def next_steps(settings: Settings, db: Database | None) -> list[str]:
    """What to type now, in order."""
    steps = [] if reaching.running(settings) else ["flashcoop run            (ou : systemctl start flashcoop)"]
    if db is None or one(db, "SELECT 1 FROM caes") is None:
        steps.append('flashcoop cae add --name "Nom de la CAE"')
    if db is None or one(db, "SELECT 1 FROM people WHERE role = 'coordinator'") is None:
        mail = " --mail ADRESSE" if settings.smtp_url else ""
        steps.append(f'flashcoop invite --role coordinator --cae "Nom de la CAE"{mail}')
    return [*steps, "flashcoop doctor"]
