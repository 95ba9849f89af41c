import { fileAddress } from "/static/api.js";
import { h, spoken } from "/static/element.js";
import { icon } from "/static/icons.js";
import { locale, t } from "/static/words.js";

const VIEWS = { photo, sticker, video, animation, video_note: video, voice: sound, audio: sound, document: file, contact, venue, location, dice };

/** The part of a bubble that is not text, or null. */
export function renderMedia(message) {
  // An animation carries a document too, and a venue a location: the order of VIEWS decides.
  const kind = Object.keys(VIEWS).find((name) => message[name]);
  return kind ? VIEWS[kind](message[kind], message) : null;
}

export function serviceLine(message) {
  return message.pinned_message ? t("sandbox.message.pinned") : null;
}

/** One line that stands for the message: in a quote and in the list of people. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text;
  if (message.photo) return t("sandbox.media.photo");
  if (message.document) return message.document.file_name ?? t("sandbox.media.document");
  if (message.contact) return t("sandbox.media.contact");
  if (message.poll) return message.poll.question;
  return t("sandbox.media.other");
}

function photo(sizes, message) {
  const largest = sizes.at(-1);
  const picture = image(largest, message.caption || t("sandbox.media.photo"));
  if (message.has_media_spoiler) return veiled(picture);
  if (message.has_protected_content) return h("div", { class: "photo" }, picture);
  const address = fileAddress(largest.file_id);
  const name = t("sandbox.media.open_photo");
  return h("a", { class: "photo", href: address, target: "_blank", rel: "noopener", "aria-label": name }, picture);
}

function image(size, alt) {
  return h("img", { src: fileAddress(size.file_id), width: size.width, height: size.height, alt });
}

function veiled(picture) {
  const veil = h("button", { type: "button", class: "photo veiled", "aria-label": t("sandbox.text.spoiler") }, picture);
  veil.addEventListener("click", () => veil.replaceWith(h("div", { class: "photo" }, picture)));
  return veil;
}

function sticker(part) {
  if (part.is_animated || part.is_video) return h("p", { class: "big" }, part.emoji ?? "🖼");
  return h("div", { class: "sticker" }, image(part, part.emoji ?? t("sandbox.media.sticker")));
}

function video(part) {
  return h("video", { src: fileAddress(part.file_id), controls: true, "aria-label": t("sandbox.media.video") });
}

function animation(part) {
  return part.mime_type === "image/gif" ? image(part, t("sandbox.media.video")) : video(part);
}

function sound(part) {
  return h("audio", { src: fileAddress(part.file_id), controls: true, "aria-label": t("sandbox.media.sound") });
}

function file(part, message) {
  const name = part.file_name ?? t("sandbox.media.document");
  const isKept = message.has_protected_content; // Telegram opens what it will not save
  const action = isKept ? t("sandbox.media.open") : t("sandbox.media.download");
  return h(
    "a",
    { class: "file", href: fileAddress(part.file_id), download: isKept ? null : name, target: isKept ? "_blank" : null },
    h("span", { class: "file-mark" }, icon(isKept ? "document" : "download")),
    h("span", { class: "file-words" }, h("span", { class: "file-name" }, name), h("small", {}, `${sizeOf(part)}${action}`)),
  );
}

function sizeOf({ file_size: bytes }) {
  if (!bytes) return "";
  const [unit, size] = bytes >= 1e6 ? ["megabyte", bytes / 1e6] : ["kilobyte", bytes / 1e3];
  const number = new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: 1 });
  return `${number.format(size)} · `;
}

function contact(part) {
  const name = [part.first_name, part.last_name].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "file contact" },
    h("span", { class: "file-mark" }, icon("contact")),
    h("span", { class: "file-words" }, spoken(t("sandbox.media.contact")), h("span", { class: "file-name" }, name), h("small", {}, part.phone_number)),
  );
}

function location(part) {
  return place(t("sandbox.media.location"), part);
}

function venue(part) {
  return place(`${part.title}, ${part.address}`, part.location);
}

function place(name, { latitude, longitude }) {
  const words = h("span", { class: "file-words" }, h("span", { class: "file-name" }, name), h("small", {}, `${latitude}, ${longitude}`));
  return h("div", { class: "file" }, h("span", { class: "file-mark" }, icon("pin")), words);
}

function dice(part) {
  return h("p", { class: "big" }, `${part.emoji} ${part.value}`);
}
