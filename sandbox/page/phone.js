import * as api from "/static/api.js";
import { chooseFile, previewFile } from "/static/attach.js";
import { alertOver, askOver, confirmOver, Toaster } from "/static/dialog.js";
import { h } from "/static/element.js";
import { frame } from "/static/frame.js";
import { readLink } from "/static/links.js";
import { t } from "/static/words.js";

export const nameOf = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** One person's phone with the bot's chat open: what can be done on it. `frame.js` draws it. */
export class Phone {
  #pressed = new Set();

  constructor(chat, { bot, people, close }) {
    Object.assign(this, { chat, bot, people, close, person: chat.person, fullName: nameOf(chat.person) });
    this.toaster = new Toaster();
    this.frame = frame(this);
    this.node = this.frame.node;
    this.onChange = () => this.frame.draw();
    this.onAnswer = ({ detail }) => this.#hearAnswer(detail);
    chat.addEventListener("change", this.onChange);
    chat.addEventListener("answer", this.onAnswer);
  }

  putAway() {
    this.chat.removeEventListener("change", this.onChange);
    this.chat.removeEventListener("answer", this.onAnswer);
    this.node.remove();
  }

  /** Does something on the server; a failure is said on this phone. */
  async #attempt(deed) {
    try {
      await deed;
      return true;
    } catch (error) {
      this.toaster.say(t("sandbox.error.request", { reason: error.message }));
      return false;
    }
  }

  send(text) {
    return this.#attempt(api.sendText(this.person.id, text));
  }

  start(payload = "") {
    return this.#attempt(api.openStart(this.person.id, payload));
  }

  async press(message, data, button) {
    this.#pressed.add(button);
    button.setAttribute("aria-busy", "true");
    if (!(await this.#attempt(api.pressButton(this.person.id, message.message_id, data)))) this.#release();
  }

  #release() {
    for (const button of this.#pressed) button.removeAttribute("aria-busy");
    this.#pressed.clear();
  }

  #hearAnswer({ answer: { text, show_alert: isAlert, url } }) {
    this.#release();
    if (url) this.follow(url);
    if (text && isAlert) alertOver(this.frame.screen, text);
    else if (text) this.toaster.say(text);
  }

  async vote(message, options) {
    if (!(await this.#attempt(api.vote(this.person.id, message.message_id, options)))) return;
    this.chat.rememberVote(message.poll.id, options);
    await this.chat.refresh();
  }

  async follow(address) {
    const link = readLink(address, this.bot.username);
    if (link.kind === "start") await this.start(link.payload);
    else if (link.kind === "unsafe") this.toaster.say(t("sandbox.link.unsafe"));
    else if (await confirmOver(this.frame.screen, t("sandbox.link.title"), [link.href], t("sandbox.link.open")))
      window.open(link.href, "_blank", "noopener,noreferrer");
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toaster.say(t("sandbox.copy.done"));
    } catch {
      await alertOver(this.frame.screen, text); // no clipboard here: show it, to be marked by hand
    }
  }

  async offerContact() {
    const body = [t("sandbox.contact.question", { bot: this.bot.first_name, phone: this.person.phone })];
    if (await confirmOver(this.frame.screen, t("sandbox.contact.title"), body, t("sandbox.contact.share")))
      await this.#attempt(api.shareContact(this.person.id));
  }

  attachments() {
    const others = this.people.filter(({ id }) => id !== this.person.id);
    const card = (person) => ({
      label: t("sandbox.attach.contact_of", { name: nameOf(person) }),
      picture: "contact",
      act: () => this.#attempt(api.shareContact(this.person.id, person.id)),
    });
    return [
      { label: t("sandbox.attach.file"), picture: "document", act: async () => this.offerFile(await chooseFile()) },
      { label: t("sandbox.attach.own_contact"), picture: "contact", act: () => this.offerContact() },
      ...others.map(card),
    ];
  }

  async offerFile(file) {
    const way = file && (await previewFile(this.frame.screen, file));
    if (way) await this.#attempt(api.sendFile(this.person.id, file, way.caption, way.asDocument));
  }

  foldKeyboard() {
    this.frame.composer.foldKeyboard();
  }

  async block(isBlocked) {
    const body = [t("sandbox.block.question", { bot: this.bot.first_name })];
    if (isBlocked && !(await confirmOver(this.frame.screen, t("sandbox.block.title"), body, t("sandbox.block.block")))) return;
    if (await this.#attempt(api.setBlocked(this.person.id, isBlocked))) await this.chat.refresh();
  }

  async chooseLanguage() {
    const option = (value, label) => ({ label, value, tone: value === this.person.language_code ? "strong" : "" });
    const buttons = [option("id", "Bahasa Indonesia"), option("en", "English")];
    const body = [h("p", {}, t("sandbox.language.telegram_note"))];
    const code = await askOver(this.frame.screen, { title: t("sandbox.language.telegram"), body, buttons });
    if (!code || !(await this.#attempt(api.setLanguage(this.person.id, code)))) return;
    this.person.language_code = code;
    await this.chat.refresh();
  }
}
