// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates
@testable import TemplateSyntax

/// Operations on large values, by the names that the engine's own tables give
/// them.
///
/// Variables: `s` and `t` are long texts that are equal, `u` is one that is not
/// ASCII, `w` has many words and `n` many digits; `l` and `m` are long lists, `g`
/// is a list of long texts. `c`, `d` and `x` are a list, a dictionary and a set
/// that the script has made of them, `e` and `y` others that are equal, `p` and
/// `q` tuples.
enum CostlyOperations {
    struct Operation: Sendable {
        let name: String
        let statement: String

        /// Whether the operation is as quick with large values as with small
        /// ones.
        var isQuick = false

        /// The turns that a loop over the operation may make.
        var turns: Int { CostlyOperations.turns[statement] ?? 200 }
    }

    /// Operations on fewer than a thousand digits, and on references that are
    /// moved many at a time.
    private static let turns = [
        "round(1.1e-300, 300)": 500, "'%f' % 1e308": 500, "'%e' % 1e-300": 500,
        "'%g' % 1e308": 500, "del c[0]; c += [1]": 1_500,
    ]

    /// Everything that must have an operation.
    static var names: Set<String> {
        var names = Set(PythonBinaryOperator.allCases.map { "operator \($0.rawValue)" })
        names.formUnion(PythonUnaryOperator.allCases.map { "sign \($0.rawValue)" })
        names.formUnion(PythonComparison.allCases.map { "comparison \($0.rawValue)" })
        names.formUnion(PythonComprehension.Kind.allCases.map { "comprehension \($0)" })
        names.formUnion(PythonBuiltins.table.values.map(name))
        for (kind, functions) in PythonMethods.table {
            names.formUnion(functions.values.map { name($0, of: kind) })
        }
        return names
    }

    /// All operations: those below, and each function that goes through what it
    /// gets with each of the large values.
    static let all: [Operation] =
        rows(operators) + rows(functions) + rows(texts, of: .str) + rows(sequences, of: .list)
        + rows(lists, of: .list) + rows(sequences, of: .tuple) + rows(sequences, of: .range)
        + rows(dictionaries, of: .dict) + rows(sets, of: .set) + rows(views, of: .keys)
        + rows(views, of: .items) + rows(formats)
        + rows(statements) + errors

    private static func name(_ function: PythonFunction) -> String { "function \(function.name)" }

    private static func name(_ function: PythonFunction, of kind: PythonKind) -> String {
        "method \(kind.rawValue) \(function.name)"
    }

    private static func rows(_ table: [(String, [String])]) -> [Operation] {
        table.flatMap { name, statements in
            statements.map { statement in
                let function =
                    name.hasPrefix("function ")
                    ? PythonBuiltins.table[String(name.dropFirst("function ".count))] : nil
                return Operation(
                    name: name,
                    statement: statement,
                    isQuick: isQuick(function, statement)
                )
            }
        }
    }

    private static func rows(_ table: [(String, [String])], of kind: PythonKind) -> [Operation] {
        let subjects: [PythonKind: String] = [
            .list: "c", .tuple: "p", .range: "range(20000)", .keys: "d.keys()", .items: "d.items()",
        ]
        return table.flatMap { name, statements in
            statements.map { statement in
                let statement = statement.replacing("SUBJECT", with: subjects[kind] ?? "")
                return Operation(
                    name: "method \(kind.rawValue) \(name)",
                    statement: statement,
                    isQuick: isQuick(PythonMethods.table[kind]?[name], statement)
                )
            }
        }
    }

    /// A function that costs nothing is quick, unless a long text is its key.
    private static func isQuick(_ function: PythonFunction?, _ statement: String) -> Bool {
        guard let function, case .nothing = function.cost else { return false }
        return !statement.hasSuffix("# key")
    }

    private static let operators: [(String, [String])] = [
        ("operator |", ["x | y", "d | e"]), ("operator ^", ["x ^ y"]),
        ("operator &", ["x & y"]), ("operator -", ["x - y"]),
        ("operator +", ["s + s[:9]", "l + m", "p + q"]),
        ("operator *", ["s * 1", "l * 1", "1 * p", "'ab' * 150000"]),
        ("operator %", ["'%s' % s", "'%r' % s", "s % ()", "'%(a)s' % {'a': s}"]),
        ("comparison ==", ["s == t", "l == m", "d == e", "x == y", "p == q", "g == [t] * 20"]),
        ("comparison !=", ["s != t", "l != m", "d != e", "x != y", "p != q"]),
        ("comparison <", ["s < t", "l < m", "p < q", "x < set(range(6000))"]),
        ("comparison <=", ["s <= t", "l <= m", "x <= y"]),
        ("comparison >", ["s > t", "l > m", "set(range(6000)) > x"]),
        ("comparison >=", ["s >= t", "l >= m", "x >= y"]),
        ("comparison in", ["'b' in s", "s in s", "'z' in l", "t in g", "s in d", "(s,) in x"]),
        ("comparison not in", ["'b' not in s", "'z' not in l", "s not in x"]),
        ("comparison is", ["s is t"]), ("comparison is not", ["s is not t"]),
        ("comprehension list", ["[a for a in l]", "[a for a in s]", "[*l, *s]"]),
        ("comprehension set", ["{a for a in l}"]),
        ("comprehension dictionary", ["{a: a for a in l}", "{**d}", "dict(**{'a': l})"]),
        ("comprehension generator", ["list(a for a in l)"]),
    ]

    private static let functions: [(String, [String])] = [
        ("function len", ["len(s)", "len(u)"]), ("function range", ["range(100000)"]),
        ("function enumerate", ["enumerate(l)", "enumerate(s)"]),
        ("function zip", ["zip(l, m)", "zip(s, t)"]),
        ("function sorted", ["sorted(l)", "sorted(g)", "sorted(l, key=lambda a: -a)"]),
        ("function reversed", ["reversed(l)", "reversed(s)"]),
        ("function any", ["any([0] * 9000)", "any(l)"]), ("function all", ["all(l)"]),
        ("function sum", ["sum(l)", "sum([p, q], ())"]),
        ("function min", ["min(s, t)", "min(l)", "min(g, key=str.lower)"]),
        ("function max", ["max(s, t)", "max(l)"]),
        ("function round", ["round(1.1e-300, 300)"]),
        ("function int", ["int('0' * 300000)", "int(' ' * 300000 + '1')"]),
        ("function float", ["float(n)"]),
        ("function str", ["str(l)", "str(g[:1])", "str(d)", "str(x)", "str(p)"]),
        ("function repr", ["repr(s)", "repr(u)", "repr(l)"]),
        ("function bool", ["bool(s)", "bool(l)", "bool(d)"]),
        ("function list", ["list(l)", "list(s)", "list(d)"]), ("function tuple", ["tuple(l)"]),
        ("function set", ["set(l)", "set(g)"]), ("function dict", ["dict(d)", "dict(zip(l, m))"]),
        ("function ord", ["ord(s[:1])"]),
        ("function isinstance", ["isinstance(s, (int, str))"]),
    ]

    private static let texts: [(String, [String])] = [
        ("upper", ["s.upper()", "u.upper()"]), ("lower", ["s.lower()", "u.lower()"]),
        ("title", ["s.title()"]), ("capitalize", ["s.capitalize()"]),
        ("swapcase", ["s.swapcase()"]), ("casefold", ["u.casefold()"]),
        ("isdigit", ["n.isdigit()"]), ("isdecimal", ["n.isdecimal()"]),
        ("isnumeric", ["n.isnumeric()"]), ("isalpha", ["s.isalpha()"]),
        ("isascii", ["s.isascii()"]), ("isprintable", ["s.isprintable()"]),
        ("isidentifier", ["s.isidentifier()"]), ("istitle", ["('A' + s).istitle()"]),
        ("isalnum", ["s.isalnum()"]), ("isspace", ["(' ' * 300000).isspace()"]),
        ("isupper", ["s.isupper()"]), ("islower", ["s.islower()"]),
        ("strip", ["s.strip()", "s.strip('a')", "''.strip(s)"]), ("lstrip", ["s.lstrip('a')"]),
        ("rstrip", ["s.rstrip('a')"]), ("ljust", ["s.ljust(9)", "''.ljust(400000)"]),
        ("rjust", ["s.rjust(9)", "''.rjust(400000)"]),
        ("center", ["s.center(9)", "''.center(400000)"]),
        ("zfill", ["s.zfill(9)", "''.zfill(400000)"]), ("expandtabs", ["s.expandtabs()"]),
        ("removeprefix", ["s.removeprefix(t)"]), ("removesuffix", ["s.removesuffix(t)"]),
        ("find", ["s.find('b')", "'b'.find(s)", "u.find('b', 1, 9)"]),
        ("rfind", ["s.rfind('b')"]), ("index", ["s.index('a', 1)"]),
        ("rindex", ["s.rindex('a')"]), ("count", ["s.count('a')", "s.count('')"]),
        ("startswith", ["s.startswith(t)", "s.startswith((t,) * 20)"]),
        ("endswith", ["s.endswith(t)", "s.endswith((t,) * 20)"]),
        (
            "replace",
            ["s.replace('b', '')", "s.replace('a', 'b')", "('a' * 2000).replace('', s[:200])"]
        ),
        ("split", ["w.split()", "w.split(' ')", "s.split(t)"]), ("rsplit", ["w.rsplit(' ')"]),
        ("splitlines", ["s.splitlines()"]),
        ("join", ["','.join(g[:5])", "''.join(s)", "s.join(['', ''])"]),
        ("partition", ["s.partition('b')"]), ("rpartition", ["s.rpartition('b')"]),
        ("format", ["s.format()", "'{0}{0}'.format(s)", "'{:>400000}'.format(1)"]),
        ("format_map", ["s.format_map({})", "'{a!r}'.format_map({'a': s})"]),
    ]

    private static let sequences: [(String, [String])] = [
        ("index", ["SUBJECT.index(4999)"]), ("count", ["SUBJECT.count(5)"]),
    ]

    private static let lists: [(String, [String])] = [
        ("copy", ["c.copy()"]), ("append", ["c.append(1)"]), ("extend", ["c.extend(l)"]),
        ("insert", ["c.insert(0, 1); c.pop()"]), ("pop", ["c.append(c.pop())"]),
        ("remove", ["c.remove(4999); c.append(4999)"]), ("clear", ["c.clear()"]),
        ("reverse", ["c.reverse()"]), ("sort", ["c.sort()"]),
    ]

    private static let dictionaries: [(String, [String])] = [
        ("get", ["d.get(1)", "d.get(s) # key"]), ("keys", ["d.keys()"]),
        ("values", ["d.values()"]), ("items", ["d.items()"]), ("copy", ["d.copy()"]),
        ("pop", ["d.pop(1, 1)", "d.pop(s, 1) # key"]), ("popitem", ["d[1] = 1; d.popitem()"]),
        ("setdefault", ["d.setdefault(1, 2)", "d.setdefault(s, 2) # key"]),
        ("update", ["d.update(e)"]), ("clear", ["d.clear()"]),
    ]

    private static let sets: [(String, [String])] = [
        ("union", ["x.union(y)", "x.union(l)"]), ("intersection", ["x.intersection(l)"]),
        ("difference", ["x.difference(l)"]),
        ("symmetric_difference", ["x.symmetric_difference(l)"]),
        ("issubset", ["x.issubset(y)"]), ("issuperset", ["x.issuperset(y)"]),
        ("isdisjoint", ["x.isdisjoint(y)"]), ("copy", ["x.copy()"]),
        ("add", ["x.add(1)", "x.add(s) # key"]),
        ("discard", ["x.discard(-1)", "x.discard(s) # key"]),
        ("remove", ["x.add(-1); x.remove(-1)", "x.add(s); x.remove(t) # key"]),
        ("pop", ["x.add(-1); x.pop()"]), ("clear", ["x.clear()"]), ("update", ["x.update(y)"]),
        ("intersection_update", ["x.intersection_update(l)"]),
        ("difference_update", ["x.difference_update(y); x.update(y)"]),
        ("symmetric_difference_update", ["x.symmetric_difference_update(l)"]),
    ]

    private static let views: [(String, [String])] = [("isdisjoint", ["SUBJECT.isdisjoint(y)"])]

    private static let formats: [(String, [String])] = [
        (
            "format f",
            [
                "f'{s}{t}'", "f'{s:s}'", "f'{s!r}'", "f'{s:>9}'", "f'{1:>400000}'",
                "f'{1:0400000,}'", "f'{1e-300:.400000f}'", "f'{1e300:.400000e}'", "f'{s:.9}'",
                "f'{g[0]}{l}'", "f'{u!s:.9}'",
            ]
        ),
        (
            "format %",
            [
                "'%f' % 1e308", "'%e' % 1e-300", "'%g' % 1e308", "'%.400000f' % 1e-300",
                "'%400000d' % 1", "'%.400000d' % 1", "'%*d' % (400000, 1)", "'%s%s' % (s, t)",
            ]
        ),
    ]

    private static let statements: [(String, [String])] = [
        ("item", ["s[5]", "u[5]", "d.get(g[0])  # key", "{s: 1}", "{s}", "{s: 1}[t]"]),
        ("slice", ["s[1:]", "u[1:]", "u[::2]", "s[:1]", "l[1:]", "l[::-1]", "p[1:]"]),
        ("assignment", ["d[s] = 1", "d[s] = d.get(t, 0)", "c[5:9] = l", "c[::2] = c[1::2]"]),
        ("deletion", ["d[s] = 1; del d[t]", "del c[0]; c += [1]", "del c[1:1:2]"]),
        ("update", ["c += l", "c *= 1", "d |= e", "x |= y", "x &= y", "x -= y; x |= y", "x ^= y"]),
        ("call", ["max(*g)", "g[0].split(s)"]), ("unpacking", ["a, b = l[:4999], s[5]"]),
        ("loop", ["for a in s: pass", "for a in l: pass"]),
        ("shared parts", ["{tree}", "tree == other", "tree < other", "{tree: 1}"]),
        (
            "view",
            [
                "d.keys() == e.keys()", "d.items() == e.items()", "5 in d.values()", "d.keys() & y",
                "d.keys() <= y", "d.keys() == y",
            ]
        ),
    ]

    private static let quick: [(String, String)] = [
        ("operator /", "1 / 3"), ("operator //", "7 // 3"), ("operator **", "3 ** 39"),
        ("operator <<", "1 << 62"), ("operator >>", "1 >> 62"), ("sign -", "-5"),
        ("sign +", "+5"), ("sign ~", "~5"), ("item", "l[5]"), ("item", "d[5]"),
        ("assignment", "c[5] = 1"), ("function abs", "abs(-1)"), ("function chr", "chr(65)"),
    ]

    /// Errors that a script catches.
    private static let errors: [Operation] =
        quick.map { Operation(name: $0, statement: $1, isQuick: true) }
        + PythonExceptionKind.allCases.map { kind in
            Operation(
                name: "function \(kind.rawValue)",
                statement: "try: raise \(kind.rawValue)(l)\n  except Exception: pass"
            )
        }
        + ["d[s]", "x.remove(s)", "int(s)", "float(s)", "l.index(s)", "c.remove(s)", "d['zz']"]
        .map { statement in
            Operation(name: "error", statement: "try: \(statement)\n  except Exception: pass")
        }
}
