"""What people are asked, hear and are heard with: questionnaires, wording, clips, the model."""

import hashlib
from importlib.util import find_spec

from bot.doctor.finding import Finding, Ground
from bot.loading import check_programme
from bot.spoken import phrases
from bot.voice.model import MODEL_SHA256, PACKAGES
from bot.wording.counting import unreviewed
from storage.voices import reviews

PACKAGED = "base"  # the setting that means the weights the lock file installs
WEIGHTS = "whisper-base/model.bin"
SHOWN = 3  # mistakes of a questionnaire that are told; « flashcoop run » tells all


def model(ground: Ground) -> Finding:
    """Whether the model that listens is there, and is the one it should be."""
    chosen, folder = ground.settings.speech_model, ground.settings.data / "models"
    if chosen != PACKAGED:
        return Finding("model", "ok", "Un modèle choisi ici écoute ; son contenu n'est pas vérifié.")
    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        return Finding("model", "bad", f"Il manque {', '.join(missing)} : lancez « make setup » ; la voix attend.")
    weights = folder / WEIGHTS
    if not weights.is_file():
        return Finding("model", "ok", "Le modèle est installé ; la première écoute l'assemble.")
    if ground.deep:
        with weights.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != MODEL_SHA256:
                return Finding("model", "bad", f"Le modèle est abîmé : effacez {weights}, il sera refait.")
    return Finding("model", "ok", "Le modèle est là et il est le bon.")


def clips(ground: Ground) -> Finding:
    """Whether all that can be said was spoken beforehand."""
    if ground.programme is None or ground.clips is None:
        return Finding("clips", "unknown", "Inconnu : les questionnaires ne se lisent pas.")
    wanted = set(phrases(ground.programme))
    missing = sum(not ground.clips.has(phrase) for phrase in wanted)
    if missing:
        sentence = (
            f"{missing} phrases sur {len(wanted)} n'ont pas encore de voix : « flashcoop voices build » les fait."
        )
        return Finding("clips", "warn", sentence)
    return Finding("clips", "ok", f"{len(wanted)} phrases ont leur voix.")


def wording(ground: Ground) -> Finding:
    """How many phrases nobody who speaks the language has signed, in the catalogue or here."""
    if ground.programme is None:
        return Finding("wording", "unknown", "Inconnu : les questionnaires ne se lisent pas.")
    unread = unreviewed(reviews.reviews(ground.db) if ground.db is not None else ())
    if any(unread.values()):
        told = ", ".join(f"{code} : {count}" for code, count in unread.items() if count)
        sentence = f"Des phrases que personne n'a relues ({told}) : une interprète les signe, console, « Textes »."
        return Finding("wording", "warn", sentence)
    return Finding("wording", "ok", "Toutes les phrases ont été relues.")


def programme(ground: Ground) -> Finding:
    """Whether questionnaires and the texts of agreements are sound."""
    found = check_programme() if ground.deep else []
    if found:
        told = " ".join(map(str, found[:SHOWN]))
        return Finding("programme", "bad", f"{len(found)} fautes dans ce qui est demandé : {told}")
    return Finding("programme", "ok", "Questionnaires et accords sont complets dans chaque langue.")
