// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Finds the code that an element writes.
struct CodeFinder {
    private let state: CheckState
    private let element: ElementSyntax

    /// Whether a translation decides on what is in it.
    private let isTranslated: Bool

    init(_ state: CheckState, _ element: ElementSyntax, _ around: Surroundings) {
        self.state = state
        self.element = element
        isTranslated = around.translation != .page || around.isInMessage
    }

    /// Notes the code of the element, if it has any.
    func note() {
        state.part.needs.markup.formIntersection(element.standsIn)
        for name in names { noteAttribute(name) }
        switch element.ruledName {
        case "script": noteScript()
        case "style": add(.style, body)
        case "link" where isStyleSheet: add(.styleFile, nil)
        default: return
        }
    }

    /// The attributes of the source and of statements, each once.
    private var names: [String] {
        let written = element.attributes.filter { $0.role == .markup }.map(\.key)
        guard let clauses = element.statements?.attributes, !clauses.isEmpty else { return written }
        var known = Set(written)
        let set = clauses.compactMap { $0.name.map { state.source.markup.key($0.text) } }
        return written + set.filter { known.insert($0).inserted }
    }

    private func noteScript() {
        switch ScriptKind(of: element, in: state.source) {
        case .json, .text: return
        case .code, .rules: break
        }
        let isModule = value(of: "type").fixed.map { $0.trimmedLowercase == "module" }
        let mayBeModule = isModule ?? value(of: "type").isThere
        let isFile = sources.contains { value(of: $0).isThere }
        if isFile || hasOpenNames { add(mayBeModule ? .moduleFile : .scriptFile, nil) }
        if !isFile { add(mayBeModule ? .module : .script, body) }
    }

    private func noteAttribute(_ key: String) {
        if key == "style" {
            add(.styleAttribute, value(of: key).fixed)
        } else if key.utf8.count > 2, key.hasPrefix("on") {
            add(.handler, value(of: key).fixed)
        } else if Self.addresses.contains(key), let text = value(of: key).fixed,
            text.isScriptAddress
        {
            add(.scriptAddress, text)
        }
    }

    /// The attributes whose addresses browsers follow, and run where they are scripts.
    private static let addresses: Set<String> = [
        "action", "data", "formaction", "href", "src", "xlink:href",
    ]

    private func add(_ kind: TemplateCode.Kind, _ text: String?) {
        // Browsers take no notice of an empty one.
        guard text != "" else { return }
        state.facts.code.append(
            CodePiece(
                part: state.part.id,
                kind: kind,
                text: text,
                hasNonce: value(of: "nonce").isThere,
                hasIntegrity: ["integrity", "crossorigin"].allSatisfy { value(of: $0).isThere },
                range: element.startTag
            )
        )
    }

    private var isStyleSheet: Bool {
        switch value(of: "rel") {
        case .absent: false
        case .computed: true
        case .fixed(let words):
            words.trimmedLowercase.split(whereSeparator: \.isWhitespace).contains("stylesheet")
        }
    }

    /// The attributes by which a script names its file.
    private var sources: [String] {
        element.vocabulary == .html ? ["src"] : ["src", "href", "xlink:href"]
    }

    // MARK: - Attributes

    /// Whether a mapping may add attributes of any name.
    private var hasOpenNames: Bool {
        element.statements?.attributes.contains { $0.name == nil } == true
    }

    /// What is known of the value of an attribute.
    private enum Value {
        case absent
        case fixed(String)
        case computed

        var fixed: String? { if case .fixed(let text) = self { text } else { nil } }
        var isThere: Bool { if case .absent = self { false } else { true } }
    }

    private func value(of key: String) -> Value {
        let statements = element.statements
        let isSet = statements?.attributes.contains { clause in
            clause.name.map { state.source.markup.key($0.text) == key } ?? false
        }
        if isSet == true { return .computed }
        let attribute = element.attributes.first { $0.key == key && $0.role == .markup }
        guard let attribute else { return .absent }
        let isTranslated = statements?.translation?.attributes.contains { $0.key == key } == true
        guard attribute.pieces == nil, !hasOpenNames, !isTranslated else { return .computed }
        return .fixed(attribute.decodedValue(in: state.source.markup).withPlainLineEnds)
    }

    // MARK: - Content

    /// What stands in the element; `nil` where that is not known before it is rendered.
    private var body: String? {
        let statements = element.statements
        guard element.end.isWritten, !isTranslated, statements?.content == nil,
            statements?.script == nil
        else { return nil }
        var text = ""
        for node in element.children {
            guard let piece = self.text(of: node) else { return nil }
            text += piece
        }
        return text.withPlainLineEnds
    }

    private func text(of node: SyntaxNode) -> String? {
        switch node {
        case .text(let text): self.text(text)
        case .verbatim(let range) where isMarkup: characters(of: range)
        case .verbatim(let range): state.source.text(range)
        case .dropped: ""
        case .broken, .element: nil
        }
    }

    private func text(_ text: TextSyntax) -> String? {
        var result = ""
        for piece in text.pieces ?? [.literal(text.range)] {
            switch piece {
            case .literal(let range): result += literal(range)
            case .escapedHole: result += "${"
            case .hole: return nil
            }
        }
        return result
    }

    private func literal(_ range: Range<Int>) -> String {
        let kept = state.lines?.kept(of: range) ?? [range]
        return kept.map { isMarkup ? resolved($0) : state.source.text($0) }.joined()
    }

    /// Whether the body is read as markup, with references and sections.
    private var isMarkup: Bool { element.vocabulary != .html }

    /// The characters of a section or a text, and nothing of a comment or an instruction.
    private func characters(of range: Range<Int>) -> String {
        let markup = state.source.text(range)
        let (start, end) = ("<![CDATA[", "]]>")
        if markup.hasPrefix(start), markup.hasSuffix(end) {
            return String(markup.dropFirst(start.count).dropLast(end.count))
        }
        return markup.hasPrefix("<!") || markup.hasPrefix("<?") ? "" : resolved(range)
    }

    private func resolved(_ range: Range<Int>) -> String {
        CharacterReferences(state.source.markup).resolve(range, isValue: false).text
    }
}

extension StringProtocol {
    /// Without white space around it, and in lower case.
    fileprivate var trimmedLowercase: String {
        let isSpace = { (character: Character) in character.isASCII && character.isWhitespace }
        let start = drop(while: isSpace)
        let end = start.lastIndex { !isSpace($0) }
        return end.map { start[...$0].lowercased() } ?? ""
    }
}

extension String {
    /// The text with the line ends that browsers make of those of a source.
    fileprivate var withPlainLineEnds: String {
        guard utf8.contains(Byte.carriageReturn) else { return self }
        var bytes: [UInt8] = []
        var isBehindReturn = false
        for byte in utf8 {
            if byte == Byte.newline, isBehindReturn {
                isBehindReturn = false
                continue
            }
            isBehindReturn = byte == Byte.carriageReturn
            bytes.append(isBehindReturn ? Byte.newline : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a browser takes it for a script: it drops controls and line ends in the scheme.
    fileprivate var isScriptAddress: Bool {
        let scheme = utf8.filter { $0 > Byte.space }.prefix(11).map(\.asciiLowercased)
        return scheme.elementsEqual("javascript:".utf8)
    }
}
