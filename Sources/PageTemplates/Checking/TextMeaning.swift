// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What a browser makes of the text in an element.
struct TextMeaning {
    let context: Place.Context

    /// What becomes of a value that stands there alone.
    let filter: PlaceFilter

    /// The meaning of the text in an element that is written, if there is one around.
    init(of element: ElementSyntax?, in source: TemplateSource) {
        guard source.mode != .text, let element else {
            self = .init(source.mode == .text ? .plainText : .text, .none)
            return
        }
        switch element.ruledName {
        case "style": self = .init(.code, .styleSheet)
        case "script": self = ScriptKind(of: element, in: source).text(in: element)
        case let name where element.vocabulary == .html && Self.withoutMarkup.contains(name):
            self = .init(.text, .textOnly)
        default: self = .init(.text, .none)
        }
    }

    fileprivate init(_ context: Place.Context, _ filter: PlaceFilter) {
        self.context = context
        self.filter = filter
    }

    /// The elements of HTML in which a browser reads text and no markup.
    private static let withoutMarkup: Set<String> = [
        "iframe", "noembed", "noframes", "plaintext", "textarea", "title", "xmp",
    ]
}

/// What the body of a `<script>` is, by its `type`.
enum ScriptKind: Sendable {
    /// Code, or what data decides on.
    case code

    /// Data, which code reads.
    case json

    /// Rules that load code or pages, or code of which nothing is known.
    case rules

    /// Something that the browser makes nothing of.
    case text

    /// The kind of an element.
    init(of element: ElementSyntax, in source: TemplateSource) {
        guard case .fixed(let type) = element.sibling("type", source) else {
            self = .code
            return
        }
        let essence = type.lowercased().split(separator: ";").first.map(String.init) ?? ""
        let name = essence.filter { !$0.isWhitespace }
        if name.isEmpty || Self.codeTypes.contains(name) {
            self = .code
        } else if Self.jsonTypes.contains(name) || name.hasSuffix("+json") {
            self = .json
        } else if Self.ruleTypes.contains(name) {
            self = .rules
        } else {
            self = .text
        }
    }

    /// What a value in the body is.
    func text(in element: ElementSyntax) -> TextMeaning {
        switch self {
        case .code: TextMeaning(.code, .script)
        case .json: TextMeaning(.code, .json)
        case .rules: TextMeaning(.code, .code)
        // In SVG a browser reads markup there.
        case .text: TextMeaning(.text, element.vocabulary == .html ? .textOnly : .none)
        }
    }

    /// The types of JSON, and what it was called before it had one.
    private static let jsonTypes: Set<String> = [
        "application/json", "application/x-json", "text/json", "text/x-json",
    ]

    /// Rules, and languages that look much like JavaScript and are not.
    private static let ruleTypes: Set<String> = [
        "importmap", "speculationrules", "text/babel", "text/jsx", "text/tsx", "text/typescript",
        "webbundle",
    ]

    /// The types of JavaScript and of modules.
    private static let codeTypes: Set<String> = [
        "application/ecmascript", "application/javascript", "application/x-ecmascript",
        "application/x-javascript", "javascript", "jscript", "livescript", "module",
        "text/ecmascript", "text/javascript", "text/javascript1.0",
        "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
        "text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript",
        "text/x-javascript",
    ]
}
