// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// Where values stand in scripts; `¤` is a value.
@Suite struct ScriptPlacesTests {
    typealias Place = ScriptPlaces.Place

    private static let single = Place.string(quote: UInt8(ascii: "'"))
    private static let double = Place.string(quote: UInt8(ascii: "\""))

    /// The places of all values, read in pieces of some size.
    private func places(in script: String, pieces size: Int) -> [Place] {
        var reader = ScriptPlaces()
        var places: [Place] = []
        for (index, literal) in script.split(separator: "¤", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 {
                places.append(reader.place)
                reader.readValue()
            }
            let bytes = Array(literal.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.read(bytes[start..<min(start + size, bytes.count)])
            }
        }
        return places
    }

    private func expect(_ script: String, _ expected: [Place]) {
        for size in [.max >> 1, 1, 2, 3] {
            #expect(places(in: script, pieces: size) == expected, "in pieces of \(size)")
        }
    }

    static let expressions = [
        "¤", " ¤ ", "var x = ¤;", "let x=¤", "f(¤, ¤)", "f( ¤ )", "[¤]", "[1, ¤]", "x = [¤, ¤]",
        "({a: ¤})", "({a: ¤, b: ¤})", "({'a': ¤})", "({[¤]: 1})", "return ¤",
        "x = cond ? ¤ : ¤", "x = ¤ || ¤", "x = ¤ && y", "x = a ?? ¤", "x += ¤", "x = a + ¤ + b",
        "x = a / ¤", "x = (a) / ¤", "x = a[0] / ¤", "x = 4 / ¤", "x-¤", "x - -¤", "x = !¤",
        "x = typeof ¤", "x = ~¤", "x **¤", "x = y <¤", "x = y >¤", "x == ¤", "x === ¤", "x => (¤)",
        "x = ¤.length", "x = ¤[0]", "x = ¤ in y", "for (var k in ¤) f(k)",
        "for (const k of ¤) f(k)",
        "for (const [k, v] of ¤) {}", "for (const {k} of ¤) {}", "for await (const k of ¤) {}",
        "switch (x) { case ¤: f() }", "x = {default: ¤}", "x = {case: ¤}",
        "switch (x) { case a ? ¤ : ¤: f(¤) }", "f({a: {b: ¤}})", "x = a ? {b: ¤} : {c: ¤}",
        "x = {a() { b: 1 }, c: ¤}", "return {a: ¤}", "export default {a: ¤}",
        "x = a ? b ? ¤ : ¤ : ¤",
        "{\"a\": {\"b\": ¤}}", "switch (x) { case 1: y = {a: ¤} }", "x = a?.b ? ¤ : ¤",
        "() => ({a: ¤})", "x => { return a ? ¤ : ¤ }", "[{a: ¤}, {a: ¤}]", "case: x = {a: ¤}",
        "throw ¤", "f(...¤)", "x = {...¤}", "if (x == ¤) f()",
        "if (x) { f(¤) }", "a(b, [¤])", "export default ¤", "x = /[/]'/.test(y) ? ¤ : 1",
        "x = a / b / ¤", "// it's\nx = ¤", "/* it's */ x = ¤", "/* ' */ // '\n f(¤)",
        "// '\r x = ¤", "// '\u{2028} x = ¤", "// '\u{2029} x = ¤", "<!-- '\n x = ¤",
        "--> '\n x = ¤",
        "/* ' */ --> '\nx = ¤", "x = y /*\n*/ --> '\n+ ¤", "while (n --> 0) f(¤)",
        "#!/bin/x '\nx = ¤",
        "x = '\\''; y = ¤", "x = '\\\n\\\r\n\\\u{2028}'; y = ¤", "x = '\\x27'; y = ¤",
        "x = `'${'`'}'` + ¤", "x = `${¤}`", "x = `${ `${¤}` }`", "x = `${ {a: ¤}.a }`",
        "x = `\\${` + ¤", "x = `$\\{` + ¤", "x = `$${¤}`", "if (x) /'/.test(y); f(¤)",
        "while (x) /'/.test(y); f(¤)", "for (;;) /'/.test(f(¤))", "x = a.if(y) / 2 / ¤",
        "x = a.return / ¤", "x = a?.return / ¤", "x = a?.5 / ¤ : 1", "x = i++ / ¤", "x = .5 / ¤",
        "x = 1. / ¤", "x = 0x1F / ¤", "x = 1e-5 / ¤", "x = 1_000n / ¤", "x = /'/gi / ¤",
        "x = 'a' / ¤", "x = `a` / ¤", "x = \u{A0}\u{FEFF}\u{3000}¤", "x = ünï / ¤", "x = $ / ¤",
        "x = this / ¤", "x = this.#a / ¤", "x = (function () { return ¤ })()", "a\n++b\nf(¤)",
        "f(function () { /'/.test(a) }, ¤)", "({ /* ' */ a: ¤ })", "[/'/, ¤]", "(/'/).test(¤)",
        "x = a, y = ¤", "x =\n// why\n¤", "x = /\\/'/ + ¤", "x = /[\\]/']/ + ¤", "x = a ? /'/ : ¤",
        "x = (a)\n  / b; c = ¤", "x = a[0]\n/ 2\n/ ¤", "x = 12\n/ ¤", "x = a.b\n/ ¤",
        "x = 07.e+/'/; y = ¤", "x = 1n.e+/'/; y = ¤", "for (await using of of /'/.f(a)) b(¤)",
        "for (const of of f(¤)) g()", "x = a ?? b; c = ¤", "x = a ? b ?? c : ¤",
        "import a from './a.js'\nf(¤)", "import('./a.js').then(f(¤))", "x = Array.from(¤)",
        "{\"a\": ¤, \"b\": [¤, {\"c\": ¤}]}", "[\n  ¤,\n  ¤\n]",
    ]

    static let uses: [(script: String, place: Place)] = [
        ("a[¤]", .member), ("a.b[¤] = 1", .member), ("a()[ /* b */ ¤]", .member),
        ("a[0][¤]", .member), ("a['¤']", .memberText), ("a[\"¤\"].b = 1", .memberText),
        ("a['b¤']", single), ("a[1, ¤]", .expression), ("[¤]", .expression),
        ("a = [¤]", .expression), ("return [¤]", .expression), ("a[b + ¤]", .expression),
        ("location = ¤", .link), ("location='¤'", .linkText),
        ("window.location = \"¤\"", .linkText),
        ("location.href = '¤'", .linkText), ("a.b().src = ¤", .link), ("f.action='¤'", .linkText),
        ("location.assign('¤')", .linkText), ("location.replace(¤)", .link),
        ("open('¤')", .linkText), ("window.open(¤, 'a')", .link), ("window.open(a, '¤')", single),
        ("location.href = '/p/¤'", single), ("location.href == '¤'", single),
        ("location.href += '¤'", single), ("a.location = '¤'", .linkText), ("src = '¤'", single),
        ("text.replace('¤')", single), ("dialog.open('¤')", single), ("a.href = b + '¤'", single),
        ("{href: '¤'}", single), ("location = a ? '¤' : b", .linkText),
        ("location = a ? b : '¤'", .linkText), ("location = a || ¤", .link),
        ("location = a ?? '¤'", .linkText), ("location = (¤)", .link),
        ("location = (a, ¤)", .expression),
        ("location = f('¤')", single), ("location = a; b = '¤'", single),
        ("location = a\nb = '¤'", single), ("location = b = '¤'", .linkText),
        ("location = ' ¤'", .linkText), ("location = 'a¤'", single),
        ("location = '¤¤'", .linkTextRest),
        ("location = '¤:¤'", .linkTextRest), ("location = '¤/¤'", single),
        ("location = '/¤¤'", single), ("location = `¤`", .linkText),
        ("location = `/¤`", .templateText), ("a[`¤`]", .refused(.key)),
        ("a[b || '¤']", .memberText),
        ("a[(¤)]", .member), ("opener.location = ¤", .link),
        ("f().location = ¤", .link), ("location = ¤ + ¤", .linkRest),
        ("location = '' + ¤", .linkRest), ("location = '¤' + '¤'", .linkTextRest),
        ("location = ¤ + 'p' + ¤", .linkRest), ("location = '/p' + ¤", .expression),
        ("location = 'p' + ¤", .expression), ("location = ¤ + '/' + ¤", .expression),
        ("location = (a ? '' : b) + ¤", .linkRest), ("location = f(a) + ¤", .expression),
        ("location = a + ¤", .expression), ("location = ¤ + '¤/' + '¤'", single),
        ("location = '\\t¤'", .linkText), ("location = '\\x20 ¤'", .linkText),
        ("location = `¤` + `¤`", .linkTextRest), ("location = `${a}¤`", .linkTextRest),
        ("location = `${a['b']}¤/¤`", .templateText), ("location = `${'/'}/¤`", .templateText),
        ("location = `${¤}`", .link), ("location = `${a}${'¤'}`", .linkTextRest),
        ("location = `/${¤}`", .expression), ("a[`${¤}`]", .member),
        ("x = `${location = '/'}¤`", .templateText), ("a[`${b}¤`]", .templateText),
        ("a?.[¤]", .member), ("a?.['¤']", .memberText), ("a?.b[¤]", .member),
        ("await {'¤': 1}", .key), ("yield {'a': 1, '¤': 1}", .key),
    ]

    @Test(arguments: uses) func knowsWhatAnOperandIsFor(script: String, place: Place) {
        for size in 1...3 { #expect(places(in: script, pieces: size).last == place) }
    }

    @Test(arguments: expressions) func expectsAnOperand(script: String) {
        expect(script, Array(repeating: .expression, count: script.count { $0 == "¤" }))
    }

    static let texts: [(String, [Place])] = [
        ("x = '¤'", [single]),
        ("x = \"¤\"", [double]),
        ("x = '¤/¤'", [single, single]),
        ("f('¤', \"¤\", `¤`, ¤)", [single, double, .templateText, .expression]),
        ("x = '\"¤'", [single]),
        ("x = 'a\\'¤'", [single]),
        ("x = 'a\\\\' + ¤", [.expression]),
        ("x = 'a\\\n¤'", [single]),
        ("x = 'a\\\r\n¤'", [single]),
        ("x = 'a\\\r¤'", [single]),
        ("x = '\\x41¤'", [single]),
        ("x = '\\u0041¤'", [single]),
        ("x = '\\u{41}¤'", [single]),
        ("x = '\\101¤'", [single]),
        ("x = '\\8¤'", [single]),
        ("x = '// ¤'", [single]),
        ("x = '/* ¤ */'", [single]),
        ("x = '<b>¤</b>'", [single]),
        ("x = '\\x3C¤>'", [single]),
        ("x = 'a < ¤'", [single]),
        ("x = '${¤}'", [single]),
        ("x = '$¤'", [single]),
        ("x = `¤`", [.templateText]),
        ("x = `¤ ${¤} ¤`", [.templateText, .expression, .templateText]),
        ("x = `${a}¤`", [.templateText]),
        ("x = `${'}'}¤`", [.templateText]),
        ("x = `${ {} }¤`", [.templateText]),
        ("x = `${ `¤` }¤`", [.templateText, .templateText]),
        ("x = `\\`¤`", [.templateText]),
        ("x = `$a¤`", [.templateText]),
        ("x = `\n¤`", [.templateText]),
        ("({'¤': '¤'})", [.key, single]), ("({a: 1, '¤-a': 2})", [.key]),
        ("x ? '¤' : '¤'", [single, single]), ("({'item-¤': 1, [`¤`]: 1})", [.key, .templateText]),
        ("{\"¤\": \"¤/¤\"}", [double, double, double]),
        ("f(/'/, '¤')", [single]),
        ("f('ünï¤')", [single]),
        ("x = '\u{2028}¤'", [single]),
        ("x.from('¤')", [single]),
        ("x.import('¤')", [single]),
    ]

    @Test(arguments: texts) func tellsTextsFromOperands(script: String, expected: [Place]) {
        expect(script, expected)
    }

    static let patterns: [(String, Place)] = [
        ("x = /¤/", .pattern(isInClass: false)), ("x = /a¤/g", .pattern(isInClass: false)),
        ("x = /[¤]/", .pattern(isInClass: true)), ("x = /[/¤/", .pattern(isInClass: true)),
        ("return /¤/", .pattern(isInClass: false)), ("/¤/", .pattern(isInClass: false)),
        ("if (x) /¤/.test(y)", .pattern(isInClass: false)),
        ("x = a ? /¤/ : 1", .pattern(isInClass: false)),
        ("for (const of of /¤/) 1", .pattern(isInClass: false)),
        ("x => /¤/", .pattern(isInClass: false)), ("; /¤/", .pattern(isInClass: false)),
        ("`${/¤/}`", .pattern(isInClass: false)), ("x = (a) + /¤/", .pattern(isInClass: false)),
        ("x = /\\/¤/", .pattern(isInClass: false)), ("x = /\\¤/", .refused(.escape)),
    ]

    @Test(arguments: patterns) func tellsPatterns(script: String, expected: Place) {
        expect(script, [expected])
    }

    static let refusals: [(String, ScriptPlaces.Reason)] = [
        ("// ¤", .comment), ("x // ¤", .comment), ("/* ¤ */", .comment), ("/*¤", .comment),
        ("<!-- ¤", .comment), ("--> ¤", .comment), ("x = 1\n--> ¤", .comment),
        ("/*\n*/ --> ¤", .comment), ("#!¤", .comment), ("/* *¤/ */", .comment),
        ("var x¤ = 1", .name), ("data_¤", .name), ("return¤", .name), ("x = 1¤", .name),
        ("x = 0x¤", .name), ("x = 1.¤", .name), ("x = 1e-¤", .name), ("x.#¤", .name),
        ("x = /a/g¤", .name), ("x = /a/¤", .name), ("ü¤", .name), ("x = $¤", .name),
        ("var ¤ = 1", .continuation), ("x ¤", .continuation), ("f() ¤", .continuation),
        ("a[0] ¤", .continuation), ("'a'¤", .continuation), ("`a`¤", .continuation),
        ("x = 1 ¤", .continuation), ("x\n¤", .continuation), ("x /* */ ¤", .continuation),
        ("function ¤() {}", .continuation), ("{} ¤", .continuation), ("x = {}\n¤", .continuation),
        ("let ¤", .continuation), ("this ¤", .continuation), ("a.typeof ¤", .continuation),
        ("of ¤", .continuation), ("(x of ¤)", .continuation), ("for (of ¤)", .continuation),
        ("import ¤", .continuation), ("import x from ¤", .continuation), ("i++ ¤", .continuation),
        ("; ¤", .statement), ("x = 1; ¤", .statement), ("{ ¤ }", .statement),
        ("x = {¤: 1}", .statement), ("x = {a: 1, ¤: 2}", .statement), ("else ¤", .statement),
        ("if (x) ¤", .statement), ("for (;;) ¤", .statement), ("do ¤", .statement),
        ("var a = 1, ¤", .statement), ("for (;¤;)", .statement), ("while (x)\n¤", .statement),
        ("return\n¤", .statement), ("throw /*\n*/ ¤", .statement), ("return //\n¤", .statement),
        ("return\n{a: ¤}", .label), ("if (x) return\n{a: 1} / '¤'", .slash),
        ("switch (x) { case 1: ¤ }", .label), ("switch (x) { case a ? b : c: ¤ }", .label),
        ("switch (x) { default: ¤ }", .label), ("switch (x) { case 'a': case b:\n¤ }", .label),
        ("a: ¤", .label), ("{a: ¤}", .label), ("a: {b: ¤}", .label), ("x => {a: ¤}", .label),
        ("function f() { a: ¤ }", .label), ("x = {a() { b: ¤ }}", .label),
        ("x => ¤", .body), ("() =>\n¤", .body),
        ("++¤", .target), ("x = --¤", .target), ("x\n++¤", .target),
        ("x.¤", .member), ("x?.¤", .member), ("x. /* */ ¤", .member),
        ("await ¤", .unclear), ("yield ¤", .unclear), ("await (x) ¤", .unclear),
        ("'\\¤'", .escape), ("'\\x¤'", .escape), ("'\\x4¤'", .escape), ("'\\u¤'", .escape),
        ("'\\u004¤'", .escape), ("'\\u{¤}'", .escape), ("'\\u{4¤}'", .escape),
        ("'\\0¤'", .escape), ("'\\12¤'", .escape), ("`\\¤`", .escape), ("`${a}\\¤`", .escape),
        ("`$¤`", .dollar), ("`a$$¤`", .dollar),
        ("'<¤'", .markup), ("'</¤'", .markup), ("'a<S¤'", .markup), ("'</scr¤'", .markup),
        ("({'__¤': 1})", .key), ("({a: {\"_¤\": 1}})", .key),
        ("'<script¤'", .markup), ("'<!¤'", .markup), ("'<!-¤'", .markup), ("`<¤`", .markup),
        ("'a<</¤'", .markup), ("'<\\n<¤'", .markup),
        ("import((\"¤\"))", .module), ("import(f('¤'))", .module), ("import([`¤`][0])", .module),
        ("import.source(¤)", .module), ("import.defer('¤')", .module),
        ("import('¤')", .module), ("import(¤)", .module), ("import(`./¤.js`)", .module),
        ("location = 'javascript:f(¤)'", .code), ("open(' JavaScript:¤')", .code),
        ("location = `javascript:¤`", .code), ("location = `javascript:${a}¤`", .code),
        ("import(`./${a}¤.js`)", .module), ("import('./' + ¤)", .module),
        ("import '¤'", .module), ("import x from '¤'", .module), ("export * from \"¤\"", .module),
        ("} ¤", .bracket), ("x = (1] + ¤", .bracket), ("`${)}` + ¤", .bracket),
        ("var m\n/¤/", .slash), ("let a, b\n/a/; x = ¤", .slash),
        ("break\n/¤/", .slash), ("import './a.js'\n/'/; x = ¤", .slash),
        ("{}/a/ + ¤", .slash), ("f(function () {} / ¤)", .slash), ("await / ¤", .slash),
        ("await (x) / ¤", .slash), ("x. / ¤", .slash), ("yield /a/; x = ¤", .slash),
        ("x <!-- ¤", .openingComment), ("x <!--y\n + ¤", .openingComment),
        ("x = 'a\n + ¤", .openText), ("x = 'a\r' + ¤", .openText), ("x = /a\n/ + ¤", .openText),
        ("x = /a\u{2028}/ + ¤", .openText), ("x = 'a\n¤'", .openText),
        ("@¤", .unreadable), ("\\u0061 = ¤", .unreadable), ("x = a\\u{62} + ¤", .unreadable),
        ("x = \u{1} ¤", .unreadable),
    ]

    @Test(arguments: refusals) func refuses(script: String, reason: ScriptPlaces.Reason) {
        expect(script, [.refused(reason)])
    }

    @Test func eachReasonHasACaseAndItsTexts() {
        let cases = Set(Self.refusals.map(\.1))
        for reason in ScriptPlaces.Reason.allCases {
            #expect(cases.contains(reason), "\(reason)")
        }
        let texts = ScriptPlaces.Reason.allCases.flatMap { [$0.place, $0.remedy] }
        #expect(Set(texts).count >= 2 * ScriptPlaces.Reason.allCases.count - 3)
        #expect(texts.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
    }

    /// With no text between, what stands on both sides would join.
    static let joins: [(String, [Place])] = [
        ("x = `$¤{a}`", [.refused(.dollar)]),
        ("x = '<¤/script>'", [.refused(.markup)]),
        ("x = {'¤¤': 1}", [.key, .refused(.key)]),
        ("x = {'¤_¤': 1}", [.key, .refused(.key)]), ("x = {'¤-¤': 1}", [.key, .key]),
        ("x = '\\¤'", [.refused(.escape)]),
        ("x = ¤/a/¤", [.expression, .expression]),
        ("x = ¤ ¤", [.expression, .refused(.continuation)]),
        ("x = ¤¤", [.expression, .refused(.continuation)]),
        ("x = ¤px + ¤", [.expression, .expression]),
        ("x = '¤'¤", [single, .refused(.continuation)]),
        ("¤ --> ' ¤'", [.expression, single]),
    ]

    @Test(arguments: joins) func whatStandsAroundAValueDoesNotJoin(
        script: String,
        expected: [Place]
    ) {
        expect(script, expected)
    }

    @Test func longScriptsTakeTimeInProportion() {
        var reader = ScriptPlaces()
        reader.read(String(repeating: "x = {a: 'b', c: [/d/, `e${f}`]};\n", count: 3_000).utf8)
        reader.read("y = ".utf8)
        #expect(reader.place == .expression)
        reader.read(String(repeating: "(", count: 100_000).utf8)
        #expect(reader.place == .expression)
    }
}
