// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ExpressionSyntax {
    /// Whether it is true in every render, or false; `nil` where only a render knows.
    var constantTruth: Bool? {
        switch kind {
        case .path(let alternatives):
            return alternatives.first?.constantTruth
        case .walk(let walk):
            guard walk.steps.isEmpty else { return nil }
            return ["nothing": false, "default": true][walk.root.text]
        case .prefixed(let prefix, let inner):
            guard prefix.kind != .exists else { return nil }
            return inner.constantTruth.map { prefix.kind == .not ? !$0 : $0 }
        case .string(let pieces):
            guard pieces.allSatisfy(\.isLiteral) else { return nil }
            return pieces.contains { $0.hasText }
        case .python(let node):
            return node.constantTruth
        case .variable, .load, .application, .broken:
            return nil
        }
    }

    /// Whether nothing in it is computed, so that it cannot fail.
    var isWrittenOut: Bool {
        switch kind {
        case .path(let alternatives): alternatives.first?.isWrittenOut ?? false
        case .prefixed(_, let inner): inner.isWrittenOut
        case .walk(let walk): walk.steps.isEmpty
        case .string(let pieces): pieces.allSatisfy(\.isLiteral)
        case .python(let node): node.isLiteral
        case .variable, .load, .application, .broken: false
        }
    }

    /// Whether it is there in every render, so that no alternative is tried.
    var isAlwaysThere: Bool {
        switch kind {
        case .walk(let walk): walk.steps.isEmpty && ["nothing", "default"].contains(walk.root.text)
        case .string(let pieces): pieces.allSatisfy(\.isLiteral)
        case .python(let node): node.isLiteral
        default: false
        }
    }
}

extension StringPieceSyntax {
    fileprivate var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }

    fileprivate var hasText: Bool {
        if case .literal(let text, _) = self { !text.isEmpty } else { false }
    }
}

extension PythonNode {
    /// Whether it is written out.
    fileprivate var isLiteral: Bool {
        switch kind {
        case .constant: true
        case .list(let nodes), .tuple(let nodes), .set(let nodes): nodes.allSatisfy(\.isLiteral)
        case .dictionary(let entries): entries.allSatisfy { $0.nodes.allSatisfy(\.isLiteral) }
        default: false
        }
    }

    fileprivate var constantTruth: Bool? {
        switch kind {
        case .constant(let constant):
            return constant.isTrue
        case .list(let nodes), .tuple(let nodes), .set(let nodes):
            return isLiteral ? !nodes.isEmpty : nil
        case .dictionary(let entries):
            return isLiteral ? !entries.isEmpty : nil
        case .not(let operand):
            return operand.constantTruth.map { !$0 }
        case .and(let operands):
            if operands.contains(where: { $0.constantTruth == false }) { return false }
            return operands.allSatisfy { $0.constantTruth == true } ? true : nil
        case .or(let operands):
            if operands.contains(where: { $0.constantTruth == true }) { return true }
            return operands.allSatisfy { $0.constantTruth == false } ? false : nil
        case .tales(let inner):
            return inner.constantTruth
        default:
            return nil
        }
    }
}

extension PythonConstant {
    fileprivate var isTrue: Bool {
        switch self {
        case .none: false
        case .bool(let truth): truth
        case .integer(let number): number != 0
        case .double(let number): number != 0
        case .string(let text): !text.isEmpty
        }
    }
}
