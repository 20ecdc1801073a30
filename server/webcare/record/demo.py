"""An invented record to look at: the bicycle shop Fietsrijk, its team and its customers."""

import random
import uuid
from pathlib import Path
from typing import Any

from webcare.engine import engine, rulebook
from webcare.record import clock, sql
from webcare.record.errors import RecordError
from webcare.record.incoming import Incoming
from webcare.record.record import Record

Json = dict[str, Any]

BRAND: Json = {
    "name": "Fietsrijk",
    "handles": {"x": ["FietsrijkNL"], "instagram": ["fietsrijk"], "facebook": ["fietsrijk"]},
    "hashtags": ["Fietsrijk"],
    "sites": ["fietsrijk.nl"],
    "products": ["Polderlicht", "Duinrijder"],
    "hours": {
        "zone": "Europe/Amsterdam",
        "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-12:30, 13:00-17:00"),
    },
    "targets": {"first_response_minutes": {"default": 240, "x": 120}},
    "questions": {
        "why": "Klanten helpen waar ze het vragen, en leren van wat ze elkaar vertellen.",
        "success": "Vier van de vijf vragen binnen de streeftijd beantwoord.",
    },
    "voice": "Nuchter en hartelijk. We tutoyeren en ondertekenen met onze naam.",
    "signature": "^Sanne",
    "tone": {"address": "je", "use": ["graag", "dank je wel"], "avoid": ["helaas", "procedure"]},
    "departments": ["Logistiek", "Werkplaats", "Klantadministratie"],
    "monitor": [
        {"name": "X", "url": "https://x.com/search?q=fietsrijk"},
        {"name": "Trustpilot", "url": "https://nl.trustpilot.com/"},
        {"name": "Fietsforum", "url": "https://fietsforum.example/"},
        {"name": "Instagram", "url": "https://www.instagram.com/fietsrijk/"},
    ],
}
AGENTS = ("Sanne", "Bram", "Noor", "Yusuf")
TRAINEE = "Lotte"
CAUSES = ("inpakstation 3", "bezorger", "webshop", "verkeerd verwacht", "werkplaats")
PEOPLE = ("Joke", "Kees", "Fatima", "Bart", "Lieke", "Omar", "Sjoerd", "Anneke", "Priya", "Tom")
PARTS = ("zadel", "bel", "voorlamp", "ketting", "slot", "pedaal", "bagagedrager")

ASKED = (
    "@FietsrijkNL waar blijft mijn {part}? Vorige week besteld en nog niets gehoord",
    "@FietsrijkNL kan ik mijn bestelling nog wijzigen, ik koos de verkeerde {part}",
    "@FietsrijkNL de {part} is kapot uit de doos gekomen, wat nu?",
    "Hoe meld ik een retour aan? De pagina blijft hangen @FietsrijkNL",
    "@FietsrijkNL does the new {part} fit a Duinrijder from last year?",
    "Wie weet of de {part} van #Fietsrijk ook op een oude frame past?",
)
TOLD = (
    "Nooit meer Fietsrijk. Drie weken gewacht en toen zonder {part}. Ga lekker naar een ander",
    "Mijn buurvrouw kreeg van Fietsrijk een fiets met een kromme {part}, wij lachen er nog om",
    "Fietsrijk staat weer in de krant, benieuwd hoe lang ze het volhouden",
    "Tip voor iedereen: koop je {part} gewoon bij de zaak op de hoek",
)
PRAISED = (
    "Wat een service @FietsrijkNL, de {part} lag er de volgende dag al. Dank jullie wel!",
    "Net de Polderlicht opgehaald, prachtige fiets! @FietsrijkNL",
)
REPLIES = (
    "Hoi {name}, wat vervelend dat de {part} er nog niet is. Ik zoek het nu voor je uit. ^{agent}",
    "Dag {name}, goed dat je het zegt. Stuur je ons een privébericht? Dan los ik het op. ^{agent}",
    "Beste {name}, dat had beter gemoeten. Een nieuwe {part} gaat vandaag nog op de post. ^{agent}",
    "Wat leuk om te horen, {name}! Veel plezier onderweg. ^{agent}",
    "Hi {name}, thanks for asking. Yes it fits, and I will mail you the drawing. ^{agent}",
)
LESSONS = (
    "Paklijst laten nakijken voordat de doos dicht gaat",
    "Levertijd op de productpagina eerlijker maken",
    "Bezorger aanspreken op berichten bij buren",
    "Foto van de maat bij het onderdeel zetten",
)


class DemoError(RecordError):
    """The demo is not put over what people have recorded."""


def fill(record: Record, shared: Path, cases: int = 400, seed: int = 7) -> int:
    """Fill an empty record with invented cases of the last sixty days; how many events."""
    if sql.value(record.db, "SELECT 1 FROM cases LIMIT 1"):
        raise DemoError("This record is not empty; choose another folder with --data DIR.")
    record.save_profile(BRAND)
    maker = _Maker(random.Random(seed), shared)  # noqa: S311
    now, count = clock.now_ms(), 0
    for n in range(cases):
        events = maker.case(n, now - round((cases - n) / cases * 60 * clock.DAY_MS))
        events = [e for e in events if e["at"] < clock.to_iso(now)]
        checked = [record.border.check(e, e["agent"], 0) for e in events]
        good = [e for e in checked if isinstance(e, Incoming)]
        record.write(lambda good=good: record.ledger.append(good, now))  # type: ignore[misc]
        count += len(good)
    record.index_what_is_new()
    return count


class _Maker:
    def __init__(self, chance: random.Random, shared: Path) -> None:
        self.chance = chance
        book = rulebook.load(shared, BRAND)
        self.compiled, self.version = engine.compile(book), book["version"]

    def case(self, n: int, start: int) -> list[Json]:
        """The events of one case, from the post to the end of it."""
        self.n, self.at = n, self._in_hours(start)
        self.agent, self.part = self.chance.choice(AGENTS), self.chance.choice(PARTS)
        self.person = self.chance.choice(PEOPLE)
        post = self._post()
        verdict = engine.decide(self.compiled, post)
        events = [
            self._event("opened", {"post": post}, 0),
            self._event("assessed", {"verdict": verdict}, 0),
        ]
        events += self._beside(verdict)
        self.recent = self.at > clock.now_ms() - 3 * clock.DAY_MS
        if self.recent and (n % 5 == 0 or n % 199 == 198):
            return events  # nobody has decided on it yet
        wanted = verdict["reply"] == "wanted"
        return events + (self._answered(verdict) if wanted else self._left_alone())

    def _beside(self, verdict: Json) -> list[Json]:
        """What happens now and then: a correction, a note, the trainee's practice and question."""
        events = []
        if self.n % 13 == 0:
            to = "question" if verdict["kind"] != "question" else "complaint"
            change = {"field": "kind", "from": verdict["kind"], "to": to}
            events.append(self._event("corrected", change, 0.4))
        if self.n % 11 == 0:
            note = {"text": f"Over de {self.part} belde deze klant ook al."}
            events.append(self._event("noted", note, 1))
        if self.n % 7 == 0:
            events.append(self._practice(verdict))
        if self.n % 199 == 198:
            text = f"Hoi {self.person}, wat fijn dat je het laat weten! ^{TRAINEE}"
            asked = {"reason": "needs_approval", "draft_length": len(text), "text": text}
            events.append({**self._event("warned", asked, 2), "agent": TRAINEE})
        return events

    def _practice(self, verdict: Json) -> Json:
        """The trainee decides first; the more they practised, the more often they are right."""
        right = self.chance.random() < 0.65 + self.n / 1300
        other = {"wanted": "not_wanted", "not_wanted": "wanted"}
        names = ("platform_type", "approach")
        done = {
            **{name: verdict[name] for name in names},
            "exercise": f"demo:{self.n}",
            "reply": verdict["reply"] if right else other[verdict["reply"]],
            "right": right,
        }
        return {**self._event("practised", done, 1), "agent": TRAINEE}

    def _in_hours(self, start: int) -> int:
        """A moment of that working day, or of the day before while it is still to come."""
        day = start // clock.DAY_MS * clock.DAY_MS
        moment = day + round(self.chance.uniform(8.2, 15.5) * 3_600_000)
        return moment if moment < start else moment - clock.DAY_MS

    def _post(self) -> Json:
        texts, place = self.chance.choices(
            ((ASKED, "x"), (TOLD, "trustpilot"), (PRAISED, "x"), (TOLD, "forum")), (55, 18, 17, 10)
        )[0]
        kinds = {"x": "profile", "trustpilot": "review_site", "forum": "forum"}
        owners = {
            "x": self.person.lower(),
            "trustpilot": "trustpilot.com",
            "forum": "fietsforum.example",
        }
        waited = round(self.chance.lognormvariate(3.6, 1.1)) * 60_000
        return {
            "platform": place,
            "url": f"https://{place}.example/{self.n}",
            "key": f"{place}:{self.n}",
            "author": {"name": self.person, "handle": f"{self.person.lower()}{self.n % 60}"},
            "text": self.chance.choice(texts).format(part=self.part),
            "posted_at": clock.to_iso(self.at - waited),
            "rating": 1 if place == "trustpilot" else None,
            "place": {"kind": kinds[place], "owner": owners[place], "url": None},
            "reply_to": None,
            "mentions": ["FietsrijkNL"] if place == "x" else [],
            "hashtags": [],
            "by_brand": False,
            "answered_by_brand": self.n % 31 == 0,
            "public_turns": 0,
            "missing": [],
        }

    def _answered(self, verdict: Json) -> list[Json]:
        text = self.chance.choice(REPLIES).format(
            name=self.person, part=self.part, agent=self.agent
        )
        channel = self.chance.choice(("public", "public", "private"))
        events = [self._event("replied", {"channel": channel, "text": text}, 12)]
        if verdict["kind"] == "complaint" or self.n % 9 == 0:
            due = {"due": clock.to_iso(self.at + 26 * 3_600_000)}
            events.append(self._event("promised", {**due, "text": "inhoudelijk antwoord"}, 1))
            if self.n % 3 == 0:
                question = {"to": "Logistiek", "question": f"Waar is de {self.part}?", **due}
                events.append(self._event("handed_over", question, 4))
            if not self._still_owed():
                done = {"channel": "private", "text": f"De {self.part} is onderweg. ^{self.agent}"}
                events.append(self._event("answered", done, 180))
        if self.n % 4 == 1 and not self._still_owed():
            events.append(self._event("closed", self._lesson(), 6))
        return events

    def _still_owed(self) -> bool:
        return self.recent and self.n % 3 != 0

    def _left_alone(self) -> list[Json]:
        warned = self.n % 5 == 0
        events = [self._event("warned", {"reason": "bad_cell"}, 3)] if warned else []
        if warned and self.n % 15 == 0:
            events.append(self._event("overridden", {"reason": "wij kunnen dit nu oplossen"}, 1))
            text = REPLIES[2].format(name=self.person, part=self.part, agent=self.agent)
            return [*events, self._event("replied", {"channel": "public", "text": text}, 1)]
        if warned:
            events.append(self._event("cancelled", {}, 1))
        reason = {"reason": "vertelt het aan anderen en vraagt ons niets"}
        return [*events, self._event("skipped", {**reason, **self._lesson()}, 4)]

    def _lesson(self) -> Json:
        cause = self.chance.choices(CAUSES, (5, 4, 3, 2, 1))[0]
        return {"cause": cause, "learning": self.chance.choice(LESSONS)}

    def _event(self, type_: str, data: Json, minutes: float) -> Json:
        self.at += round(self.chance.uniform(0.4, 1.9) * minutes * 60_000) + 1
        return {
            "id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)),
            "at": clock.to_iso(self.at),
            "post_key": f"demo:{self.n}",
            "agent": self.agent,
            "type": type_,
            "data": data,
            "versions": {"rules": self.version},
        }
