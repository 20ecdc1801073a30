// Everything that can be done in the sidebar, by name, for the command palette.
import { FORMS } from "./forms.js";
import { KEYS, keyOf } from "./steps.js";
import { CORRECTABLE, besideOf } from "./parts/verdict.js";
import { emptiness } from "./parts/empty.js";
import { isCovered } from "./learn.js";
import { sidePanel } from "./tabs.js";
import { snippets } from "./snippets.js";

/**
 * @param {AppState} app @param {Acts} act
 * @returns {{id: string, label: string, key: string | null, run: () => void}[]}
 */
export function commands(app, act) {
  const { t } = app.words;
  const open = !app.page?.hold && !emptiness(app) && !isCovered(app);
  const verdict = open ? app.page?.verdict : null;
  return [
    ...(verdict
      ? Object.keys(FORMS)
          .filter((kind) => kind in KEYS)
          .map((kind) => ({
            id: kind,
            label: t(`act.${kind}`),
            key: keyOf(app, kind),
            run: () => act.open(kind),
          }))
      : []),
    ...(verdict
      ? CORRECTABLE.flatMap(([field, choices]) =>
          choices
            .filter((to) => to !== verdict[field])
            .map((to) => ({
              id: `${field}.${to}`,
              label: `${t(`field.${field}`)}: ${t(`${field}.${to}`)}`,
              key: keyTo(app, field, to),
              run: () => act.correctTo(field, to),
            })),
        )
      : []),
    ...(verdict
      ? snippets(app).map(({ title, text }) => ({
          id: `snippet.${title}`,
          label: t("snippets.copy", { title }),
          key: null,
          run: () => act.copy(text),
        }))
      : []),
    ...(app.rulebook && !app.page?.hold
      ? [{ id: "manual", label: t("act.manual"), key: null, run: act.byHand }]
      : []),
    {
      id: "trainee",
      label: t(app.settings.trainee ? "command.trainee_off" : "command.trainee_on"),
      key: null,
      run: () => act.save({ trainee: !app.settings.trainee }),
    },
    { id: "deliver", label: t("command.deliver"), key: null, run: act.tryNow },
    { id: "options", label: t("sidebar.options"), key: null, run: act.options },
    ...(app.framed && sidePanel()
      ? [{ id: "side-panel", label: t("command.side_panel"), key: null, run: act.besides }]
      : []),
    ...(app.framed
      ? [{ id: "collapse", label: t("sidebar.close"), key: "Esc", run: () => act.dock(false) }]
      : []),
  ];
}

/** The key that leads to a value at once, if one does. */
function keyTo(app, field, to) {
  const key = keyOf(app, field);
  if (besideOf(app, field, 1) === to) return key;
  return besideOf(app, field, -1) === to ? `Shift+${key.toUpperCase()}` : null;
}

/** Those whose label holds every word of the query, in any order. */
export function matching(all, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
