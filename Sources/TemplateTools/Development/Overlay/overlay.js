// Shows what is wrong with a story over the last good page.

export class Overlay {
  #root;
  #open;

  /** `open` gets a place that somebody clicks. */
  constructor(root, open) {
    this.#root = root;
    this.#open = open;
  }

  hide() {
    this.#root.hidden = true;
    this.#root.replaceChildren();
  }

  show(problems) {
    this.#root.replaceChildren(...problems.map((problem) => this.#article(problem)));
    this.#root.hidden = false;
  }

  #article(problem) {
    const article = make("article");
    if (problem.code) article.append(make("p", problem.code, "code"));
    article.append(make("h2", problem.message));
    if (problem.place) article.append(this.#place(problem.place));
    if (problem.excerpt.length) article.append(excerpt(problem.excerpt));
    if (problem.notes.length) {
      article.append(make("h3", "What to do"), this.#notes(problem.notes));
    } else if (problem.remedy) {
      article.append(make("h3", "What to do"), make("p", problem.remedy));
    }
    if (problem.calls.length) article.append(make("h3", "Called from"), this.#notes(problem.calls));
    if (problem.variables.length) article.append(variables(problem.variables));
    if (problem.meaning) article.append(meaning(problem));
    return article;
  }

  #place(place) {
    const button = make("button", `${place.file}:${place.line}:${place.column}`, "place");
    button.type = "button";
    button.addEventListener("click", () => this.#open(place));
    return button;
  }

  #notes(notes) {
    const list = make("ul");
    for (const note of notes) {
      const item = make("li", note.text);
      if (note.place) item.append(" – ", this.#place(note.place));
      list.append(item);
    }
    return list;
  }
}

function make(name, text = "", kind = "") {
  const element = document.createElement(name);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

/** The line of the template, and the caret in a colour of its own. */
function excerpt(lines) {
  const block = make("pre", lines.slice(0, -1).join("\n"));
  block.append(lines.length > 1 ? "\n" : "", make("b", lines.at(-1)));
  return block;
}

function variables(all) {
  const details = make("details");
  details.open = all.length <= 12;
  const table = make("table");
  for (const { name, value } of all) {
    const row = make("tr");
    row.append(make("th", name), make("td", value));
    table.append(row);
  }
  details.append(make("summary", `Variables in scope (${all.length})`), table);
  return details;
}

function meaning(problem) {
  const details = make("details");
  details.append(make("summary", `What '${problem.code}' means`), make("p", problem.meaning));
  if (problem.remedy) details.append(make("p", problem.remedy));
  return details;
}
