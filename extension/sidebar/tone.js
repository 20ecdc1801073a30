// What the sidebar says at a glance: one colour, one icon, one title for the whole state. Pure.

import { isCovered } from "./learn.js";

/** Below this a verdict is the agent's call, above the second it is sure. */
const LIKELY = 0.65;
const SURE = 0.85;

/** @param {number} certainty 0 to 1 @returns {"sure" | "likely" | "your_call"} */
export function certaintyWord(certainty) {
  if (certainty >= SURE) return "sure";
  return certainty >= LIKELY ? "likely" : "your_call";
}

/** @param {Verdict} verdict @returns {{colour: any, icon: any, title: string}} title is a message key */
export function verdictTone(verdict) {
  const unsure = certaintyWord(verdict.certainty) === "your_call";
  const colour = unsure ? "ask" : verdict.reply === "wanted" ? "yes" : "no";
  return {
    colour,
    icon: unsure ? "your_call" : verdict.reply,
    title: unsure ? `verdict.perhaps_${verdict.reply}` : `verdict.${verdict.reply}`,
  };
}

/**
 * @param {AppState} app
 * @returns {{colour: "yes" | "no" | "ask" | "plain", icon: any, title: string, short: string}} title
 *   and short are message keys
 */
export function toneOf(app) {
  const { page } = app;
  if (!page) return { colour: "plain", icon: "none", title: "empty.no_page", short: "tab.none" };
  if (page.hold) return { colour: "no", icon: "held", title: "hold.title", short: "tab.held" };
  const { verdict, post } = page;
  if (!verdict || !post || post.by_brand) {
    const title = post?.by_brand ? "empty.own" : `empty.${page.health}`;
    return { colour: "plain", icon: "none", title, short: "tab.none" };
  }
  if (isCovered(app))
    return { colour: "plain", icon: "your_call", title: "learn.title", short: "tab.learn" };
  return { ...verdictTone(verdict), short: `tab.${verdict.reply}` };
}
