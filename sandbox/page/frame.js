import { Composer } from "/static/composer.js";
import { fill, h } from "/static/element.js";
import { icon } from "/static/icons.js";
import { showLetter } from "/static/letter.js";
import { Log } from "/static/log.js";
import { menuButton } from "/static/menu.js";
import { avatar } from "/static/avatar.js";
import { t } from "/static/words.js";

/** The looks of one phone: whose it is above, the chat inside. */
export function frame(phone) {
  const log = new Log(phone);
  const composer = new Composer(phone);
  const status = h("span", { class: "status" });
  const about = h("div", { class: "welcome" });
  const foot = h("div", { class: "foot-slot" });
  const screen = h("div", { class: "screen" }, header(phone, status), log.node, phone.toaster.node, foot);
  const node = h("section", { class: "phone", data: { person: phone.person.id }, "aria-label": t("sandbox.phone.of", { name: phone.fullName }) }, owner(phone), h("div", { class: "body" }, screen));
  acceptDrops(screen, phone);

  function draw() {
    const { state, loaded } = phone.chat;
    log.list.setAttribute("aria-busy", String(!loaded));
    fill(status, statusOf(state));
    status.classList.toggle("busy", Boolean(state.action));
    log.draw(state.messages);
    showWelcome(about, log, phone);
    swap(foot, footOf(phone, composer));
    composer.draw(state);
  }

  return { node, screen, composer, draw, arrive: () => enter(log, foot) };
}

function enter(log, foot) {
  log.toBottom();
  // On a touch screen a focused field would raise the keyboard over what one came to read.
  if (matchMedia("(pointer: coarse)").matches) log.list.focus({ preventScroll: true });
  else focusIn(foot);
}

function focusIn(slot) {
  (slot.querySelector("textarea") ?? slot.querySelector("button"))?.focus({ preventScroll: true });
}

function swap(slot, wanted) {
  if (slot.firstChild?.dataset.kind !== wanted.dataset.kind) {
    const hadFocus = slot.contains(document.activeElement);
    slot.replaceChildren(wanted);
    if (hadFocus) focusIn(slot);
  }
}

function footOf(phone, composer) {
  const { blocked, started, messages } = phone.chat.state;
  composer.node.dataset.kind = "composer";
  if (blocked) return wide("blocked", t("sandbox.block.unblock"), () => phone.block(false));
  if (!started && !messages.length) return wide("start", t("sandbox.phone.start"), () => phone.start());
  return composer.node;
}

function wide(kind, label, act) {
  return h("div", { class: "wide", data: { kind } }, h("button", { type: "button", class: "plain strong", on: { click: act } }, label));
}

function statusOf({ blocked, action }) {
  if (blocked) return t("sandbox.status.blocked");
  if (!action) return t("sandbox.status.bot");
  const isFile = action.startsWith("upload_");
  return [isFile ? t("sandbox.status.sending_file") : t("sandbox.status.typing"), h("span", { class: "dots" }, h("i"), h("i"), h("i"))];
}

function showWelcome(about, log, phone) {
  if (phone.chat.messages.length) about.remove();
  else if (!about.isConnected) {
    fill(about, avatar(phone.bot, "bot large"), h("strong", {}, phone.bot.first_name), h("p", {}, phone.bot.description || t("sandbox.phone.empty")));
    log.node.prepend(about);
  }
}

function owner(phone) {
  const { person } = phone;
  const tool = (picture, label, act) => h("button", { type: "button", class: "round", "aria-label": label, title: label, on: { click: act } }, icon(picture));
  const back = tool("back", t("sandbox.phone.back"), phone.close);
  back.classList.add("back");
  const close = tool("close", t("sandbox.phone.close"), phone.close);
  close.classList.add("close");
  return h(
    "header",
    { class: "owner" },
    back,
    avatar(person),
    h("h2", {}, phone.fullName),
    person.links.length > 0 && tool("letter", t("sandbox.letter.title"), () => showLetter(phone.frame.screen, phone)),
    close,
  );
}

function header(phone, status) {
  const entries = () => {
    const isBlocked = phone.chat.state.blocked;
    return [
      { label: t("sandbox.language.telegram"), picture: "language", act: () => phone.chooseLanguage() },
      isBlocked
        ? { label: t("sandbox.block.unblock"), picture: "check", act: () => phone.block(false) }
        : { label: t("sandbox.block.block"), picture: "block", act: () => phone.block(true) },
    ];
  };
  return h(
    "header",
    { class: "chat-head" },
    avatar(phone.bot, "bot"),
    h("div", { class: "chat-name" }, h("strong", {}, phone.bot.first_name), status),
    menuButton({ label: t("sandbox.phone.menu"), picture: "more", entries }),
  );
}

function acceptDrops(screen, phone) {
  screen.addEventListener("dragover", (event) => event.preventDefault());
  screen.addEventListener("drop", (event) => {
    event.preventDefault();
    phone.offerFile(event.dataTransfer.files[0]);
  });
}
