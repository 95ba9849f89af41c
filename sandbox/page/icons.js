const SVG = "http://www.w3.org/2000/svg";

// Drawn on a 24-grid with a 1.8 stroke.
const PATHS = {
  add: ["M12 5v14", "M5 12h14"],
  alert: ["M12 4l9 16H3z", "M12 10v4", "M12 17v.01"],
  attach: ["M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4L15 7.3"],
  back: ["M15 5l-7 7 7 7"],
  block: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M5.7 5.7l12.6 12.6"],
  check: ["M5 12.5l4.5 4.5L19 7"],
  checks: ["M2.5 12.5l4.5 4.5L16 8", "M11.5 16.5l.5.5L21.5 8"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  contact: ["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"],
  copy: ["M9 9h10v11H9z", "M5 15V4h10"],
  document: ["M7 3h7l5 5v13H7z", "M14 3v5h5"],
  down: ["M6 9l6 6 6-6"],
  download: ["M12 4v11", "M7 11l5 5 5-5", "M5 20h14"],
  keyboard: ["M3 6h18v12H3z", "M7 10h.01", "M12 10h.01", "M17 10h.01", "M8 14h8"],
  language: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M3 12h18", "M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9", "M12 3c-3 3-3.5 6-3.5 9s.5 6 3.5 9"],
  letter: ["M3 6h18v13H3z", "M3 7l9 7 9-7"],
  link: ["M14 4h6v6", "M20 4L10 14", "M18 14v6H4V6h6"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h10"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  phone: ["M7 3h10v18H7z", "M11 18h2"],
  pin: ["M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21z", "M12 8.5v.01"],
  send: ["M4 12l16-8-5 17-4-7z", "M11 14l9-10"],
};

/** A decorative picture: the button around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
