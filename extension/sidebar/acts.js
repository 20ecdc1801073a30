// What an agent can do in the sidebar. Everything that counts is sent to the page's content files,
// which record it; the sidebar itself records nothing.
import { asksDue, eventOf, started } from "./forms.js";
import { judged, obey, pageOf, postOf } from "./hand.js";
import { nextQuestion, practised } from "./learn.js";
import { shingles } from "./alike.js";
import { sidePanel } from "./tabs.js";
import { besideOf, choicesFor, valueOf } from "./parts/verdict.js";

const KEPT = 20; // copied texts
const COACH = "coach"; // the tag by which a lead finds the questions of trainees

/**
 * @param {{state: () => AppState, update: (change: Partial<AppState>) => void, frames: () => any,
 *   showHand: (page: PageState | null) => void, tab: () => number | null}} world
 * @returns {Acts}
 */
export function actsOf({ state, update, frames, showHand, tab }) {
  const key = () => state().page?.post?.key ?? "";
  const widen = () => state().narrow && frames()?.sendTop({ type: "dock", open: true }); // a key may come before the panel
  const send = (message) => (state().hand ? order(message) : frames()?.send(message));
  const order = async (message) => {
    const { hand, rulebook } = state();
    const after = hand && (await obey(message, { page: hand, rulebook }));
    if (after) showHand(after);
  };

  const askDue = async () => {
    const answer = await chrome.runtime.sendMessage({ type: "due" }).catch(() => null);
    update({ due: answer?.due?.hours_4 ? answer.due : null }); // no hours set: by the clock
  };

  const acts = {
    update,
    send,
    dock(open) {
      if (!state().framed) return; // the browser's own side panel has its own button
      frames()?.sendTop({ type: "dock", open });
      if (!open) parent.focus();
    },
    besides() {
      sidePanel()?.(tab() ?? -1);
      acts.dock(false);
    },
    enter() {
      if (!state().framed) return;
      frames()?.sendTop({ type: "dock", open: true });
      window.focus();
    },
    options: () => chrome.runtime.sendMessage({ type: "open_options" }),
    save: (settings) =>
      chrome.storage.local.set({ settings: { ...state().settings, ...settings } }),
    async copy(text) {
      await toClipboard(text);
      const { copied, words } = state();
      update({ copied: [shingles(text), ...copied].slice(0, KEPT), said: words.t("said.copied") });
    },
    judge: (field, answer) => judge(state(), acts, field, answer),
    askCoach() {
      const { words, page, learn, known } = state();
      const tags = [...new Set([...(known?.case?.tags ?? []), COACH])];
      send({ type: "record", post_key: key(), event: "tagged", data: { tags } });
      acts.record("noted", {
        text: words.t("learn.question_text", { rule: words.t(`verdict.${page?.verdict?.reply}`) }),
      });
      update({ learn: { ...learn, asked: true } });
    },
    tryNow: () => chrome.runtime.sendMessage({ type: "drain" }),
    openPalette() {
      widen();
      update({ palette: { query: "", at: 0 } });
    },
    open(kind) {
      widen();
      update({ form: started(kind, state()), correcting: null });
      if (asksDue(kind)) askDue();
    },
    async byHand() {
      widen();
      const marked = await chrome.tabs
        .sendMessage(tab() ?? -1, { type: "selection" })
        .catch(() => null);
      update({
        form: {
          kind: "manual",
          values: { text: marked?.text ?? "", url: marked?.url ?? "", kind: "forum" },
          error: null,
        },
        correcting: null,
      });
    },
    backToPage: () => showHand(null),
    cancelForm: () => update({ form: null, correcting: null }),
    set(name, value) {
      const form = state().form ?? { kind: "override", values: {}, error: null };
      update({ form: { ...form, values: { ...form.values, [name]: value }, error: null } });
    },
    submit: () => submit(state(), acts, showHand),
    correct: (field) => correct(state(), acts, field),
    correctTo(field, to, /** @type {AppState["correcting"]} */ correcting = null) {
      const { words } = state();
      if (valueOf(state(), field) !== to) {
        send({ type: "correct", post_key: key(), field, to });
        update({ said: `${words.t(`field.${field}`)}: ${words.t(`${field}.${to}`)}` });
      }
      update({ correcting });
    },
    step(field, by) {
      const to = besideOf(state(), field, by);
      acts.correctTo(field, to, choicesFor(field).length > 2 ? { field, to } : null);
    },
    record(type, data) {
      send({ type: "record", post_key: key(), event: type, data });
      update({
        form: null,
        said: state().words.t("said.recorded", { what: state().words.t(`event.${type}`) }),
      });
    },
    allow(reason) {
      send({ type: "allow", hold: state().page?.hold?.id ?? "", reason });
      update({ form: null, released: key() });
    },
    dontSend(then) {
      send({ type: "cancel", hold: state().page?.hold?.id ?? "" });
      update({ form: then ? started(then, state()) : null });
    },
  };
  return acts;
}

/** A page may forbid its frames the clipboard; then the older way is left, which asks for a press only. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const write = (/** @type {ClipboardEvent} */ event) => {
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    document.addEventListener("copy", write, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", write);
  }
}

function submit(state, acts, showHand) {
  const { form, words, page } = state;
  const made = eventOf(form, state);
  if ("missing" in made) {
    acts.update({
      form: {
        ...form,
        error: words.t("form.missing", { field: words.t(`form.${form.kind}.${made.missing}`) }),
      },
    });
    return;
  }
  if (form.kind === "manual") return judgeByHand(made.data, state, showHand);
  if (form.kind === "reply" && form.values.way === "here") {
    acts.send({ type: "answering", post_key: page.post.key });
    if (isAnothers(state)) return acts.cancelForm(); // not claimed: taking over is an act of its own
  }
  acts.record(made.type, made.data);
}

/** Whether a colleague has the case in hand. */
function isAnothers({ known, device }) {
  const holder = known?.case?.holder;
  return Boolean(holder) && holder.agent !== device?.agent;
}

async function judgeByHand(values, { rulebook }, showHand) {
  const post = postOf(values);
  const memory = await globalThis.webcare.events.memory(post.key);
  showHand(pageOf(post, judged(rulebook, post, memory?.corrected), memory, rulebook));
}

/** A trainee's choice; the third one uncovers the verdict and is recorded with the two before it. */
function judge({ learn, page }, acts, field, answer) {
  const chosen = { ...learn, [field]: answer };
  acts.update({ learn: chosen });
  if (!learn.reply && nextQuestion({ learn: chosen }) === null)
    acts.record("practised", practised(chosen, page.verdict));
}

/** Pressed by mouse: a field with two values flips at once; one with more shows them all. */
function correct(state, acts, field) {
  if (choicesFor(field).length === 2) return acts.step(field, 1);
  const open = state.correcting?.field === field;
  acts.update({ correcting: open ? null : { field, to: valueOf(state, field) } });
}
