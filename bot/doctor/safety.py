"""Settings, the secret and the rights of files: what would let a stranger in, or nobody out."""

import stat
from pathlib import Path

from bot.building import KEY_FILE
from bot.doctor.finding import Finding, Ground
from bot.doctor.spelling import misspelt
from bot.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def settings(ground: Ground) -> Finding:
    """Names nobody reads, and values no installation with real people should have."""
    found = [*misspelt(ground.env_file, ground.environ), *unsafe(ground.settings)]
    if found:
        return Finding("settings", "warn", " ".join(found))
    return Finding("settings", "ok", "Aucun réglage inconnu ni dangereux.")


def unsafe(given: Settings) -> list[str]:
    """A sentence for each setting that is not for real people."""
    https = given.public_url.startswith("https://")
    checks = {
        "FLASHCOOP_NOW fait partir l'horloge d'ailleurs : enlevez-le, il est pour les essais.": given.now is not None,
        "FLASHCOOP_TELEGRAM_PACING=false dépasse les limites de Telegram : enlevez-le.": not given.telegram_pacing,
        f"FLASHCOOP_HOST={given.host} ouvre les pages à tous sans HTTPS : gardez 127.0.0.1 derrière Caddy ou nginx,"
        " ou réglez FLASHCOOP_PUBLIC_URL en https://.": given.host not in LOOPBACK and not https,
        "FLASHCOOP_TELEGRAM_WEBHOOK_SECRET demande une adresse publique : réglez FLASHCOOP_PUBLIC_URL.": (
            given.telegram_webhook_secret is not None and not given.public_url
        ),
        "FLASHCOOP_BACKUP_TO sans FLASHCOOP_BACKUP_RECIPIENT ne sauvegarde rien : lancez « flashcoop backup key ».": (
            given.backup_to is not None and not given.backup_recipient
        ),
        "FLASHCOOP_OPERATOR_MAIL ne sert à rien sans serveur d'e-mail : réglez FLASHCOOP_SMTP_URL.": (
            bool(given.operator_mail) and given.smtp_url is None
        ),
        "FLASHCOOP_OPERATOR_CHAT ne sert à rien sans bot : réglez FLASHCOOP_TELEGRAM_TOKEN.": (
            bool(given.operator_chat) and given.telegram_token is None
        ),
        "Personne n'est prévenu quand quelque chose ne va pas : réglez FLASHCOOP_OPERATOR_MAIL ou"
        " FLASHCOOP_OPERATOR_CHAT.": not (given.operator_mail or given.operator_chat),
    }
    return [sentence for sentence, wrong in checks.items() if wrong]


def secret(ground: Ground) -> Finding:
    """Whether the key of links and Telegram ids is set, and kept apart from the data."""
    given = ground.settings.secret
    if given is not None and ground.vault is None:
        return Finding("secret", "bad", "FLASHCOOP_SECRET est trop court : faites-en un autre avec « flashcoop init ».")
    if given is not None:
        return Finding("secret", "ok", "FLASHCOOP_SECRET est réglé ; gardez-en une copie loin du serveur.")
    if (ground.settings.data / KEY_FILE).is_file():
        sentence = (
            "La clé est à côté des données : copiez le contenu de son fichier « secret » dans FLASHCOOP_SECRET,"
            " et gardez-en une copie loin du serveur."
        )
        return Finding("secret", "warn", sentence)
    return Finding("secret", "warn", "FLASHCOOP_SECRET manque : « flashcoop init » le fait.")


def permissions(ground: Ground) -> Finding:
    """Whether others on this machine may read what is kept."""
    given = ground.settings
    ours = [given.database, given.ledger_path, given.data / KEY_FILE, ground.env_file]
    ours += [given.database.with_name(given.database.name + end) for end in ("-wal", "-shm")]
    if wide := [path for path in ours if open_to_others(path)]:
        listed = " ".join(str(path) for path in wide)
        return Finding("permissions", "bad", f"D'autres peuvent lire ces fichiers : lancez « chmod 600 {listed} ».")
    return Finding("permissions", "ok", "Les fichiers ne sont lisibles que par l'assistant.")


def open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may do anything with a file that is there."""
    try:
        return bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False
