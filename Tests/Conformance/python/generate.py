"""Writes expressions and what CPython makes of them, one JSON object a line.

    python3 generate.py COUNT SEED > rows.jsonl

Each row has the expression, and its `repr` or the name of its error. Integers
that leave 64 bits are OverflowError and complex numbers ValueError, as the
engine documents it. Rows whose outcome the engine leaves open are not written: the
order of sets, texts and ranges beyond the limits. Generators stand only where
they are run to their end, because the engine runs them at once.
"""

import ast
import json
import operator
import random
import sys

VARIABLES = {
    "x": 3,
    "big": 9007199254740993,
    "y": -2.5,
    "tiny": 1e-7,
    "s": "h\u00e9llo W\u00f6rld",
    "word": "banana",
    "empty": "",
    "names": ["bob", "Al", "cy", "al"],
    "numbers": [3, -1, 4, 1, 5, 9, 2, 6],
    "mixed": [1, 2.5, True, None, "a"],
    "d": {"a": 1, "b": [1, 2], "c": "z"},
    "rows": [{"n": "tea", "v": 3}, {"n": "cake", "v": 12}, {"n": "pie", "v": 3}],
    "yes": True,
    "none": None,
}


class Skip(BaseException):
    pass


def check(value):
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise OverflowError("64 bits")
    if isinstance(value, complex):
        raise ValueError("complex")
    if isinstance(value, str) and len(value) > 100_000:
        raise Skip
    if isinstance(value, range) and len(value) > 100_000:
        raise Skip
    return value


OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.BitOr: operator.or_, ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
}


def binary(name, left, right):
    ints = isinstance(left, int) and isinstance(right, int)
    if ints and name == "Pow" and right > 100 and abs(left) > 1:
        raise OverflowError("64 bits")
    if ints and name == "LShift" and right > 100 and left:
        raise OverflowError("64 bits")
    if name == "Mod" and isinstance(left, str):
        values = right.values() if isinstance(right, dict) else right
        for value in values if isinstance(right, (tuple, dict)) else [right]:
            # `%d` of a large number is an integer of more than 64 bits.
            if isinstance(value, float) and abs(value) >= 2**63:
                raise Skip
    if name == "Mult":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, (str, list, tuple)) and isinstance(other, int):
                if len(one) * other > 100_000:
                    raise Skip
    return check(OPERATORS[getattr(ast, name)](left, right))


class Checks(ast.NodeTransformer):
    """Looks at every computed value."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        name = ast.Constant(type(node.op).__name__)
        return self.call("binary__", [name, node.left, node.right])

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return self.call("check__", [node])

    def visit_Call(self, node):
        self.generic_visit(node)
        return self.call("check__", [node])

    @staticmethod
    def call(name, arguments):
        return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def outcome(text):
    tree = Checks().visit(ast.parse("(" + text + ")", mode="eval"))
    code = compile(ast.fix_missing_locations(tree), "row", "eval")
    scope = {**VARIABLES, "binary__": binary, "check__": check}
    try:
        value = eval(code, scope)
        if open_ended(value):
            raise Skip
        result = repr(value)
    except Skip:
        return None
    except (RecursionError, MemoryError):
        return None
    except Exception as error:
        kind = type(error).__name__
        return {"error": "ValueError" if kind.startswith("Unicode") else kind}
    if " at 0x" in result or len(result) > 2000:
        return None
    return {"repr": result}


def open_ended(value):
    if isinstance(value, set):
        return len(value) > 1
    if isinstance(value, (list, tuple)):
        return any(open_ended(item) for item in value)
    if isinstance(value, dict):
        return any(open_ended(item) for pair in value.items() for item in pair)
    return type(value).__name__ in ("dict_items", "dict_values", "type", "builtin_function_or_method")


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.locals = []

    def pick(self, *choices):
        return self.random.choice(choices)

    def any(self, depth):
        kinds = [self.int, self.float, self.str, self.bool, self.list, self.tuple, self.dict]
        return self.random.choice(kinds)(depth)

    def of(self, kind, depth):
        """A value of a kind, now and then of another."""
        if self.random.random() < 0.04:
            return self.any(depth)
        return kind(depth)

    def int(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            names = ["x", "x", "big"] + [n for n, k in self.locals if k == "int"] * 3
            number = str(self.pick(0, 1, 2, 3, 5, 7, 10, 16, 60, 63, 100, 255, 12345, 10**12))
            return self.pick(number, number, number, "-" + number, self.pick(*names), "True", "0x1F", "1_000")
        n = depth - 1
        of = lambda kind: self.of(kind, n)
        i, s, l = self.int, self.str, self.list
        return self.pick(
            lambda: f"{self.operand(n)} {self.pick('+', '-', '*', '//', '%', '&', '|', '^')} {self.operand(n)}",
            lambda: f"{self.operand(n)} {self.pick('+', '-', '*', '//', '%')} {self.operand(n)}",
            lambda: f"({of(i)}) ** {self.pick(0, 1, 2, 3, 5, 40)}",
            lambda: f"({of(i)}) {self.pick('<<', '>>')} {self.pick(0, 1, 3, 62, 63, 64, 200, -1)}",
            lambda: f"-({of(i)})",
            lambda: f"~{self.operand(n)}",
            lambda: f"len({self.pick(of(s), of(l), of(self.tuple), of(self.dict), of(self.set))})",
            lambda: f"abs({of(i)})",
            lambda: f"sum({of(self.ints)})",
            lambda: f"{self.pick('min', 'max')}({of(i)}, {of(i)})",
            lambda: f"{self.pick('min', 'max')}({of(self.ints)})",
            lambda: f"{self.pick('min', 'max')}({of(self.ints)}, default={of(i)})",
            lambda: f"int({self.pick(of(self.float), of(s), of(i))})",
            lambda: f"int({self.pick(repr('12'), repr(' -7 '), repr('1_0'), repr('ff'), repr('0x1f'), repr('abc'), repr(''))}{self.pick('', ', 16', ', 0', ', base=8')})",
            lambda: f"round({of(self.float)})",
            lambda: f"round({of(i)}, {self.pick(-1, -2, 0, 1, -3)})",
            lambda: f"ord({self.pick(repr('a'), repr('ä'), of(s))})",
            lambda: f"({of(s)}).{self.pick('find', 'rfind', 'index', 'count', 'rindex')}({self.pick(of(s), repr('a'), repr('l'), repr('an'))}{self.pick('', '', ', ' + str(self.pick(0, 1, -2, 9)), ', 1, -1')})",
            lambda: f"({of(l)}).{self.pick('index', 'count')}({of(self.any)})",
            lambda: f"({of(self.ints)})[{self.pick(0, 1, -1, 2, 9)}]",
            lambda: f"{of(i)} if {of(self.bool)} else {of(i)}",
            lambda: f"({of(i)} {self.pick('or', 'and')} {of(i)})",
            lambda: f"d[{self.pick(repr('a'), repr('q'), of(s))}]",
            lambda: f"rows[{self.pick(0, 1, -1, 5)}][{self.pick(repr('v'), repr('w'))}]",
            lambda: f"sum({self.comprehension('int', n)})",
            lambda: self.called_lambda(n),
            lambda: f"{self.pick('min', 'max')}({of(self.ints)}, key=lambda a: ({self.pick('a % 3', '-a', 'a > x', 'str(a)')}, a))",
        )()

    def operand(self, depth):
        text = self.of(self.int, depth)
        return text if text.isalnum() else f"({text})"

    def float(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("y", "tiny", "0.5", "2.5", "-1.25", "1e16", "3.0", "0.1", "1e-5", "123456.789", ".5", "5.", "1e300")
        n = depth - 1
        number = lambda: self.of(self.pick(self.float, self.float, self.int), n)
        return self.pick(
            lambda: f"({number()}) {self.pick('+', '-', '*', '/', '//', '%')} ({number()})",
            lambda: f"({self.of(self.int, n)}) / ({self.of(self.int, n)})",
            lambda: f"({number()}) ** ({self.pick(2, 0.5, -1, 3, 0)})",
            lambda: f"float({self.pick(number(), self.of(self.str, n), repr('1.5'), repr(' -2e3 '), repr('inf'), repr('1_0.5'), repr('.'), repr('x'))})",
            lambda: f"round({self.of(self.float, n)}, {self.pick(0, 1, 2, 3, -1, 20, None)})",
            lambda: f"abs({self.of(self.float, n)})",
            lambda: f"-({self.of(self.float, n)})",
            lambda: f"sum([{number()}, {number()}, {number()}])",
        )()

    def str(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            names = ["s", "word", "empty"] + [n for n, k in self.locals if k == "str"] * 3
            literals = ["''", "'a'", "'abc'", '"it\'s"', "'a,b,,c'", "' pad '", "'Ünï'", "'x\\ty\\n'", "r'\\d'", "'\\x41\\u00e9'", "'aXbX'", "'ab' 'cd'", "'one two  three'", "'\U0001f600z'", "'MiXed 12'", "'ß'"]
            return self.pick(self.pick(*names), self.pick(*literals))
        n = depth - 1
        s = lambda: self.of(self.str, n)
        i = lambda: str(self.pick(0, 1, 2, 3, 5, 8, -1, -3))
        return self.pick(
            lambda: f"({s()}) + ({s()})",
            lambda: f"({s()}) * {i()}",
            lambda: f"({s()}).{self.pick('upper', 'lower', 'title', 'capitalize', 'swapcase', 'strip', 'lstrip', 'rstrip', 'casefold', 'expandtabs')}()",
            lambda: f"({s()}).{self.pick('strip', 'lstrip', 'rstrip')}({self.pick(s(), repr('ab '), 'None')})",
            lambda: f"({s()}).replace({self.pick(repr('a'), s())}, {s()}{self.pick('', ', ' + i())})",
            lambda: f"({s()}).{self.pick('center', 'ljust', 'rjust')}({self.pick(3, 8, 9, 12)}{self.pick('', ', ' + repr('*'))})",
            lambda: f"({s()}).zfill({self.pick(0, 3, 8)})",
            lambda: f"({s()}).{self.pick('removeprefix', 'removesuffix')}({self.pick(s(), repr('a'))})",
            lambda: f"({s()})[{self.slice(n)}]",
            lambda: f"({s()})[{i()}]",
            lambda: f"({self.pick(repr(', '), repr(''), s())}).join({self.of(self.strs, n)})",
            lambda: f"str({self.any(n)})",
            lambda: f"repr({self.any(n)})",
            lambda: f"chr({self.pick(65, 233, 8364, -1, 1114112, self.of(self.int, n))})",
            lambda: f"({s()} if {self.of(self.bool, n)} else {s()})",
            lambda: self.formatted(n),
            lambda: self.formatted(n),
            lambda: self.percent(n),
            lambda: self.percent(n),
            lambda: self.filled(n),
            lambda: f"({s()} or {s()})",
            lambda: f"({self.of(self.strs, n)})[{i()}]",
            lambda: f"{self.pick('min', 'max')}({self.of(self.strs, n)}{self.pick('', ', key=len', ', key=str.lower')})",
        )()

    def formatted(self, depth):
        spec = self.pick("", "", ":>8", ":<8", ":^9", ":*^9", ":.2f", ":8.3f", ":,", ":+d", ":05d", ":x", ":#x", ":b", ":e", ":.3e", ":g", ":.4g", ":%", ":.1%", ":,.2f", ":_", ":s", ":.3", ":c", ":08.2f", ":=+8", ":010,", ":n", ":G", ":#o", ":X", ": d", ":<08", ":>+9.1f", ":q", ":10.4", ":#.3g", ":.0f", ":#.0f", ":.0e", ":,d", ":012,.1f", ":_b")
        kind = self.pick(self.int, self.float, self.float, self.int, self.str, self.bool, self.any)
        value = kind(min(depth, 1))
        # Before 3.12 the quotes of the string cannot stand in its holes.
        if '"' in value or "\\" in value or "{" in value[:1] or "#" in value:
            value = "x"
        conversion = self.pick("", "", "", "!r", "!s")
        if ":" in value or "!" in value or "lambda" in value or "f'" in value:
            value = f"({value})"
        return 'f"a{' + value + conversion + spec + '}b{{c}}"'

    def called_lambda(self, depth):
        one, other = self.of(self.int, depth), self.of(self.int, depth)
        body = self.pick("a + b", "a * b - x", "(a, b)[0]", "a if a else b", "(lambda c: c + a)(b)")
        call = self.pick(f"{one}", f"{one}, {other}", f"a={one}", f"{one}, b={other}", f"*[{one}]", f"**{{'a': {one}}}", "", f"{one}, c=1")
        return f"(lambda a, b={other}: {body})({call})"

    def filled(self, depth):
        field = self.pick("{}", "{0}", "{1}", "{k}", "{k!r}", "{:>8}", "{0:<8}|", "{:.2f}", "{k:^9}", "{:,}", "{0!s:5}", "{:x}", "{0[a]}", "{0[0]}", "{k[1]}", "{nope}", "{", "{{}}", "}", "{0.nope}", "{!x}", "{0[}", "{:q}")
        other = self.pick("", "", "-{}", " {k}")
        values = self.pick(f"{self.of(self.any, depth)}", f"{self.of(self.int, depth)}, {self.of(self.str, depth)}", "d", "names")
        if self.pick(True, True, False):
            return f"{field + other!r}.format({values}, k={self.of(self.str, depth)})"
        return f"{self.pick('{a} {c!r}', '{b[0]}', '{k}', '{}', '{0}', '{a:>4}{a}')!r}.format_map({self.pick('d', 'd', 'rows', 'word')})"

    def percent(self, depth):
        spec = self.pick("%s", "%s", "%r", "%d", "%5d", "%-5d|", "%05d", "%+d", "%.2f", "%8.2f", "%e", "%g", "%x", "%#x", "%o", "%c", "%5s", "%-5s|", "%.2s", "%%%s", "%i", "%.3d", "% d", "%G", "%X", "%010.3f", "%q", "%-08d|", "%+.1e")
        value = self.of(self.pick(self.int, self.float, self.str, self.any), depth)
        return self.pick(
            f"({spec!r} % ({value}))",
            f"({spec!r} % ({value},))",
            f"('%s-' + {spec!r}) % ({self.of(self.str, depth)}, {value})",
            f"('%(a)s ' + '%(k){spec.lstrip('%').rstrip('|')}') % {{'a': 1, 'k': {value}}}" if spec.count("%") == 1 else f"'%%' % ()",
            f"'%*d|%-*s' % ({self.pick(3, 6, -4)}, {self.int(0)}, 5, {self.str(0)})",
        )

    def bool(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            return self.pick("True", "False", "yes", "none", "None")
        n = depth - 1
        compare = lambda: self.pick("==", "!=", "<", "<=", ">", ">=")
        return self.pick(
            lambda: f"({self.of(self.int, n)}) {compare()} ({self.of(self.float, n)})",
            lambda: f"({self.of(self.int, n)}) {compare()} ({self.of(self.int, n)}) {compare()} ({self.of(self.int, n)})",
            lambda: f"({self.of(self.str, n)}) {compare()} ({self.of(self.str, n)})",
            lambda: f"({self.of(self.list, n)}) {compare()} ({self.of(self.list, n)})",
            lambda: f"({self.of(self.tuple, n)}) {compare()} ({self.of(self.tuple, n)})",
            lambda: f"({self.of(self.set, n)}) {compare()} ({self.of(self.set, n)})",
            lambda: f"({self.any(n)}) {self.pick('==', '!=')} ({self.any(n)})",
            lambda: f"({self.any(n)}) {self.pick('in', 'not in')} ({self.of(self.list, n)})",
            lambda: f"({self.of(self.str, n)}) {self.pick('in', 'not in')} ({self.of(self.str, n)})",
            lambda: f"({self.of(self.str, n)}) in d",
            lambda: f"({self.any(n)}) {self.pick('is', 'is not')} None",
            lambda: f"not ({self.any(n)})",
            lambda: f"({self.any(n)} {self.pick('and', 'or')} {self.of(self.bool, n)})",
            lambda: f"{self.pick('any', 'all')}({self.of(self.list, n)})",
            lambda: f"{self.pick('any', 'all')}({self.comprehension('bool', n)})",
            lambda: f"({self.of(self.str, n)}).{self.pick('isdigit', 'isalpha', 'isalnum', 'isspace', 'isupper', 'islower')}()",
            lambda: f"({self.of(self.str, n)}).{self.pick('startswith', 'endswith')}({self.pick(self.str(n), repr('b'), '(' + repr('b') + ', ' + repr('a') + ')')}{self.pick('', '', ', 1', ', -1, 9')})",
            lambda: f"isinstance({self.any(n)}, {self.pick('int', 'str', 'float', 'bool', '(list, tuple)', 'dict', 'set')})",
            lambda: f"bool({self.any(n)})",
            lambda: f"({self.of(self.set, n)}).{self.pick('issubset', 'issuperset', 'isdisjoint')}({self.of(self.ints, n)})",
        )()

    def comprehension(self, kind, depth):
        """The inside of a comprehension, without brackets."""
        source, item = self.pick(("numbers", "int"), ("names", "str"), (f"range({self.pick(0, 3, 5)})", "int"), ("word", "str"), (self.ints(depth - 1), "int"), ("rows", "row"), ("enumerate(names)", "pair"), ("d.items()", "item"))
        name = self.pick("a", "b", "c")
        target = {"pair": "i, t", "item": "k, v"}.get(item, name)
        if " if " in source or " for " in source or " or " in source or " and " in source:
            source = f"({source})"
        added = {"pair": [("i", "int"), ("t", "str")], "item": [("k", "str")], "row": []}.get(item, [(name, item)])
        self.locals.extend(added)
        clause = f"for {target} in {source}"
        if self.random.random() < 0.2 and depth > 1:
            clause += f" for z in range({self.pick(2, 3)})"
            self.locals.append(("z", "int"))
            added = added + [("z", "int")]
        if self.random.random() < 0.4:
            clause += f" if ({self.bool(depth - 1)})"
        makers = {"int": self.int, "str": self.str, "bool": self.bool, "any": self.any, "pair": self.pair}
        if item == "row" and kind == "int":
            element = f"{name}['v']"
        elif item == "row" and kind == "str":
            element = f"{name}['n']"
        else:
            element = makers[kind](depth - 1)
        for _ in added:
            self.locals.pop()
        return f"{element} {clause}" if kind == "pair" else f"({element}) {clause}"

    def pair(self, depth):
        return f"({self.str(depth)}): ({self.any(depth)})"

    def slice(self, depth):
        bound = lambda: self.pick("", "", "1", "2", "-1", "-2", "0", "10", "-10")
        return f"{bound()}:{bound()}" + self.pick("", "", ":" + self.pick("1", "2", "-1", "-2", "", "0", "3"))

    def ints(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("numbers", "[]", "[1, 2, 3]", "(4, 5)", "range(4)", "range(5, 0, -2)", "range(1, 10, 3)")
        n = depth - 1
        return self.pick(
            lambda: f"[{self.of(self.int, n)}, {self.of(self.int, n)}]",
            lambda: f"[{self.comprehension('int', n)}]",
            lambda: f"sorted({self.of(self.ints, n)}{self.pick('', ', reverse=True', ', key=abs', ', key=abs, reverse=True', ', key=str')})",
            lambda: f"list(reversed({self.of(self.ints, n)}))",
            lambda: f"({self.of(self.ints, n)})[{self.slice(n)}]",
            lambda: f"sorted({self.of(self.set, n)})",
            lambda: f"sorted({self.of(self.ints, n)}, key=lambda a: {self.pick('-a', 'a % 3', '(a > 2, a)', 'str(a)', 'x - a')})",
            lambda: f"[*({self.of(self.ints, n)}), {self.of(self.int, n)}]",
            lambda: f"range({self.pick(0, 3, 6)}, {self.pick(0, 4, 9, -3)}, {self.pick(1, 2, -1, -2, 0)})",
        )()

    def strs(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("names", "['x', 'yy', 'z']", "word", "('a', 'b')", "d")
        n = depth - 1
        s = lambda: self.of(self.str, n)
        return self.pick(
            lambda: f"[{s()}, {s()}]",
            lambda: f"({s()}).split({self.pick('', repr(','), repr(' '), repr('a'), 'None, 1', repr(',') + ', 1', 'sep=' + repr('b'), 'maxsplit=1', s())})",
            lambda: f"({s()}).rsplit({self.pick('', repr(','), 'None, 1', repr('a') + ', 1')})",
            lambda: f"({s()}).splitlines({self.pick('', 'True')})",
            lambda: f"[{self.comprehension('str', n)}]",
            lambda: f"tuple({self.comprehension('str', n)})",
            lambda: f"sorted({self.of(self.strs, n)}{self.pick('', ', key=len', ', key=str.lower', ', reverse=True', ', key=str.upper, reverse=yes')})",
            lambda: f"({s()}).{self.pick('partition', 'rpartition')}({self.pick(s(), repr(' '), repr('a'))})",
            lambda: f"list(d{self.pick('', '.keys()')})",
        )()

    def list(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            return self.pick("names", "numbers", "mixed", "[]", "[1, 'a']", "rows", "d['b']")
        n = depth - 1
        return self.pick(
            lambda: f"[{', '.join(self.any(n) for _ in range(self.pick(1, 2, 3)))}]",
            lambda: f"[{self.comprehension(self.pick('int', 'str', 'any', 'bool'), n)}]",
            lambda: f"list({self.pick(self.ints(n), self.strs(n), self.tuple(n), 'd.items()', 'd.values()')})",
            lambda: f"({self.of(self.list, n)}) + ({self.of(self.list, n)})",
            lambda: f"({self.of(self.list, n)}) * {self.pick(0, 1, 2, -1)}",
            lambda: f"({self.of(self.list, n)})[{self.slice(n)}]",
            lambda: f"list(zip({self.of(self.ints, n)}, {self.of(self.strs, n)}))",
            lambda: f"list(enumerate({self.of(self.strs, n)}{self.pick('', ', 1', ', start=2')}))",
            lambda: f"sorted({self.of(self.list, n)}{self.pick('', ', key=str', ', key=repr, reverse=True')})",
            lambda: f"sorted(rows, key=len)",
            lambda: f"sorted(rows, key=lambda r: {self.pick(repr('v'), repr('n'), 'x')} and r['v'])",
            lambda: f"[{self.any(n)}, *({self.of(self.list, n)}), *({self.of(self.strs, n)})]",
            lambda: f"list(zip(*[{self.ints(n)}, {self.ints(n)}]))",
            lambda: f"({self.of(self.list, n)}).copy()",
            lambda: f"list({self.of(self.dict, n)})",
            lambda: f"d.get({self.pick(repr('b'), repr('zz'), self.str(n))}, {self.any(n)})",
        )()

    def tuple(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("()", "(1,)", "(1, 'a')", "(x, y)")
        n = depth - 1
        return self.pick(
            lambda: f"({self.any(n)}, {self.any(n)})",
            lambda: f"({self.any(n)},)",
            lambda: f"tuple({self.of(self.list, n)})",
            lambda: f"({self.of(self.tuple, n)}) + ({self.of(self.tuple, n)})",
            lambda: f"({self.of(self.tuple, n)})[{self.slice(n)}]",
            lambda: f"({self.of(self.str, n)}).partition({self.pick(repr('a'), repr(' '))})",
            lambda: f"tuple({self.comprehension('any', n)})",
            lambda: f"(*({self.of(self.list, n)}), {self.any(n)})",
        )()

    def dict(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("d", "{}", "{'k': 1}", "{1: 'a', 'b': 2}", "rows[0]")
        n = depth - 1
        return self.pick(
            lambda: f"{{{self.of(self.str, n)}: {self.any(n)}, {self.of(self.int, n)}: {self.any(n)}}}",
            lambda: f"{{{self.comprehension('pair', n)}}}",
            lambda: f"dict({self.pick('', 'a=' + self.any(n), 'zip(' + self.strs(n) + ', ' + self.ints(n) + ')', self.of(self.dict, n), 'd, b=2')})",
            lambda: f"({self.of(self.dict, n)}) | ({self.of(self.dict, n)})",
            lambda: f"{{(1, {self.of(self.int, n)}): {self.any(n)}, 1.0: 2, True: 3}}",
            lambda: f"dict(enumerate({self.of(self.strs, n)}))",
            lambda: f"{{**({self.of(self.dict, n)}), 'a': {self.any(n)}, **d}}",
            lambda: f"dict({self.of(self.dict, n)}, **{self.pick('d', self.dict(n), self.ints(n))})",
            lambda: f"dict(b={self.any(n)}, **{self.pick('d', repr({'e': 1}))})",
        )()

    def set(self, depth):
        n = depth - 1
        if depth <= 0:
            return self.pick("set()", "{1, 2}", "{3}", "set(numbers)")
        return self.pick(
            lambda: f"{{{self.of(self.int, n)}, {self.of(self.int, n)}}}",
            lambda: f"set({self.of(self.ints, n)})",
            lambda: f"{{{self.comprehension('int', n)}}}",
            lambda: f"({self.of(self.set, n)}) {self.pick('|', '&', '-', '^')} ({self.of(self.set, n)})",
            lambda: f"({self.of(self.set, n)}).{self.pick('union', 'intersection', 'difference', 'symmetric_difference')}({self.of(self.ints, n)})",
        )()

    def row(self):
        kinds = [self.int, self.float, self.str, self.str, self.bool, self.list, self.tuple, self.dict, self.ints, self.strs]
        if self.random.random() < 0.01:
            return self.pick("unknown", "x.nope", "d.a", "word.nope", "unknown + 1", "x()", "x['a']")
        return self.random.choice(kinds)(self.pick(1, 2, 2, 3, 3, 4))


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    generator = Generator(seed)
    seen = set()
    while len(seen) < count:
        text = generator.row()
        if text in seen or len(text) > 300:
            continue
        found = outcome(text)
        if found is None:
            continue
        seen.add(text)
        print(json.dumps({"expression": text, **found}))


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main()
