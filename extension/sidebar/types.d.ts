// The sidebar's own shapes: everything it draws comes from one AppState.

interface Words {
  lang: "nl" | "en";
  t(key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
  of(text: string | { nl?: string; en?: string } | null | undefined): string;
  time(iso: string): string;
  date(iso: string): string;
  when(iso: string, now: Date): string;
  day(iso: string): string; // weekday, day and time of a moment that is near
  ago(iso: string, now: Date): string;
  lasting(minutes: number): string;
}

interface AppState {
  words: Words;
  now: Date;
  framed: boolean; // in a frame of the page, which can be made narrow; false in a side panel or tab
  narrow: boolean; // the frame is a collapsed tab now
  page: PageState | null;
  rulebook: Rulebook | null;
  device: Device | null;
  delivery: Delivery | null;
  settings: Settings;
  replies: { at: string; shingles: number[] }[]; // of earlier replies, only what is needed to compare
  similar: any[]; // cases like the post in view, from the server
  earlier: any[]; // other cases of its author on this platform, from the server
  alike: { share: number; at: string; agent: string; page: string } | null; // the team's reply that the draft is like
  copied: number[][]; // shingles of what was copied here, so that an unedited copy is noticed
  known: any | null; // the worker's answer about this post's case
  learn: Partial<Record<Question, string>> & { asked?: boolean }; // the trainee's own choices
  due: Record<string, string | null> | null; // due times in open hours, from the server
  form: Form | null;
  correcting: { field: Correctable; to: string } | null; // the field whose values are shown, and the one it has or gets
  sight: { hold: string; is: Sight } | null; // of the button that releases a held reply
  hand: PageState | null; // of a post filled in by hand, shown instead of the page's
  released: string | null; // post key whose held reply may now be sent
  palette: { query: string; at: number } | null;
  whole: boolean; // the whole text of a long post
  every: boolean; // every reason
  said: string; // for screen readers, after something was recorded
}

/** With a post and its verdict to show. */
type Judged = AppState & { page: PageState & { post: Post; verdict: Verdict } };
/** With a reply held back. */
type Held = AppState & { page: PageState & { hold: Hold } };
/** With a form being filled in. */
type Filling = AppState & { form: Form };
/** With the command palette open. */
type Searching = AppState & { palette: { query: string; at: number } };

type Correctable = "platform_type" | "approach" | "kind" | "priority";
type Sight = "coming" | "clear" | "covered";
type Question = "platform_type" | "approach" | "reply";

interface Form { kind: string; values: Record<string, string>; error: string | null }

interface Acts {
  update(change: Partial<AppState>): void;
  dock(open: boolean): void; // closing gives the focus back to the page
  besides(): void; // goes over to the browser's own side panel
  enter(): void;
  options(): void;
  openPalette(): void;
  open(kind: string): void;
  byHand(): Promise<void>; // a post filled in by hand, starting from what is selected in the page
  backToPage(): void;
  set(name: string, value: string): void;
  submit(): void;
  cancelForm(): void;
  correct(field: Correctable): void;
  correctTo(field: Correctable, to: string, correcting?: AppState["correcting"]): void;
  step(field: Correctable, by: 1 | -1): void; // by key, to the value beside it
  record(type: EventType, data: Record<string, any>): void;
  send(message: ToContent): void;
  allow(reason: string): void;
  dontSend(then?: string): void;
  tryNow(): void;
  save(settings: Partial<Settings>): void;
  copy(text: string): Promise<void>;
  judge(field: Question, answer: string): void; // a trainee's choice
  askCoach(): void;
}
