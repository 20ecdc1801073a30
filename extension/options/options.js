// The settings: pairing, language, keys, sites, what waits and what was refused.
import { h, painter } from "../sidebar/view.js";
import { languageOf, wordsFor } from "../sidebar/words.js";
import { pairing } from "./parts/pairing.js";
import { person } from "./parts/person.js";
import { keys } from "./parts/keys.js";
import { sites } from "./parts/sites.js";
import { record } from "./parts/record.js";
import { diagnostics } from "./parts/diagnostics.js";
import { ask, everything, fromAddress } from "./world.js";

const paint = painter(document.getElementById("root"));

/** @type {OptionsState} */
let page = {
  words: wordsFor(languageOf("auto")),
  now: new Date(),
  device: null,
  delivery: null,
  settings: { language: "auto" },
  rulebook: null,
  waiting: [],
  refused: [],
  sites: [],
  pairing: {
    server: "http://127.0.0.1:8765",
    code: "",
    agent: "",
    error: null,
    busy: false,
    again: false,
  },
  problem: null,
  said: "",
};

function update(change) {
  page = { ...page, now: new Date(), ...change };
  document.documentElement.lang = page.words.lang;
  document.title = page.words.t("options.title");
  paint(drawn(page));
}

const acts = {
  update,
  typed: (name, value) => update({ pairing: { ...page.pairing, [name]: value, error: null } }),
  async pair() {
    update({ pairing: { ...page.pairing, busy: true, error: null } });
    const { server, code, agent } = page.pairing;
    const answer = await ask({
      type: "pair",
      server: server.trim(),
      code: code.trim().toUpperCase(),
      agent: agent.trim() || page.words.t("options.agent_default"),
    });
    update({
      pairing: {
        ...page.pairing,
        busy: false,
        again: false,
        code: answer.ok ? "" : code,
        error: answer.ok ? null : answer.reason,
      },
      said: answer.ok ? page.words.t("options.paired_now") : "",
    });
  },
  save(change) {
    update({ settings: { ...page.settings, ...change } }); // the next change builds on this one
    return chrome.storage.local.set({ settings: page.settings });
  },
  async tryNow() {
    update({ said: page.words.t("options.trying") });
    await ask({ type: "drain" });
    update({ said: page.words.t("options.tried") });
  },
  async useSite(origin) {
    const granted = await chrome.permissions.request({
      origins: [`${new URL(origin).protocol}//${new URL(origin).hostname}/*`],
    });
    if (granted) await ask({ type: "use_site", origin });
  },
  forgetSite: (origin) => ask({ type: "forget_site", origin }),
};

function drawn(state) {
  const { t } = state.words;
  return h(
    "div",
    { id: "root", key: "page", class: "page" },
    h(
      "header",
      { class: "head" },
      h("img", { src: "../icons/128.png", width: 40, height: 40, alt: "" }),
      h("h1", {}, t("options.title")),
    ),
    h(
      "main",
      { class: "boxes" },
      [pairing, person, record, sites, keys, diagnostics].map((part) => part(state, acts)),
    ),
    h("p", { class: "hidden", "aria-live": "polite" }, state.said),
  );
}

async function refresh() {
  const found = await everything();
  update({ ...found, words: wordsFor(languageOf(found.settings.language)) });
}

async function start() {
  update({});
  await refresh();
  chrome.storage.local.onChanged.addListener(refresh);
  const wish = fromAddress(location.hash);
  if (!wish) return;
  history.replaceState(null, "", location.pathname); // the code is used up; a reload must not try it again
  update({ pairing: { ...page.pairing, ...wish } });
  await acts.pair();
}

start();
