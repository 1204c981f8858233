// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension SyntaxTree {
    /// Visits all elements, outer ones before inner ones, in the order of the source.
    func forEachElement(_ visit: (ElementSyntax) -> Void) {
        children.forEachElement(visit)
    }

    /// Visits the expressions of all statements and holes.
    func forEachExpression(_ visit: (ExpressionSyntax) -> Void) {
        children.forEachExpression(visit)
    }
}

extension [SyntaxNode] {
    func forEachElement(_ visit: (ElementSyntax) -> Void) {
        for case .element(let element) in self {
            visit(element)
            element.children.forEachElement(visit)
        }
    }

    func forEachExpression(_ visit: (ExpressionSyntax) -> Void) {
        for node in self {
            switch node {
            case .text(let text):
                text.holes.forEach(visit)
            case .element(let element):
                element.expressions.forEach(visit)
                element.children.forEachExpression(visit)
            case .verbatim, .dropped, .broken:
                break
            }
        }
    }
}

extension TextSyntax {
    /// The expressions of its holes.
    var holes: [ExpressionSyntax] { (pieces ?? []).compactMap(\.expression) }
}

extension TextPiece {
    var expression: ExpressionSyntax? {
        if case .hole(let hole) = self { hole.expression } else { nil }
    }
}

extension ElementSyntax {
    /// The expressions of its statements and of the holes in its attributes.
    var expressions: [ExpressionSyntax] {
        (statements?.expressions ?? [])
            + attributes.flatMap { ($0.pieces ?? []).compactMap(\.expression) }
    }
}

extension Statements {
    /// The expressions of all statements.
    var expressions: [ExpressionSyntax] {
        let inserts = [onError, content, replace].compactMap { $0?.value }
        let uses = [macros?.useMacro, macros?.extendMacro].compactMap { $0?.value }
        let plain = [condition, repetition?.value, switchOn, caseOf, omission, translation?.data]
        return define.map(\.binding.value) + plain.compactMap(\.self) + attributes.map(\.value)
            + inserts + uses
    }

    /// The condition of `tal:omit-tag`.
    var omission: ExpressionSyntax? {
        if case .when(let test)? = omitTag { test } else { nil }
    }
}

extension ExpressionSyntax {
    /// Visits the expression, and those of the template language in it.
    func forEachPart(_ visit: (ExpressionSyntax) -> Void) {
        visit(self)
        switch kind {
        case .path(let alternatives):
            for alternative in alternatives { alternative.forEachPart(visit) }
        case .prefixed(_, let inner):
            inner.forEachPart(visit)
        case .string(let pieces):
            for case .hole(let hole, _) in pieces { hole.forEachPart(visit) }
        case .walk, .variable, .load, .python, .application, .broken:
            break
        }
    }
}
