// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension ExpressionSyntax {
    /// The expression as a place in a value, or in other text.
    func place(isValue: Bool) -> Place {
        var place = Place("expression \(kind.title)", whole, parts: parts(isValue))
        place.overlays = [Place("expression's range", range)]
        place.expression = .init(kind: kind.title, isValue: isValue)
        return place
    }

    private func parts(_ isValue: Bool) -> [Place] {
        switch kind {
        case .path(let alternatives): alternatives.map { $0.place(isValue: isValue) }
        case .walk(let walk): [Place("root", walk.root)] + walk.steps.map(\.place)
        case .variable(let name): [Place("variable", name)]
        case .string(let pieces): pieces.map { $0.place(isValue) }
        case .prefixed(let prefix, let inner):
            [
                Place("prefix", prefix.range, spelled: .exactly(prefix.kind.rawValue)),
                inner.place(isValue: isValue),
            ]
        case .load(let name): [Place("template", name)]
        case .python(let node): [node.place(isValue: isValue)]
        case .application(let prefix, let text, _):
            [
                Place("prefix", prefix),
                Place("application text", text.range, spelled: .exactly(text.text)),
            ]
        case .broken: []
        }
    }
}

extension ExpressionSyntax.Kind {
    /// The name of the kind; that of a path with one alternative is the alternative's.
    var title: String {
        switch self {
        case .path(let alternatives) where alternatives.count == 1: alternatives[0].kind.title
        case .path: "path"
        case .walk: "walk"
        case .variable: "variable"
        case .string: "string"
        case .prefixed(let prefix, _): prefix.kind.rawValue
        case .load: "load"
        case .python: "python"
        case .application(let prefix, _, _): "application \(prefix.text)"
        case .broken: "broken"
        }
    }
}

extension StepSyntax {
    fileprivate var place: Place {
        switch kind {
        case .key(let key): Place("key", range, spelled: .exactly(key))
        case .variable(let name): Place("computed", range, parts: [Place("variable", name)])
        case .computed: Place("computed key", range)
        case .namespace(let prefix, .literal(let name)):
            Place("namespace", range, parts: [Place("prefix", prefix), Place("argument", name)])
        case .namespace(let prefix, .variable(let name)):
            Place("namespace", range, parts: [Place("prefix", prefix), Place("variable", name)])
        case .missing: Place("missing", range)
        }
    }
}

extension StringPieceSyntax {
    fileprivate func place(_ isValue: Bool) -> Place {
        switch self {
        case .literal(let bytes, let range):
            let text = String(decoding: bytes, as: UTF8.self)
            return Place("string literal \(text)", range)
        case .hole(let expression, let range):
            return Place("string hole", range, parts: [expression.place(isValue: isValue)])
        }
    }
}
