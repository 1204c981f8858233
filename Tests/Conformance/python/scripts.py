"""Writes scripts and what CPython makes of them, one JSON object a line.

    python3 scripts.py COUNT SEED > scripts.jsonl

Each row has the script, the name of the error that it ends with, if it does, and
the `repr` of its variables then: null where there is none. Integers that leave
64 bits are OverflowError, and rows whose outcome the engine leaves open are not
written, as in `generate.py`.

Scripts change only what they have made themselves: what the page is given is
fixed in the engine. They put no container into itself, and run over iterators
and views of what they change only where these are lists first.
"""

import ast
import copy
import json
import operator
import signal
import sys

import generate
from generate import Checks, Generator, Skip, check

SHOWN = ["n1", "n2", "t1", "t2", "l1", "l2", "d1", "d2", "s1", "p1", "v1", "v2", "log"]

IN_PLACE = {
    ast.Add: operator.iadd, ast.Sub: operator.isub, ast.Mult: operator.imul,
    ast.Div: operator.itruediv, ast.FloorDiv: operator.ifloordiv, ast.Mod: operator.imod,
    ast.Pow: operator.ipow, ast.BitOr: operator.ior, ast.BitAnd: operator.iand,
    ast.BitXor: operator.ixor, ast.LShift: operator.ilshift, ast.RShift: operator.irshift,
}

CONTAINERS = (list, dict, set)


def augment(name, left, right):
    if isinstance(left, CONTAINERS):
        if isinstance(left, list) and name == "Mult" and isinstance(right, int):
            if len(left) * right > 1000:
                raise Skip
        return IN_PLACE[getattr(ast, name)](left, right)
    return generate.binary(name, left, right)


class Ticks:
    def __init__(self):
        self.left = 3000

    def __call__(self):
        self.left -= 1
        if self.left < 0:
            raise Skip


def unchecked(value):
    """An item that an update has made: its error would have come before."""
    try:
        check(value)
    except Exception:
        raise Skip from None
    return value


class ScriptChecks(Checks):
    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            read = ast.Name(node.target.id, ast.Load())
            name = ast.Constant(type(node.op).__name__)
            value = self.call("augment__", [name, read, node.value])
            return self.watched(ast.Assign([node.target], value))
        read = copy.deepcopy(node.target)
        read.ctx = ast.Load()
        return [*self.watched(node), ast.Expr(self.call("unchecked__", [read]))]

    def watched(self, node):
        return [node, ast.Expr(self.call("cycles__", []))]

    def visit_Assign(self, node):
        self.generic_visit(node)
        return self.watched(node)

    def visit_Expr(self, node):
        self.generic_visit(node)
        return self.watched(node)

    def visit_ExceptHandler(self, node):
        self.generic_visit(node)
        if node.type is None:
            node.type = ast.Name("Exception", ast.Load())
        return node

    def loop(self, node):
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(self.call("tick__", [])))
        return node

    visit_For = visit_While = loop


def cycles(scope):
    """Skips rows where a container is in itself, which the engine refuses."""
    if any("..." in repr(scope.get(name)) for name in SHOWN):
        raise Skip


def expire(number, frame):
    raise Skip


def outcome(text):
    tree = ast.fix_missing_locations(ScriptChecks().visit(ast.parse(text)))
    variables = copy.deepcopy(generate.VARIABLES)
    scope = {
        **variables, "binary__": generate.binary, "check__": check, "augment__": augment,
        "unchecked__": unchecked, "tick__": Ticks(), "cycles__": lambda: cycles(scope),
    }
    error = None
    # Texts and numbers may grow for longer than anybody waits.
    signal.alarm(2)
    try:
        exec(compile(tree, "script", "exec"), scope)
    except Skip:
        return None
    except (RecursionError, MemoryError):
        return None
    except Exception as found:
        error = type(found).__name__
        if error.startswith("Unicode"):
            error = "ValueError"
    if variables != generate.VARIABLES:
        return None
    shown = {}
    try:
        cycles(scope)
    except Skip:
        return None
    for name in SHOWN:
        if name not in scope:
            shown[name] = None
            continue
        value = scope[name]
        if isinstance(value, set):
            try:
                value = sorted(value)
            except TypeError:
                return None
        if generate.open_ended(value):
            return None
        shown[name] = repr(value)
        if " at 0x" in shown[name] or len(shown[name]) > 600 or "..." in shown[name]:
            return None
    return {"error": error, "variables": shown}


class ScriptGenerator(Generator):
    def __init__(self, seed):
        super().__init__(seed)
        self.loops = 0
        self.depth = 0
        self.whiles = 0

    def script(self):
        self.locals = [("n1", "int"), ("n2", "int"), ("t1", "str"), ("t2", "str")]
        self.whiles = 0
        start = [
            "log = []",
            self.pick("n1 = 3", "n1 = n2 = 0", "n1, n2 = 1, 2"),
            self.pick("t1 = 'ab'", "t1 = t2 = ''", "t1, t2 = 'xy'"),
            self.pick("l1 = [3, 1, 2]", "l1 = l2 = []", "l1 = [1, 'a']; l2 = l1", "l1 = list(numbers)"),
            self.pick("d1 = {}", "d1 = {'a': 1, 'b': [1]}", "d1 = d2 = {1: 'x'}", "d1 = dict(d)"),
            self.pick("s1 = {1, 2}", "s1 = set()", "s1 = set(numbers)"),
            "v1 = v2 = 0; p1 = 1, 'p'",
            self.pick("n2 = 4; t2 = 'cd'; l2 = [0]; d2 = {}", "n2 = -1; t2 = 'é'; l2 = [[1], l1]; d2 = d1"),
        ]
        start = [line for line in start if self.random.random() < 0.99]
        return "\n".join(start + self.block(self.pick(2, 3, 4, 5))) + "\n"

    def block(self, count):
        self.depth += 1
        lines = []
        for _ in range(count):
            lines += self.statement()
        self.depth -= 1
        return lines

    def body(self):
        return ["    " + line for line in self.block(self.pick(1, 1, 2, 2, 3))]

    def value(self):
        return self.random.choice([self.int, self.int, self.str, self.any])(self.pick(0, 1, 1, 2))

    def number(self):
        return self.pick(
            self.int(self.pick(0, 1, 2)), "len(l1)", "len(d1)", "len(s1)", "n1", "n2",
            "l1[0]", "l1[-1]", "d1['a']", "d1.get('a', 0)", "l1.index(1)", "l1.count(1)", "v1",
        )

    def text(self):
        return self.pick(self.str(self.pick(0, 1, 2)), "t1", "t2", "str(l1)", "str(d1)", "repr(v1)")

    def items(self):
        return self.pick(
            self.ints(1), self.strs(1), "l1", "l2", "l1[:]", "list(d1)", "list(d1.items())",
            "range(3)", "sorted(s1)", "t1", "list(enumerate(l1))", "[(1, 2), (3, 4)]",
        )

    def key(self):
        return self.pick("'a'", "'b'", "'none'", "1", "0", "n1", "t1", "(1, 2)", "None", "True", "1.0", self.str(1))

    def index(self):
        return self.pick("0", "-1", "1", "2", "5", "-4", "n1", "True", "len(l1)")

    def condition(self):
        return self.pick(
            self.bool(1), f"{self.number()} > {self.number()}", f"{self.value()} in l1",
            f"{self.key()} in d1", "not l1", "l1 is l2", "d1 == d2", "s1 and l1", "n1 % 2", "1 in s1",
        )

    def error(self):
        return self.pick(
            "KeyError", "IndexError", "LookupError", "ZeroDivisionError", "ArithmeticError", "TypeError",
            "ValueError", "AttributeError", "NameError", "OverflowError", "Exception", "RuntimeError",
        )

    def statement(self):
        compound = self.depth < 5 and self.random.random() < 0.4
        if compound:
            return self.pick(
                self.conditional, self.conditional, self.for_loop, self.for_loop, self.while_loop,
                self.attempt, self.attempt, self.attempt,
            )()
        simple = self.simple()
        if simple in ("break", "continue") or self.random.random() < 0.3:
            return [simple]
        kind = self.pick("Exception", "Exception", "LookupError", "(TypeError, ValueError)")
        return ["try: " + simple, f"except {kind}: " + self.note()]

    def simple(self):
        if self.loops and self.random.random() < 0.12:
            return self.pick("break", "continue")
        one = self.pick(
            self.assignment, self.assignment, self.update, self.item, self.item, self.method,
            self.method, self.removal, self.note, self.note,
        )()
        if self.random.random() < 0.05:
            return one + self.pick("; ", ";") + self.note() + self.pick("", ";", "  # a remark")
        return one

    def note(self):
        return self.pick(
            f"log.append({self.number()})", f"log.append({self.text()})", f"log.append({self.value()})",
            "log.append(len(log))", "pass",
        )

    def assignment(self):
        return self.pick(
            lambda: f"{self.pick('n1', 'n2')} = {self.number()}",
            lambda: f"{self.pick('t1', 't2')} = {self.text()}",
            lambda: f"{self.pick('l1', 'l2')} = list({self.items()})",
            lambda: f"{self.pick('l1', 'l2')} = [{self.value()}, {self.value()}]",
            lambda: f"l1 = [{self.comprehension('int', 1)}]",
            lambda: f"{self.pick('l1 = l2', 'l2 = l1', 'd2 = d1', 'd1 = d2', 'l2 = l1[:]', 'l2 = l1 + l1', 'd2 = d1.copy()')}",
            lambda: f"d1 = {{{self.pair(1)}, {self.key()}: {self.value()}}}",
            lambda: f"p1 = {self.value()}, {self.number()}",
            lambda: f"n1, n2 = {self.pick('n2, n1', 'l1', 'p1', self.items(), 'd1')}",
            lambda: f"[n1, (t1, n2)] = {self.number()}, ({self.text()}, {self.number()})",
            lambda: f"n1 = n2 = {self.number()}",
            lambda: f"n1 = l1[{self.index()}] = {self.number()}",
            lambda: f"l2 = [l1[:], {self.value()}]",
            lambda: f"t1 = f'{{n1}}-{{t2!r}}'",
            lambda: f"s1 = set({self.ints(1)})",
        )()

    def update(self):
        operators = ["+", "-", "*", "//", "%", "/", "**", "|", "&", "^", "<<", ">>"]
        return self.pick(
            lambda: f"{self.pick('n1', 'n2')} {self.pick(*operators)}= {self.number()}",
            lambda: f"t1 {self.pick('+', '+', '*', '%')}= {self.pick(self.text(), self.number())}",
            lambda: f"{self.pick('l1', 'l2')} += {self.items()}",
            lambda: f"l1 *= {self.pick(0, 1, 2, -1, 'n1')}",
            lambda: f"s1 {self.pick('|', '&', '-', '^')}= {self.pick('{1, 5}', 'set(numbers)', 's1', '[1]')}",
            lambda: f"d1 |= {self.pick('d', 'd1', '{1: 2}', '[(1, 2)]', 'l1')}",
            lambda: f"p1 += {self.pick('(1,)', 'l1', '1')}",
        )()

    def item(self):
        return self.pick(
            lambda: f"l1[{self.index()}] = {self.value()}",
            lambda: f"d1[{self.key()}] = {self.value()}",
            lambda: f"d1[{self.key()}] = l1[:]",
            lambda: f"l1[{self.slice(1)}] = {self.items()}",
            lambda: f"l1[{self.index()}] {self.pick('+', '-', '%')}= {self.number()}",
            lambda: f"d1[{self.key()}] {self.pick('+', '-', '//')}= {self.number()}",
            lambda: f"d1[{self.key()}], l1[{self.index()}] = {self.value()}, {self.value()}",
            lambda: f"d1[{self.key()}] = d1.get({self.key()}, 0) + 1",
            lambda: f"{self.pick('t1', 'p1', 'n1', 's1')}[0] = 1",
            lambda: f"d1['n'] = {{}}; d1['n'][{self.key()}] = {self.value()}",
        )()

    def removal(self):
        return "del " + self.pick(
            lambda: f"l1[{self.index()}]", lambda: f"d1[{self.key()}]", lambda: f"l1[{self.slice(1)}]",
            lambda: self.pick("n2", "t2", "l2", "d2", "p1", "v1", "n2, t2"), lambda: "t1[0]",
        )()

    def method(self):
        keep = self.pick("", "", "v2 = ", "v1 = ")
        change = self.pick(
            lambda: f"l1.append({self.value()})", lambda: f"l1.extend({self.items()})",
            lambda: f"l1.insert({self.index()}, {self.value()})", lambda: "l1.pop()",
            lambda: f"l1.pop({self.index()})", lambda: f"l1.remove({self.value()})",
            lambda: "l1.clear()", lambda: "l1.reverse()",
            lambda: f"l1.sort({self.pick('', 'reverse=True', 'key=str', 'key=str, reverse=True')})",
            lambda: f"d1.setdefault({self.key()}, {self.value()})", lambda: f"d1.setdefault({self.key()}, [])",
            lambda: f"d1.pop({self.key()})", lambda: f"d1.pop({self.key()}, {self.value()})",
            lambda: "d1.popitem()", lambda: f"d1.update({self.pick('d', 'd1', 'a=1', '{1: 2}, b=2', 'l1')})",
            lambda: "d1.clear()", lambda: f"s1.add({self.value()})", lambda: f"s1.add({self.number()})",
            lambda: f"s1.discard({self.number()})", lambda: f"s1.remove({self.number()})",
            lambda: f"s1.update({self.ints(1)})", lambda: f"s1.difference_update({self.ints(1)})",
            lambda: f"s1.intersection_update({self.ints(1)})",
            lambda: f"s1.symmetric_difference_update({self.ints(1)})", lambda: "s1.clear()",
            lambda: f"d1.setdefault('b', []).append({self.value()})", lambda: "l1.nope()",
        )()
        return keep + change

    # Compound statements

    def conditional(self):
        lines = [f"if {self.condition()}:"] + self.body()
        while self.random.random() < 0.3:
            lines += [f"elif {self.condition()}:"] + self.body()
        if self.random.random() < 0.5:
            lines += ["else:"] + self.body()
        return lines

    def looping(self):
        self.loops += 1
        lines = self.body()
        self.loops -= 1
        if self.random.random() < 0.3:
            lines += ["else:"] + self.body()
        return lines

    def for_loop(self):
        head = self.pick(
            lambda: f"for v1 in {self.items()}:", lambda: f"for v1 in {self.pick('l1', 'd1', 'l2')}:",
            lambda: f"for v1, v2 in {self.pick('list(d1.items())', 'list(enumerate(l1))', 'list(zip(l1, numbers))', self.items())}:",
            lambda: f"for n1 in range({self.pick(2, 3, 5)}):",
        )()
        if self.random.random() < 0.1:
            return [head + " " + self.note()]
        return [head] + self.looping()

    def while_loop(self):
        name = f"w{self.whiles}"
        self.whiles += 1
        condition = self.pick("", "", f" and {self.condition()}")
        lines = self.looping()
        return [f"{name} = 0", f"while {name} < {self.pick(1, 3, 4)}{condition}:", f"    {name} += 1"] + lines

    def attempt(self):
        lines = ["try:"] + self.body()
        if self.random.random() < 0.25:
            lines.append("    " + self.raised())
        clauses = self.pick(0, 1, 1, 1, 2)
        for _ in range(clauses):
            lines += self.clause() + self.body()
            if self.random.random() < 0.2:
                lines.append("    " + self.pick("raise", self.raised()))
        if clauses and self.random.random() < 0.15:
            lines += ["except:"] + self.body()
        if clauses and self.random.random() < 0.3:
            lines += ["else:"] + self.body()
        if not clauses or self.random.random() < 0.35:
            lines += ["finally:"] + self.body()
        return lines

    def clause(self):
        kind = self.pick(self.error(), "Exception", f"({self.error()}, {self.error()})", "LookupError")
        if self.random.random() < 0.3:
            return [f"except {kind} as e:", f"    log.append(isinstance(e, {self.error()}))"]
        return [f"except {kind}:"]

    def raised(self):
        return self.pick(
            f"raise {self.error()}", f"raise {self.error()}('text')", f"raise {self.error()}({self.number()})",
            "raise 1", "raise v1",
        )


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    generator = ScriptGenerator(seed)
    seen = set()
    while len(seen) < count:
        text = generator.script()
        if text in seen or len(text) > 1200:
            continue
        found = outcome(text)
        if found is None:
            continue
        seen.add(text)
        print(json.dumps({"script": text, **found}))


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, expire)
    main()
