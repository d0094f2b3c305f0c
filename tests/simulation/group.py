"""One Flashcoop of the simulation: its people, its animator and its partner, and what they do on which day."""

from datetime import datetime, timedelta
from typing import Any

from bot.phoning import Line, lines
from storage import cohorts, invitations, links, people
from storage.database import Database
from storage.phone import OUTCOMES
from tests.botapi import Person
from tests.held.staff import filling, staff
from tests.simulation.characters import ALL
from tests.simulation.flashcoops import Flashcoop
from tests.simulation.lives import Life
from tests.simulation.pages import answers_at
from tests.simulation.stage import Stage
from tests.simulation.telephones import Telephone
from tests.web.visitor import Visitor

STAFF_TYPES = frozenset(
    ("civility", "first_name", "last_name", "address", "prescriber_org", "prescriber_person", "partner_present")
)


class Group:
    """The people of a Flashcoop and what they do; every method is one thing that happens."""

    def __init__(self, stage: Stage, flashcoop: Flashcoop, lives: list[Life], animator: Life, partner: Life) -> None:
        self.stage, self.flashcoop, self.lives = stage, flashcoop, lives
        self.animator, self.partner = animator, partner
        self.code = ""

    # Before the first day

    async def opens(self) -> None:
        """The Flashcoop is opened; its animator comes in on Telegram, its partner gets a page."""
        doors, known = self.stage.doors, self.flashcoop
        await self.stage.operates("add_cae", name=known.cae)
        about = {"place": known.place, "audience": known.audience, "name": known.name, "cae": known.cae}
        dates = ",".join(day.isoformat() for day in known.dates)
        self.code = (await self.stage.operates("create_cohort", dates=dates, **about))["code"]
        await self._enters(self.animator, await self._invitation("animator"))
        self.animator.page = await self._page(self.animator.code)
        self.partner.code, self.partner.page = await staff(doors, "partner", self.code)

    async def comes_in(self) -> None:
        """Each gets her link; who has Telegram comes in by it, the others by the page or with the animator."""
        shared: Person | None = None
        for life in self.lives:
            token = await self._token(life)
            if life.character.door == "telegram":
                shared = await self._enters(life, token, shared if life.character.shares else None) or shared
            elif life.character.door == "page":
                page = Visitor(self.stage.doors.browser)
                await page.enters(token)
                life.code, life.page = await self._newest(), page.address
            life.left = life.character.sitting
        await self.stage.they_answer()
        for life in self.lives:
            if life.character.hasty:
                life.page = await self._page(life.code)
            await self._visits(life)
            if life.character.door == "none":
                await self._holds(life, "registration", "phone")

    async def _token(self, life: Life) -> str:
        """A link for somebody new; who was sent by somebody is known before she comes."""
        by = self.partner if life.character.proposed else self.animator
        if not life.character.proposed and life.character.door != "none":
            return await self._invitation("participant")
        proposed = await self.stage.operates("propose", by=by.code, cohort=self.code)
        life.code = proposed["participant"]
        return str(proposed["token"])

    async def _enters(self, life: Life, token: str, shared: Person | None = None) -> Person | None:
        """Open the bot by a link; the telephone, if others of the group will use it too."""
        person = shared or self.stage.doors.emulator.person(life.name, life.mind.language)
        self.stage.takes_up(person, life)
        await person.opens(token)
        await self.stage.goes_round()
        life.code = life.code or await self._newest()
        return person if life.character.shares else None

    async def signs(self) -> None:
        """The animator enters the contracts."""
        first, last = self.flashcoop.dates[0].isoformat(), self.flashcoop.dates[-1].isoformat()
        for life in self.lives:
            days = {"signed": first, "covered_from": first, "covered_to": last}
            await self.stage.operates("enter_contract", cohort=self.code, person=life.code, **days)

    # The days

    async def session_ends(self, place: int) -> None:
        """Who was there is marked; telephones are lost and bots blocked; who has none answers on the tablet."""
        away = [life for life in self.lives if place in life.character.absent]
        await self._marks(place, "present", [life for life in self.lives if life not in away])
        await self._marks(place, "absent", away)
        for life in self.lives:
            await self._falls_silent(life, place)
            if place == 1 and life.mind.answers("registration", "bot", ()) == "yes":
                await self._holds(life, "registration", "tablet", STAFF_TYPES)
            if life.character.door == "none":
                await self._holds(life, "checkin", "tablet")
            if life.character.door == "none" and place == len(self.flashcoop.dates):
                await self._holds(life, "hot", "tablet")
                await self._holds(life, "interview", "tablet")

    async def _marks(self, place: int, state: str, who: list[Life]) -> None:
        codes = [life.code for life in who]
        if codes:
            await self.stage.operates("mark_attendance", cohort=self.code, session=place, state=state, who=codes)

    async def _falls_silent(self, life: Life, place: int) -> None:
        if place in (life.character.away, life.character.blocks, life.character.changes):
            life.gone = True
        if place == life.character.blocks:
            await self._telephone(life).person.blocks()
            await self.stage.goes_round()
        elif place == life.character.changes:
            await self._telephone(life).person.closes_account()

    async def new_telephone(self, life: Life) -> None:
        """She has a new account, and gets a fresh link for herself."""
        self.stage.telephones.remove(self._telephone(life))
        life.gone = False
        await self._enters(life, await self._invitation("participant", life.code))
        life.left = life.character.sitting
        await self.stage.they_answer()

    async def comes_back(self, life: Life) -> None:
        """She opens the chat again, after a long time."""
        life.gone, life.left = False, life.character.sitting
        await self._telephone(life).person.opens()
        await self.stage.goes_round()
        await self.stage.they_answer()

    async def at_pages(self) -> None:
        """Who has nothing but her page opens it, unless the cold survey is open: then she waits to be called."""
        for life in self.lives:
            if life.character.door == "page":
                await self._visits(life)

    async def _visits(self, life: Life) -> None:
        if life.page and not life.gone:
            life.left = life.character.sitting
            await self.stage.at_page(life)

    async def hurries(self) -> None:
        """Who answers at the last moment does it now."""
        for life in self.lives:
            if life.character.hasty:
                await self._visits(life)

    async def partner_answers(self) -> None:
        """The partner opens her page."""
        await self._visits(self.partner)

    def goes_silent(self) -> None:
        """The cold survey is open: some never answer again."""
        for life in self.lives:
            life.gone = life.gone or life.character.silent

    # The telephone

    async def calls(self) -> None:
        """The animator works through the phone list once."""
        known = {life.code: life for life in self.lives}
        for line in await self.stage.doors.assistant.writer.run(self._lines):
            if line.to_call and line.person.code in known:
                await self._calls(known[line.person.code], line)

    def _lines(self, db: Database) -> list[Line]:
        flows = self.stage.doors.programme.flows.values()
        asked = [flow.questionnaire for flow in flows]
        return lines(db, asked, cohorts.cohort(db, self.code), self.stage.doors.clock())

    async def _calls(self, life: Life, line: Line) -> None:
        outcome = life.call
        if outcome == "fills":
            for questionnaire in line.questionnaires:
                await self._holds(life, questionnaire, "phone")
            outcome = "done"
        assert outcome in OUTCOMES
        back: datetime = self.stage.doors.clock() + timedelta(days=2)
        when = {"back_at": back.isoformat()} if outcome == "back_at" else {}
        about = {"cohort": self.code, "person": life.code, "moment": line.moment}
        await self.stage.operates("note_call", outcome=outcome, **about, **when)

    async def _holds(self, life: Life, questionnaire: str, mode: str, only: frozenset[str] = frozenset()) -> None:
        """The animator fills a questionnaire with her, or types what is hers to type."""
        doors, left = self.stage.doors, life.left
        shown = await doors.browser.get(f"{self.animator.page}/people")
        assert shown.status_code == 200
        found = await doors.rows(
            "SELECT i.code FROM instances i JOIN people p ON p.id = i.person_id WHERE p.code = ?"
            " AND i.questionnaire = ? AND (i.finished_at IS NULL OR ?) ORDER BY i.id DESC LIMIT 1",
            life.code,
            questionnaire,
            bool(only),
        )
        if not found:
            raise AssertionError(f"{questionnaire} of {life.name} is on no page of the animator")
        page = await filling(doors, self.animator.page, found[0]["code"], mode)
        life.left = ALL
        self.stage.acts += await answers_at(page, life, self.stage.runs, only)
        life.left = left

    # Who is who

    def _telephone(self, life: Life) -> Telephone:
        return next(each for each in self.stage.telephones if life in each.lives)

    async def _newest(self) -> str:
        [row] = await self.stage.doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1")
        return str(row["code"])

    async def _invitation(self, role: str, code: str = "") -> str:
        """A link into this Flashcoop; for who is known already, by her code."""
        doors = self.stage.doors

        def issue(db: Database) -> str:
            cohort = cohorts.cohort(db, self.code)
            known = people.person_by_code(db, code).id if code else None
            codes = doors.assistant.house.codes
            return invitations.issue(db, codes, role, cohort.id, cohort.cae_id, doors.clock(), known)

        return await doors.assistant.writer.run(issue)

    async def _page(self, code: str) -> str:
        doors = self.stage.doors

        def link(db: Database) -> Any:
            return links.link_of(db, doors.assistant.house.vault, people.person_by_code(db, code), doors.clock())

        return f"/p/{await doors.assistant.writer.run(link)}"
