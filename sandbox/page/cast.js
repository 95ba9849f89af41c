import { avatar } from "/static/avatar.js";
import { fill, h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { nameOf } from "/static/phone.js";
import { t } from "/static/words.js";

/** The list of people one may be, with marks for what arrived while one looked elsewhere. */
export class Cast {
  constructor(chats, { isOpen, show, toggle }) {
    this.rows = new Map(chats.map((chat) => [chat, h("li", { class: "person", data: { person: chat.person.id } })]));
    this.isOpen = isOpen;
    this.show = show;
    this.toggle = toggle;
    this.node = h(
      "nav",
      { class: "cast", "aria-label": t("sandbox.cast.title") },
      h("h2", {}, t("sandbox.cast.title")),
      h("p", { class: "hint" }, t("sandbox.cast.hint"), h("span", { class: "hint-beside" }, ` ${t("sandbox.cast.hint_beside")}`)),
      h("ul", {}, [...this.rows.values()]),
    );
    for (const [chat, row] of this.rows) this.#build(chat, row);
  }

  #build(chat, row) {
    const { person } = chat;
    const badge = h("span", { class: "badge" });
    const pick = h(
      "button",
      { type: "button", class: "pick", on: { click: () => this.show(person.id) } },
      avatar(person),
      h("span", { class: "person-words" }, h("strong", {}, nameOf(person)), h("small", {}, person.about)),
      badge,
    );
    const beside = h("button", { type: "button", class: "round beside", on: { click: () => this.toggle(person.id) } });
    fill(row, pick, beside);
    this.#draw(chat);
  }

  focus(id) {
    this.node.querySelector(`[data-person="${id}"] .pick`).focus();
  }

  draw() {
    for (const chat of this.rows.keys()) this.#draw(chat);
  }

  #draw(chat) {
    const row = this.rows.get(chat);
    const [pick, beside] = row.children;
    const isOpen = this.isOpen(chat.person.id);
    const name = nameOf(chat.person);
    const unread = isOpen ? 0 : chat.unread;
    const label = isOpen ? t("sandbox.phone.close_of", { name }) : t("sandbox.phone.add", { name });
    row.classList.toggle("open", isOpen);
    pick.setAttribute("aria-pressed", String(isOpen));
    const badge = pick.lastChild;
    badge.hidden = unread === 0;
    fill(badge, String(unread), h("span", { class: "spoken" }, t("sandbox.cast.unread")));
    beside.title = label;
    beside.setAttribute("aria-label", label);
    if (beside.dataset.open !== String(isOpen)) fill(beside, icon(isOpen ? "close" : "add"));
    beside.dataset.open = String(isOpen);
  }
}
