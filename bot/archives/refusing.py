"""Why something of an archive stays outside, each in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "outside",
    "unreadable",
    "bomb",
    "no_audio",
    "other_audio",
    "bad_audio",
    "silent",
    "too_long",
    "no_voice",
    "no_release",
    "release_over",
    "not_network",
    "no_spoken_release",
    "taken_back",
    "ours",
    "language",
    "phrase",
    "option",
    "doubled",
]

SENTENCES: Mapping[Reason, str] = {
    "outside": "nomme un fichier hors de l'archive",
    "unreadable": "est illisible",
    "bomb": "se déplie en bien plus grand qu'un enregistrement",
    "no_audio": "l'enregistrement manque dans l'archive",
    "other_audio": "l'enregistrement n'est pas celui qui est annoncé",
    "bad_audio": "l'enregistrement ne peut pas être lu",
    "silent": "personne ne parle dans l'enregistrement",
    "too_long": "l'enregistrement est trop long pour une phrase",
    "no_voice": "l'archive ne dit pas qui parle",
    "no_release": "l'accord de qui parle manque",
    "release_over": "l'accord de qui parle est terminé",
    "not_network": "qui parle n'a pas accepté que tout le réseau l'entende",
    "no_spoken_release": "l'accord parlé manque ou ne peut pas être lu",
    "taken_back": "qui parle a retiré sa voix",
    "ours": "qui parle a enregistré ici : rien d'elle ne revient par une archive",
    "language": "n'est pas dans une langue de l'assistant",
    "phrase": "n'est pas une phrase d'aujourd'hui",
    "option": "n'est pas une réponse que l'assistant attend",
    "doubled": "porte le nom d'un autre enregistrement",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """Something of an archive that was turned away: what it calls itself, and why."""

    name: str
    reason: Reason

    @property
    def sentence(self) -> str:
        """Why, for who brought the archive."""
        return f"{self.name or '(sans nom)'} : {SENTENCES[self.reason]}"
