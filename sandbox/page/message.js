import { momentOf, timeOf } from "/static/clock.js";
import { h, spoken } from "/static/element.js";
import { renderText } from "/static/entities.js";
import { icon } from "/static/icons.js";
import { renderInline } from "/static/keyboard.js";
import { renderMedia, serviceLine, summary } from "/static/media.js";
import { renderPoll } from "/static/poll.js";
import { t } from "/static/words.js";

/** One message with its buttons; `joins` says that the one before came from the same side. */
export function renderMessage(message, joins, phone) {
  const service = serviceLine(message);
  if (service) return h("div", { class: "service" }, service);
  const side = message.outgoing ? "out" : "in";
  const protectedClass = message.has_protected_content ? " protected" : "";
  return h(
    "article",
    { class: `message ${side}${joins ? " joins" : ""}${protectedClass}`, data: { id: message.message_id }, tabindex: "-1" },
    h("div", { class: "bubble" }, bubble(message, phone)),
    renderInline(message, phone),
  );
}

function bubble(message, phone) {
  const media = renderMedia(message);
  const words = message.text ?? message.caption;
  const text = words && h("div", { class: "text" }, renderText(words, message.entities ?? message.caption_entities, phone));
  return [
    spoken(message.outgoing ? t("sandbox.message.you") : phone.bot.first_name),
    forwarded(message),
    quoted(message, phone),
    message.show_caption_above_media ? [text, media] : [media, text],
    message.poll && renderPoll(message, phone),
    foot(message),
  ];
}

function foot(message) {
  return h(
    "div",
    { class: "foot" },
    message.has_protected_content && mark("lock", t("sandbox.message.protected")),
    message.edit_date && h("span", { class: "edited", title: momentOf(message.edit_date) }, t("sandbox.message.edited")),
    h("time", { datetime: new Date(message.date * 1000).toISOString(), title: momentOf(message.date) }, timeOf(message.date)),
    message.outgoing && mark("checks", t("sandbox.message.sent")),
  );
}

const mark = (picture, words) => h("span", { class: "mark", title: words }, icon(picture), spoken(words));

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? "";
  return h("p", { class: "forwarded" }, t("sandbox.message.forwarded", { name }));
}

function quoted(message, phone) {
  const original = message.reply_to_message;
  if (!original) return null;
  const author = original.from?.id === phone.bot.id ? phone.bot.first_name : t("sandbox.message.you");
  return h("p", { class: "quoted" }, h("strong", {}, author), h("span", {}, summary(original)));
}
