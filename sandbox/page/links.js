const SAFE = ["http:", "https:", "mailto:", "tel:"];

/** What a tapped address means on this phone: a deep link of our bot, a page outside, or nothing we follow. */
export function readLink(address, botUsername) {
  const url = parse(address);
  if (!url) return { kind: "unsafe" };
  const payload = deepLink(url, botUsername);
  if (payload !== null) return { kind: "start", payload };
  return SAFE.includes(url.protocol) ? { kind: "outside", href: url.href } : { kind: "unsafe" };
}

function parse(address) {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}

function deepLink(url, botUsername) {
  const same = (name) => name?.toLowerCase() === botUsername.toLowerCase();
  const onWeb = ["t.me", "telegram.me"].includes(url.hostname) && same(url.pathname.slice(1));
  const inApp = url.protocol === "tg:" && url.href.startsWith("tg://resolve") && same(url.searchParams.get("domain"));
  return onWeb || inApp ? (url.searchParams.get("start") ?? "") : null;
}
