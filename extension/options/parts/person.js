// Language and trainee mode.
import { h } from "../../sidebar/view.js";

/** @param {OptionsState} state */
export function person({ words, settings }, acts) {
  const { t } = words;
  return h(
    "section",
    { key: "person", class: "box", "aria-labelledby": "person-title" },
    h("h2", { id: "person-title" }, t("options.person")),
    h(
      "fieldset",
      {},
      h("legend", {}, t("options.language")),
      h(
        "div",
        { class: "row" },
        ["auto", "nl", "en"].map((language) =>
          h(
            "label",
            { class: "option" },
            h("input", {
              type: "radio",
              name: "language",
              value: language,
              checked: settings.language === language,
              onchange: () => acts.save({ language }),
            }),
            t(`options.language_${language}`),
          ),
        ),
      ),
    ),
    h(
      "label",
      { class: "option" },
      h("input", {
        type: "checkbox",
        checked: Boolean(settings.trainee),
        onchange: (event) => acts.save({ trainee: event.target.checked }),
      }),
      h("span", {}, t("options.trainee"), h("span", { class: "soft" }, t("options.trainee_why"))),
    ),
    settings.trainee &&
      h(
        "label",
        { class: "option" },
        h("input", {
          type: "checkbox",
          checked: Boolean(settings.approval),
          onchange: (event) => acts.save({ approval: event.target.checked }),
        }),
        h(
          "span",
          {},
          t("options.approval"),
          h("span", { class: "soft" }, t("options.approval_why")),
        ),
      ),
  );
}
