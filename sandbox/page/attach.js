import { h } from "/static/element.js";
import { askOver } from "/static/dialog.js";
import { t } from "/static/words.js";

/** Lets the person choose a file; resolves to it, or null. */
export function chooseFile() {
  const input = h("input", { type: "file", class: "spoken", "aria-label": t("sandbox.attach.file"), tabindex: "-1" });
  document.body.append(input);
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  }).finally(() => input.remove());
}

/** Shows the file before it leaves: with a caption, and as a photo or as it is. */
export async function previewFile(host, file) {
  const isPicture = /^image\/(jpeg|png|webp)$/.test(file.type);
  const address = isPicture ? URL.createObjectURL(file) : null;
  const caption = h("textarea", { rows: "2", maxlength: 1024, placeholder: t("sandbox.attach.caption"), "aria-label": t("sandbox.attach.caption") });
  const asDocument = h("input", { type: "checkbox" });
  const body = [
    isPicture ? h("img", { src: address, alt: t("sandbox.attach.preview") }) : h("p", { class: "file-name" }, file.name),
    caption,
    isPicture && h("label", { class: "tick" }, asDocument, t("sandbox.attach.as_document")),
  ].filter(Boolean);
  const buttons = [
    { label: t("sandbox.dialog.cancel"), value: "" },
    { label: t("sandbox.compose.send"), value: "send", tone: "strong" },
  ];
  const answer = await askOver(host, { title: t("sandbox.attach.title"), body, buttons });
  if (address) URL.revokeObjectURL(address);
  return answer === "send" ? { caption: caption.value, asDocument: !isPicture || asDocument.checked } : null;
}
