// What the settings page reads: the storage and the worker's answers.

/** @param {any} message a ToWorker @returns {Promise<any>} */
export async function ask(message) {
  return (
    (await chrome.runtime
      .sendMessage(message)
      .catch((error) => ({ ok: false, reason: error.message }))) ?? { ok: false, reason: "" }
  );
}

/** Everything in the browser's storage that the page shows. @returns {Promise<Partial<OptionsState> & {settings: Settings}>} */
export async function everything() {
  /** @type {Record<string, any>} */
  const all = await chrome.storage.local.get(null);
  const under = (start) =>
    Object.keys(all)
      .filter((key) => key.startsWith(start))
      .sort()
      .map((key) => ({ key, value: all[key] }));
  return {
    device: all.device ?? null,
    delivery: all.delivery ?? null,
    rulebook: all.rulebook ?? null,
    sites: all.sites ?? [],
    settings: all.settings ?? { language: "auto" },
    waiting: under("outbox:"),
    refused: under("refused:"),
  };
}

/**
 * The pairing that an address like `#pair=CODE&server=URL&agent=NAME` asks for.
 * @param {string} hash @returns {{code: string, server?: string, agent?: string} | null}
 */
export function fromAddress(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const code = values.get("pair");
  if (!code) return null;
  const rest = [
    ["server", values.get("server")],
    ["agent", values.get("agent")],
  ].filter(([, value]) => value);
  return { code, ...Object.fromEntries(rest) };
}

/** Hands a file to the agent. @param {string} name @param {string} text */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
