// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension PythonNode {
    /// The node as a place in a value, or in other text.
    func place(isValue: Bool) -> Place {
        var place = Place("python \(kind.title)", range, parts: kind.parts(isValue))
        switch kind {
        case .name(let name): place.spelled = .exactly(name)
        case .primary(let base, let trailers):
            // The range of what is asked of a value begins with the value.
            place.parts = [base.place(isValue: isValue)]
            place.overlays = trailers.map { $0.place(isValue: isValue) }
        default: break
        }
        switch kind {
        // The place of an inner expression ends before its quote, and a starred value is no
        // expression of its own.
        case .tales, .starred: return place
        default: break
        }
        place.expression = .init(kind: kind.title, prefix: "python:", isValue: isValue)
        return place
    }
}

extension PythonNode.Kind {
    /// The name of the kind.
    var title: String {
        switch self {
        case .constant: "constant"
        case .name: "name"
        case .text: "text"
        case .list: "list"
        case .tuple: "tuple"
        case .set: "set"
        case .dictionary: "dictionary"
        case .starred: "starred"
        case .unary: "unary"
        case .binary: "binary"
        case .comparison: "comparison"
        case .and: "and"
        case .or: "or"
        case .not: "not"
        case .conditional: "conditional"
        case .primary: "primary"
        case .comprehension: "comprehension"
        case .lambda: "lambda"
        case .tales: "tales"
        }
    }

    fileprivate func parts(_ isValue: Bool) -> [Place] {
        switch self {
        case .tales(let expression):
            // The prefix of `exists('…')` does not stand in the literal.
            var place = expression.place(isValue: isValue)
            place.expression = nil
            return [place]
        default:
            return nodes.map { $0.place(isValue: isValue) }
        }
    }

    /// The nodes inside in the order of the source.
    private var nodes: [PythonNode] {
        switch self {
        case .constant, .name, .tales: []
        case .text(let pieces): pieces.compactMap(\.hole)
        case .list(let nodes), .tuple(let nodes), .set(let nodes): nodes
        case .and(let nodes), .or(let nodes): nodes
        case .dictionary(let entries): entries.flatMap(\.nodes)
        case .unary(_, let node), .not(let node), .starred(let node): [node]
        case .binary(let first, let steps): [first] + steps.map(\.operand)
        case .comparison(let first, let steps): [first] + steps.map(\.operand)
        case .conditional(let condition, let then, let otherwise): [then, condition, otherwise]
        case .primary(let base, _): [base]
        case .comprehension(let comprehension): comprehension.nodes
        case .lambda(let lambda): lambda.nodes
        }
    }
}

extension PythonTextPiece {
    fileprivate var hole: PythonNode? {
        guard case .hole(let node, _) = self else { return nil }
        return node
    }
}

extension PythonComprehension {
    fileprivate var nodes: [PythonNode] {
        [element] + (value.map { [$0] } ?? [])
            + clauses.flatMap { clause in [clause.target.node, clause.iterable] + clause.conditions
            }
    }
}

extension PythonLambda {
    fileprivate var nodes: [PythonNode] {
        parameters.flatMap { parameter in
            [PythonNode(kind: .name(parameter.name), range: parameter.range)]
                + [parameter.fallback].compactMap(\.self)
        } + [body]
    }
}

extension PythonTarget {
    /// The target as if it were a value.
    fileprivate var node: PythonNode {
        switch kind {
        case .name(let name): PythonNode(kind: .name(name), range: range)
        case .unpack(let targets): PythonNode(kind: .tuple(targets.map(\.node)), range: range)
        }
    }

    fileprivate var place: Place {
        switch kind {
        case .name(let name): Place("target", range, spelled: .exactly(name))
        case .unpack(let targets): Place("targets", range, parts: targets.map(\.place))
        }
    }
}

extension PythonTrailer {
    fileprivate func place(isValue: Bool) -> Place {
        let nodes: [PythonNode]
        var spelled: Place.Spelled?
        switch kind {
        case .attribute(let name):
            nodes = []
            spelled = .ending(name)
        case .item(let node): nodes = [node]
        case .slice(let lower, let upper, let step):
            nodes = [lower, upper, step].compactMap(\.self)
        case .call(let arguments): nodes = arguments.map(\.value)
        }
        let parts = nodes.map { $0.place(isValue: isValue) }
        return Place("trailer", range, spelled: spelled, parts: parts)
    }
}

// MARK: - Scripts

extension PythonScript {
    /// The statements of a script, whose texts the source is asked for only where
    /// nothing else stands in it.
    func places(isWhole: Bool) -> [Place] {
        let places = statements.map(\.place.inScript)
        return isWhole ? places : places.map(\.unread)
    }
}

extension PythonStatement {
    fileprivate var place: Place { Place("python statement", range, parts: kind.parts) }
}

extension PythonNode {
    fileprivate var scriptPlace: Place { place(isValue: false) }
}

extension PythonStatement.Kind {
    fileprivate var parts: [Place] {
        switch self {
        case .expression(let node): [node.scriptPlace]
        case .assignment(let places, let value): places.map(\.place) + [value.scriptPlace]
        case .augmented(let place, _, let value): [place.place, value.scriptPlace]
        case .delete(let places): places.map(\.place)
        case .pass, .exit, .raise(nil): []
        case .raise(let value?): [value.scriptPlace]
        case .branches(let branches):
            branches.flatMap { branch in
                (branch.condition.map { [$0.scriptPlace] } ?? []) + branch.body.map(\.place)
            }
        case .whileLoop(let condition, let bodies): [condition.scriptPlace] + bodies.places
        case .forLoop(let target, let value, let bodies):
            [target.place, value.scriptPlace] + bodies.places
        case .attempt(let attempt): attempt.places
        }
    }
}

extension PythonPlace {
    fileprivate var place: Place {
        switch kind {
        case .name(let name): Place("place", range, spelled: .exactly(name))
        case .item(let object, let key):
            Place("item", range, parts: [object.scriptPlace, key.scriptPlace])
        case .slice(let object, let bounds):
            Place("slice", range, parts: ([object] + bounds.compactMap(\.self)).map(\.scriptPlace))
        case .unpack(let places): Place("places", range, parts: places.map(\.place))
        }
    }
}

extension PythonLoopBodies {
    fileprivate var places: [Place] { (body + otherwise).map(\.place) }
}

extension PythonAttempt {
    fileprivate var places: [Place] {
        let clauses = clauses.flatMap { clause in
            [Place("except", clause.range)] + clause.body.map(\.place)
        }
        return body.map(\.place) + clauses + (otherwise + (last ?? [])).map(\.place)
    }
}
