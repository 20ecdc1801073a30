// From descriptions of elements to elements. Text always becomes a text node.
import {
  init,
  h as node,
  attributesModule,
  propsModule,
  eventListenersModule,
} from "../vendor/snabbdom.js";

const patch = init([attributesModule, propsModule, eventListenersModule]);
const PROPERTIES = new Set(["value", "checked", "selected"]);

/** Only what a person did counts: an event made by a script is not passed on. */
function trusted(handler) {
  return (event) => event.isTrusted && handler(event);
}

function sort(attributes) {
  const data = { attrs: {}, props: {}, on: {}, key: attributes.key, hook: attributes.hook };
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "key" || name === "hook" || value === undefined || value === null) continue;
    if (name.startsWith("on")) data.on[name.slice(2)] = trusted(value);
    else if (PROPERTIES.has(name)) data.props[name] = value;
    else data.attrs[name] = value;
  }
  return data;
}

/**
 * Describes one element.
 * @param {string} tag
 * @param {Record<string, any>} attributes `on*` are handlers, `key` keeps an element's identity,
 *   `hook` are snabbdom's; false leaves an attribute out
 * @param {...any} children descriptions, strings, numbers; null and false are left out
 */
export function h(tag, attributes = {}, ...children) {
  const kept = children
    .flat(3)
    .filter((child) => child !== null && child !== undefined && child !== false);
  return node(
    tag,
    sort(attributes),
    kept.map((child) => (typeof child === "number" ? `${child}` : child)),
  );
}

/** @returns {(view: any) => void} draws a description in place of `element`, later ones over it */
export function painter(element) {
  let drawn = element;
  return (view) => {
    drawn = patch(drawn, view);
  };
}

/** A hook that moves the focus to an element when it appears. */
export const takeFocus = { insert: (vnode) => vnode.elm.focus() };
