# Doors through which somebody fills a questionnaire with a person, and who sent her to the Flashcoop.
TABLES = """
ALTER TABLE addresses ADD COLUMN held_instance INTEGER REFERENCES instances(id) ON DELETE CASCADE;
ALTER TABLE addresses ADD COLUMN held_mode TEXT CHECK (held_mode IN ('phone', 'tablet'));
ALTER TABLE addresses ADD COLUMN held_until TEXT;
CREATE INDEX addresses_held_instance ON addresses(held_instance) WHERE held_instance IS NOT NULL;
ALTER TABLE invitations ADD COLUMN person_id INTEGER REFERENCES people(id) ON DELETE CASCADE;
CREATE INDEX invitations_person ON invitations(person_id) WHERE person_id IS NOT NULL;
CREATE TABLE prescriptions (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    partner_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX prescriptions_partner ON prescriptions(partner_id);
"""
