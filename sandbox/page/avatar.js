import { h } from "/static/element.js";

const TINTS = 6;

/** A round mark with initials, the same tint for the same account always. */
export function avatar(account, looks = "") {
  const initials = [account.first_name, account.last_name].map((name) => [...(name ?? "")][0] ?? "").join("");
  return h("span", { class: `avatar tint-${account.id % TINTS} ${looks}`, "aria-hidden": "true" }, initials.toUpperCase());
}
