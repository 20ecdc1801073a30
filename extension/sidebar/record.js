// What the server's record knows of the post in view: its case, kept up to date, the writer's other
// cases and similar ones; and which of the last replies a draft is too like.

const WAIT_S = 6; // shorter than the worker's patience with the server
const PAUSE_MS = 5000; // before asking again when the server can't be asked
const STAY_MS = 400; // a post that merely scrolls by is not asked about
const REST_MS = 800; // a draft is asked about when its writer pauses
const LONGEST = 10_000; // characters
const FEWEST = 30; // characters; shorter drafts are alike by chance

const ask = (message) =>
  chrome.runtime
    .sendMessage(message)
    .catch(() => null)
    .then((answer) => answer ?? { offline: true });
const pause = (ms, signal) =>
  new Promise((done) => {
    const clock = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(clock);
      done(undefined);
    });
  });

/**
 * Follows the record of one post until `signal` ends it: the case at once and whenever it changes (the
 * server answers only then), and the writer's other and similar cases once it has stayed in view.
 * @param {Post} post
 * @param {AbortSignal} signal
 * @param {(found: {known?: any, similar?: any[], earlier?: any[]}) => void} tell
 */
export async function follow(post, signal, tell) {
  let known = await ask({ type: "case", post_key: post.key });
  if (signal.aborted) return;
  tell({ known });
  await pause(STAY_MS, signal);
  if (signal.aborted) return;
  ask({ type: "similar", ...about(post) }).then(
    ({ similar = [], earlier = [] }) => signal.aborted || tell({ similar, earlier }),
  );
  while (!signal.aborted) {
    const before = known.case?.version ?? 0;
    if (known.offline || document.hidden) await pause(PAUSE_MS, signal);
    known = await ask({ type: "case", post_key: post.key, after: before, wait: WAIT_S });
    if (!signal.aborted) tell({ known });
  }
}

/** A post without text or author is asked about by the rest. @param {Post} post */
function about({ key, platform, author, text }) {
  const name = author.handle || author.name;
  return {
    post_key: key,
    platform,
    ...(name && { author: name }),
    ...(text.trim() && { text: text.slice(0, LONGEST) }),
  };
}

/** @returns {(text: string, tell: (alike: any) => void) => void} asks once the draft has rested */
export function draftAsker() {
  let life = new AbortController();
  let asked = "";
  return (text, tell) => {
    if (text === asked) return;
    asked = text;
    life.abort();
    life = new AbortController();
    const { signal } = life;
    if (text.trim().length < FEWEST) return tell(null);
    pause(REST_MS, signal)
      .then(() => !signal.aborted && ask({ type: "alike", text: text.slice(0, LONGEST) }))
      .then((answer) => signal.aborted || tell(answer.alike ?? null));
  };
}
