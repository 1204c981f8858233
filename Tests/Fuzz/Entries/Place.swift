// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// A template with one hole, and what its value must not do.
struct Place: Sendable {
    /// The template, with `${x}` at the hole.
    let source: String

    /// The template, compiled.
    let template: Template
    private let before: [UInt8]
    private let after: [UInt8]
    private let law: PlaceLaw

    private init(_ source: String, _ law: PlaceLaw, in name: String = "page.html") {
        self.source = source
        self.law = law
        let hole = source.firstRange(of: "${x}")
        before = Array(source[..<(hole?.lowerBound ?? source.endIndex)].utf8)
        after = Array(source[(hole?.upperBound ?? source.endIndex)...].utf8)
        var configuration = TemplateConfiguration()
        // Where scripts and style sheets have holes.
        configuration.dialect = .chameleon
        do {
            template = try Template(named: name, source, configuration: configuration)
        } catch {
            fatalError("\(source): \(error)")
        }
    }

    /// Whether a text may end the render: XML cannot hold all characters.
    func refuses(_ code: TemplateError.Code) -> Bool {
        template.mode == .xml && code == .invalidCharacter
    }

    /// Whether what stands around the hole is as it was, and the value keeps the law of the place.
    func check(_ page: String, _ text: String) throws(FuzzFinding) {
        let bytes = Array(page.utf8)
        let isWhole =
            bytes.count >= before.count + after.count
            && bytes.starts(with: before) && bytes.reversed().starts(with: after.reversed())
        try require(isWhole, "\(source) becomes \(page.debugDescription)")
        let value = Array(bytes[before.count..<bytes.count - after.count])
        try require(
            law.holds(for: value, from: text),
            "\(source) with \(text.debugDescription) becomes \(page.debugDescription)"
        )
    }

    static let all: [Place] = texts + addresses + styles + code

    private static let texts = [
        Place("<p>${x}</p>", .text),
        Place("<title>${x}</title>", .text),
        Place("<textarea>${x}</textarea>", .text),
        Place("<p title=\"${x}\">t</p>", .attribute),
        Place("<p title='a ${x} b'>t</p>", .singleQuoted),
        Place("<p class=\"a ${x}\">t</p>", .attribute),
        Place("<iframe srcdoc=\"&lt;p&gt;${x}&lt;/p&gt;\"></iframe>", .document),
        Place("<p a=\"${x}\">t</p>", .attribute, in: "page.xml"),
        Place("<p>${x}</p>", .text, in: "page.xml"),
    ]

    private static let addresses = [
        Place("<a href=\"${x}\">t</a>", .address),
        Place("<a href=\"/a/${x}/b\">t</a>", .addressPart),
        Place("<a href=\"/a?q=${x}&amp;r=1\">t</a>", .queryValue),
        Place("<a href=\"${x}?q=1\">t</a>", .address),
        Place("<img src=\"${x}\">", .address),
        Place("<form action=\"${x}\"></form>", .address),
        Place("<img srcset=\"/a.png 1x, ${x} 2x\">", .attribute),
        Place("<a ping=\"${x}\" href=\"/\">t</a>", .attribute),
        Place("<script src=\"/static/${x}\"></script>", .addressPart),
        Place("<meta http-equiv=\"refresh\" content=\"5; url=${x}\">", .address),
        Place("<meta http-equiv=\"refresh\" content=\"${x}\">", .attribute),
        Place("<svg><animate values=\"${x}\"/></svg>", .attribute),
    ]

    private static let styles = [
        Place("<p style=\"color: ${x}\">t</p>", .styleAttribute),
        Place("<p style=\"${x}\">t</p>", .attribute),
        Place("<p style=\"background: url('${x}')\">t</p>", .attribute),
        Place("<style>p { color: ${x} }</style>", .styleValue),
        Place("<style>p::before { content: \"${x}\" }</style>", .styleString),
    ]

    private static let code = [
        Place("<script>var x = ${x};</script>", .script),
        Place("<script>var x = \"a ${x}\";</script>", .scriptText),
        Place("<script>var x = `a ${x}`;</script>", .scriptText),
        Place("<script type=\"application/json\">{\"x\": ${x}}</script>", .script),
        Place("<p onclick=\"f(${x})\">t</p>", .handler),
        Place("<p onclick=\"f('${x}')\">t</p>", .handlerText),
    ]
}
