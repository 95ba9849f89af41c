import { dayKey, dayName } from "/static/clock.js";
import { h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { renderMessage } from "/static/message.js";
import { t } from "/static/words.js";

const AT_BOTTOM_PX = 60;

/** The list of messages. Only what changed is drawn again, so focus, selection and revealed text stay. */
export class Log {
  #drawn = new Map();
  #fresh = 0;
  #follows = true;
  #top = 0;

  constructor(phone) {
    this.phone = phone;
    this.list = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("sandbox.log.label"), tabindex: "0" });
    this.count = h("span", { class: "badge", hidden: true });
    this.down = h(
      "button",
      { type: "button", class: "to-bottom", hidden: true, "aria-label": t("sandbox.log.bottom"), on: { click: () => this.toBottom() } },
      icon("down"),
      this.count,
    );
    this.list.addEventListener("scroll", () => this.#watch());
    // Pictures and the keyboard change heights: whoever was reading the end stays there.
    new ResizeObserver(() => this.#follows && this.toBottom()).observe(this.list);
    this.node = h("div", { class: "log-frame" }, this.list, this.down);
  }

  draw(messages) {
    const before = this.#drawn;
    const wanted = this.#plan(messages, before);
    const focused = this.#focusIn(before);
    this.#place(wanted);
    this.#refocus(focused);
    const added = messages.filter((message) => !before.has(`m${message.message_id}`));
    if (this.#follows || added.some((message) => message.outgoing)) this.toBottom();
    else this.#announce(added.length);
  }

  #plan(messages, before) {
    this.#drawn = new Map();
    let day = null;
    let side = null;
    for (const message of messages) {
      if (dayKey(message.date) !== day) {
        day = dayKey(message.date);
        side = null;
        this.#keep(before, `d${day}`, dayName(message.date), () => h("div", { class: "day" }, h("span", {}, dayName(message.date))));
      }
      const joins = side === message.outgoing;
      side = message.outgoing;
      const vote = this.phone.chat.votes[message.poll?.id];
      const look = JSON.stringify([message, joins, vote]);
      this.#keep(before, `m${message.message_id}`, look, () => renderMessage(message, joins, this.phone));
    }
    return [...this.#drawn.values()].map(({ node }) => node);
  }

  #keep(before, key, look, draw) {
    const old = before.get(key);
    this.#drawn.set(key, old?.look === look ? old : { look, node: draw() });
  }

  #place(wanted) {
    const kept = new Set(wanted);
    for (const node of [...this.list.children]) if (!kept.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  /** A pressed button is often replaced by the edit it causes: keep the keyboard user's place. */
  #focusIn(before) {
    const active = document.activeElement;
    if (!this.list.contains(active) || active === this.list) return null;
    const [key, { node }] = [...before].find(([, entry]) => entry.node.contains(active)) ?? [null, {}];
    return key && { key, index: [...node.querySelectorAll("button, a")].indexOf(active) };
  }

  #refocus(focused) {
    const node = focused && this.#drawn.get(focused.key)?.node;
    if (!node || node.contains(document.activeElement)) return;
    const places = node.querySelectorAll("button, a");
    (places[Math.min(focused.index, places.length - 1)] ?? node).focus({ preventScroll: true });
  }

  toBottom() {
    this.list.scrollTop = this.list.scrollHeight;
    this.#follows = true;
    this.#settle();
  }

  /** Only a movement upwards leaves the end; a list that shrinks under the keyboard does not. */
  #watch() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    if (scrollHeight - scrollTop - clientHeight < AT_BOTTOM_PX) this.#follows = true;
    else if (scrollTop < this.#top) this.#follows = false;
    this.#top = scrollTop;
    this.#settle();
  }

  #settle() {
    if (this.#follows) this.#fresh = 0;
    this.down.hidden = this.#follows;
    this.count.hidden = this.#fresh === 0;
    this.count.textContent = String(this.#fresh);
  }

  #announce(added) {
    this.#fresh += added;
    this.#settle();
  }
}
