// Shows the problems that stand in the page in the place of a page that failed.

import { openPlace } from "./open.js";
import { Overlay } from "./overlay.js";

const $ = (id) => document.getElementById(id);

function say(text) {
  $("said").textContent = text;
}

new Overlay($("overlay"), (place) => openPlace(place, say)).show(
  JSON.parse($("problems").textContent));
