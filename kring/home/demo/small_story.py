"""One smaller household: its family, its team, and what happened from the first day until today."""

from collections.abc import Callable
from random import Random

from kring.circles.models import Circle
from kring.home.demo.names import Family, given_name
from kring.home.demo.organisations import DISTRICTS, DistrictData
from kring.home.demo.people import WORKERS
from kring.home.demo.sharing import LONG, Letter, all_give, ask, says
from kring.home.demo.situations.shape import Line, Situation, agreement, note, say
from kring.home.demo.telling import NOT, PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.home.demo.words import (
    CLOSED_WHY,
    CONSENT_WHY,
    EXPECTATIONS,
    EXTRA_WHY,
    HANDOVERS,
    INVITED,
    NOT_WHY,
    PARTLY_WHY,
    REFUSALS,
    WORDS_AGAIN,
)
from kring.plans.models import Agreement, Goal

SEED = 20261101
PERIOD = 42
# From opening the circle to the plan.
FIRST_DAYS = 8
# Days until what is still open is due; 0 is today, below is late.
OPEN_DUE = (0, 3, -2, 5, 1, 9, -4, 4, 2, 13, 8, 6)
AGES = {"alleen": 47, "jong": 21, "oud": 79, "paar": 56, "oudpaar": 81, "gezin": 39, "alleenouder": 36}
TWO_ADULTS = frozenset(["paar", "oudpaar", "gezin"])
WITH_CHILDREN = frozenset(["gezin", "alleenouder"])
PRONOUNS = {"v": ("ze", "haar", "haar"), "m": ("hij", "hem", "zijn")}
MEN = frozenset(["zoon", "broer", "opa"])
NOT_FAMILY = frozenset(["buurvrouw", "pleegmoeder"])
MAY_FAIL = "~"
EXTRA = ("buurthart", "budgetpunt", "thuiszorg", "werkplein", "oever")
# Who a household lets read beside their task: who helps day by day; health only to who may hear it by the catalogue.
HELPERS = ("toegang", "wijkteam", "wilgenroos", "buurthart", "aanlegplaats", "budgetpunt", "oever", "thuiszorg")
MAY_HEAR_HEALTH = ("toegang", "wijkteam", "wilgenroos", "aanlegplaats", "oever", "huisartsen", "thuiszorg")
WORKER_NAMES = {worker.key: worker for worker in WORKERS}


class SmallStory(Telling):
    """`find` gives who of an organisation takes a household of a district."""

    def __init__(
        self,
        town: Town,
        number: int,
        *,
        situation: Situation,
        state: str,
        family: Family,
        find: Callable[[str, str], str],
    ) -> None:
        super().__init__(town)
        self.number, self.situation, self.state, self.family = number, situation, state, family
        self.chance = Random(SEED + number)  # noqa: S311 (always the same demo)
        self.district: DistrictData = DISTRICTS[(number + number // len(DISTRICTS)) % len(DISTRICTS)]
        self.find = find
        self.team = {code: find(code, self.district.name) for code in situation.team.split()}
        self.opener = next(iter(self.team.values()))
        # The rule of the municipality: the neighbourhood team where it is there, else who opened the circle.
        self.leader = self.team.get("wijkteam", self.opener)
        self.reviews = self._review_days()
        self.start = self.reviews[0] - PERIOD - FIRST_DAYS if state != "starts" else -self.chance.randint(3, 6)
        self.words: dict[str, str] = {}
        self.reached: set[Goal] = set()
        self.notes = [note(line) for line in situation.notes]

    def _review_days(self) -> list[int]:
        """Every six weeks; the last is the one to come (or, for `review_late`, the one that was forgotten)."""
        coming = {"review_soon": 3, "review_late": -3}.get(self.state, self.chance.randint(5, 36))
        count = 1 if self.state == "lead_asked" else self.chance.choice((2, 3, 3, 4))
        return [coming - PERIOD * back for back in reversed(range(count))]

    def tell(self) -> None:
        """From moving in to today."""
        self._people()
        self._opening()
        if self.state == "starts":
            return
        goals = self._plan()
        self._letters()
        self._weeks(goals)
        self._today()

    # People

    def _people(self) -> None:
        situation, chance = self.situation, self.chance
        self.on(self.start - 3)
        whole = " ".join(part for part in (self.family.prefix.capitalize(), self.family.name) if part)
        self.lives(
            whole,
            street=chance.choice(self.district.streets),
            number=str(chance.randint(1, 148)),
            district=self.district.name,
            postcode=f"{self.district.postcode} {chance.choice('ABCDEGHJKL')}{chance.choice('ABCDEGHJKL')}",
        )
        gender = situation.who or chance.choice("vm")
        age = AGES[situation.home] + chance.randint(-3, 6 if situation.home != "jong" else 3)
        name = self._adult("ik", gender, age)
        they, them, their = PRONOUNS[gender]
        address = f"{'mevrouw' if gender == 'v' else 'meneer'} {whole}"
        self.words = {"naam": name, "meneer": address, "hij": they, "hem": them, "zijn": their}
        if situation.home in TWO_ADULTS:
            other = "m" if gender == "v" else "v"
            self.words["partner"] = self._adult("partner", other, age + chance.randint(-3, 3), taken=(name,))
        if situation.home in WITH_CHILDREN:
            self._children()
        if situation.supporter:
            self._supporter(situation.supporter)
        self.words |= {key.capitalize(): word[0].upper() + word[1:] for key, word in self.words.items()}

    def _adult(self, key: str, gender: str, age: int, taken: tuple[str, ...] = ()) -> str:
        family = self.family
        name = given_name(family.origin, gender, self.chance, age=age, taken=taken)
        account = f"{name}{family.prefix}{family.name}" if key == "ik" else ""
        self.person(key, name, family.name, prefix=family.prefix, age=age + self.chance.random(), account=account)
        return name

    def _children(self) -> None:
        taken: tuple[str, ...] = ()
        parents = [key for key in ("ik", "partner") if key in self.home.persons]
        for number in range(self.chance.randint(1, 3)):
            gender = (self.situation.child if number == 0 else "") or self.chance.choice("vm")
            age = 13.5 - 2.8 * number + self.chance.random()
            name = given_name(self.family.origin, gender, self.chance, age=age, taken=taken)
            taken = (*taken, name)
            self.person(f"kind{number}", name, self.family.name, prefix=self.family.prefix, age=age, child=True)
            self.authority(f"kind{number}", *parents)
        self.words["kind"] = taken[0]

    def _supporter(self, relation: str) -> None:
        gender = "m" if relation in MEN else "v"
        origin = "nl" if relation in NOT_FAMILY else self.family.origin
        name = given_name(origin, gender, self.chance, age=40, taken=tuple(self.words.values()))
        last = "Terlouw" if relation in NOT_FAMILY else " ".join(filter(None, (self.family.prefix, self.family.name)))
        self.supporter("naaste", "ik", name=f"{name} {last}", relation=relation, account=f"{name}{last}")
        self.words["naaste"] = name

    # The circle

    def _opening(self) -> None:
        """The circle opens, the resident first, then the others one by one, then the lead."""
        form = Circle.Form.SELF_ORGANISING if self.state == "self" else Circle.Form.DIRECTED
        first, *others = self.team
        self.on(self.start, f"{self.chance.randint(9, 15)}:{self.chance.choice(('05', '20', '45'))}")
        self.opens(self.opener, purpose=self.situation.purpose, role=WORKER_NAMES[self.opener].function, form=form)
        self.says(self.opener, **self._expectations(first))
        self._writes_line(self.notes.pop(self._opening_note(first)))
        self.invites(self.opener, "ik", why="Het gaat over u, dus u zit aan tafel.")
        self.on(self.start + 1, "18:30").joins("ik")
        self.matters("ik", self._said(self.situation.matters))
        for code in others:
            self.invites(self.opener, self.team[code], why=self._one_of(INVITED[code]))
        if self.state == "starts":
            self.asks_to_lead(self.opener, self.opener, why="Jij kent het huishouden het langst.")
            return
        for days, code in enumerate(others, start=2):
            self.on(self.start + days, "10:30").joins(self.team[code], **self._expectations(code))
        if self.situation.supporter:
            self.invites("ik", "naaste", why="Hoort bij mij.")
            self.on(self.start + 6, "19:00").joins("naaste")
        if self.state not in ("self", "lead_asked"):
            self.leads(self.leader, asked_by=self.opener)

    def _opening_note(self, first: str) -> int:
        """Which note comes first: that of who opens the circle, because nobody else is there yet."""
        return next((place for place, line in enumerate(self.notes) if line.who == first), 0)

    def _expectations(self, code: str) -> dict[str, str]:
        names = ("goal", "does", "does_not", "asks")
        texts = dict(zip(names, EXPECTATIONS[code], strict=True))
        return {"role": WORKER_NAMES[self.team[code]].function} | {k: self._said(text) for k, text in texts.items()}

    # The plan and its weeks

    def _plan(self) -> list[Goal]:
        self.on(self.start + FIRST_DAYS, "14:00")
        self.plans(self.leader, review=self.reviews[0])
        goals: list[Goal] = []
        for domain, result, own in self.situation.goals:
            first = goals[0] if goals and self.chance.random() < 0.4 else None
            goals.append(self.goal(self.leader, self._said(result), domain=domain, own=self._said(own), after=first))
        self.message(self.leader, self._said(self.situation.message))
        return goals

    def _letters(self) -> None:
        """What the household opens beside the tasks of the organisations. In one of nine nobody asked yet."""
        if self.number % 9 == 4:
            return
        tags = {note(line).tag for line in self.situation.notes} | {goal[0] for goal in self.situation.goals}
        ordinary = [key for key in ("geld", "gezin", "wonen", "netwerk", "zelfzorg", "werk", "school") if key in tags]
        helpers = " ".join(worker for code, worker in self.team.items() if code in HELPERS)
        # In some it runs out soon, or ran out and waits to be given again.
        until = {0: 11, 5: -6}.get(self.number % 13, LONG) if self.start < -60 else LONG
        why = CONSENT_WHY[self.number % len(CONSENT_WHY)]
        if ordinary and helpers:
            all_give(self, self.leader, Letter(" ".join(ordinary), why, to=helpers, until=until))
        health = [key for key in ("psyche", "lichaam", "verslaving") if key in tags]
        carers = " ".join(worker for code, worker in self.team.items() if code in MAY_HEAR_HEALTH)
        if health and carers:
            letter = Letter(" ".join(health), why, to=carers, special=True)
            says(self, ask(self, self.leader, "ik", letter), yes=self.number % 4 != 3, heard_by=self.leader)

    def _weeks(self, goals: list[Goal]) -> None:
        """Day after day: a note, a promise, what came of it, and a review every six weeks."""
        begin = self.start + FIRST_DAYS + 1
        notes = self._spread(self.notes, begin, -1)
        lines = [agreement(line) for line in self.situation.agreements]
        *past, late, last = sorted(lines, key=lambda line: not line.text.startswith(MAY_FAIL))
        promises = self._spread(past, begin, -12)
        waiting: dict[int, tuple[Agreement, Line]] = {}
        held = [day for day in self.reviews[:-1] if day < 0]
        for day in range(begin, 0):
            if day in waiting:
                self.on(day, "15:20")._answers(*waiting.pop(day))
            if day in promises:
                done_on = min(day + 8, -1)
                due = done_on + 1
                waiting[done_on] = self.on(day, "13:40")._promises(goals, promises[day], due), promises[day]
            if day in notes:
                self.on(day, "11:15" if day not in promises else "16:10")._writes_line(notes[day])
            if day in held:
                self.on(day, "16:40")._reviews(goals, held.index(day))
        for number, line in enumerate((late, last)):
            if self.state != "closed":
                self.on(-10, "10:00")._promises(goals, line, OPEN_DUE[(self.number + 5 * number) % len(OPEN_DUE)])

    def _spread(self, lines: list[Line], first: int, last: int) -> dict[int, Line]:
        """The lines over the days between two days, in order."""
        step = (last - first) / (len(lines) + 1)
        return {round(first + step * number): line for number, line in enumerate(lines, start=1)}

    def _promises(self, goals: list[Goal], line: Line, due: int) -> Agreement:
        goal = goals[int(line.tag) - 1]
        goal = goals[0] if goal in self.reached else goal
        in_week = due > 1 and self.chance.random() < 0.25
        what = self._said(line.text.removeprefix(MAY_FAIL))
        return self.agrees(self.leader, goal, self._key(line.who), what, due, in_week=in_week)

    def _answers(self, promise: Agreement, line: Line) -> None:
        """The one who promised says how it went."""
        who = self._key(line.who)
        if line.text.startswith(MAY_FAIL) and self.chance.random() < 0.7:
            self.not_done(who, promise, self._said(self.situation.why_not))
        else:
            self.done(who, promise)

    def _reviews(self, goals: list[Goal], number: int) -> None:
        """The resident first; the second goal is reached at the second review, the first one takes longer."""
        score, words = self._said(self.situation.reviews[min(number, len(self.situation.reviews) - 1)]).split(": ", 1)
        results = {}
        for place, goal in enumerate(goals):
            if goal in self.reached:
                continue
            if place == 1 and number == 1:
                results[goal] = (REACHED, "")
                self.reached.add(goal)
            elif place == 1 and self.chance.random() < 0.3:
                results[goal] = (NOT, self._one_of(NOT_WHY))
            else:
                results[goal] = (PARTLY, self._one_of(PARTLY_WHY))
        again = number >= len(self.situation.reviews)
        self.review(
            self.leader,
            min(int(score) + again, 9),
            self._one_of(WORDS_AGAIN) if again else words,
            results,
            following=self.reviews[number + 1],
        )

    # Today

    def _today(self) -> None:
        """What waits for an answer now."""
        others = [key for key in self.team.values() if key != self.leader]
        if self.state == "lead_asked":
            self.on(-9, "9:10").asks_to_lead(
                self.opener, others[0], why="Jij ziet {naam} het meest.".format(**self.words)
            )
            self.on(-7, "12:30").refuses_lead(others[0], self._one_of(REFUSALS))
            asked = next((key for key in others[1:] if key != self.opener), self.leader)
            self.on(-3, "9:40").asks_to_lead(self.opener, asked, why="Wil jij het zijn? Dan weten we het.")
        elif self.state == "lead_moves":
            heir = next((key for key in others if key == self.team.get("buurthart")), others[-1])
            self.on(-4, "16:15").hands_over_lead(self.leader, heir, self._one_of(HANDOVERS))
        elif self.state == "invited":
            code = next(code for code in EXTRA[self.number % 3 :] if code not in self.team)
            self.team[code] = self.find(code, self.district.name)
            self.on(-3, "11:30").invites(self.leader, self.team[code], why=self._one_of(EXTRA_WHY))
        elif self.state == "closed":
            self.on(-4, "15:00").closes(self.leader, self._one_of(CLOSED_WHY))

    # Words

    def _writes_line(self, line: Line) -> None:
        about = "ik" if line.who == "ik" or line.tag in ("psyche", "lichaam", "verslaving") else ""
        self.writes(self._key(line.who), self._said(line.text), domain=line.tag, about=about)

    def _key(self, who: str) -> str:
        """The key of who does something: the resident, the own network, or who is there for an organisation."""
        if who in ("ik", "naaste"):
            return who
        return self.team.get(who, self.opener)

    def _one_of(self, texts: tuple[str, ...]) -> str:
        return self._said(self.chance.choice(texts))

    def _said(self, text: str) -> str:
        return say(text, self.words, self.chance)
