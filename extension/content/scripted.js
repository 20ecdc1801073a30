"use strict";
// A reply that the site's own script submits, after the agent pressed something in its form that the
// platform file does not name. The press tells that it was the agent's doing; a submit alone does not.
(() => {
  const SOON = 1000; // ms between the press and what the site makes of it

  /** When something beside the box was last pressed in the form of this box. @type {WeakMap<Element, number>} */
  const pressed = new WeakMap();

  const all = () => webcare.draft.current();

  function onPress(/** @type {Event} */ event) {
    if (!event.isTrusted) return;
    const path = webcare.guard.pathOf(event);
    for (const { box } of all()) {
      const form = box.form ?? box.closest("form");
      if (path.includes(form) && !path.includes(box)) pressed.set(box, performance.now());
    }
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
    if (!draft || !(performance.now() - (pressed.get(draft.box) ?? -Infinity) < SOON)) return;
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
