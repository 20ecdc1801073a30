// The brand's snippets with their variables filled in. They leave by the clipboard only. Pure.

/**
 * The snippets that the brand's page holds, ready to be copied.
 * @param {AppState} app
 * @returns {{title: string, text: string}[]} what is not known stays in its braces, to be seen
 */
export function snippets(app) {
  const known = knownTo(app);
  return (app.rulebook?.brand.snippets ?? []).map(({ title, text }) => ({
    title,
    text: text.replace(/\{(\w+)\}/g, (whole, name) => known[name] || whole),
  }));
}

function knownTo({ page, rulebook, device, known, words, now }) {
  const { name, handle } = page?.post?.author ?? {};
  const due = known?.case?.promises?.find((one) => one.kind === "promise" && !one.kept_at)?.due_at;
  return {
    name: name?.split(/\s+/)[0] ?? (handle && `@${handle}`),
    agent: device?.agent,
    brand: rulebook?.brand.name,
    promise: due && words.when(due, now),
  };
}
