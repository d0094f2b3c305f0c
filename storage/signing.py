"""Signing in without passwords: one-use links bound to the browser that asked, and the sessions they open.

Of tokens only hashes are kept; what is sent is made of a sign-in's nonce with the installation's secret. A session
holds as long as its person does: who withdrew has none.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.codes import Codes
from storage.database import every, one
from storage.people import Person, person
from storage.secrets import Vault, token_hash
from storage.times import stamp

LINK_LASTS = timedelta(minutes=10)
SESSION_LASTS = timedelta(days=14)  # a telephone that is lost is a session somebody else has
IDLE_ENDS = timedelta(hours=12)  # a day's work; the next morning one signs in again
SEEN_EVERY = timedelta(minutes=5)  # how finely it is kept when a session was used: looking at a page is no write
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 5  # links for a person, and for a browser
MOST_TRIES = 5  # figures typed for one link; then it is void


def ask(db: Database, vault: Vault, codes: Codes, who: Person | None, browser: str, now: datetime) -> str | None:
    """The nonce of a person's sign-in, bound to a browser; None for nobody, or where too many were asked for.

    One row is written either way, so that asking tells nothing. The browser's earlier links are void.
    """
    bound = token_hash(browser)
    many = _asked(db, "browser_hash", bound, now) >= MOST_AN_HOUR
    many = many or (who is not None and _asked(db, "person_id", who.id, now) >= MOST_AN_HOUR)
    db.conn.execute("UPDATE signins SET used_at = ? WHERE browser_hash = ? AND used_at IS NULL", (stamp(now), bound))
    wanted = None if many else who
    nonce = _issue(db, vault, codes, wanted, bound, now)
    return nonce if wanted else None


def hand_out(db: Database, who: Person, hashed: str, now: datetime) -> None:
    """Let the token of a hash, which an operator hands out, sign somebody in: the first browser that uses it has it."""
    _keep(db, hashed, hashed, who, None, now)


def use_link(db: Database, token: str, browser: str, now: datetime) -> Person | None:
    """Who signs in with a link, which is used; None where it opens nothing in this browser, and nothing is used."""
    row = one(
        db,
        "UPDATE signins SET used_at = ?1 WHERE hash = ?2 AND used_at IS NULL AND expires_at > ?1 AND tries < ?4"
        " AND person_id IS NOT NULL AND coalesce(browser_hash, ?3) = ?3 RETURNING person_id",
        (stamp(now), token_hash(token), token_hash(browser), MOST_TRIES),
    )
    return _still(db, row["person_id"]) if row else None


def why_not(db: Database, token: str, browser: str) -> str:
    """Why a link opens nothing: other_browser, used, or expired, which unknown ones are too."""
    row = one(db, "SELECT browser_hash, used_at FROM signins WHERE hash = ?", (token_hash(token),))
    if row is None:
        return "expired"
    if row["browser_hash"] not in (None, token_hash(browser)):
        return "other_browser"
    return "used" if row["used_at"] else "expired"


def use_figures(db: Database, vault: Vault, figures: str, browser: str, now: datetime) -> Person | None:
    """Who signs in by typing the figures that came with her link, in the browser that asked; None for wrong ones,
    of which each link bears but a few.
    """
    bound = token_hash(browser)
    waiting = every(
        db,
        "UPDATE signins SET tries = tries + 1 WHERE browser_hash = ? AND used_at IS NULL AND expires_at > ?"
        " AND tries < ? RETURNING nonce, person_id",
        (bound, stamp(now), MOST_TRIES),
    )
    for row in waiting:
        token, right = vault.signin(row["nonce"])
        if row["person_id"] is not None and right == figures:
            db.conn.execute("UPDATE signins SET used_at = ? WHERE hash = ?", (stamp(now), token_hash(token)))
            return _still(db, row["person_id"])
    return None


def begin(db: Database, codes: Codes, who: Person, earlier: str, now: datetime) -> str:
    """The token of a fresh session; the browser's earlier one is over."""
    leave(db, earlier, now)
    fresh = codes.token()
    db.conn.execute(
        "INSERT INTO console_sessions (hash, person_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (token_hash(fresh), who.id, stamp(now), stamp(now), stamp(now + SESSION_LASTS)),
    )
    return fresh


def signed_in(db: Database, token: str, now: datetime) -> Person | None:
    """Whose session a token is, None when it is over, unknown, or of somebody who withdrew."""
    row = one(
        db,
        "SELECT person_id FROM console_sessions WHERE hash = ? AND ended_at IS NULL AND expires_at > ? AND seen_at > ?",
        (token_hash(token), stamp(now), stamp(now - IDLE_ENDS)),
    )
    return _still(db, row["person_id"]) if row else None


def stale(db: Database, token: str, now: datetime) -> bool:
    """Whether it is time to keep that a session is used (`seen`)."""
    row = one(db, "SELECT seen_at FROM console_sessions WHERE hash = ?", (token_hash(token),))
    return row is not None and str(row["seen_at"]) <= stamp(now - SEEN_EVERY)


def seen(db: Database, token: str, now: datetime) -> None:
    """Keep that a session is used."""
    db.conn.execute("UPDATE console_sessions SET seen_at = ? WHERE hash = ?", (stamp(now), token_hash(token)))


def leave(db: Database, token: str, now: datetime) -> None:
    """End a session."""
    db.conn.execute(
        "UPDATE console_sessions SET ended_at = ? WHERE hash = ? AND ended_at IS NULL", (stamp(now), token_hash(token))
    )


def end_all(db: Database, person_id: int, now: datetime) -> None:
    """End all sessions of a person, and the links that would open new ones."""
    db.conn.execute(
        "UPDATE console_sessions SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL", (stamp(now), person_id)
    )
    db.conn.execute("UPDATE signins SET used_at = ? WHERE person_id = ? AND used_at IS NULL", (stamp(now), person_id))


def forget_old(db: Database, now: datetime) -> None:
    """Delete links and sessions that have long been over."""
    before = stamp(now - SESSION_LASTS)
    db.conn.execute("DELETE FROM signins WHERE expires_at <= ?", (before,))
    db.conn.execute("DELETE FROM console_sessions WHERE expires_at <= ? OR ended_at <= ?", (before, before))


def _issue(db: Database, vault: Vault, codes: Codes, who: Person | None, bound: str, now: datetime) -> str:
    nonce = codes.token()
    token, _ = vault.signin(nonce)
    _keep(db, nonce, token_hash(token), who, bound, now)
    return nonce


def _keep(db: Database, nonce: str, hashed: str, who: Person | None, bound: str | None, now: datetime) -> None:
    db.conn.execute(
        "INSERT INTO signins (nonce, hash, person_id, browser_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (nonce, hashed, who.id if who else None, bound, stamp(now), stamp(now + LINK_LASTS)),
    )


def _asked(db: Database, column: str, value: int | str, now: datetime) -> int:
    counted = f"SELECT count(*) AS times FROM signins WHERE {column} = ? AND created_at > ?"  # noqa: S608 -- our columns
    row = one(db, counted, (value, stamp(now - AN_HOUR)))
    assert row is not None
    return int(row["times"])


def _still(db: Database, person_id: int) -> Person | None:
    found = person(db, person_id)
    return None if found.withdrawn_at else found
