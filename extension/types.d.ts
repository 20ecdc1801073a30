// The contracts of the extension in one place, for people and for `tsc --checkJs`.
// Nothing here runs. What crosses to the server has its JSON Schema in shared/schemas, which rules.

// ---- the four nouns ----------------------------------------------------------------------------

interface Author { name: string | null; handle: string | null; followers?: number | null }

interface Place {
  kind: "page" | "profile" | "group" | "review_site" | "forum" | "blog" | "news";
  owner: string | null; // handle, domain or name of whoever started the place
  url: string | null;
}

/** A post as the reader found it on the page. A field that was looked for and not found is null and named in `missing`. */
interface Post {
  platform: string;
  url: string | null; // canonical permalink
  key: string; // "<platform>:<the site's own id>", else "<platform>:<canonical url>"
  author: Author;
  text: string;
  posted_at: string | null; // ISO 8601, UTC
  rating: number | null; // 1..5
  place: Place;
  reply_to: string | null; // handle
  mentions: string[]; // without @
  hashtags: string[]; // without #
  by_brand: boolean;
  answered_by_brand: boolean;
  public_turns: number;
  missing: string[];
}

interface Reason {
  signal: string;
  points: number;
  evidence: [number, number][]; // token ranges [from, to) in the post
}

interface Verdict {
  platform_type: "brand_generated" | "consumer_generated";
  approach: "reactive" | "proactive";
  reply: "wanted" | "not_wanted";
  certainty: number; // 0..1
  kind: "question" | "complaint" | "compliment" | "suggestion" | "other";
  sentiment: "negative" | "neutral" | "positive";
  priority: "low" | "normal" | "high" | "urgent";
  reasons: Reason[];
  advice: string[]; // ids in rules.json
  rules_version: string;
}

type EventType =
  | "opened" | "assessed" | "corrected" | "warned" | "cancelled" | "revised" | "overridden"
  | "replied" | "skipped" | "promised" | "handed_over" | "informed" | "answered" | "noted"
  | "tagged" | "claimed" | "released" | "approved" | "rejected" | "closed" | "reopened"
  | "erased" | "practised";

/** Named CaseEvent here because `Event` is the DOM's. Shapes of `data` per type: shared/schemas/event.json. */
interface CaseEvent {
  id: string; // UUID made here: the idempotency key
  at: string; // ISO 8601 UTC with milliseconds, strictly increasing within one context
  post_key: string;
  agent: string;
  type: EventType;
  data: Record<string, any>;
  versions: { rules: string; extension: string; platform: string };
}

// ---- the rulebook ------------------------------------------------------------------------------

interface Rulebook {
  version: string;
  rules: any; // shared/rules.json
  lexicon: any; // shared/lexicon.json
  platforms: any[]; // shared/platforms/*.json
  brand: Brand;
}

interface Brand {
  name: string;
  names?: string[]; // other names people use
  handles?: Record<string, string[]>; // platform id -> handles without @
  hashtags?: string[];
  sites?: string[]; // own domains
  products?: string[];
  places?: { url: string; replies: "follow_matrix" | "invited" }[]; // settings per place
  [more: string]: any;
}

// ---- what lies in chrome.storage.local ---------------------------------------------------------
// "rulebook"                  Rulebook, written only by background/rulebook.js
// "rulebook_etag"             string | null, of the server's rulebook, written only by background/rulebook.js
// "sites"                     string[], origins added with "Use on this site", written only by background/sites.js
// "device"                    Device, to be shown; written only by background/settings.js after pairing
// "settings"                  Settings
// "replies"                   { at, shingles }[], of the last replies sent, written only by sidebar/replies.js
// "delivery"                  Delivery, written only by background/outbox.js
// "outbox:<15-digit ms>:<id>"  CaseEvent, written only by common/events.js, removed only by background/outbox.js
// "refused:<15-digit ms>:<id>" { event, reason }, written only by background/outbox.js
// "sent:<id>"                  a reply that the site may still refuse, written and removed only by common/sent.js
// "case:<post_key>"           CaseMemory, written only by common/events.js with the outbox keys, in one set()

interface Device { server: string; agent: string }
/** What the worker uses and nobody else can read: it lies in the extension's own database (background/vault.js). */
interface Paired extends Device { token: string }
interface Settings { language: "nl" | "en" | "auto"; trainee?: boolean; approval?: boolean; keys?: Record<string, string> }
interface Delivery {
  state: "unpaired" | "recorded" | "waiting" | "unreachable" | "refused_device";
  at: string | null; // when the server last acknowledged something
  waiting: number;
  refused: number;
  reason: string | null; // one sentence of the server, shown as it is
}
/** What this browser itself did with a post; lets a second visit know at once, server or not. */
interface CaseMemory {
  opened: string;
  acknowledged: boolean; // an unwanted reply to it was sent anyway: not asked again
  corrected?: Partial<Pick<Verdict, "platform_type" | "approach" | "kind" | "priority">>; // by the agent
  last: EventType;
  at: string;
}

// ---- the port between a page's content files and its sidebar -----------------------------------
// Every frame's content files announce themselves with chrome.runtime.sendMessage({type: "frame_ready"});
// the sidebar of that tab answers with chrome.tabs.connect(tab, {name: "sidebar", frameId}), and when the
// sidebar starts later it asks with chrome.tabs.sendMessage(tab, {type: "sidebar_ready"}).
// Content sends its whole state at every change, so a lost or repeated message does no harm.
// Alt+Shift+J (or the key of the settings) in a frame that is not the top one sends {type: "enter_sidebar"}; the sidebar takes the focus.

interface Hold {
  id: string; // one per draft and reason
  reason: "checking" | "bad_cell" | "which_post" | "colleague" | "answered_since" | "needs_approval";
  post_key: string | null;
}

interface PageState {
  type: "state";
  top: boolean; // sent by the top frame
  url: string;
  platform: string | null; // platform id, null when the page is not recognised
  platform_version: string;
  post: Post | null; // the post in view, or the one the draft answers
  verdict: Verdict | null; // of that very post, never of another
  memory: CaseMemory | null; // of that very post
  posts: { key: string; author: string; excerpt: string }[]; // on the page, for choosing; at most 30
  draft: { text: string; post_key: string | null } | null;
  hold: Hold | null;
  health: "ok" | "nothing_read" | "half_read" | "not_recognised" | "failed";
  lost: string[]; // when half is read: the fields that most posts here lack
  rulebook: string | null; // its version; null while it has not arrived
  open: boolean; // the frame is a panel now, not a tab; the toolbar button changes it too
}

type ToContent =
  | { type: "dock"; open: boolean } // width of the frame: tab or panel
  | { type: "allow"; hold: string; reason: string } // send anyway; content records `overridden` and lets the next press through
  | { type: "cancel"; hold: string } // don't send; content records `cancelled`, the draft stays where it is
  | { type: "correct"; post_key: string; field: "platform_type" | "approach" | "kind" | "priority"; to: string }
  | { type: "answering"; post_key: string } // the agent says which post the draft answers
  | { type: "record"; post_key: string; event: EventType; data: Record<string, any> }
  | { type: "show"; post_key: string }; // the agent picked this post in the sidebar

// ---- messages to the worker (chrome.runtime.sendMessage, answered) ------------------------------

type ToWorker =
  | { type: "pair"; server: string; code: string; agent: string } // -> {ok: true, agent} | {ok: false, reason}
  | { type: "drain" } // deliver now -> Delivery
  | { type: "similar"; post_key: string; platform: string; author?: string; text?: string } // -> POST /api/similar, or {offline: true}
  | { type: "due" } // until when something can be promised -> GET /api/due, or {offline: true}
  | { type: "alike"; text: string } // a draft -> POST /api/alike, or {offline: true}
  | { type: "case"; post_key: string; after?: number; wait?: number } // -> what the server knows of it and `agent` (who asks), or {offline: true}
  | { type: "use_site"; origin: string } // its permission is there already -> {ok}
  | { type: "forget_site"; origin: string } // -> {ok}
  | { type: "sites" } // -> string[]
  | { type: "health_note"; platform: string; version: string; found: string; fields: string[] } // -> POST /api/health-note
  | { type: "ask_top" } // a frame that may not touch the page around it -> its platform id and posts with verdicts
  | { type: "open_options" };

// ---- the namespace -----------------------------------------------------------------------------

/** `text` folded; `from`/`to` are indices into the post's text, so evidence [a, b) marks text.slice(tokens[a].from, tokens[b - 1].to). */
interface Token { text: string; from: number; to: number; word: boolean; starts: boolean }

/** What an event belongs to: `submit` only when its path goes through what sends. */
interface Composed { composer: any; box: Element | null; submit: Element | null; form: Element | null }

/** `container` is null when the answered post stands on another page; then `key` names it. null for "ask". */
type Answered = { reply: false } | { reply: true; container: Element | null; key?: string; by: string };

interface Namespace {
  text: { tokens(text: string): Token[]; fold(text: string): string };
  tree: any; // parts of the engine
  phrases: any;
  words: any;
  pieces: any;
  facts: any;
  compiling: any;
  engine: {
    compile(rulebook: Rulebook, tree?: any): any;
    decide(compiled: any, post: Partial<Post>): Verdict;
    correct(compiled: any, post: Partial<Post>, verdict: Verdict, corrected: Partial<Verdict>): Verdict;
    fire(compiled: any, post: Partial<Post>): { facts: any; fired: { index: number; amount: number; spots: [number, number][] }[] };
  };
  events: {
    /** Makes the event (with `opened` and `assessed` before it the first time) and stores it; resolves when stored. */
    record(post: Post, verdict: Verdict, type: EventType, data: Record<string, any>): Promise<CaseEvent[]>;
    /** The same without storing: the events, and the storage items to be set for them. */
    prepare(post: Post, verdict: Verdict, type: EventType, data: Record<string, any>): Promise<{ made: CaseEvent[]; items: Record<string, any> }>;
    memory(post_key: string): Promise<CaseMemory | null>;
    /** The same at once; undefined while it has not been read. */
    remembered(post_key: string): CaseMemory | null | undefined;
    usePlatforms(platforms: any[]): void;
  };
  sent: {
    presume(post: Post, verdict: Verdict, data: { channel: string; text: string }): Promise<void>;
    settle(judge: (sent: { site: string; text: string; at: number }) => "taken" | "refused" | "unknown"): Promise<void>;
  };
  dom: any;
  reader: {
    recognise(platforms: any[], document: Document, url: string): any | null;
    /** The posts of the page in reading order. Never throws. */
    read(platform: any, brand: Brand, root: Document | Element, url: string): Post[];
    /** One container to its Post. Never throws. */
    readOne(platform: any, brand: Brand, container: Element, url: string, kept?: any): Post;
    /** Any selection of text as a post; on no platform, so only its words and its page are known. */
    readSelection(text: string, url: string): Post;
    /** Whether the address can be a page of this platform that holds posts. */
    covers(platform: any, url: string): boolean;
    /** The elements that hold one post each, in the page's order. */
    containers(platform: any, root: Document | Element): Element[];
    account(platform: any, document: Document, url: string): string | null;
    /** Who wrote the post in a container, and the site's own id of it. */
    glance(platform: any, container: Element, url: string, kept?: any): { id: string | null; handle: string | null };
    composerAt(platform: any, path: EventTarget[]): Composed | null;
    openerAt(platform: any, path: EventTarget[]): Element | null;
    isSendKey(composer: any, event: KeyboardEvent): boolean;
    draftText(box: Element | null): string;
    answersWhich(platform: any, box: Element, root: Document | Element, opener?: Element | null, kept?: any): Answered | null;
    [more: string]: any;
  };
  linked: any; // parts of the reader
  sources: any;
  fields: any;
  thread: any;
  above: any;
  kept: any;
  page: any;
  watch: any;
  health: any;
  approval: any;
  scripted: any;
  draft: any;
  judge: any;
  guard: any;
  dock: any;
  tab: any;
  port: any;
}

declare var webcare: Namespace;
