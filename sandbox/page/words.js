export const LANGUAGES = ["id", "en"];
const KEPT = "sapa.language";

let words = {};
let current = "id";

/** The page's words in the kept or the browser's language; a word that is missing shows its key. */
export async function learnWords(language = preferred()) {
  const reply = await fetch(`/words/${language}.json`);
  words = reply.ok ? await reply.json() : {};
  current = language;
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
}

export function t(key, facts = {}) {
  const template = words[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (hole, name) => (name in facts ? String(facts[name]) : hole));
}

export const language = () => current;
export const locale = () => (current === "id" ? "id-ID" : "en-GB");

function preferred() {
  const kept = localStorage.getItem(KEPT);
  if (LANGUAGES.includes(kept)) return kept;
  return navigator.language.startsWith("en") ? "en" : "id";
}
