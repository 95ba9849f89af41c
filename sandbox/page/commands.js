import { fill, h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { walk } from "/static/menu.js";
import { t } from "/static/words.js";

/** The commands menu: opened by its button, or by typing a slash, which also narrows it. */
export class Commands {
  #part = "";
  #look = "";

  constructor({ commands, choose, leave }) {
    this.commands = commands;
    this.choose = choose;
    this.leave = leave;
    this.list = h("div", { class: "commands", role: "menu", "aria-label": t("sandbox.compose.commands"), hidden: true });
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.button = h(
      "button",
      { type: "button", class: "round", "aria-label": t("sandbox.compose.commands"), title: t("sandbox.compose.commands"), "aria-haspopup": "menu", "aria-expanded": "false" },
      icon("menu"),
    );
    this.button.addEventListener("click", () => (this.list.hidden ? this.open() : this.shut()));
  }

  open() {
    this.#show("");
    this.list.firstElementChild?.focus();
  }

  /** Follows what is typed: `/mu` leaves the commands that begin so. */
  follow(typed) {
    const part = /^\/(\w*)$/.exec(typed)?.[1];
    if (part === undefined) this.shut();
    else this.#show(part.toLowerCase());
  }

  /** The bot may change its commands while the list is open. */
  redraw() {
    if (!this.isOpen || this.#look === JSON.stringify(this.commands())) return;
    const hadFocus = this.list.contains(document.activeElement);
    this.#show(this.#part);
    if (hadFocus) this.enter();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  enter() {
    this.list.firstElementChild?.focus();
  }

  shut() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  #show(part) {
    this.#part = part;
    this.#look = JSON.stringify(this.commands());
    const commands = this.commands().filter(({ command }) => command.startsWith(part));
    const draw = ({ command, description }) => {
      const pick = () => {
        this.shut();
        this.choose(`/${command}`);
      };
      return h("button", { type: "button", role: "menuitem", on: { click: pick } }, h("code", {}, `/${command}`), h("span", {}, description));
    };
    fill(this.list, commands.map(draw));
    this.list.hidden = !commands.length;
    this.button.setAttribute("aria-expanded", String(this.isOpen));
  }

  #key(event) {
    if (event.key === "Escape") {
      this.shut();
      this.leave();
    } else walk(event, this.list);
  }
}
