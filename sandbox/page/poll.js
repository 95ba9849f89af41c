import { h, spoken } from "/static/element.js";
import { icon } from "/static/icons.js";
import { t } from "/static/words.js";

/** A poll: choices until one has voted or it is closed, then figures. */
export function renderPoll(message, phone) {
  const poll = message.poll;
  const chosen = phone.chat.votes[poll.id] ?? [];
  const isSettled = poll.is_closed || chosen.length > 0;
  return h(
    "div",
    { class: "poll", role: "group", "aria-label": poll.question },
    h("p", { class: "poll-question" }, poll.question),
    h("p", { class: "poll-kind" }, kindOf(poll)),
    isSettled ? poll.options.map((option, index) => result(poll, option, chosen.includes(index))) : choices(message, phone),
    h("p", { class: "poll-foot" }, t("sandbox.poll.votes", { count: poll.total_voter_count }), isSettled && retract(message, chosen, phone)),
  );
}

function kindOf(poll) {
  if (poll.is_closed) return t("sandbox.poll.closed");
  if (poll.type === "quiz") return t("sandbox.poll.quiz");
  return poll.is_anonymous ? t("sandbox.poll.anonymous") : t("sandbox.poll.public");
}

function result(poll, option, isMine) {
  const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  return h(
    "div",
    { class: "poll-result" },
    h("span", { class: "poll-share" }, `${share}%`),
    h("span", {}, option.text, isMine && [icon("check"), spoken(t("sandbox.poll.mine"))]),
    h("progress", { max: 100, value: share, "aria-label": option.text }),
  );
}

function choices(message, phone) {
  const { options, allows_multiple_answers: isMultiple } = message.poll;
  if (!isMultiple) {
    return options.map((option, index) => {
      const choose = () => phone.vote(message, [index]);
      return h("button", { type: "button", class: "poll-choice", on: { click: choose } }, h("span", { class: "ring" }), option.text);
    });
  }
  const boxes = options.map(() => h("input", { type: "checkbox" }));
  const picked = () => boxes.flatMap((box, index) => (box.checked ? [index] : []));
  const send = h("button", { type: "button", class: "poll-send", disabled: true }, t("sandbox.poll.vote"));
  send.addEventListener("click", () => phone.vote(message, picked()));
  for (const box of boxes) box.addEventListener("change", () => (send.disabled = !picked().length));
  return [options.map((option, index) => h("label", { class: "poll-choice" }, boxes[index], option.text)), send];
}

function retract(message, chosen, phone) {
  const { is_closed: isClosed, allows_revoting: mayRevote } = message.poll;
  if (isClosed || !mayRevote || !chosen.length) return null;
  return h("button", { type: "button", class: "text-link", on: { click: () => phone.vote(message, []) } }, t("sandbox.poll.retract"));
}
