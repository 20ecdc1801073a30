"""Invented posts, verdicts, cases and a brand, as the sidebar hears of them."""

from typing import Any

Json = dict[str, Any]
NOW = "2026-11-20T13:10:00.000Z"


def post(**more: Any) -> Json:
    return {
        "platform": "trustpilot",
        "url": "https://www.trustpilot.com/reviews/1",
        "key": "trustpilot:1",
        "author": {"name": "Joke Vermeer", "handle": None},
        "text": "Fiets na drie weken nog niet compleet, zadel ontbrak. Nooit meer hier besteld, "
        "ga lekker naar een ander.",
        "posted_at": "2026-11-20T11:02:00.000Z",
        "rating": 1,
        "place": {"kind": "review_site", "owner": "fietsrijk.nl", "url": None},
        "reply_to": None,
        "mentions": [],
        "hashtags": [],
        "by_brand": False,
        "answered_by_brand": False,
        "public_turns": 0,
        "missing": [],
        **more,
    }


def verdict(**more: Any) -> Json:
    return {
        "platform_type": "consumer_generated",
        "approach": "proactive",
        "reply": "not_wanted",
        "certainty": 0.91,
        "kind": "complaint",
        "sentiment": "negative",
        "priority": "normal",
        "reasons": [
            {"signal": "place_review_site", "points": 0, "evidence": []},
            {"signal": "nothing_asked", "points": -0.6, "evidence": []},
            {"signal": "advises_others", "points": -2.1, "evidence": [[15, 20]]},
            {"signal": "never_again", "points": -1.2, "evidence": [[11, 13]]},
            {"signal": "anger", "points": -0.8, "evidence": [[11, 15]]},
        ],
        "advice": ["do_not_reply", "complaint_private"],
        "rules_version": "1",
        **more,
    }


def page(about: Json | None = None, said: Json | None = None, **more: Any) -> Json:
    about = about or post()
    return {
        "type": "state",
        "top": True,
        "url": about["url"],
        "platform": about["platform"],
        "platform_version": "1",
        "post": about,
        "verdict": said or verdict(),
        "memory": None,
        "posts": [
            {"key": about["key"], "author": "Joke Vermeer", "excerpt": about["text"][:80]},
            {
                "key": "x:9",
                "author": "Piet de Vries",
                "excerpt": "Ik heb juist goede ervaringen met de werkplaats in Utrecht.",
            },
        ],
        "draft": None,
        "hold": None,
        "health": "ok",
        "lost": [],
        "rulebook": "1",
        "open": True,
        **more,
    }


QUESTION = post(
    platform="x",
    key="x:2",
    url="https://x.com/bartfietst/status/2",
    rating=None,
    author={"name": "Bart Fietst", "handle": "bartfietst"},
    mentions=["FietsrijkNL"],
    text="@FietsrijkNL mijn retour is al twee weken onderweg, wanneer krijg ik mijn geld terug? "
    "Graag snel antwoord!",
    place={"kind": "profile", "owner": "bartfietst", "url": None},
)
WANTED = verdict(
    approach="reactive",
    reply="wanted",
    certainty=0.94,
    kind="question",
    priority="high",
    reasons=[
        {"signal": "place_someone_else", "points": 0, "evidence": []},
        {"signal": "tagged", "points": 2.2, "evidence": [[0, 2]]},
        {"signal": "question_mark", "points": 1.5, "evidence": [[16, 17]]},
        {"signal": "waiting", "points": 0.9, "evidence": [[5, 9]]},
    ],
    advice=["reply_now", "answer_question", "high_soon"],
)
FORUM = post(
    platform="spirit",
    key="spirit:forum.example/7",
    url="https://forum.example/topic/3/#c7",
    rating=None,
    author={"name": "joke_v", "handle": "joke_v"},
    place={"kind": "forum", "owner": "forum.example", "url": None},
)
UNSURE = post(
    platform="spirit",
    key="spirit:forum.example/8",
    url="https://forum.example/topic/3/#c8",
    rating=None,
    author={"name": "henk", "handle": "henk"},
    posted_at=None,
    text="Iemand ervaring met Fietsrijk?",
    missing=["posted_at"],
    place={"kind": "forum", "owner": "forum.example", "url": None},
)
HOURS = {
    "zone": "Europe/Amsterdam",
    "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"),
}
BRAND = {
    "name": "Fietsrijk",
    "departments": ["Magazijn", "Werkplaats", "Retouren"],
    "signature": "^{name}",
    "tone": {"address": "je", "use": ["regelen"], "avoid": ["ongemak"]},
    "snippets": [
        {
            "title": "Eerste reactie",
            "text": "Dag {name}, ik zoek het uit, je hoort {promise} van me. ^{agent}",
        },
        {"title": "Naar privé", "text": "Stuur je me je postcode in een privébericht? ^{agent}"},
    ],
    "hours": HOURS,
    "targets": {"first_response_minutes": {"default": 150}},
}
PLATFORMS = [
    {"id": "spirit", "name": "Spirit"},
    {"id": "discourse", "name": "Discourse"},
    {"id": "facebook", "name": "Facebook", "hosts": ["www.facebook.com"]},
    {"id": "reddit", "name": "Reddit", "hosts": ["www.reddit.com"]},
    {"id": "youtube", "name": "YouTube", "hosts": ["www.youtube.com"]},
    {"id": "phpbb", "name": "phpBB 3"},
    {"id": "x", "name": "X", "hosts": ["x.com"]},
    {"id": "trustpilot", "name": "Trustpilot", "hosts": ["www.trustpilot.com"]},
]
PAIRED = {
    "brand": BRAND,
    "platforms": PLATFORMS,
    "framed": True,
    "device": {"server": "http://127.0.0.1:8765", "token": "", "agent": "Sanne"},
    "delivery": {
        "state": "recorded",
        "at": "2026-11-20T13:03:00.000Z",
        "waiting": 0,
        "refused": 0,
        "reason": None,
    },
}
PROMISE = {
    "id": "1",
    "kind": "promise",
    "agent": "Sanne",
    "text": "Je hoort morgen van me.",
    "to_whom": None,
    "colour": "orange",
    "made_at": NOW,
    "due_at": "2026-11-20T16:00:00.000Z",
    "kept_at": None,
}
HANDOVER = {
    "id": "2",
    "kind": "handover",
    "agent": "Sanne",
    "text": "Waar is deze retour?",
    "to_whom": "Retouren",
    "colour": "red",
    "made_at": NOW,
    "due_at": "2026-11-20T11:00:00.000Z",
    "kept_at": None,
}
CASE = {
    "known": True,
    "page": "/cases/3",
    "case": {
        "status": "waiting",
        "step": 4,
        "holder": {"agent": "Piet", "until": "2026-11-20T13:20:00.000Z"},
        "promises": [PROMISE, HANDOVER],
        "first_reply_at": NOW,
        "replies": [
            {
                "agent": "Sanne",
                "at": "2026-11-20T12:00:00.000Z",
                "channel": "public",
                "text": "Dag Bart, wat vervelend. Ik zoek het uit, je hoort morgen van me. ^Sanne",
            }
        ],
    },
}
EARLIER = {
    "id": 4,
    "page": "/cases/4",
    "excerpt": "Kunnen jullie mijn bestelling ophouden tot zaterdag?",
    "outcome": "replied",
    "helped": "thanked",
    "cause": None,
    "learning": None,
    "reply": None,
    "agent": "Piet",
    "at": "2026-10-02T09:00:00.000Z",
}
SIMILAR = {
    "id": 5,
    "page": "/cases/5",
    "excerpt": "Al drie weken wacht ik op het geld van mijn retour.",
    "outcome": "replied",
    "helped": "closed",
    "cause": "Retouren zonder label",
    "learning": "Stuur het label mee met elke bestelling.",
    "reply": "Wat naar dat dit zo lang duurt. Ik heb het nagevraagd: je geld staat er morgen op.",
    "agent": "Sanne",
    "at": "2026-11-12T09:00:00.000Z",
}
DUE = {
    "hours_4": "2026-11-23T09:10:00.000Z",
    "today": "2026-11-20T16:00:00.000Z",
    "tomorrow": "2026-11-23T16:00:00.000Z",
    "days_3": "2026-11-25T16:00:00.000Z",
}
MEMORY = {"opened": NOW, "acknowledged": False, "at": "2026-11-20T13:05:00.000Z"}
DRAFT = {
    "text": "Excuses voor het ongemak. Wat is je adres bij ordernummer FR-20391? "
    "Bekijk ook onze nieuwe collectie!"
}
