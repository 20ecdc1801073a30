"use strict";
// What was found on the page and stays good until the page changes there. What goes through all posts at
// each change is felt on an endless page, so this is brought up to date from the changes alone.
(() => {
  const ATTRIBUTE =
    /@([A-Za-z_][\w:-]*)|\[\s*([\w-]+)|\bref\(([a-z-]+)|(\.)(?=[A-Za-z_])|(#)(?=[A-Za-z_])/g;
  const FOLLOWS = 4; // Node.DOCUMENT_POSITION_FOLLOWING

  /** All strings in a part of a platform file. @returns {string[]} */
  const stringsIn = (part) =>
    typeof part === "string" ? [part] : Object.values(part ?? {}).flatMap(stringsIn);

  /**
   * The attributes that reading a platform's posts depends on: those its selectors and sources name.
   * @param {any} platform @returns {string[]}
   */
  function attributesOf({ recognise, thread, post, place, account }) {
    const found = new Set(["role", "open", "alt"]); // of dialogs, and of pictures in a text
    for (const words of stringsIn([recognise, thread, post, place, account])) {
      for (const [, read, asked, ref, dot] of words.replace(/"[^"]*"/g, "").matchAll(ATTRIBUTE))
        found.add(read ?? asked ?? ref ?? (dot ? "class" : "id"));
    }
    return [...found];
  }

  /** Whether an element may match a selector since a change, or not any more; words tell of none. */
  const isStructural = ({ type, addedNodes, removedNodes }) =>
    type === "attributes" ||
    [...addedNodes, ...removedNodes].some((node) => node instanceof Element);

  /** The elements of the document that match a selector, in the page's order. */
  class Kept {
    /** @type {Element[] | null} */
    #list = null;
    #selector;

    constructor(/** @type {string} */ selector) {
      this.#selector = selector;
    }

    /** @returns {Element[]} not to be kept by the caller: it grows with the page */
    all() {
      return (this.#list ??= [...document.querySelectorAll(this.#selector)]);
    }

    first() {
      return this.#list?.[0];
    }

    forget() {
      this.#list = null;
    }

    /**
     * Takes in what changed.
     * @param {Set<Element>} touched what may match since then, or not any more
     * @param {boolean} isLess whether something went
     */
    follow(touched, isLess) {
      if (!this.#list) return;
      if (isLess) this.#list = this.#list.filter((e) => e.isConnected && !touched.has(e)); // it may have moved
      for (const element of touched) {
        if (element.isConnected && element.matches(this.#selector)) this.#insert(element);
        else this.#drop(element);
      }
    }

    #drop(/** @type {Element} */ element) {
      const at = this.#list?.indexOf(element) ?? -1;
      if (at >= 0) this.#list?.splice(at, 1);
    }

    #insert(/** @type {Element} */ element) {
      const list = /** @type {Element[]} */ (this.#list);
      const isBefore = (at) => (list[at].compareDocumentPosition(element) & FOLLOWS) !== 0;
      let [from, to] = [0, list.length];
      if (to && isBefore(to - 1)) from = to; // feeds grow at their end
      while (from < to) {
        const middle = (from + to) >> 1;
        if (isBefore(middle)) from = middle + 1;
        else to = middle;
      }
      if (list[from] !== element) list.splice(from, 0, element);
    }
  }

  /** What reading the posts of a page with one platform file found, and need not look for again. */
  class Page {
    #platform;
    #posts;
    #dialogs = new Kept(webcare.fields.DIALOG);
    #selector; // of both
    /** @type {Element[] | null} where no selector says what holds a post */
    #list = null;
    /** @type {WeakMap<Element, Map<string, any>>} */
    #fields = new WeakMap();
    /** What was drawn of the conversation at an address (thread.js), which scrolling takes away. */
    passed = { at: "", posts: /** @type {{id: string, handle: string | null}[]} */ ([]) };

    constructor(/** @type {any} */ platform) {
      const { container } = platform.post;
      this.#platform = platform;
      this.#posts = container ? new Kept(container) : null;
      this.#selector = container ? `${container}, ${webcare.fields.DIALOG}` : webcare.fields.DIALOG;
      this.attributes = attributesOf(platform);
    }

    /** The elements that hold one post each, in the page's order. @returns {Element[]} */
    containers() {
      if (this.#posts) return this.#posts.all();
      return (this.#list ??= webcare.reader.containers(this.#platform, document));
    }

    dialogs() {
      return this.#dialogs.all();
    }

    /** What is known of a container's post: who wrote it, its id. @returns {Map<string, any>} */
    fieldsOf(/** @type {Element} */ container) {
      if (!this.#fields.has(container)) this.#fields.set(container, new Map());
      return /** @type {Map<string, any>} */ (this.#fields.get(container));
    }

    forget() {
      this.#posts?.forget();
      this.#dialogs.forget();
      this.#list = null;
      this.#fields = new WeakMap();
    }

    follow(/** @type {MutationRecord[]} */ records) {
      const first = this.#posts?.first();
      const touched = new Set(records.flatMap((record) => this.#touched(record)));
      const isLess = records.some(({ removedNodes }) => removedNodes.length > 0);
      for (const kept of [this.#posts, this.#dialogs]) kept?.follow(touched, isLess);
      if (!this.#platform.post.climb || records.some(isStructural)) this.#list = null;
      const isWithin = records.map((record) => this.#isWithin(record)).every(Boolean);
      if (!isWithin || this.#posts?.first() !== first) this.#fields = new WeakMap();
    }

    /** What may match since a change: what came, and what it came into (`:has`). @returns {Element[]} */
    #touched({ type, target, addedNodes }) {
      if (type === "attributes") return [target];
      const around = addedNodes.length ? target.closest?.(this.#selector) : null;
      const came = [...addedNodes].filter((node) => node instanceof Element);
      const found = came.flatMap((element) => this.#foundIn(element));
      return around ? [around, ...found] : found;
    }

    /** Posts and dialogs in what came; a dialog within a post holds none, and is not looked for. */
    #foundIn(/** @type {Element} */ element) {
      const { container } = this.#platform.post;
      const isPost = container && element.matches(container);
      const isOne = isPost || element.matches(webcare.fields.DIALOG);
      const within = element.querySelectorAll(isPost ? container : this.#selector);
      return isOne ? [element, ...within] : [...within];
    }

    /** Forgets the posts that a change happened in; a change of something else may concern any of them. */
    #isWithin({ type, target, removedNodes }) {
      const { container } = this.#platform.post;
      const isMore = type === "childList" && !removedNodes.length;
      if (!container) return false;
      let at = (target.closest ? target : target.parentElement)?.closest(container);
      if (!at) return isMore;
      for (; at; at = at.parentElement?.closest(container)) this.#fields.delete(at);
      return true;
    }
  }

  webcare.kept = { Page };
})();
