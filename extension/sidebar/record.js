// What the server's record knows of the post in view: its case, kept up to date, and similar ones.

const WAIT_S = 6; // shorter than the worker's patience with the server
const PAUSE_MS = 5000; // before asking again when the server can't be asked
const STAY_MS = 400; // a post that merely scrolls by is not asked about

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
 * server answers only then), and similar cases once the post has stayed in view.
 * @param {Post} post
 * @param {AbortSignal} signal
 * @param {(found: {known?: any, similar?: any[]}) => void} tell
 */
export async function follow(post, signal, tell) {
  let known = await ask({ type: "case", post_key: post.key });
  if (signal.aborted) return;
  tell({ known });
  await pause(STAY_MS, signal);
  if (signal.aborted) return;
  ask({ type: "similar", text: post.text }).then(
    ({ similar = [] }) => signal.aborted || tell({ similar }),
  );
  while (!signal.aborted) {
    const before = known.case?.version ?? 0;
    if (known.offline || document.hidden) await pause(PAUSE_MS, signal);
    known = await ask({ type: "case", post_key: post.key, after: before, wait: WAIT_S });
    if (!signal.aborted) tell({ known });
  }
}
