"""Whether anything a console shows of a Flashcoop has changed: one short word, another one after each change."""

import hashlib

from sqlite_utils import Database

from storage.database import one


def pulse(db: Database, cohort_id: int) -> str:
    """A digest of how far everything of a Flashcoop has come; it says nothing about anybody."""
    row = one(db, _COUNTED, (cohort_id,))
    assert row is not None
    return hashlib.sha256(repr(tuple(row)).encode()).hexdigest()[:16]


# Each part changes when a row is added, moves on, is closed or goes.
_COUNTED = """
WITH here AS (SELECT person_id FROM members WHERE cohort_id = ?1)
SELECT
(SELECT count(*) || ':' || count(ended_at) FROM members WHERE cohort_id = ?1),
(SELECT count(*) || ':' || total(version) || ':' || count(finished_at) || ':' || count(closed_at)
    FROM instances WHERE cohort_id = ?1),
(SELECT count(*) || ':' || count(closed_at) || ':' || coalesce(max(id), 0) FROM helps
    WHERE person_id IN (SELECT person_id FROM here)),
(SELECT group_concat(h.taken_at || h.taken_by, ';') FROM helps h WHERE h.closed_at IS NULL
    AND h.person_id IN (SELECT person_id FROM here)),
(SELECT count(sent_at) || ':' || count(told_at) || ':' || count(logged_at) FROM group_reminders WHERE cohort_id = ?1),
(SELECT coalesce(max(id), 0) || ':' || count(*) FROM phone_calls WHERE cohort_id = ?1),
(SELECT coalesce(max(id), 0) || ':' || count(*) FROM attendance WHERE cohort_id = ?1),
(SELECT coalesce(max(id), 0) || ':' || count(*) FROM contracts WHERE cohort_id = ?1),
(SELECT group_concat(date || starts || ends || place, ';') FROM sessions WHERE cohort_id = ?1),
(SELECT count(*) || ':' || coalesce(max(id), 0) || ':' || count(ended_at) FROM passed_calls WHERE cohort_id = ?1),
(SELECT coalesce(max(id), 0) || ':' || count(*) FROM cohort_figures WHERE cohort_id = ?1),
(SELECT group_concat(at, ';') FROM announced WHERE person_id IN (SELECT person_id FROM here)),
(SELECT count(*) || ':' || count(used_at) || ':' || max(expires_at) FROM invitations
    WHERE person_id IN (SELECT person_id FROM here)),
(SELECT count(*) || ':' || count(signed_at) || ':' || count(translated_at) || ':' || total(state = 'stored')
    || ':' || count(machine_transcript) FROM takes WHERE person_id IN (SELECT person_id FROM here)),
(SELECT group_concat(held_until, ';') FROM addresses WHERE person_id IN (SELECT person_id FROM here)
    AND held_until IS NOT NULL)
"""
