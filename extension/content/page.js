"use strict";
// What is known of this page: the rulebook in use, the platform, and each post with its verdict.
(() => {
  const CHOICES = 30; // posts offered when the agent has to say which one is meant
  const EXCERPT = 90;
  const PIECE = 12; // ms of work at a time

  /** @type {WeakMap<Element, {post: Post, change: number}>} */
  let posts = new WeakMap();
  /** @type {WeakMap<Post, {post: Post, verdict: Verdict, memory: CaseMemory | null | undefined}>} */
  let judged = new WeakMap();
  /** @type {WeakMap<Element, string>} the agent's own answer, for one draft: reply box -> post key */
  let told = new WeakMap();
  let change = 0; // counts what was seen to change in the page
  /** @type {any} */
  let kept = null; // what stays found on the page, made for its platform
  /** @type {Map<string, WeakRef<Element>>} key of a post that was asked for -> where it stood */
  const places = new Map();
  /** @type {Rulebook | null} */
  let newest = null; // of the rulebooks that came
  let listener = () => {};

  /** @type {any} */
  const page = {
    rulebook: null,
    compiled: null,
    platform: null,
    opener: null, // the container whose own reply link the agent pressed last
    failure: null,
  };

  /** The phrases of a rulebook made quick to use, in pieces: the page goes on meanwhile. */
  async function grown(/** @type {Rulebook} */ { rules }) {
    const growing = webcare.tree.grown(rules.signals);
    for (let begun = performance.now(); ;) {
      const { done, value } = growing.next();
      if (done) return value;
      if (document.hidden || performance.now() - begun < PIECE) continue; // timers wait there
      await new Promise((resume) => setTimeout(resume));
      begun = performance.now();
    }
  }

  /** Takes a rulebook into use, unless a newer one came meanwhile. @param {Rulebook} rulebook */
  page.use = async (rulebook) => {
    newest = rulebook;
    const tree = await grown(rulebook);
    if (newest !== rulebook) return;
    page.compiled = webcare.engine.compile(rulebook, tree);
    page.rulebook = rulebook;
    webcare.events.usePlatforms(rulebook.platforms);
    page.recognise();
  };

  /** Finds out again which platform this is; the address may have changed within the page. */
  page.recognise = () => {
    if (!page.rulebook) return;
    const { platforms } = page.rulebook;
    const own = webcare.reader.recognise(platforms, document, location.href);
    const found = own ?? webcare.above.platform(platforms);
    if (found === page.platform) return;
    page.platform = found;
    [posts, judged] = [new WeakMap(), new WeakMap()];
    kept = found && new webcare.kept.Page(found);
    webcare.watch.observe();
    page.changed();
  };

  page.version = () => (page.platform ? `${page.platform.id}@${page.platform.version}` : "");

  /** Something changed that the sidebar should hear of. */
  page.changed = () => listener();
  page.onChange = (/** @type {() => void} */ hear) => (listener = hear);

  /**
   * Something changed in the page itself: what was read before has to be read again.
   * @param {MutationRecord[]} [records] what it was; none: anything
   */
  page.stale = (records = []) => {
    change += 1;
    if (records.length) kept?.follow(records);
    else kept?.forget();
  };

  /** What a change has to touch to be seen. @returns {string[]} names of attributes */
  page.attributes = () => kept?.attributes ?? [];

  /** The elements that hold one post each, in the page's order. @returns {Element[]} */
  page.containers = () => kept?.containers() ?? [];

  /** Of some posts the one that an address names, by an element in it or by itself. @returns {Element | null} */
  page.named = (/** @type {Element[]} */ among, /** @type {string} */ address) => {
    const to = new URL(address);
    const name = to.hash.slice(1);
    const at = name && (document.getElementById(name) ?? document.getElementsByName(name)[0]);
    const around = at && page.containers().findLast((container) => container.contains(at));
    if (around) return around;
    const { isNamed } = webcare.reader;
    const found = among.filter((each) => isNamed(page.platform, to, each, location.href, kept));
    return found.length === 1 ? found[0] : null;
  };

  /** The post in a container. @returns {Post} the same object while nothing changes */
  page.postIn = (/** @type {Element} */ container) => {
    const before = posts.get(container);
    if (before?.change === change) return before.post;
    const { brand } = page.rulebook;
    const post = webcare.reader.readOne(page.platform, brand, container, location.href, kept);
    posts.set(container, { post, change });
    return post;
  };

  /** The same with its verdict, corrections of the agent included. */
  page.read = (/** @type {Element} */ container) => page.judged(page.postIn(container));

  /** A post with its verdict: worked out once, until the agent corrects it. */
  page.judged = (/** @type {Post} */ post) => {
    const before = judged.get(post);
    const memory = webcare.events.remembered(post.key);
    if (before && before.memory === memory) return before;
    const read = { post, verdict: page.verdictOf(post), memory };
    judged.set(post, read);
    return read;
  };

  /** The engine's verdict with the agent's corrections on top. @param {Post} post @returns {Verdict} */
  page.verdictOf = (post) => {
    const verdict = webcare.engine.decide(page.compiled, post);
    const corrected = webcare.events.remembered(post.key)?.corrected;
    return corrected ? webcare.engine.correct(page.compiled, post, verdict, corrected) : verdict;
  };

  /** What is recorded of a correction, with the reply that is advised after it. */
  page.correction = (post, field, to) => {
    const before = page.verdictOf(post);
    const after = webcare.engine.correct(page.compiled, post, before, { [field]: to });
    return { field, from: before[field], to, reply: after.reply };
  };

  /** The containers around the one in view. @returns {Element[]} */
  function around() {
    const all = page.containers();
    const middle = Math.max(0, all.indexOf(webcare.watch.current()));
    const from = Math.max(0, Math.min(middle - CHOICES / 2, all.length - CHOICES));
    return all.slice(from, from + CHOICES);
  }

  /** Posts that the agent may mean, around the one in view. @returns {{post: Post, verdict: Verdict}[]} */
  page.choices = () => {
    const near = around();
    if (!near.length) return webcare.above.choices();
    return near.map(page.read).filter(({ post }) => post.text && !post.by_brand);
  };

  page.excerpts = () =>
    page.choices().map(({ post }) => ({
      key: post.key,
      author: post.author.name ?? post.author.handle ?? "",
      excerpt: post.text.slice(0, EXCERPT),
    }));

  /** Where it stood before, else around the one in view: to read all of an endless page takes seconds. */
  function find(/** @type {string} */ key) {
    const holds = (container) => page.postIn(container).key === key;
    const before = places.get(key)?.deref();
    if (before?.isConnected && holds(before)) return before;
    const found = around().find(holds);
    if (found) places.set(key, new WeakRef(found));
    else places.delete(key);
    return found ?? null;
  }

  /** A post on the page by its key. @returns {{post: Post, verdict: Verdict} | null} */
  page.byKey = (/** @type {string} */ key) => {
    const container = find(key);
    if (container) return page.read(container);
    return webcare.above.choices().find(({ post }) => post.key === key) ?? null;
  };

  /** The agent says which post the draft in this box answers. */
  page.tell = (/** @type {Element} */ box, /** @type {string} */ key) => told.set(box, key);

  /** The next draft may answer another post. @param {Element} [box] where one ended; none: any box */
  page.untell = (box) => {
    if (box) told.delete(box);
    else told = new WeakMap();
  };

  /**
   * What a draft answers.
   * @param {Element} box
   * @returns {{post: Post, verdict: Verdict} | "nothing" | "unknown"} "nothing" for a new post
   */
  page.answered = (box) => {
    const key = told.get(box);
    const said = key === undefined ? null : page.byKey(key);
    if (said) return said;
    const found = webcare.reader.answersWhich(page.platform, box, document, page.opener, kept);
    if (found && !found.reply) return "nothing";
    if (found?.container) return page.read(found.container);
    return found ? "unknown" : webcare.above.answered(); // it may stand on another page
  };

  /** What a reply box within a frame of this page answers. @param {Element | null} frame */
  page.answeredFrom = (frame) => {
    const all = page.containers();
    const around = all.findLast((container) => container.contains(frame));
    const opener = all.find((container) => container === page.opener);
    const found = around ?? opener ?? (all.length === 1 ? all[0] : null);
    return found ? page.read(found) : "unknown";
  };

  webcare.page = page;
})();
