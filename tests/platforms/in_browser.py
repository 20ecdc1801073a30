"""Reads pages in a real Chromium with the extension's own reader; a program of its own.

Takes jobs as JSON on standard input and writes the answers as JSON: one browser, one tab, each page
loaded at its own address, everything else on the network refused.
"""

import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

from webcare import chromium, paths

LOADED = ["common/namespace.js"]
LOADED += [f"content/{name}.js" for name in ("dom", "linked", "sources", "fields")]
LOADED += [f"content/{name}.js" for name in ("thread", "reader", "composer")]

READ = """({platforms, brand, url, composer}) => {
  const {reader} = webcare;
  const platform = reader.recognise(platforms, document, url);
  if (!platform) return {platform: null};
  const posts = reader.read(platform, brand, document, url);
  const all = reader.containers(platform, document);
  const one = all.map((c) => reader.readOne(platform, brand, c, url));
  const keyOf = (c) => reader.readOne(platform, brand, c, url).key;
  const pathOf = (e) => {
    const path = [];
    for (let at = e; at; at = at.parentNode ?? at.host) path.push(at);
    return [...path, window];
  };
  const sends = (composer, keys) => reader.isSendKey(composer, {
    key: "Enter", ctrlKey: keys.includes("Mod"), metaKey: false,
    altKey: keys.includes("Alt"), shiftKey: false,
  });
  const answers = composer.map(({target, draft, opener}) => {
    const element = document.querySelector(target);
    const found = element && reader.composerAt(platform, pathOf(element));
    if (!found) return {found: false};
    if (draft && found.box) {
      if ("value" in found.box) found.box.value = draft; else found.box.innerText = draft;
    }
    const clicked = opener && reader.openerAt(platform, pathOf(document.querySelector(opener)));
    const which = found.box && reader.answersWhich(platform, found.box, document, clicked || null);
    const draftRead = reader.draftText(found.box).trim();
    const named = found.composer.submit.join(",");
    return {
      found: true, submit: Boolean(named && found.submit?.matches(named)),
      keys: ["Enter", "Mod+Enter", "Alt+Enter"].filter((keys) => sends(found.composer, keys)),
      box: Boolean(found.box), draft: draftRead,
      answers: which && (which.reply ? (which.key ?? keyOf(which.container)) : false),
    };
  });
  const selection = reader.readSelection("Wat een @Fietsrijk,  zeg\\n\\n #nooitmeer", url);
  return {platform: platform.id, posts, one, answers, selection,
          account: reader.account(platform, document, url)};
}"""


CALL = """(calls) => {
  const {dom} = webcare;
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const does = {
    absolute: (address, base) => dom.absolute(address, base)?.href ?? null,
    canonical: (address, keep) => dom.canonical(new URL(address), keep),
    match: dom.match,
    time: dom.time,
    tidy: dom.tidy,
    text: (html, lines, emoji) => dom.text(parsed(html), {lines, emoji}),
    marked: webcare.fields.marked,
  };
  return calls.map(([name, ...given]) => does[name](...given));
}"""


def _load(tab: Page, job: dict[str, Any]) -> Any:
    def serve(route: Route) -> None:
        if route.request.is_navigation_request() and route.request.frame == tab.main_frame:
            route.fulfill(body=job["html"], content_type="text/html; charset=utf-8")
        else:
            route.abort()

    tab.route("**/*", serve)
    tab.goto(job["url"], wait_until="commit")
    tab.wait_for_load_state("domcontentloaded")
    for name in LOADED:
        tab.evaluate((paths.extension() / name).read_text("utf-8"))
    if "calls" in job:
        return tab.evaluate(CALL, job["calls"])
    answer = tab.evaluate(
        READ, {key: job[key] for key in ("platforms", "brand", "url", "composer")}
    )
    tab.unroute_all()
    return answer


def main() -> None:
    jobs = json.load(sys.stdin)
    program: Path | None = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_context(bypass_csp=True).new_page()
        answers = [_load(tab, job) for job in jobs]
        browser.close()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
