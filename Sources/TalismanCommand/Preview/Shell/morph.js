// Changes a document in place into a newer version of itself.
//
// The last version that the server sent is kept beside the document. Only what differs between two
// versions of the server is changed in the document: what people typed, opened and scrolled, and
// what scripts of the page did, is nobody's difference and stays.

/** How many pairs of neighbours are compared at most for the best match. */
const MOST_PAIRS = 250_000;

/** Elements whose content is text, or another document, and changes as a whole. */
const WHOLE = new Set(["NOSCRIPT", "TEMPLATE"]);

export class Morph {
  #attribute;
  #pattern;
  /** The last version, the nodes of the document for its nodes, and the places of elements. */
  #base = null;
  #live = new WeakMap();
  #places = new WeakMap();

  /** Takes over a document that shows a version of the server; `attribute` has the places. */
  adopt(document, html, attribute) {
    this.#live = new WeakMap();
    this.#places = new WeakMap();
    const version = this.#parse(html, attribute);
    const root = document.documentElement;
    this.#link(version.root, root, version, contents(root));
    this.#base = version;
  }

  /**
   * Changes the document into a newer version.
   *
   * Returns false where it has to be loaded anew: scripts run once.
   */
  apply(document, html, attribute) {
    if (!this.#base) return false;
    const version = this.#parse(html, attribute);
    if (version.scripts !== this.#base.scripts) return false;
    const focus = Focus.of(document);
    this.#patch(this.#base.root, version.root, version);
    this.#base = version;
    focus.restore();
    return true;
  }

  /** Says that another node of the document stands for one. */
  replace(old, fresh) {
    const base = this.#live.get(old);
    if (!base) return;
    this.#live.set(base, fresh);
    this.#live.set(fresh, base);
    const place = this.#places.get(old);
    if (place) this.#places.set(fresh, place);
  }

  /** The place of the template that wrote a node, `{file, line, column}`, or null. */
  place(node) {
    for (let element = node; element; element = element.parentNode) {
      const text = this.#places.get(element);
      const found = text && /^(.*):(\d+):(\d+)$/s.exec(text);
      if (!found) continue;
      const [file, line, column] = [found[1], Number(found[2]), Number(found[3])];
      return { file, line, column, element };
    }
    return null;
  }

  // A version without its places, and what they were.
  #parse(html, attribute) {
    this.#attribute = attribute;
    this.#pattern = new RegExp(` ${attribute}="([^"]*)"`, "g");
    const document = new DOMParser().parseFromString(html, "text/html");
    const places = new Map();
    this.#clean(document, places);
    const scripts = [...document.scripts].map((script) => script.outerHTML).join("\n");
    const root = document.documentElement;
    return { root, places, scripts, contents: contents(root) };
  }

  #clean(root, places) {
    const walker = root.ownerDocument ?? root;
    const nodes = walker.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.includes(this.#attribute)) node.data = node.data.replace(this.#pattern, "");
        continue;
      }
      const place = node.getAttribute(this.#attribute);
      if (place !== null) {
        places.set(node, place);
        node.removeAttribute(this.#attribute);
      }
      if (node.nodeName === "TEMPLATE") this.#clean(node.content, places);
    }
  }

  // Remembers that a node of the document shows a node of a version.
  #pair(base, live, places) {
    this.#live.set(base, live);
    this.#live.set(live, base);
    const place = places.get(base);
    if (place) this.#places.set(live, place);
    else this.#places.delete(live);
  }

  // Finds the nodes of the document that a version has made.
  #link(base, live, version, liveContents) {
    this.#pair(base, live, version.places);
    if (WHOLE.has(base.nodeName)) return;
    const bases = [...base.childNodes];
    const lives = [...live.childNodes];
    for (const [index, other] of matches(bases, lives, version.contents, liveContents).forward) {
      this.#link(bases[index], lives[other], version, liveContents);
    }
  }

  // A new node of the document for a node of a version.
  #make(fresh, document, version) {
    const live = document.importNode(fresh, true);
    const both = (base, node) => {
      this.#pair(base, node, version.places);
      base.childNodes.forEach((child, index) => both(child, node.childNodes[index]));
    };
    both(fresh, live);
    return live;
  }

  #patch(base, fresh, version) {
    const live = this.#live.get(base);
    if (!live) return;
    const isSame = this.#base.contents.numbers.get(base) === version.contents.numbers.get(fresh);
    this.#pair(fresh, live, version.places);
    if (isSame) return this.#carry(base, fresh, version);
    if (fresh.nodeType !== Node.ELEMENT_NODE) {
      live.data = fresh.data;
      return;
    }
    patchAttributes(base, fresh, live);
    if (fresh.nodeName === "NOSCRIPT") live.textContent = fresh.innerHTML;
    else if (fresh.nodeName === "TEMPLATE") live.innerHTML = fresh.innerHTML;
    else this.#patchChildren(base, fresh, live, version);
  }

  // Nothing differs but the places.
  #carry(base, fresh, version) {
    const [bases, freshes] = [base.childNodes, fresh.childNodes];
    for (let index = 0; index < freshes.length; index += 1) {
      const live = this.#live.get(bases[index]);
      if (live) this.#pair(freshes[index], live, version.places);
      this.#carry(bases[index], freshes[index], version);
    }
  }

  #patchChildren(base, fresh, live, version) {
    const bases = [...base.childNodes];
    const freshes = [...fresh.childNodes];
    const found = matches(freshes, bases, version.contents, this.#base.contents);
    const kept = new Set(found.forward.values());
    bases.forEach((node, index) => {
      if (!kept.has(index)) this.#live.get(node)?.remove();
    });
    let anchor = null;
    freshes.forEach((node, index) => {
      const old = bases[found.forward.get(index)];
      let child = old && this.#live.get(old);
      if (child && child.parentNode === live) {
        if (found.moved.has(index)) moveBehind(live, child, anchor);
        this.#patch(old, node, version);
      } else if (!old) {
        child = this.#make(node, live.ownerDocument, version);
        live.insertBefore(child, anchor ? anchor.nextSibling : live.firstChild);
      } else {
        // A script of the page took it away.
        return;
      }
      anchor = child;
    });
  }
}

function patchAttributes(base, fresh, live) {
  for (const { name, value } of fresh.attributes) {
    if (base.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  for (const { name } of base.attributes) {
    if (!fresh.hasAttribute(name)) live.removeAttribute(name);
  }
}

function moveBehind(parent, child, anchor) {
  const next = anchor ? anchor.nextSibling : parent.firstChild;
  if (next === child) return;
  if (parent.moveBefore) parent.moveBefore(child, next);
  else parent.insertBefore(child, next);
}

// MARK: - What belongs to what

/**
 * What is in all nodes below a root: `numbers` of 53 bits, the same for the same content, and the
 * `ids` of elements in a node, itself first.
 */
function contents(root) {
  const numbers = new Map();
  const ids = new Map();
  const look = (node) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    const add = (text) => {
      for (let index = 0; index <= text.length; index += 1) {
        // Behind the last character stands what is none.
        const code = index < text.length ? text.charCodeAt(index) : 0x10000;
        one = Math.imul(one ^ code, 2654435761);
        two = Math.imul(two ^ code, 1597334677);
        one ^= one >>> 15;
        two ^= two >>> 13;
      }
    };
    const own = node.id ? [node.id] : [];
    add(node.nodeName);
    if (node.nodeType === Node.ELEMENT_NODE) {
      for (const { name, value } of node.attributes) {
        add(name);
        add(value);
      }
      // A page where scripts run has text there.
      if (WHOLE.has(node.nodeName)) {
        add(node.innerHTML);
      } else {
        for (const child of node.childNodes) {
          add(String(look(child)));
          const below = ids.get(child);
          if (below) own.push(...below);
        }
      }
    } else {
      add(node.data ?? "");
    }
    const number = 4294967296 * (two & 0x1fffff) + (one >>> 0);
    numbers.set(node, number);
    if (own.length) ids.set(node, own);
    return number;
  };
  look(root);
  return { numbers, ids };
}

/** Whether two nodes can be the same at all. */
function areAlike(node, other) {
  if (node.nodeType !== other.nodeType || node.nodeName !== other.nodeName) return false;
  if (node.nodeType !== Node.ELEMENT_NODE) return true;
  if (node.id && other.id && node.id !== other.id) return false;
  return node.getAttribute("type") === other.getAttribute("type");
}

/** How much speaks for two nodes being the same; 0 where other pairs come first. */
function likeness(node, other, isEqual, ids, otherIDs) {
  if (!areAlike(node, other)) return 0;
  if (isEqual) return node.nodeType === Node.ELEMENT_NODE ? 24 : node.data.trim() ? 6 : 2;
  if (node.nodeType !== Node.ELEMENT_NODE) return 1;
  let sum = 1;
  if (node.id && node.id === other.id) sum += 16;
  if (ids && otherIDs) {
    // What has elements with ids in it is where most of them are.
    if (!ids.some((id) => otherIDs.includes(id))) return 0;
    sum += 8;
  }
  for (const name of ["name", "for", "href", "src", "class"]) {
    const value = node.getAttribute(name);
    if (value !== null && value === other.getAttribute(name)) sum += 2;
  }
  if (node.textContent.trim() && node.textContent === other.textContent) sum += 4;
  return sum;
}

/**
 * Which node of a list is which of another one.
 *
 * `forward` has the numbers in the second list by those in the first; `moved` those of the first
 * list that may be in another order.
 */
function matches(nodes, others, own, theirs) {
  const forward = new Map();
  const moved = new Set();
  const isEqual = (i, j) => own.numbers.get(nodes[i]) === theirs.numbers.get(others[j]);
  let [start, end, otherEnd] = [0, nodes.length, others.length];
  while (start < end && start < otherEnd && isEqual(start, start)) forward.set(start, start++);
  while (end > start && otherEnd > start && isEqual(end - 1, otherEnd - 1)) {
    forward.set((end -= 1), (otherEnd -= 1));
  }
  const [rows, columns] = [end - start, otherEnd - start];
  const like = (i, j) => {
    const [node, other] = [nodes[start + i], others[start + j]];
    const equal = isEqual(start + i, start + j);
    return likeness(node, other, equal, own.ids.get(node), theirs.ids.get(other));
  };
  const pairs = rows * columns <= MOST_PAIRS ? best : inTurn;
  pairs(rows, columns, like, (i, j) => forward.set(start + i, start + j));
  const taken = new Set(forward.values());
  const open = others.map((_, index) => index).filter((index) => !taken.has(index));
  // The rest: first by the ids in them, then by what they are.
  const take = (isMeant) => {
    nodes.forEach((node, index) => {
      if (forward.has(index)) return;
      const place = open.findIndex((j) => areAlike(node, others[j]) && isMeant(node, others[j]));
      if (place < 0) return;
      forward.set(index, open.splice(place, 1)[0]);
      moved.add(index);
    });
  };
  take((node, other) => {
    const ids = own.ids.get(node);
    return ids && theirs.ids.get(other)?.some((id) => ids.includes(id));
  });
  take((node) => node.nodeType === Node.ELEMENT_NODE);
  return { forward, moved };
}

/** The pairs in order that have the largest likeness in all. */
function best(rows, columns, like, take) {
  if (rows === 0 || columns === 0) return;
  const width = columns + 1;
  const sums = new Float64Array((rows + 1) * width);
  const likes = new Float64Array(rows * columns);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const value = like(i, j);
      likes[i * columns + j] = value;
      const paired = value > 0 ? value + sums[(i + 1) * width + j + 1] : 0;
      sums[i * width + j] = Math.max(paired, sums[(i + 1) * width + j], sums[i * width + j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < rows && j < columns) {
    const sum = sums[i * width + j];
    const value = likes[i * columns + j];
    if (value > 0 && sum === value + sums[(i + 1) * width + j + 1]) take(i++, j++);
    else if (sum === sums[(i + 1) * width + j]) i += 1;
    else j += 1;
  }
}

/** The first pairs in order that can be, for very long lists. */
function inTurn(rows, columns, like, take) {
  let j = 0;
  for (let i = 0; i < rows && j < columns; i += 1) {
    for (let k = j; k < Math.min(columns, j + 50); k += 1) {
      if (like(i, k) === 0) continue;
      take(i, k);
      j = k + 1;
      break;
    }
  }
}

// MARK: - Focus

/** What has the focus, with the caret in it. */
class Focus {
  static of(document) {
    const focus = new Focus();
    const element = document.activeElement;
    focus.document = document;
    focus.element = element === document.body ? null : element;
    try {
      focus.selection = [element.selectionStart, element.selectionEnd, element.selectionDirection];
    } catch {
      focus.selection = [null];
    }
    return focus;
  }

  /** Gives it back where a move has taken it. */
  restore() {
    const { element, document } = this;
    if (!element?.isConnected || document.activeElement === element) return;
    element.focus({ preventScroll: true });
    if (typeof this.selection[0] === "number") element.setSelectionRange(...this.selection);
  }
}
