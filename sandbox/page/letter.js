import { askOver } from "/static/dialog.js";
import { h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { t } from "/static/words.js";

/** The paper that HR handed this person: what a camera would open and what fingers would copy. */
export function showLetter(host, phone) {
  const { person } = phone;
  const body = [
    h("p", { class: "letter-to" }, t("sandbox.letter.to", { name: phone.fullName })),
    person.links.map((link) => line(link, phone)),
  ].flat();
  const buttons = [{ label: t("sandbox.dialog.close"), value: "" }];
  return askOver(host, { title: t("sandbox.letter.title"), body, buttons });
}

function line({ label, start, text }, phone) {
  return h(
    "div",
    { class: "letter-line" },
    h("p", {}, label),
    text && h("code", {}, text),
    typeof start === "string" && action("link", t("sandbox.letter.open"), (event) => {
      event.currentTarget.closest("dialog").close();
      phone.start(start);
    }),
    text && action("copy", t("sandbox.letter.copy"), () => phone.copy(text)),
  );
}

function action(picture, label, act) {
  return h("button", { type: "button", class: "plain strong", on: { click: act } }, icon(picture), label);
}
