// The shell around a preview: it asks for stories, shows one in a frame, and changes it in place
// when a file is saved. Nothing of it gets into the page in the frame.

import { Morph } from "./morph.js";
import { openPlace } from "./open.js";
import { Overlay } from "./overlay.js";
import { isImage, isStyle, redraw, restyle } from "./files.js";

const $ = (id) => document.getElementById(id);
const frame = $("frame");
const morph = new Morph();
const overlay = new Overlay($("overlay"), (place) => openPlace(place, say));

/** What there is to look at, and what is looked at. */
let stories = { templates: [], languages: [] };
let query = { template: "" };
/** The story that the frame shows; null while it shows none. */
let shown = null;
/** The answer that the frame is loaded for; null once it is there. */
let awaited = null;
let isPicking = false;

// MARK: - The server

async function ask(name, body) {
  const response = await fetch(`/_talisman/${name}`, {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

/** Work that is done once more where it was asked for meanwhile. */
function once(work) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      try {
        await work();
      } catch (error) {
        overlay.show([failure(error)]);
      }
    }
    running = false;
  };
}

function failure(error) {
  const none = { excerpt: [], notes: [], calls: [], variables: [] };
  return { ...none, message: error.message.split("\n")[0] };
}

const refresh = once(async () => {
  if (!query.template) return;
  const asked = query;
  const reply = await ask("render", asked);
  if (asked !== query) return refresh();
  showSession(reply.session);
  const isHere = shown === nameOf(asked);
  if (reply.problems.length) {
    if (!isHere) clear();
    return overlay.show(reply.problems);
  }
  overlay.hide();
  // What is loaded just now is compared once it is there.
  if (awaited && awaited.name === nameOf(asked)) return;
  if (!isHere || !reply.isHTML) return load(reply);
  const isDone = morph.apply(frame.contentDocument, reply.html, reply.attribute);
  if (!isDone) load(reply, frame.contentWindow);
});

const list = once(async () => {
  stories = await ask("stories");
  drawStories();
});

// MARK: - The frame

/** The address of the page alone: the settings are in it where they are not the usual ones. */
function addressOf(query) {
  const path = "/" + query.template.split("/").map(encodeURIComponent).join("/");
  const isUsual = Object.keys(query).every((key) => key === "template");
  return isUsual ? path : `${path}?preview=${encodeURIComponent(JSON.stringify(query))}`;
}

/** The part of a story that does not change with the settings. */
const nameOf = ({ template, macro }) => JSON.stringify([template, macro]);

/** Shows a page from its beginning, or as far down as it was before. */
function load(reply, { scrollX, scrollY } = { scrollX: 0, scrollY: 0 }) {
  const address = new URL(addressOf(query), location).href;
  const left = awaited?.address ?? addressInFrame();
  shown = null;
  awaited = { name: nameOf(query), address, left, reply, scrollX, scrollY };
  if (addressInFrame() === address) frame.contentWindow.location.reload();
  else frame.src = address;
}

/** The address that the frame shows; null for a page of another site. */
function addressInFrame() {
  try {
    return frame.contentWindow.location.href;
  } catch {
    return null;
  }
}

/** Shows nothing: the story that is chosen has no page yet. */
function clear() {
  shown = null;
  awaited = null;
  frame.classList.add("blank");
  frame.src = "about:blank";
}

frame.addEventListener("load", () => {
  const here = addressInFrame();
  if (here === null) {
    [shown, awaited] = [null, null];
    return say("the frame shows a page of another site: choose a story to come back");
  }
  if (here === "about:blank" || !query.template) return;
  const isAwaited = awaited?.name === nameOf(query) && here === awaited.address;
  // It was on its way when another one was chosen, which is still to come.
  if (awaited && !isAwaited && here === awaited.left) return;
  if (!isAwaited) {
    // A script of a page can lead to another one.
    [shown, awaited] = [null, null];
    const template = templateAt(new URL(here).pathname);
    if (here === new URL(addressOf(query), location).href) select(query);
    else if (template) select({ template });
    return;
  }
  const { reply, scrollX, scrollY } = awaited;
  if (reply.isHTML && frame.contentDocument.contentType !== "text/html") {
    // The file was changed between the question and the page, which failed.
    [shown, awaited] = [null, null];
    return refresh();
  }
  [shown, awaited] = [nameOf(query), null];
  frame.classList.remove("blank");
  if (reply.isHTML) morph.adopt(frame.contentDocument, reply.html, reply.attribute);
  listenTo(frame.contentDocument);
  frame.contentWindow.scrollTo(scrollX, scrollY);
  // A file may have changed while it was loaded.
  if (reply.isHTML) refresh();
});

/** The template that a path shows, as the server finds it. */
function templateAt(path) {
  const name = decodeURIComponent(path.slice(1)).replace(/(^|\/)$/, "$1index");
  const names = [name, ...["html", "pt", "zpt", "htm", "xml"].map((ending) => `${name}.${ending}`)];
  return names.find((name) => stories.templates.some((template) => template.name === name));
}

function listenTo(page) {
  page.addEventListener("click", pickAt, { capture: true });
  page.addEventListener("click", follow);
  page.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const form = event.target;
    const method = (form.getAttribute("method") ?? "get").toUpperCase();
    say(`the form would go to ${method} ${form.getAttribute("action") || "this page"}`);
  });
  page.addEventListener("mousemove", (event) =>
    outline(isPicking || event.altKey ? event.target : null));
  page.addEventListener("mouseleave", () => outline(null));
  page.addEventListener("scroll", () => outline(null), { passive: true });
}

/** Links to pages of the folder are followed, others only named. */
function follow(event) {
  const link = event.target.closest?.("a[href], area[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || link.target) return;
  const target = new URL(link.href, frame.contentWindow.location);
  const here = frame.contentWindow.location;
  if (target.hash && target.pathname === here.pathname) return;
  event.preventDefault();
  const template = target.origin === location.origin && templateAt(target.pathname);
  if (template) select({ template });
  else say(`the link leads to ${link.getAttribute("href")}`);
}

// MARK: - Changes

async function take(change) {
  const { paths, mayBeMore } = change;
  const styles = paths.filter(isStyle);
  if (styles.length) restyle(frame, styles, morph);
  for (const path of paths.filter(isImage)) redraw(frame, path);
  const isShown = (path) => (isStyle(path) || isImage(path)) && path !== query.template;
  if (mayBeMore || !paths.every(isShown)) {
    await refresh();
    list();
  }
}

function listen() {
  const source = new EventSource("/_talisman/changes");
  const mark = (kind, text) => {
    $("connection").className = `dot ${kind}`;
    $("connection").title = text;
  };
  source.onopen = () => {
    mark("on", "connected: what you save is shown");
    list();
    refresh();
  };
  source.onerror = () => mark("off", "the server is gone: start 'talisman serve' again");
  source.onmessage = (event) => take(JSON.parse(event.data));
}

// MARK: - From an element to its line

function pickAt(event) {
  if (!isPicking && !event.altKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const place = morph.place(event.target);
  if (place) openPlace(place, say);
  else say("no template wrote this: a script of the page did");
}

/** Draws a frame around the element of a template, in the shell: the page stays as it is. */
function outline(node) {
  const found = node && morph.place(node);
  const box = $("outline");
  box.hidden = !found;
  if (!found) return;
  const area = found.element.getBoundingClientRect();
  const offset = { left: frame.offsetLeft, top: frame.offsetTop };
  box.style.left = `${offset.left + area.left}px`;
  box.style.top = `${offset.top + area.top}px`;
  box.style.width = `${area.width}px`;
  box.style.height = `${area.height}px`;
  box.classList.toggle("below", area.top < 22);
  box.firstElementChild.textContent = `${found.file}:${found.line}:${found.column}`;
}

function say(text) {
  $("status").textContent = text;
}

// MARK: - The list and the panel

function select(next) {
  const { language, pseudo } = query;
  query = { language, pseudo, ...next };
  for (const key of Object.keys(query)) if (!query[key]) delete query[key];
  history.replaceState(null, "", `#${encodeURIComponent(JSON.stringify(query))}`);
  $("session").removeAttribute("aria-invalid");
  drawPanel();
  refresh();
}

/** Changes settings of the story that is shown. */
const set = (settings) => select({ ...query, ...settings });

function drawStories() {
  const wanted = $("filter").value.trim().toLowerCase();
  const entries = stories.templates.flatMap(({ name, macros }) => [
    { template: name },
    ...macros.map((macro) => ({ template: name, macro })),
  ]);
  const found = entries.filter(({ template, macro }) =>
    `${template} ${macro ?? ""}`.toLowerCase().includes(wanted));
  $("stories").replaceChildren(...found.map(storyItem));
  $("empty").hidden = stories.templates.length > 0;
  $("empty").textContent = "There is no template in the folder yet.";
  if (!query.template && found.length) select(firstStory(entries));
  else drawPanel();
}

function storyItem(story) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = story.macro ?? story.template;
  button.title = story.macro ? `the macro '${story.macro}' of ${story.template}` : story.template;
  if (story.macro) button.className = "macro";
  if (nameOf(story) === nameOf(query)) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => select(story));
  item.append(button);
  return item;
}

function firstStory(entries) {
  const isIndex = ({ template, macro }) => !macro && /(^|\/)index\.\w+$/.test(template);
  return entries.find(isIndex) ?? entries[0];
}

function drawPanel() {
  const { template, macro } = query;
  $("title").textContent = macro ? `${macro} · ${template}` : template;
  $("alone").href = addressOf(query);
  for (const button of $("stories").querySelectorAll("button")) {
    const isCurrent = button.title === (macro ? `the macro '${macro}' of ${template}` : template);
    if (isCurrent) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const samples = stories.templates.find(({ name }) => name === template)?.samples ?? [];
  const sample = query.sample ?? (samples.includes(macro) ? macro : samples[0]);
  options($("sample"), samples.length ? samples : ["none beside the template"], sample);
  $("sample").disabled = samples.length < 2;
  const usual = stories.language ?? "of the source";
  const languages = [usual, ...stories.languages.filter((language) => language !== usual)];
  options($("language"), languages, query.language ?? usual);
  $("pseudo").checked = Boolean(query.pseudo);
}

function options(select, names, chosen) {
  const made = names.map((name) => new Option(name, name, false, name === chosen));
  select.replaceChildren(...made);
}

/** The session that the page was rendered with, unless somebody is writing one. */
function showSession(text) {
  if (query.session === undefined && document.activeElement !== $("session")) {
    $("session").value = text.trim();
  }
}

$("filter").addEventListener("input", drawStories);
$("sample").addEventListener("change", (event) =>
  set({ sample: event.target.value, session: undefined }));
$("language").addEventListener("change", (event) =>
  set({ language: event.target.selectedIndex ? event.target.value : undefined }));
$("pseudo").addEventListener("change", (event) => set({ pseudo: event.target.checked }));
$("session").addEventListener("input", (event) => {
  try {
    JSON.parse(event.target.value);
    event.target.removeAttribute("aria-invalid");
    set({ session: event.target.value });
  } catch {
    event.target.setAttribute("aria-invalid", "true");
  }
});
$("reset").addEventListener("click", () => set({ session: undefined }));
$("settings").addEventListener("click", () => {
  $("panel").hidden = !$("panel").hidden;
  $("settings").setAttribute("aria-pressed", String(!$("panel").hidden));
});
$("pick").addEventListener("click", () => {
  isPicking = !isPicking;
  $("pick").setAttribute("aria-pressed", String(isPicking));
  if (!isPicking) outline(null);
});
for (const button of document.querySelectorAll("[data-width]")) {
  button.addEventListener("click", () => {
    const width = button.dataset.width;
    frame.style.width = width ? `${width}px` : "";
    frame.classList.toggle("narrow", Boolean(width));
    for (const other of document.querySelectorAll("[data-width]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  });
}

// MARK: - Beginning

try {
  const known = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  if (known.template) select(known);
} catch {
  // There is no story in the address yet.
}
listen();
