import { fetchCast, listen } from "/static/api.js";
import { Cast } from "/static/cast.js";
import { Chat } from "/static/chat.js";
import { fill, h } from "/static/element.js";
import { Phone } from "/static/phone.js";
import { LANGUAGES, language, learnWords, t } from "/static/words.js";

/** The table with phones on it. The address bar holds which are open: `#11+12`, the one in use last. */
class Table {
  phones = new Map();

  constructor({ bot, people }) {
    this.bot = bot;
    this.people = people;
    this.chats = new Map(people.map((person) => [person.id, new Chat(person)]));
    this.stage = h("main", { class: "stage" });
    this.lost = h("p", { class: "lost", role: "status" });
    for (const chat of this.chats.values()) chat.addEventListener("change", () => this.#marks());
    window.addEventListener("hashchange", () => this.#lay());
    document.addEventListener("visibilitychange", () => this.#marks());
  }

  get open() {
    const ids = location.hash.slice(1).split("+").map(Number);
    return [...new Set(ids)].filter((id) => this.chats.has(id));
  }

  /** Draws everything in the current language. */
  draw() {
    for (const phone of this.phones.values()) phone.putAway();
    this.phones.clear();
    this.cast = new Cast([...this.chats.values()], {
      isOpen: (id) => this.open.includes(id),
      show: (id) => this.#show(id),
      toggle: (id) => this.#toggle(id),
    });
    this.empty = h("p", { class: "nobody" }, t("sandbox.cast.nobody"));
    fill(document.body, this.#topBar(), this.lost, h("div", { class: "table" }, this.cast.node, this.stage));
    this.#lay();
  }

  #topBar() {
    const choice = (code) => {
      const choose = () => this.#speak(code);
      return h("button", { type: "button", lang: code, "aria-pressed": String(code === language()), on: { click: choose } }, code === "id" ? "Indonesia" : "English");
    };
    return h(
      "header",
      { class: "top" },
      h("h1", {}, this.bot.first_name, h("span", { class: "tag" }, t("sandbox.page.tag"))),
      h("p", { class: "top-note" }, t("sandbox.page.note")),
      h("div", { class: "languages", role: "group", "aria-label": t("sandbox.language.page") }, LANGUAGES.map(choice)),
    );
  }

  async #speak(code) {
    await learnWords(code);
    this.draw();
    document.querySelector(`.languages [lang="${code}"]`).focus();
  }

  /** Shows a person in place of the phone in use; others stay where they are. */
  #show(id) {
    const open = this.open;
    const inUse = open.at(-1);
    const others = open.filter((other) => other !== id && (other !== inUse || open.includes(id)));
    this.#goTo([...others, id]);
    this.#enter(id);
  }

  #toggle(id) {
    const others = this.open.filter((other) => other !== id);
    const isOpening = others.length === this.open.length;
    this.#goTo(isOpening ? [...others, id] : others);
    if (isOpening) this.#enter(id);
    else this.cast.focus(id);
  }

  #goTo(ids) {
    history.pushState(null, "", `#${ids.join("+")}`);
    this.#lay();
  }

  #enter(id) {
    const phone = this.phones.get(id);
    phone.node.scrollIntoView({ block: "nearest", inline: "nearest" });
    phone.frame.arrive();
  }

  #lay() {
    const open = this.open;
    for (const [id, phone] of this.phones) {
      if (open.includes(id)) continue;
      phone.putAway();
      this.phones.delete(id);
    }
    for (const id of open) if (!this.phones.has(id)) this.#take(id);
    for (const [id, phone] of this.phones) phone.node.classList.toggle("in-use", id === open.at(-1));
    document.body.classList.toggle("holding", open.length > 0);
    if (open.length) this.empty.remove();
    else this.stage.append(this.empty);
    this.#marks();
  }

  #take(id) {
    const phone = new Phone(this.chats.get(id), { bot: this.bot, people: this.people, close: () => this.#toggle(id) });
    this.phones.set(id, phone);
    this.stage.append(phone.node);
    phone.frame.draw();
    phone.node.addEventListener("focusin", () => this.#use(id));
  }

  #use(id) {
    const open = this.open;
    if (open.at(-1) === id || !open.includes(id)) return;
    history.replaceState(null, "", `#${[...open.filter((other) => other !== id), id].join("+")}`);
    for (const [other, phone] of this.phones) phone.node.classList.toggle("in-use", other === id);
  }

  #marks() {
    if (!document.hidden) for (const id of this.phones.keys()) if (this.chats.get(id).loaded) this.chats.get(id).markSeen();
    this.cast.draw();
    const unread = [...this.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
    document.title = unread ? `(${unread}) ${t("sandbox.page.title")}` : t("sandbox.page.title");
  }

  hear(event) {
    this.chats.get(event.user_id)?.hear(event);
  }

  /** A connection that came back may have missed something. */
  async line(isUp) {
    this.lost.textContent = isUp ? "" : t("sandbox.error.lost");
    if (isUp) await Promise.allSettled([...this.chats.values()].map((chat) => chat.refresh()));
  }
}

await learnWords();
const table = new Table(await fetchCast());
table.draw();
listen((event) => table.hear(event), (isUp) => table.line(isUp));
