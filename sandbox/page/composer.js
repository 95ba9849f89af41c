import { Commands } from "/static/commands.js";
import { fill, h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { renderReply } from "/static/keyboard.js";
import { menuButton } from "/static/menu.js";
import { t } from "/static/words.js";

const LONGEST_TEXT = 4096;
const TALLEST_PX = 140;

/** Where one types: field, commands, attachments, and the bot's keyboard beneath. */
export class Composer {
  #isFolded = false;
  #keyboardLook = "null";

  constructor(phone) {
    this.phone = phone;
    this.field = h("textarea", { rows: "1", maxlength: LONGEST_TEXT, "aria-label": t("sandbox.compose.field") });
    this.field.value = phone.chat.draft;
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => this.#paste(event));
    this.commands = new Commands({
      commands: () => phone.chat.state.commands,
      choose: (command) => this.#sendNow(command),
      leave: () => this.field.focus(),
    });
    this.keys = h("div", { class: "reply", role: "group", "aria-label": t("sandbox.compose.keyboard"), hidden: true });
    this.fold = h("button", { type: "button", class: "round", hidden: true, on: { click: () => this.foldKeyboard(!this.#isFolded) } }, icon("keyboard"));
    this.node = h("div", { class: "composer" }, this.commands.list, this.#bar(), this.keys);
    this.node.addEventListener("focusout", (event) => this.node.contains(event.relatedTarget) || this.commands.shut());
  }

  #bar() {
    const send = h("button", { class: "round send", "aria-label": t("sandbox.compose.send"), title: t("sandbox.compose.send") }, icon("send"));
    const attach = menuButton({ label: t("sandbox.compose.attach"), picture: "attach", entries: () => this.phone.attachments() });
    const bar = h("form", { class: "bar" }, this.commands.button, h("div", { class: "field" }, this.field, this.fold), attach, send);
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendNow(this.field.value);
    });
    return bar;
  }

  draw({ keyboard, commands }) {
    const look = JSON.stringify(keyboard);
    if (look !== this.#keyboardLook) {
      this.#keyboardLook = look;
      fill(this.keys, keyboard ? renderReply(keyboard, this.phone) : []);
      this.#isFolded = false;
    }
    this.foldKeyboard(this.#isFolded);
    this.commands.button.hidden = !commands.length;
    this.commands.redraw();
    this.field.placeholder = keyboard?.input_field_placeholder || t("sandbox.compose.placeholder");
    this.#fit();
  }

  foldKeyboard(isFolded = true) {
    this.#isFolded = isFolded;
    this.fold.hidden = this.#keyboardLook === "null";
    this.keys.hidden = isFolded || this.fold.hidden;
    this.fold.title = isFolded ? t("sandbox.compose.show_keyboard") : t("sandbox.compose.hide_keyboard");
    this.fold.setAttribute("aria-label", this.fold.title);
    this.fold.setAttribute("aria-expanded", String(!isFolded));
  }

  #typed() {
    this.phone.chat.draft = this.field.value;
    this.commands.follow(this.field.value);
    this.#fit();
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST_PX)}px`;
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.commands.shut();
    if (["ArrowDown", "ArrowUp"].includes(event.key) && this.commands.isOpen) {
      event.preventDefault();
      this.commands.enter();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#sendNow(this.field.value);
    }
  }

  #paste(event) {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    this.phone.offerFile(file);
  }

  async #sendNow(text) {
    const trimmed = text.trim();
    if (!trimmed) return;
    const isDraft = text === this.field.value;
    const isSent = await this.phone.send(trimmed);
    if (isSent && isDraft && this.field.value === text) this.field.value = "";
    this.#typed();
    this.field.focus();
  }
}
