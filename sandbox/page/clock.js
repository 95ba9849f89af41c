import { locale, t } from "/static/words.js";

const format = (date, options) => new Intl.DateTimeFormat(locale(), options).format(date);

export const timeOf = (unix) => format(new Date(unix * 1000), { hour: "2-digit", minute: "2-digit" });
export const dayKey = (unix) => new Date(unix * 1000).toDateString();

export function dayName(unix) {
  const date = new Date(unix * 1000);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return t("sandbox.day.today");
  if (date.toDateString() === yesterday.toDateString()) return t("sandbox.day.yesterday");
  const year = date.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return format(date, { weekday: "long", day: "numeric", month: "long", year });
}

/** The full moment, for the tooltip of a time. */
export const momentOf = (unix) => format(new Date(unix * 1000), { dateStyle: "full", timeStyle: "short" });

/** A `date_time` entity in the reader's own zone; without a format the bot's own text stands. */
export function zonedTime(unix, shape, fallback) {
  if (!shape) return fallback;
  if (shape.startsWith("r")) return relative(unix);
  const options = {};
  if (/w/i.test(shape)) options.weekday = "long";
  if (shape.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (shape.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(shape)) Object.assign(options, { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  if (shape.includes("T")) options.second = "2-digit";
  return Object.keys(options).length ? format(new Date(unix * 1000), options) : fallback;
}

function relative(unix) {
  const seconds = unix - Date.now() / 1000;
  const [unit, length] = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]].find(
    ([, size]) => Math.abs(seconds) >= size || size === 1,
  );
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
