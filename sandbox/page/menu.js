import { h } from "/static/element.js";
import { icon } from "/static/icons.js";

/**
 * A button that opens a list of actions. Arrow keys walk it, Esc or leaving closes it.
 * @param {{label: string, picture: string, entries: () => {label: string, picture?: string, act: () => void}[]}} made
 */
export function menuButton({ label, picture, entries }) {
  const button = h("button", { type: "button", class: "round", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false" }, icon(picture));
  const list = h("div", { class: "menu", role: "menu", "aria-label": label, hidden: true });
  const shut = () => show(button, list, false);
  const leave = () => {
    shut();
    button.focus();
  };
  const open = () => {
    list.replaceChildren(...entries().map((entry) => item(entry, leave)));
    show(button, list, true);
    list.firstElementChild.focus();
  };
  button.addEventListener("click", () => (list.hidden ? open() : shut()));
  const holder = h("div", { class: "menu-holder" }, button, list);
  holder.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) leave();
    else walk(event, list);
  });
  holder.addEventListener("focusout", (event) => holder.contains(event.relatedTarget) || shut());
  return holder;
}

function show(button, list, isOpen) {
  list.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
}

function item({ label, picture, act }, leave) {
  const choose = () => {
    leave();
    act();
  };
  return h("button", { type: "button", role: "menuitem", on: { click: choose } }, picture && icon(picture), label);
}

/** Up and down among a list's buttons. */
export function walk(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const items = [...list.children];
  if (!step || list.hidden || !items.length) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}
