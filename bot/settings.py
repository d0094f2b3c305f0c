"""Settings of an installation: one table, from the environment or `.env`."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.refusals import Refused
from storage.sealing import is_recipient

# core.telegram.org/bots/api#setwebhook; Telegram takes shorter ones, which could be tried through.
# Whoever reads our figures sends one, too.
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def _callable(secret: SecretStr) -> SecretStr:
    """A secret that can be sent in a header."""
    if not WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("16 to 256 of A-Z a-z 0-9 _ -")
    return secret


def _seals(recipient: str) -> str:
    """A key that seals, or none."""
    if recipient and not is_recipient(recipient):
        raise ValueError("age1…, as « flashcoop backup key » makes it")
    return recipient


class Settings(BaseSettings):
    """Every setting, its default, and what it is for."""

    model_config = SettingsConfigDict(env_prefix="FLASHCOOP_", env_file=".env", extra="ignore")

    telegram_token: SecretStr | None = Field(
        default=None, description="Jeton du bot, de BotFather ; sans lui, pages seulement"
    )
    telegram_api: str = Field(default="https://api.telegram.org", description="Serveur de l'API des bots")
    telegram_name: str = Field(default="", description="Nom du bot, pour les liens t.me des invitations")
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_callable)] | None = Field(
        default=None,
        description="Telegram appelle (webhook) avec ce secret ; sans lui, c'est nous qui demandons",
    )
    telegram_pacing: bool = Field(default=True, description="Essais : « false » devant un serveur sans limites")
    database: Path = Field(default=Path("data/flashcoop.sqlite"), description="Fichier de la base")
    data: Path = Field(default=Path("data"), description="Dossier des enregistrements, des voix et des exports")
    ledger: Path | None = Field(
        default=None, description="Registre des effacements (codes et dates) ; sinon « ledger.jsonl » dans le dossier"
    )
    backup_to: SecretStr | None = Field(
        default=None,
        description="Où sauvegarder chaque nuit : un dossier, ou s3://CLÉ:SECRET@HÔTE/SEAU/DOSSIER ; sinon rien",
    )
    backup_recipient: Annotated[str, AfterValidator(_seals)] = Field(
        default="", description="Clé qui ferme les sauvegardes (« flashcoop backup key ») ; elle ne les ouvre pas"
    )
    smtp_url: SecretStr | None = Field(
        default=None, description="Serveur d'e-mail (smtp:// ou smtps://, « ?from= » pour l'expéditeur) ; sinon aucun"
    )
    sms_url: SecretStr | None = Field(default=None, description="Passerelle de SMS (HTTP, JSON) ; sinon aucun")
    host: str = Field(default="127.0.0.1", description="Adresse où servir les pages")
    port: int = Field(default=8000, description="Port des pages")
    public_url: str = Field(default="", description="Adresse publique des pages (HTTPS, pour le micro)")
    speech_model: str = Field(default="base", description="Modèle de reconnaissance : « base », un dossier ou un nom")
    piper_voices: Path | None = Field(
        default=None, description="Voix de Piper (dossier LANGUE/*.onnx) ; sinon « voices/piper » dans le dossier"
    )
    gtts: bool = Field(
        default=False, description="Voix en ligne de Google (français, arabe), pour nos phrases seulement"
    )
    secret: SecretStr | None = Field(default=None, description="Clé des liens et des identifiants chiffrés")
    allowed_hosts: str = Field(
        default="", description="Serveurs internes qu'on peut appeler (nom ou nom:port, avec des virgules)"
    )
    metrics_token: Annotated[SecretStr, AfterValidator(_callable)] | None = Field(
        default=None,
        description="Ouvre /metrics (Prometheus) à qui l'envoie en « Bearer » ; sinon fermé",
    )
    operator_mail: str = Field(default="", description="E-mail de qui tient le serveur : elle apprend ce qui ne va pas")
    operator_chat: str = Field(
        default="", description="Numéro d'une conversation Telegram avec le bot, pour cela aussi"
    )
    now: datetime | None = Field(default=None, description="Essais : l'horloge commence ici")

    @classmethod
    def load(cls) -> "Settings":
        """The settings of this installation. Raises Refused, naming each setting that cannot be read."""
        try:
            return cls()
        except ValidationError as error:
            names = ", ".join(f"FLASHCOOP_{'_'.join(map(str, each['loc'])).upper()}" for each in error.errors())
            raise Refused(
                "settings", f"Réglage illisible : {names}. Voyez le tableau des réglages du README."
            ) from None

    @property
    def ledger_path(self) -> Path:
        """Where it is kept who was erased: outside the database, and in no backup."""
        return self.ledger or self.data / "ledger.jsonl"

    @property
    def piper_path(self) -> Path:
        """Where the voices of Piper are, if there are any."""
        return self.piper_voices or self.data / "voices" / "piper"

    @property
    def base_url(self) -> str:
        """Where people find the pages."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")
