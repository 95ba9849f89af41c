import { h, spoken } from "/static/element.js";
import { icon } from "/static/icons.js";
import { t } from "/static/words.js";

/** The buttons under a message. */
export function renderInline(message, phone) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const draw = (row) => h("div", { class: "row" }, row.map((button) => inlineButton(button, message, phone)));
  return h("div", { class: "inline", role: "group", "aria-label": t("sandbox.message.buttons") }, rows.map(draw));
}

function inlineButton(button, message, phone) {
  const [mark, act] = behaviour(button, message, phone);
  const node = h("button", { type: "button", class: tone(button), disabled: !act }, h("span", {}, button.text), mark && icon(mark));
  if (button.url) node.append(spoken(t("sandbox.message.opens_link")));
  if (button.copy_text) node.append(spoken(t("sandbox.message.copies")));
  if (act) node.addEventListener("click", () => act(node));
  else node.title = t("sandbox.message.unsupported");
  return node;
}

function behaviour(button, message, phone) {
  if (button.callback_data !== undefined) return [null, (node) => phone.press(message, button.callback_data, node)];
  if (button.url) return ["link", () => phone.follow(button.url)];
  if (button.copy_text) return ["copy", () => phone.copy(button.copy_text.text)];
  return [null, null];
}

const tone = (button) => (["danger", "success", "primary"].includes(button.style) ? `key ${button.style}` : "key");

/** The keyboard above the composer. */
export function renderReply(keyboard, phone) {
  const draw = (row) => h("div", { class: "row" }, row.map((button) => replyButton(button, keyboard, phone)));
  return keyboard.keyboard.map(draw);
}

function replyButton(given, keyboard, phone) {
  const button = typeof given === "string" ? { text: given } : given;
  const press = () => {
    if (keyboard.one_time_keyboard) phone.foldKeyboard();
    if (button.request_contact) phone.offerContact();
    else phone.send(button.text);
  };
  const isUnknown = button.request_location || button.request_users || button.request_chat || button.web_app;
  return h(
    "button",
    { type: "button", class: tone(button), disabled: Boolean(isUnknown), on: { click: press } },
    button.request_contact && icon("contact"),
    h("span", {}, button.text),
  );
}
