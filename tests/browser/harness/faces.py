"""Every state of the sidebar, made by hand: for screenshots and for accessibility."""

from playwright.sync_api import Frame, Page

from .invented import (
    BRAND,
    CASE,
    DRAFT,
    DUE,
    EARLIER,
    FORUM,
    MEMORY,
    NOW,
    PAIRED,
    PLATFORMS,
    QUESTION,
    SIMILAR,
    UNSURE,
    WANTED,
    Json,
    page,
    verdict,
)

SHOW = """async ([state, language, now]) => {
  const [main, { wordsFor }, { default: rules }, { default: lexicon }] = await Promise.all([
    import("/sidebar/main.js"), import("/sidebar/words.js"),
    import("/shared/rules.json", { with: { type: "json" } }),
    import("/shared/lexicon.json", { with: { type: "json" } }),
  ]);
  const rulebook = state.rulebook === null ? null
    : { version: "1", rules, lexicon, platforms: state.platforms, brand: state.brand };
  const words = wordsFor(language);
  main.show({ ...main.blank(true), ...state, rulebook, words, now: new Date(now) });
}"""

STORE = """async ({ delivery, ...state }) => {
  const { local } = chrome.storage;
  await local.clear();
  await local.set(state);
  const waits = Object.keys(state).some((key) => key.startsWith("outbox:"));
  while (waits && !(await local.get("delivery")).delivery); // the worker has tried
  if (delivery) await local.set({ delivery });
}"""


def show(frame: Page | Frame, name: str, language: str = "en") -> None:
    """Draw the state `name` instead of what the sidebar found itself."""
    frame.evaluate(SHOW, [STATES[name], language, NOW])


def show_settings(page: Page, name: str, language: str = "en") -> None:
    """Let the settings page draw what lies in the storage in the state `name`."""
    page.evaluate(STORE, {**SETTINGS[name], "settings": {"language": language}})
    page.locator(f"html[lang={language}]").wait_for()


def held(reason: str, about: Json = FORUM, said: Json | None = None) -> Json:
    return page(
        about,
        said,
        draft={"text": "Wat vervelend om te lezen", "post_key": about["key"]},
        hold={"id": "1", "reason": reason, "post_key": about["key"]},
    )


TRAINEE = {"language": "auto", "trainee": True, "approval": True}
REJECTED = {
    "text": "Wat vervelend om te lezen",
    "word": "rejected",
    "note": "Vraag eerst naar het ordernummer, in een privébericht.",
    "by": "Marloes",
}

STATES: dict[str, Json] = {
    name: {**PAIRED, **state}
    for name, state in {
        "not-wanted": {"page": page()},
        "wanted": {"page": page(QUESTION, WANTED)},
        "your-call": {
            "page": page(
                UNSURE,
                verdict(
                    certainty=0.56,
                    kind="question",
                    priority="low",
                    reasons=[{"signal": "question_mark", "points": 0.6, "evidence": [[4, 5]]}],
                    advice=["answer_question"],
                ),
            )
        },
        "correcting": {"page": page(), "correcting": {"field": "kind", "to": "complaint"}},
        "corrected": {
            "page": page(
                None,
                verdict(
                    approach="reactive", reply="wanted", certainty=1, advice=["complaint_private"]
                ),
                memory={**MEMORY, "last": "corrected", "corrected": {"approach": "reactive"}},
            )
        },
        "past-target": {
            "page": page({**QUESTION, "posted_at": "2026-11-19T09:00:00.000Z"}, WANTED)
        },
        "own-post": {"page": page({**QUESTION, "by_brand": True}, WANTED)},
        "third-turn": {
            "page": page({**QUESTION, "answered_by_brand": True, "public_turns": 2}, WANTED),
            "known": {**CASE, "case": {**CASE["case"], "holder": None, "promises": []}},
        },
        "no-reply-form": {
            "page": page(),
            "form": {"kind": "skip", "values": {"reason": "asks_nothing"}, "error": None},
        },
        "hand-over-form": {
            "page": page(QUESTION, WANTED),
            "form": {"kind": "hand_over", "values": {"due": "hours_24"}, "error": None},
        },
        "promise-form": {
            "page": page(QUESTION, WANTED),
            "due": DUE,
            "form": {"kind": "promise", "values": {"due": "hours_24"}, "error": None},
        },
        "note-missing": {
            "page": page(),
            "form": {"kind": "note", "values": {}, "error": "Note?"},
        },
        "close-form": {
            "page": page(memory={**MEMORY, "last": "replied"}),
            "form": {"kind": "close", "values": {"cause": "Retouren zonder label"}, "error": None},
        },
        "recorded": {"page": page(memory={**MEMORY, "last": "skipped"})},
        "case": {
            "page": page(QUESTION, WANTED, memory={**MEMORY, "last": "promised"}),
            "known": CASE,
        },
        "draft": {
            "page": page(
                QUESTION, {**WANTED, "kind": "complaint"}, draft={**DRAFT, "post_key": "x:2"}
            )
        },
        "held": {"page": held("bad_cell")},
        "held-colleague": {"page": held("colleague", QUESTION, WANTED), "known": CASE},
        "held-answered": {"page": held("answered_since", QUESTION, WANTED)},
        "held-which-post": {"page": held("which_post")},
        "held-checking": {"page": held("checking")},
        "held-approval": {"page": held("needs_approval", QUESTION, WANTED), "settings": TRAINEE},
        "held-rejected": {
            "page": held("needs_approval", QUESTION, WANTED),
            "settings": TRAINEE,
            "known": {**CASE, "case": {**CASE["case"], "holder": None, "approvals": [REJECTED]}},
        },
        "released": {
            "page": page(FORUM, memory={**MEMORY, "last": "overridden"}),
            "released": FORUM["key"],
        },
        "trainee": {
            "page": page(),
            "settings": {"language": "auto", "trainee": True},
            "learn": {"platform_type": "consumer_generated"},
        },
        "trainee-compared": {
            "page": page(),
            "settings": {"language": "auto", "trainee": True},
            "learn": {
                "platform_type": "consumer_generated",
                "approach": "reactive",
                "reply": "wanted",
            },
        },
        "trainee-agreed": {
            "page": page(),
            "settings": {"language": "auto", "trainee": True},
            "learn": {
                "platform_type": "consumer_generated",
                "approach": "proactive",
                "reply": "not_wanted",
            },
        },
        "commands": {"page": page(), "palette": {"query": "", "at": 1}},
        "commands-none": {"page": page(), "palette": {"query": "fietsbel", "at": 0}},
        "server-away": {
            "page": page(QUESTION, WANTED),
            "delivery": {
                "state": "unreachable",
                "at": "2026-11-20T13:03:00.000Z",
                "waiting": 3,
                "refused": 1,
                "reason": None,
            },
        },
        "device-refused": {
            "page": page(),
            "delivery": {**PAIRED["delivery"], "state": "refused_device", "waiting": 2},
        },
        "no-post": {"page": {**page(), "post": None, "verdict": None}},
        "not-recognised": {
            "page": {
                **page(),
                "post": None,
                "verdict": None,
                "platform": None,
                "health": "not_recognised",
            }
        },
        "not-read": {"page": {**page(), "post": None, "verdict": None, "health": "nothing_read"}},
        "half-read": {"page": {**page(), "health": "half_read", "lost": ["author", "posted_at"]}},
        "failed": {"page": {**page(), "post": None, "verdict": None, "health": "failed"}},
        "no-rules": {"page": {**page(), "post": None, "verdict": None}, "rulebook": None},
        "by-hand-form": {
            "page": None,
            "form": {
                "kind": "manual",
                "values": {"text": UNSURE["text"], "kind": "forum"},
                "error": None,
            },
        },
        "by-hand": {"page": page(UNSURE), "hand": page(UNSURE)},
        "earlier": {
            "page": page(QUESTION, WANTED, draft={"text": "", "post_key": "x:2"}),
            "earlier": [EARLIER],
            "similar": [SIMILAR],
        },
        "collapsed": {"page": page(), "narrow": True},
        "collapsed-held": {"page": held("bad_cell"), "narrow": True},
        "not-paired": {"page": None, "device": None, "delivery": None},
    }.items()
}


def _event(kind: str, n: int) -> Json:
    at = f"2026-11-20T13:0{n}:00.000Z"
    return {"id": str(n), "at": at, "type": kind, "post_key": FORUM["key"], "data": {}}


_BOOK = {"version": "1", "rules": {}, "lexicon": {}, "platforms": PLATFORMS, "brand": BRAND}
SETTINGS: dict[str, Json] = {
    "settings-not-paired": {"rulebook": {**_BOOK, "brand": {"name": ""}}},
    "settings": {
        "rulebook": _BOOK,
        "device": PAIRED["device"],
        "delivery": PAIRED["delivery"],
        "sites": ["https://forum.example"],
    },
    "settings-waiting": {
        "rulebook": _BOOK,
        "device": PAIRED["device"],
        "delivery": {**PAIRED["delivery"], "state": "unreachable", "waiting": 2, "refused": 1},
        "outbox:1": _event("noted", 4),
        "outbox:2": _event("skipped", 5),
        "refused:3": {"event": _event("replied", 6), "reason": "text: is longer than allowed."},
    },
}
