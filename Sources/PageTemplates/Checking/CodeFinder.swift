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
        var names = element.attributes.filter { $0.role == .markup }.map(\.key)
        for clause in element.statements?.attributes ?? [] {
            guard let name = clause.name.map({ state.source.markup.key($0.text) }) else { continue }
            if !names.contains(name) { names.append(name) }
        }
        for name in names { noteAttribute(name) }
        switch element.localName {
        case "script": noteScript()
        case "style": add(.style, body)
        case "link" where isStyleSheet: add(.styleFile, nil)
        default: return
        }
    }

    private func noteScript() {
        let type = value(of: "type").fixed?.trimmedLowercase
        guard type.map(Self.isCode) ?? true else { return }
        let isFile = sources.contains { value(of: $0).isThere }
        guard isFile else { return add(.script, body) }
        add(type == "module" ? .moduleFile : .scriptFile, nil)
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
        // A mapping can have any name.
        let isOpen = statements?.attributes.contains { $0.name == nil } == true
        let isTranslated = statements?.translation?.attributes.contains { $0.key == key } == true
        guard attribute.pieces == nil, !isOpen, !isTranslated else { return .computed }
        return .fixed(attribute.decodedValue(in: state.source.markup).withPlainLineEnds)
    }

    // MARK: - Content

    /// What stands in the element; `nil` where that is not known before it is rendered.
    private var body: String? {
        let statements = element.statements
        guard element.end.isWritten, !isTranslated, statements?.content == nil,
            statements?.script == nil, statements?.replace == nil
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
            case .literal where state.lines != nil:
                return nil
            case .literal(let range) where isMarkup: result += resolved(range)
            case .literal(let range): result += state.source.text(range)
            case .escapedHole: result += "${"
            case .hole: return nil
            }
        }
        return result
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

    // MARK: - Types of scripts

    /// Whether browsers run a script of a type, or obey it.
    private static func isCode(_ type: String) -> Bool {
        let essence = type.prefix { $0 != ";" }.trimmedLowercase
        return types.contains(type) || scriptTypes.contains(essence)
    }

    private static let types: Set<String> = ["", "module", "importmap", "speculationrules"]

    /// The names of JavaScript (WHATWG MIME Sniffing section 4.6).
    private static let scriptTypes: Set<String> = [
        "application/ecmascript", "application/javascript", "application/x-ecmascript",
        "application/x-javascript", "text/ecmascript", "text/javascript", "text/javascript1.0",
        "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
        "text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript",
        "text/x-javascript",
    ]
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
