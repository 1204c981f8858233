// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension ExpressionSyntax {
    /// What has been read, in one line.
    var outline: String {
        switch kind {
        case .path(let alternatives): alternatives.map(\.outline).joined(separator: " | ")
        case .walk(let walk): ([walk.root.text] + walk.steps.map(\.outline)).joined(separator: "/")
        case .variable(let name): "name:\(name.text)"
        case .string(let pieces): "string:" + pieces.map(\.outline).joined()
        case .prefixed(let prefix, let inner): "\(prefix.kind.rawValue):\(inner.outline)"
        case .load(let name): "load:\(name.text)"
        case .python: "python:"
        case .application(let prefix, let text, _): "\(prefix.text)::\(text.text)"
        case .broken: "<broken>"
        }
    }
}

extension StepSyntax {
    fileprivate var outline: String {
        switch kind {
        case .key(let key): key
        case .variable(let name): "?\(name.text)"
        case .computed: "%"
        case .namespace(let prefix, .literal(let name)): "\(prefix.text):\(name.text)"
        case .namespace(let prefix, .variable(let name)): "\(prefix.text):?\(name.text)"
        case .missing: "<missing>"
        }
    }
}

extension StringPieceSyntax {
    fileprivate var outline: String {
        switch self {
        case .literal(let bytes, _): String(decoding: bytes, as: UTF8.self)
        case .hole(let expression, _): "{\(expression.outline)}"
        }
    }
}
