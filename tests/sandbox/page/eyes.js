// What weak eyes and ears would miss: texts under WCAG AA contrast, controls without a name.
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  const over = ([r, g, b, a], ground) => [r, g, b].map((part, i) => part * a + ground[i] * (1 - a));

  function groundOf(node) {
    if (!node) return [255, 255, 255];
    const colour = rgba(getComputedStyle(node).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, groundOf(node.parentElement));
  }

  function light(colour) {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(node) {
    const ground = groundOf(node);
    const [dark, bright] = [light(over(rgba(getComputedStyle(node).color), ground)), light(ground)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  }

  function needed(node) {
    const { fontSize, fontWeight } = getComputedStyle(node);
    const size = parseFloat(fontSize);
    return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
  }

  const isShown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const ownText = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const texts = [...document.body.querySelectorAll("*")].filter((node) => isShown(node) && ownText(node) && !node.closest(".spoken"));
  const faint = texts.filter((node) => contrast(node) < needed(node));
  const controls = [...document.querySelectorAll("button, a, input, textarea, [role=button]")].filter(isShown);
  const name = (node) => node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent.trim();
  const say = (node) => `${node.className} "${node.textContent.trim().slice(0, 30)}" ${contrast(node).toFixed(2)}`;
  return JSON.stringify({ texts: texts.length, faint: faint.map(say), nameless: controls.filter((node) => !name(node)).map((node) => node.outerHTML) });
})()
