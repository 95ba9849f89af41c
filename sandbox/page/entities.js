import { momentOf, zonedTime } from "/static/clock.js";
import { h } from "/static/element.js";
import { t } from "/static/words.js";

const PLAIN_TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  custom_emoji: "span",
  cashtag: "span",
  hashtag: "span",
  phone_number: "span",
};

/**
 * A message's text as nodes. Offsets are UTF-16 units, which is what a JavaScript string is made of;
 * entities nest but never overlap halfway.
 */
export function renderText(text, entities, phone) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderSpan(text, sorted, 0, text.length, phone);
}

function renderSpan(text, entities, from, to, phone) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [outer, ...after] = rest;
    const end = Math.min(outer.offset + outer.length, to);
    if (outer.offset > at) nodes.push(text.slice(at, outer.offset));
    const inner = after.filter((entity) => entity.offset < end);
    nodes.push(wrap(outer, renderSpan(text, inner, outer.offset, end, phone), text.slice(outer.offset, end), phone));
    rest = after.filter((entity) => entity.offset >= end);
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, children, raw, phone) {
  switch (entity.type) {
    case "pre":
      return h("pre", { tabindex: "0", "aria-label": entity.language ?? t("sandbox.text.code") }, h("code", {}, children));
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children, phone);
    case "url":
      return link(raw, children, phone);
    case "email":
      return link(`mailto:${raw}`, children, phone);
    case "bot_command":
      return h("button", { type: "button", class: "text-link", on: { click: () => phone.send(raw) } }, children);
    case "date_time":
      return h(
        "time",
        { datetime: new Date(entity.unix_time * 1000).toISOString(), title: momentOf(entity.unix_time) },
        zonedTime(entity.unix_time, entity.date_time_format, raw),
      );
    case "mention":
    case "text_mention":
      return h("span", { class: "mention" }, children);
    default:
      return h(PLAIN_TAGS[entity.type] ?? "span", {}, children);
  }
}

function link(address, children, phone) {
  const open = (event) => {
    event.preventDefault();
    phone.follow(address);
  };
  return h("a", { href: "#", class: "text-link", title: address, on: { click: open } }, children);
}

function spoiler(children) {
  const reveal = (event) => {
    const node = event.currentTarget;
    if (node.dataset.open) return;
    event.preventDefault();
    event.stopPropagation();
    open(node);
  };
  const byKey = (event) => {
    if (event.key === "Enter" || event.key === " ") reveal(event);
  };
  return h(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: "0",
      "aria-label": t("sandbox.text.spoiler"),
      on: { click: reveal, keydown: byKey },
    },
    h("span", { class: "spoiler-text", inert: true }, children),
  );
}

function open(node) {
  node.dataset.open = "yes";
  node.firstChild.inert = false;
  for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
}

function expandable(children) {
  const text = h("div", { class: "quote-text" }, children);
  const quote = h("blockquote", { class: "expandable" }, text);
  const toggle = h("button", { type: "button", class: "quote-toggle", "aria-expanded": "false" }, t("sandbox.text.more"));
  toggle.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.textContent = isOpen ? t("sandbox.text.less") : t("sandbox.text.more");
  });
  quote.append(toggle);
  // Only a quotation that is cut off needs the button, and that shows when it is laid out.
  const fits = () => !quote.classList.contains("open") && text.scrollHeight <= text.clientHeight;
  new ResizeObserver(() => (toggle.hidden = fits())).observe(text);
  return quote;
}
