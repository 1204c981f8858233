// Runs first in every document and every frame of it: what hostile values call, and what looks at
// the result.
(() => {
    "use strict";
    const tell = (kind, what) => window.talismanReport(JSON.stringify([kind, what]));

    // A value ran as code; templates call `z` at the end of their own scripts, and `f` in them.
    window.ran = (number) => tell("ran", Number(number));
    window.z = (number) => tell("reached", number);
    window.f = () => 0;
    window.a = {};
    window.addEventListener("message", (event) => {
        if (typeof event.data === "number") tell("ran", event.data);
    });

    // Nobody leaves a page. An address tells whose it was.
    if (window.navigation) {
        navigation.addEventListener("navigate", (event) => {
            if (event.cancelable) event.preventDefault();
            tell("left", event.destination.url);
        });
    }
    window.open = (address) => tell("left", String(address));
    window.alert = window.confirm = window.prompt = window.print = () => 0;

    if (window !== window.top) return;

    const sleep = (time) => new Promise((done) => setTimeout(done, time));

    // Images and frames that never answer do not keep anybody waiting.
    window.talismanLoaded = async () => {
        const end = performance.now() + 20000;
        while (document.readyState !== "complete" && performance.now() < end) await sleep(10);
    };

    /// The tree below a node: names of elements and attributes, comments and instructions.
    ///
    /// Attributes of `ignored` names are left out: their values are what the case is about.
    function shape(node, ignored) {
        const parts = [];
        walk(node, ignored, parts);
        return parts.join("");
    }

    function walk(node, ignored, parts) {
        if (node.nodeType === 8) parts.push("!");
        if (node.nodeType === 7 || node.nodeType === 10) parts.push("?");
        if (node.nodeType === 1) {
            const space = { "http://www.w3.org/2000/svg": "svg:",
                "http://www.w3.org/1998/Math/MathML": "math:" }[node.namespaceURI] ?? "";
            const names = [...node.attributes].map((attribute) => attribute.name)
                .filter((name) => !ignored.has(name));
            parts.push("<", space, node.localName, ...names.map((name) => " " + name), ">");
        }
        for (const child of children(node)) walk(child, ignored, parts);
        if (node.nodeType === 1) parts.push("/");
    }

    function children(node) {
        const all = [...node.childNodes];
        if (node.nodeType !== 1) return all;
        if (node.localName === "template" && node.content) all.push(...node.content.childNodes);
        if (node.shadowRoot) all.push(...node.shadowRoot.childNodes);
        if (node.localName === "iframe" && node.hasAttribute("srcdoc")) {
            try { all.push(node.contentDocument.documentElement); } catch { /* Not ours. */ }
        }
        return all;
    }

    /// Which properties are set, of which selectors.
    function properties(root) {
        const found = new Set();
        for (const element of root.querySelectorAll("[style]")) {
            for (const property of element.style ?? []) found.add("{" + property);
        }
        for (const element of root.querySelectorAll("style")) {
            for (const rule of element.sheet?.cssRules ?? []) {
                found.add(rule.selectorText ?? rule.constructor.name);
                for (const property of rule.style ?? []) {
                    found.add(rule.selectorText + "{" + property);
                }
            }
        }
        return [...found];
    }

    const clicked = "a, area, button, input[type=submit], input[type=image], input:not([type])";

    function use(root, view, events, clicks) {
        const elements = [...root.querySelectorAll("*")];
        for (const type of events) {
            for (const target of [...elements, root, ...(view ? [view] : [])]) {
                try { target.dispatchEvent(new Event(type, { bubbles: false, cancelable: true })); }
                catch { /* A handler that fails is no finding. */ }
            }
        }
        if (!clicks) return;
        for (const element of root.querySelectorAll(clicked)) {
            element.dispatchEvent(new MouseEvent("click",
                { bubbles: true, cancelable: true, composed: true, view: view ?? window }));
        }
    }

    /// Looks at cases in the page: `{number, ignored, events, clicks, properties}`.
    ///
    /// Gives for each the shape and the properties, or nothing where its place is gone.
    window.talismanLook = async (cases, pause) => {
        await sleep(pause);
        const found = cases.map((one) => {
            const frame = document.getElementById("f" + one.number);
            let root = document.getElementById("c" + one.number), view = null;
            if (frame) {
                root = frame.contentDocument;
                view = frame.contentWindow;
            }
            return [one, root, view];
        });
        const answers = found.map(([one, root]) => root && {
            shape: shape(root, new Set(one.ignored)),
            properties: one.properties ? properties(root) : [],
        });
        for (const [one, root, view] of found) if (root) use(root, view, one.events, one.clicks);
        if (cases.some((one) => one.clicks || one.events.length)) await sleep(pause);
        return answers;
    };

    /// What is around the cases of a page: nothing but them, if all are contained.
    window.talismanFrame = () => {
        const root = document.documentElement;
        const names = (element) => [...element.attributes].map((attribute) => attribute.name);
        return JSON.stringify([
            names(root), names(document.body), document.head.children.length,
            [...document.body.childNodes].map((node) => node.id ?? node.nodeName),
            root.childNodes.length, document.childNodes.length,
        ]);
    };
})();
