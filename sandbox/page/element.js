// The only place that makes DOM. Data enters as text nodes and attributes, never as markup,
// so a hostile name stays a name.

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] `class`, `on: {click}`, `data: {id}`; anything else is an attribute
 * @param {...(Node|string|null|undefined|false|Array)} children
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) apply(node, name, value);
  node.append(...present(children));
  return node;
}

function apply(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [kind, listener] of Object.entries(value)) node.addEventListener(kind, listener);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(node, ...children) {
  node.replaceChildren(...present(children));
  return node;
}

/** Text for ears only. */
export function spoken(text) {
  return h("span", { class: "spoken" }, text);
}
