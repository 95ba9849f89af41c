import { fetchChat } from "/static/api.js";

const ACTION_LASTS_MS = 5500; // Telegram shows a chat action for 5 seconds
const EMPTY = { messages: [], commands: [], keyboard: null, blocked: false, started: false, action: null };

/**
 * One person's conversation as the server tells it. Every event only says "look again", so a first load,
 * a live change and a return after a lost connection take the same way.
 */
export class Chat extends EventTarget {
  #loading = null;
  #stale = false;
  #actionTimer = null;

  constructor(person) {
    super();
    this.person = person;
    this.state = EMPTY;
    this.loaded = false;
    this.votes = JSON.parse(sessionStorage.getItem(this.#key("votes")) ?? "{}");
  }

  #key(what) {
    return `sapa.${what}.${this.person.id}`;
  }

  get messages() {
    return this.state.messages;
  }

  get newestId() {
    return this.messages.reduce((newest, message) => Math.max(newest, message.message_id), 0);
  }

  get draft() {
    return sessionStorage.getItem(this.#key("draft")) ?? "";
  }

  set draft(text) {
    sessionStorage.setItem(this.#key("draft"), text);
  }

  get unread() {
    const kept = Number(localStorage.getItem(this.#key("seen")) ?? 0);
    const seen = kept > this.newestId ? 0 : kept; // the sandbox began anew
    return this.messages.filter((message) => !message.outgoing && message.message_id > seen).length;
  }

  markSeen() {
    localStorage.setItem(this.#key("seen"), this.newestId);
  }

  rememberVote(pollId, options) {
    this.votes[pollId] = options;
    sessionStorage.setItem(this.#key("votes"), JSON.stringify(this.votes));
  }

  refresh() {
    this.#stale = true;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load() {
    while (this.#stale) {
      this.#stale = false;
      const fetched = await fetchChat(this.person.id);
      if (!this.loaded) this.#act(fetched.action);
      // From then on events tell of actions, and sooner than an answer that was on its way.
      this.state = { ...EMPTY, ...fetched, action: this.state.action };
    }
    this.loaded = true;
    this.#show();
  }

  hear(event) {
    if (event.chat_id && event.chat_id !== this.person.id) return; // in a group
    if (event.kind === "action") this.#act(event.action);
    else if (event.kind === "answer") this.dispatchEvent(new CustomEvent("answer", { detail: event }));
    else {
      if (event.kind === "message" && !event.message.outgoing) this.#act(null);
      this.refresh().catch(() => {}); // the connection banner already says so
    }
  }

  #act(action) {
    clearTimeout(this.#actionTimer);
    this.state = { ...this.state, action };
    if (action) this.#actionTimer = setTimeout(() => this.#act(null), ACTION_LASTS_MS);
    this.#show();
  }

  #show() {
    this.dispatchEvent(new Event("change"));
  }
}
