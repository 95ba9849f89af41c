import { h } from "/static/element.js";
import { t } from "/static/words.js";

const TOAST_LASTS_MS = 4000;

/**
 * A modal question over one phone; resolves to the chosen button's value, or null when left with Esc.
 * @param {HTMLElement} host the phone's screen
 * @param {{title?: string, body: (Node|string)[], buttons: {label: string, value: string, tone?: string}[]}} question
 * @returns {Promise<string|null>}
 */
export function askOver(host, { title, body, buttons }) {
  const draw = ({ label, value, tone }) => h("button", { value, class: `plain ${tone ?? ""}` }, label);
  const form = h(
    "form",
    { method: "dialog" },
    title && h("h2", {}, title),
    h("div", { class: "dialog-body" }, body),
    h("div", { class: "dialog-buttons" }, buttons.map(draw)),
  );
  const dialog = h("dialog", { class: "dialog", "aria-label": title ?? body.find((part) => typeof part === "string") }, form);
  host.append(dialog);
  centre(dialog, host);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
  });
}

function centre(dialog, host) {
  const box = host.getBoundingClientRect();
  dialog.style.setProperty("--x", `${box.left + box.width / 2}px`);
  dialog.style.setProperty("--y", `${box.top + box.height / 2}px`);
  dialog.style.setProperty("--room", `${box.width - 40}px`);
}

export function confirmOver(host, title, body, label) {
  const buttons = [
    { label: t("sandbox.dialog.cancel"), value: "" },
    { label, value: "yes", tone: "strong" },
  ];
  return askOver(host, { title, body, buttons }).then((answer) => answer === "yes");
}

export function alertOver(host, text) {
  return askOver(host, { body: [text], buttons: [{ label: t("sandbox.dialog.ok"), value: "ok", tone: "strong" }] });
}

/** A place for short notices that leave by themselves; readers hear them. */
export class Toaster {
  node = h("div", { class: "toasts", role: "status" });

  say(text) {
    const toast = h("div", { class: "toast" }, text);
    this.node.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_LASTS_MS);
  }
}
