// Leads from an element of a page in development to the line that wrote it: by Alt and a click.

const attribute = document.currentScript.dataset.places;

/** What is drawn over the page, out of reach of its styles and scripts; made when it is needed. */
let marks;

function drawn() {
  if (marks) return marks;
  const host = document.createElement("talisman-places");
  const root = host.attachShadow({ mode: "closed" });
  const [box, label] = [document.createElement("div"), document.createElement("div")];
  const common = { all: "initial", position: "fixed", pointerEvents: "none", zIndex: "2147483647" };
  Object.assign(host.style, common);
  Object.assign(box.style, common, {
    background: "rgb(58 91 199 / 14%)", border: "2px solid #3a5bc7", borderRadius: "2px",
    boxSizing: "border-box", display: "none",
  });
  Object.assign(label.style, common, {
    background: "#3a5bc7", bottom: "0", color: "#fff", display: "none", left: "0",
    font: "12px/1.5 ui-monospace, monospace", maxWidth: "100%", overflowWrap: "anywhere",
    padding: "3px 10px",
  });
  root.append(box, label);
  document.documentElement.append(host);
  marks = { box, label };
  return marks;
}

function say(text) {
  const { label } = drawn();
  label.textContent = text;
  label.style.display = text ? "block" : "none";
}

/** The element of a template at a node or around it, and its place; null where none is. */
function placeOf(node) {
  const element = node.closest?.(`[${attribute}]`);
  const found = element && /^(.*):(\d+):(\d+)$/s.exec(element.getAttribute(attribute));
  if (!found) return null;
  return { element, file: found[1], line: Number(found[2]), column: Number(found[3]) };
}

function outline(node) {
  const found = node && placeOf(node);
  if (!found && !marks) return;
  const { box } = drawn();
  box.style.display = found ? "block" : "none";
  if (!found) return;
  const area = found.element.getBoundingClientRect();
  for (const side of ["left", "top", "width", "height"]) box.style[side] = `${area[side]}px`;
  say(`${found.file}:${found.line}:${found.column}`);
}

addEventListener("mousemove", (event) => outline(event.altKey ? event.target : null));
addEventListener("scroll", () => outline(null), { passive: true });
addEventListener("click", (event) => {
  if (!event.altKey) return marks && say("");
  event.preventDefault();
  event.stopImmediatePropagation();
  const place = placeOf(event.target);
  if (place) openPlace(place, say);
  else say("no template wrote this: a script of the page did");
}, { capture: true });
