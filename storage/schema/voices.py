# Voices people give: who speaks, what she allows, what she recorded, and who signed a wording.
#
# A speaker is somebody of the team (`person_id`), somebody of an afternoon of recordings, or a stranger whose takes
# came in an archive (`origin`, the installation they come from). Her code travels with her takes and says nothing of
# her. `voice_releases` only ever grows: the newest row of a speaker counts. Taking back deletes her takes, and leaves
# her code in `voices_taken_back`, so that no archive brings them again.
# Where somebody stands in the studio (`studio_places`) says who speaks there: herself, or whom she lends her telephone.
# A take is of a phrase people hear (`phrase`: found by language and text) or of words people may say (`example`: a set
# and an option, as in `bot.voice.enrolled`).
TABLES = """
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id INTEGER UNIQUE REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    dialect TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL
) STRICT;
CREATE TABLE voice_releases (
    id INTEGER PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    scope TEXT NOT NULL CHECK (scope IN ('none', 'here', 'network')),
    until TEXT NOT NULL,
    wording TEXT NOT NULL,
    language TEXT NOT NULL,
    sha256 TEXT REFERENCES media(sha256),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX voice_releases_speaker ON voice_releases(speaker_id, id);
CREATE INDEX voice_releases_bytes ON voice_releases(sha256) WHERE sha256 IS NOT NULL;
CREATE TABLE voice_takes (
    id TEXT PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('phrase', 'example')),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    set_name TEXT NOT NULL DEFAULT '',
    option TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL REFERENCES media(sha256),
    seconds REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('flagged', 'used', 'replaced')),
    heard TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_takes_speaker ON voice_takes(speaker_id);
CREATE INDEX voice_takes_bytes ON voice_takes(sha256);
CREATE INDEX voice_takes_said ON voice_takes(kind, language, text) WHERE state = 'used';
CREATE TABLE voices_taken_back (code TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE studio_places (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    list TEXT NOT NULL,
    item TEXT NOT NULL DEFAULT '',
    speaker_id INTEGER REFERENCES speakers(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE wording_reviews (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    context TEXT NOT NULL,
    source TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('signed', 'better', 'spoken', 'settled')),
    text TEXT NOT NULL DEFAULT '',
    sha256 TEXT REFERENCES media(sha256),
    person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    signed_as TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX wording_reviews_phrase ON wording_reviews(language, context, id);
CREATE INDEX wording_reviews_person ON wording_reviews(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX wording_reviews_bytes ON wording_reviews(sha256) WHERE sha256 IS NOT NULL;
CREATE TRIGGER a_review_by_voice_goes_with_who_spoke AFTER UPDATE OF person_id ON wording_reviews
WHEN NEW.person_id IS NULL BEGIN UPDATE wording_reviews SET sha256 = NULL WHERE id = NEW.id; END;
"""
