// Whether what is pressed can be seen: a page may lay something over the sidebar, or move it under the
// pointer, and lead a press to a button that nobody meant.

const SETTLED = 500; // ms; a second press, meant for what stood there before, comes sooner
const LEAST_DELAY = 100; // ms; the browser looks no more often

/**
 * A hook that follows one element. Firefox does not look for what lies over it and says nothing of it.
 * @param {(sight: Sight) => void} tell "coming" till it has been looked at, "clear" when it has been in sight for a
 *   moment, "covered" while something of the page lies over it
 */
export function inSight(tell) {
  /** @type {IntersectionObserver | undefined} */
  let observer;
  let timer = 0;
  /** @type {Sight} */
  let last = "coming";
  const found = (/** @type {Sight} */ sight) => {
    if (sight !== last) tell((last = sight));
  };
  const look = (/** @type {any[]} */ entries) => {
    const { isIntersecting, isVisible } = entries[entries.length - 1];
    clearTimeout(timer);
    found(isIntersecting && isVisible === false ? "covered" : "coming");
    if (isIntersecting && isVisible !== false) timer = setTimeout(() => found("clear"), SETTLED);
  };
  return {
    insert({ elm }) {
      const options = /** @type {any} */ ({ trackVisibility: true, delay: LEAST_DELAY });
      observer = new IntersectionObserver(look, options);
      observer.observe(elm);
    },
    destroy() {
      clearTimeout(timer);
      observer?.disconnect();
    },
  };
}
