// What a phone can ask of the sandbox; the same host served this page.

async function ask(path, init) {
  const reply = await fetch(path, init);
  if (!reply.ok) throw new Error(await reason(reply));
  return reply.json();
}

async function reason(reply) {
  const body = await reply.json().catch(() => ({}));
  return body.description ?? body.error ?? `${reply.status}`;
}

function tell(path, body) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const fetchCast = () => ask("/phone/cast");
export const fetchChat = (userId) => ask(`/phone/${userId}/chat`);
export const fileAddress = (fileId) => `/phone/files/${encodeURIComponent(fileId)}`;

export const sendText = (userId, text) => tell(`/phone/${userId}/text`, { text });
export const openStart = (userId, payload) => tell(`/phone/${userId}/start`, { payload });
export const pressButton = (userId, messageId, data) =>
  tell(`/phone/${userId}/press`, { message_id: messageId, data });
export const shareContact = (userId, of) => tell(`/phone/${userId}/contact`, of ? { of } : {});
export const vote = (userId, messageId, options) =>
  tell(`/phone/${userId}/poll`, { message_id: messageId, options });
export const setBlocked = (userId, blocked) => tell(`/phone/${userId}/block`, { blocked });
export const setLanguage = (userId, code) => tell(`/phone/${userId}/language`, { code });

export function sendFile(userId, file, caption, asDocument) {
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("caption", caption);
  if (asDocument) form.append("as_document", "true");
  return ask(`/phone/${userId}/file`, { method: "POST", body: form });
}

/** Calls `onEvent` for each event and `onLine(true|false)` when the connection comes and goes. */
export function listen(onEvent, onLine) {
  const source = new EventSource("/phone/events");
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  source.addEventListener("open", () => onLine(true));
  source.addEventListener("error", () => onLine(false));
  return source;
}
