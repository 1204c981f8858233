"""Random macros, their uses and their slots, for the generator of pages."""

SLOTS = ["first", "second", "third"]


class RandomMacros:
    """What the generator knows of METAL.

    A macro uses those alone that are complete before it, so that none goes on
    for ever. Statements of TAL do not stand together with uses: the engines
    differ there by design.
    """

    def library(self):
        """Another template, the source of macros for the page."""
        self.place, self.inside_macro = "library", True
        parts = [self.macro() for _ in range(self.random.randrange(1, 4))]
        self.inside_macro = False
        self.place = "template"
        return self.document("\n".join(parts))

    def macros_and_uses(self):
        parts = [self.own_macro() for _ in range(self.random.randrange(3))]
        self.budget += 10
        if self.macros:
            parts += [self.use(dict(self.known)) for _ in range(self.random.randrange(1, 4))]
        self.random.shuffle(parts)
        return "\n".join(parts)

    def own_macro(self):
        """A macro of the page itself, which stands there too."""
        slots, self.slots, self.inside_macro = self.slots, [], True
        element = self.macro()
        self.slots, self.inside_macro = slots, False
        return element

    def nested_macro(self):
        """A macro in another one, which has its slots too."""
        slots = self.slots
        element = self.macro()
        self.slots = slots + self.slots
        return element

    def macro(self):
        """An element that defines a macro, at the outermost level."""
        scope, loops = dict(self.known), []
        self.slots = []
        statements = {"metal:define-macro": self.macro_name()}
        if self.maybe(0.2):
            statements["tal:define"] = self.define(scope, loops)
        if self.maybe(0.1):
            statements["tal:repeat"] = self.repeat(scope, loops)
        slots = self.slots
        if self.macros and self.maybe(0.25):
            extended = self.random.choice(self.macros)
            statements["metal:extend-macro"] = self.macro_path(extended)
            statements = {name: statements[name] for name in statements if "tal:" != name[:4]}
            content = self.fillers(extended, scope)
            slots = extended["slots"] + self.slots
        else:
            content = self.children(scope, loops, 2)
        name = statements["metal:define-macro"]
        self.macros.append({"name": name, "place": self.place, "slots": list(slots)})
        if self.maybe(0.25) and not any(name.startswith("tal:") for name in statements):
            statements = {name.removeprefix("metal:"): statements[name] for name in statements}
            element, static = "metal:block", ""
        else:
            element, static = self.random.choice(["div", "section"]), self.static()
        written = "".join(f" {key}={self.quoted(value)}" for key, value in statements.items())
        return f"<{element}{written}{static}>{content}</{element}>"

    def macro_name(self):
        self.macro_count += 1
        return self.random.choice(["m", "a-b_", "M"]) + str(self.macro_count)

    def macro_path(self, macro):
        path = f"{macro['place']}/macros/{macro['name']}"
        if self.maybe(0.1):
            return f"nope/macros/x | {path}"
        if self.maybe(0.1):
            return f"python: {macro['place']}.macros['{macro['name']}']"
        return path

    def use(self, scope):
        """An element that a macro stands for."""
        used = self.random.choice(self.macros)
        content = self.fillers(used, scope)
        path = self.macro_path(used)
        if self.maybe(0.3):
            return f"<metal:block use-macro={self.quoted(path)}>{content}</metal:block>"
        return f"<div metal:use-macro={self.quoted(path)}>{content}</div>"

    def fillers(self, used, scope):
        parts = [self.text()]
        slots = list(dict.fromkeys(used["slots"])) + (["unknown"] if self.maybe(0.1) else [])
        for slot in slots:
            if self.maybe(0.6):
                parts.append(self.slot_element("fill-slot", slot, scope))
                parts.append(self.text())
        return "".join(parts)

    def slot(self, scope):
        name = self.random.choice(SLOTS)
        self.slots.append(name)
        return self.slot_element("define-slot", name, scope)

    def slot_element(self, statement, name, scope):
        content = self.children(dict(scope), [], 3)
        if self.maybe(0.3):
            return f'<metal:x {statement}="{name}">{content}</metal:x>'
        tal = ""
        if self.maybe(0.3):
            tal = f" tal:condition={self.quoted(self.condition(scope, []))}"
        elif self.maybe(0.3):
            tal = f' tal:repeat="w{len(name)} options/items"'
        return f'<i metal:{statement}="{name}"{tal}{self.static()}>{content}</i>'
