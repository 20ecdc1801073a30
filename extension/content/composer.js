"use strict";
// The reply box of a platform: what it is, what sends it, and which post it answers.
// All of it comes from the platform file (docs/platforms.md, "Composer").
(() => {
  const { match } = webcare.dom;
  const { containers, glance } = webcare.reader;
  const { DIALOG, isConversation, once } = webcare.fields;
  const { parse } = webcare.sources;

  // A form's fields hide its own methods and properties: one named "matches" makes form.matches a field.
  // So whatever may be a form is asked by the prototypes.
  const { matches: fits, closest, querySelectorAll } = Element.prototype;
  const fields = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements")?.get;

  const isElement = (node) => node instanceof Element;
  const matches = (node, selectors) =>
    isElement(node) && (selectors ?? []).some((selector) => fits.call(node, selector));
  const all = (node, selector) => [
    ...(isElement(node) ? querySelectorAll.call(node, selector) : node.querySelectorAll(selector)),
  ];
  const isSubmit = (node) =>
    matches(node, ["button", "input"]) && ["submit", "image"].includes(node.type);

  /** What stands in a reply box. @param {any} box @returns {string} */
  function draftText(box) {
    if (typeof box?.value === "string") return box.value || textOfEditor(box);
    return box?.innerText ?? "";
  }

  /** Older forums put an editor in a frame over the form's text box and fill that when it is sent. */
  function textOfEditor(/** @type {HTMLTextAreaElement} */ box) {
    if (box.getClientRects().length) return "";
    const frames = box.form ? all(box.form, "iframe") : [];
    const pages = frames.map((frame) => frame.contentDocument);
    const editor = pages.find((page) => page?.body?.isContentEditable || page?.designMode === "on");
    return editor?.body.innerText ?? "";
  }

  /** What stands in a box is only asked where there are several: it may cost the page a layout. */
  function filled(boxes) {
    if (boxes.length === 1) return boxes[0];
    return boxes.find((box) => draftText(box).trim()) ?? boxes[0] ?? null;
  }

  /** The box that belongs to something which sends: in the nearest element around it that holds one. */
  function boxAround(path, from, composer) {
    const selector = composer.box.join(",");
    for (const node of path.slice(from)) {
      const boxes = node instanceof Node && "querySelectorAll" in node ? all(node, selector) : [];
      if (boxes.length) return filled(boxes);
      if (matches(node, composer.around)) return null;
    }
    return null;
  }

  const isForm = (node) => node instanceof HTMLFormElement;
  const formOf = (path) => path.find(isForm) ?? null;

  function inBox(path, composer) {
    const box = path.find((node) => matches(node, composer.box));
    return box && { composer, box, submit: null, form: closest.call(box, "form") };
  }

  function onSubmit(path, composer) {
    const at = path.findIndex((node) => matches(node, composer.submit));
    if (at < 0) return null;
    const submit = path[at];
    const form = isSubmit(submit) ? submit.form : null;
    const box = boxAround(path, at, composer) ?? (form && boxOf(form, composer));
    return { composer, box, submit, form: formOf(path) };
  }

  /** Boxes in a form, and those elsewhere that name it in their `form` attribute. */
  function boxOf(form, composer) {
    const named = [...fields?.call(form)].filter((field) => matches(field, composer.box));
    return filled([...all(form, composer.box.join(",")), ...named]);
  }

  function onForm(path, composer) {
    const form = path[0];
    if (!isForm(form)) return null;
    const box = boxOf(form, composer);
    return box && { composer, box, submit: null, form };
  }

  /** What is known to send in an element. @returns {Element[]} */
  function sendersIn(node, composer) {
    const selector = (composer.submit ?? []).join(",");
    return selector ? all(node, selector) : [];
  }

  /** A button that no platform file names, but that submits a form with a reply box in it. */
  function onButton(path, composer) {
    const button = path.find(isSubmit);
    const found = button?.form && onForm([button.form], composer);
    return found && !sendersIn(found.form, composer).length ? { ...found, submit: button } : null;
  }

  /**
   * The composer an event belongs to: its path goes through a reply box, something that sends, or
   * begins at a form that holds a box. `submit` is set only when the path goes through what sends.
   * @param {any} platform
   * @param {EventTarget[]} path the event's composed path, innermost first
   * @returns {{composer: any, box: Element | null, submit: Element | null, form: Element | null} | null}
   */
  function composerAt(platform, path) {
    let boxless = null; // two kinds of box may have what sends in common
    for (const how of [onSubmit, inBox, onForm, onButton]) {
      for (const composer of platform.composer) {
        const found = how([...path], composer);
        if (found?.box) return found;
        boxless ??= found;
      }
    }
    return boxless;
  }

  /** Whether a key event sends in a box, by the platform's `keys`; "Mod" is Control or Command. */
  function isSendKey(composer, event) {
    return (composer.keys ?? []).some((combination) => {
      const parts = combination.split("+");
      const wanted = (name) => parts.includes(name);
      const mod = event.ctrlKey || event.metaKey;
      return (
        event.key === parts.at(-1) &&
        wanted("Mod") === mod &&
        wanted("Shift") === event.shiftKey &&
        wanted("Alt") === event.altKey
      );
    });
  }

  // ---- which post a draft answers -----------------------------------------------------------------

  const composerOf = (platform, box) =>
    platform.composer.find((composer) => matches(box, composer.box));

  const one = (found) => (found.length === 1 ? found[0] : null);

  const glanceAt = (ask, container) => glance(ask.platform, container, ask.url, ask.kept);

  /** The post of an author; of several the one whose reply link was pressed, else none. */
  function byAuthor(ask, handle) {
    const isTheirs = (container) =>
      glanceAt(ask, container).handle?.toLowerCase() === handle.toLowerCase();
    const theirs = ask.found.filter(isTheirs);
    return one(theirs) ?? (theirs.includes(ask.opener) ? ask.opener : null);
  }

  const byId = (ask, id) =>
    ask.found.find((container) => glanceAt(ask, container).id === id) ?? null;

  /** The key of a post that does not stand on this page. */
  const keyOf = ({ platform, url }, id) =>
    `${platform.id}:${platform.hosts ? "" : `${new URL(url).host}/`}${id}`;

  const MENTIONS = /^\s*@([\w.-]+)/;

  /** One question per way of finding the answered post; each yields a container or null. */
  const WAYS = {
    inside: (ask) => innermost(ask.found, (container) => container.contains(ask.box)),
    beside: ({ box, opener, found, platform }) => {
      const around = innermost(found, (container) => container.contains(box));
      if (!opener || opener === around || (around && !around.contains(opener))) return null;
      const boxes = all(box.ownerDocument, composerOf(platform, box).box.join(","));
      const opened = boxes.find((each) => precedes(opener, each));
      return opened === box ? innermost(found, (container) => container === opener) : null;
    },
    near: (ask, selector) => {
      const around = ask.box.closest(selector);
      return around && one(ask.found.filter((container) => around.contains(container)));
    },
    before: (ask, selector) => {
      const around = ask.box.closest(selector);
      return around && ask.found.findLast((container) => precedes(container, around));
    },
    input: (ask, selector) => {
      const scope = ask.box.closest("form") ?? ask.box.parentElement;
      const value = scope && all(scope, selector)[0]?.value;
      return value ? (byId(ask, value) ?? keyOf(ask, value)) : null;
    },
    dialog: (ask) => {
      const dialog = ask.box.closest(DIALOG);
      return dialog && one(ask.found.filter((container) => dialog.contains(container)));
    },
    opener: (ask) => innermost(ask.found, (container) => container === ask.opener),
    quote: (ask, pattern) => {
      const parts = match(pattern, ask.draft());
      return parts?.id ? byId(ask, parts.id) : parts?.handle ? byAuthor(ask, parts.handle) : null;
    },
    quoted: (ask, source) => {
      const { selector, attribute, pattern = "{id:rest}" } = parse(source);
      const value = ask.box.querySelector(selector)?.getAttribute(attribute) ?? "";
      const id = match(pattern, value)?.id;
      return id ? byId(ask, id) : null;
    },
    mention: (ask) => {
      const handle = MENTIONS.exec(ask.draft())?.[1];
      return handle ? byAuthor(ask, handle.replace(/[.-]+$/, "")) : null;
    },
    focused: (ask) => {
      const { focused } = ask.platform.post;
      return (
        (focused && ask.found.find((container) => container.matches(focused))) || permalinked(ask)
      );
    },
    address: (ask, pattern) => {
      const { pathname, search, hash } = new URL(ask.url);
      const id = match(pattern, pathname + search + hash)?.id;
      return id ? (byId(ask, id) ?? keyOf(ask, id)) : null;
    },
    first: (ask) =>
      MENTIONS.test(ask.draft()) || !isConversation(ask.platform, new URL(ask.url))
        ? null
        : (ask.found[0] ?? null),
    only: (ask) => one(ask.found),
  };

  function innermost(found, test) {
    return found.findLast(test) ?? null;
  }

  const precedes = (a, b) => Boolean(a.compareDocumentPosition(b) & 4) && !a.contains(b);

  /** The post whose own link is the page's address, fragment included. */
  function permalinked(ask) {
    const { hash } = new URL(ask.url);
    const target =
      hash.length > 1 ? ask.found.find((container) => container.id === hash.slice(1)) : null;
    return target ?? null;
  }

  function isNewPost(ask, composer) {
    return (composer.new_post ?? []).some(({ box, address, within, without }) => {
      const around = within ? ask.box.closest(within) : ask.box.ownerDocument;
      const { pathname, search, hash } = new URL(ask.url);
      return (
        Boolean(around) &&
        (!box || ask.box.matches(box)) &&
        (!address || Boolean(match(address, pathname + search + hash))) &&
        !(without && around.querySelector(without))
      );
    });
  }

  /**
   * Which post a draft answers: asks the ways of the composer's `target` in their order.
   * @param {any} platform
   * @param {Element} box the reply box
   * @param {Document | Element} root
   * @param {Element | null} [opener] the container whose own reply link was last clicked by the agent
   * @param {any} [kept] what stays found on this page (kept.js)
   * @returns {{reply: true, container: Element | null, key?: string, by: string} | {reply: false} | null} `{reply: false}`
   *   for a new post that answers nothing; null when it cannot be known: then ask, never guess. When the answered post does not stand on this
   *   page (a quote form of its own), `container` is null and `key` is that post's key
   */
  function answersWhich(platform, box, root, opener = null, kept = null) {
    const composer = composerOf(platform, box);
    if (!composer) return null;
    const url = (root.ownerDocument ?? root).URL;
    const all = kept?.containers() ?? containers(platform, root);
    const dialog = box.closest(DIALOG);
    const inDialog = dialog ? all.filter((container) => dialog.contains(container)) : [];
    const found = inDialog.length ? inDialog : all;
    const ask = { platform, box, opener, found, url, kept, draft: once(() => draftText(box)) };
    if (isNewPost(ask, composer)) return { reply: false };
    for (const way of composer.target) {
      const [by, about] = way.split(/: (.*)/s);
      const container = WAYS[by](ask, about);
      if (typeof container === "string")
        return { reply: true, container: null, key: container, by };
      if (container) return { reply: true, container, by };
    }
    return null;
  }

  /**
   * The container whose reply link or button a click went through, or null: hand it to answersWhich.
   * @param {any} platform
   * @param {EventTarget[]} path
   */
  function openerAt(platform, path) {
    const opener = [...path].find((node) =>
      platform.composer.some((each) => matches(node, each.opener)),
    );
    if (!opener) return null;
    const found = containers(platform, /** @type {Element} */ (opener).ownerDocument);
    return innermost(found, (container) => container.contains(opener));
  }

  Object.assign(webcare.reader, {
    composerAt,
    sendersIn,
    openerAt,
    isSendKey,
    draftText,
    answersWhich,
  });
})();
