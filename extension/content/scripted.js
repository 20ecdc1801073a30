"use strict";
// A reply that the site's own script submits, after the agent pressed something in its form that the
// platform file does not name. The press tells that it was the agent's doing; a submit alone does not.
(() => {
  const SOON = 1000; // ms between the press and what the site makes of it

  /** The agent's last press in the page, and when it was. @type {{path: Node[], at: number}} */
  let press = { path: [], at: -Infinity };

  const all = () => webcare.draft.current();

  function onPress(/** @type {Event} */ event) {
    if (!event.isTrusted) return;
    press = { path: webcare.guard.pathOf(event), at: performance.now() };
    const form = press.path.find((node) => node instanceof HTMLFormElement);
    const box = form && webcare.judge.boxSentBy({ type: "submit" }, [form]);
    if (box) webcare.judge.consider(box); // its draft begins now at the latest
  }

  /** Whether that was beside this box in its form, a moment ago. */
  function isPressed(/** @type {any} */ box) {
    const { path, at } = press;
    const isNear = path.includes(box.form ?? box.closest("form")) && !path.includes(box);
    return isNear && performance.now() - at < SOON;
  }

  /** Heard only when it was not held. */
  function onSubmit(/** @type {any} */ event) {
    const box = webcare.judge.boxSentBy(event, [event.target]);
    follow(all().find((draft) => draft.box === box));
  }

  /** `form.submit()` makes no event of its own, but what the page posts says what is in it. */
  function onNavigate(/** @type {any} */ { formData }) {
    const texts = [...(formData?.values() ?? [])].map((value) => `${value}`.trim());
    follow(all().find(({ text }) => texts.includes(text)));
  }

  /** From here on it is looked at whether this draft goes out, as after a press on the site's own button. */
  function follow(/** @type {any} */ draft) {
    if (!draft || !isPressed(draft.box)) return;
    const { post, verdict } = webcare.judge.consider(draft.box);
    if (post) webcare.draft.sending(draft, verdict);
  }

  /** Starts listening. @param {AbortSignal} signal */
  function start(signal) {
    webcare.guard.keep("pointerdown", onPress);
    webcare.guard.keep("click", onPress);
    webcare.guard.keep("submit", onSubmit);
    window.navigation?.addEventListener("navigate", onNavigate, { signal });
  }

  webcare.scripted = { start };
})();
