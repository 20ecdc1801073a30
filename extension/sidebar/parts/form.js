// One form for every act: fields come from forms.js, labels from the messages `form.<kind>.<field>`.
import { h, takeFocus } from "../view.js";
import { FORMS, choicesOf, dueAt, isByHours } from "../forms.js";

/** @param {Filling} app @param {Acts} act */
export function form(app, act) {
  const { t } = app.words;
  const { kind, error } = app.form;
  return h(
    "form",
    {
      key: `form-${kind}`,
      class: "form",
      "aria-labelledby": "form-title",
      onsubmit: (event) => {
        event.preventDefault();
        act.submit();
      },
    },
    kind === "manual"
      ? h("h2", { id: "form-title", class: "big" }, t("form.manual.title"))
      : h("h3", { id: "form-title" }, t(`form.${kind}.title`)),
    FORMS[kind].fields.map((field, n) => drawn(app, act, field, n === 0)),
    error && h("p", { class: "error", role: "alert" }, error),
    h(
      "div",
      { class: "acts" },
      h(
        "button",
        { class: "main", type: "submit" },
        t(`form.${kind}.submit`),
        h("kbd", { "aria-hidden": "true" }, "↵"),
      ),
      h(
        "button",
        { type: "button", onclick: act.cancelForm },
        t("form.cancel"),
        h("kbd", { "aria-hidden": "true" }, "Esc"),
      ),
    ),
  );
}

function drawn(app, act, field, first) {
  return field.type === "choice" ? choice(app, act, field, first) : written(app, act, field, first);
}

function written(app, act, field, first) {
  const { kind, values } = app.form;
  const id = `field-${field.name}`;
  const shared = {
    id,
    name: field.name,
    value: values[field.name] ?? "",
    required: Boolean(field.required),
    hook: first ? takeFocus : undefined,
    oninput: (event) => act.set(field.name, event.target.value),
  };
  return h(
    "label",
    { key: field.name, class: "field" },
    label(app, kind, field),
    field.type === "long"
      ? h("textarea", { rows: 2, ...shared })
      : h("input", {
          type: "text",
          list: field.offers ? `${id}-offers` : null,
          autocomplete: "off",
          ...shared,
        }),
    field.offers &&
      h(
        "datalist",
        { id: `${id}-offers` },
        (app.rulebook?.brand[field.offers] ?? []).map((value) => h("option", { value })),
      ),
  );
}

function label({ words }, kind, field) {
  return h(
    "span",
    {},
    words.t(`form.${kind}.${field.name}`),
    !field.required && h("span", { class: "soft" }, ` ${words.t("form.optional")}`),
  );
}

function choice(app, act, field, first) {
  const { kind, values } = app.form;
  const chosen = values[field.name];
  const all = field.free ? [...choicesOf(field, app), "free"] : choicesOf(field, app);
  return h(
    "fieldset",
    { key: field.name },
    h("legend", {}, app.words.t(`form.${kind}.${field.name}`)),
    all.map((value, n) =>
      option(app, act, field, value, n, first && (chosen ? value === chosen : n === 0)),
    ),
    chosen === "free" &&
      h("input", {
        type: "text",
        "aria-label": app.words.t("form.own_words"),
        value: values[`${field.name}_free`] ?? "",
        hook: takeFocus,
        oninput: (event) => act.set(`${field.name}_free`, event.target.value),
      }),
  );
}

function option(app, act, field, value, n, focused) {
  const { kind, values } = app.form;
  const due = field.name === "due" ? dueAt(value, app) : null;
  return h(
    "label",
    { class: "option" },
    h("input", {
      type: "radio",
      name: field.name,
      value,
      checked: values[field.name] === value,
      hook: focused ? takeFocus : undefined,
      onchange: () => act.set(field.name, value),
    }),
    h("span", {}, app.words.t(nameOf(app, kind, field, value))),
    due &&
      h("time", { class: "soft", datetime: due.toISOString() }, app.words.day(due.toISOString())),
    h("kbd", { "aria-hidden": "true" }, n + 1),
  );
}

/** The message key of a choice. */
function nameOf(app, kind, field, value) {
  if (value === "free") return "form.free";
  if (field.name === "due") return isByHours(value, app) ? `due.open.${value}` : `due.${value}`;
  return `${kind}_${field.name}.${value}`;
}
