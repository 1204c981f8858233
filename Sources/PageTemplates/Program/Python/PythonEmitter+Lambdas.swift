// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A lambda whose body is still to be emitted, as a procedure of its own.
struct PendingLambda {
    let body: PythonNode

    /// Its parameters and the variables that it keeps, in the order of their registers.
    let locals: [String]

    /// The names that it keeps and that may not be there, or may be deferred, by the
    /// numbers of their registers behind those of the locals.
    let names: PythonNameTable
    let range: Range<Int>
}

extension PythonEmitter {
    /// Emits the making of a function, which keeps what its names mean here.
    mutating func lambda(_ lambda: PythonLambda, _ node: PythonNode) -> PythonResult {
        var kept = KeptNames()
        for name in lambda.freeNames { keep(name, node.range, in: &kept) }
        var parameters: [PythonLambdaPlan.Parameter] = []
        for parameter in lambda.parameters {
            let fallback = parameter.fallback.map { value($0).register }
            parameters.append(.init(name: parameter.name, fallback: fallback))
        }
        let procedure = emitter.add(
            PendingLambda(
                body: lambda.body,
                locals: lambda.parameters.map(\.name) + kept.locals.map(\.name),
                names: kept.names,
                range: node.range
            )
        )
        let plan = emitter.tables.python.lambdas.add(
            PythonLambdaPlan(
                procedure: procedure,
                parameters: parameters,
                kept: kept.locals.map(\.register) + kept.variables
            )
        )
        return computed(at: node.range) { .lambda(plan, into: $0) }
    }

    /// What a lambda keeps of its place.
    private struct KeptNames {
        /// Names that have a value.
        var locals: [(name: String, register: Register)] = []

        /// Names whose values are looked at when they are used.
        var variables: [Register] = []
        var names = PythonNameTable()

        mutating func keep(_ register: Register) -> VariableID {
            variables.append(register)
            return VariableID(number: variables.count - 1)
        }
    }

    private mutating func keep(_ name: String, _ range: Range<Int>, in kept: inout KeptNames) {
        if let local = locals.last(where: { $0.name == name }) {
            kept.locals.append((name, local.register))
            return
        }
        switch names.names[name] {
        case .variable(let variable, let mayBeDefault):
            let place = kept.keep(emitter.register(of: variable))
            kept.names.names[name] = .variable(place, mayBeDefault: mayBeDefault)
        case .deferred(let variable):
            kept.names.names[name] = .deferred(kept.keep(emitter.register(of: variable)))
        case .open(let variable, let mayBeDefault):
            let place = kept.keep(emitter.register(of: variable))
            kept.names.names[name] = .open(place, mayBeDefault: mayBeDefault)
        case .free(let variable, let mayBeDefault, let isFunction):
            let place = kept.keep(emitter.register(of: variable))
            kept.names.names[name] =
                .free(place, mayBeDefault: mayBeDefault, isFunction: isFunction)
        case .builtin(let root) where root.isSameEverywhere:
            kept.names.names[name] = .builtin(root)
        case .builtin(let root):
            kept.locals.append((name, emitter.root(root, range, failure).operand.register))
        case nil:
            break
        }
    }
}

extension PathPlan.Root {
    /// Whether it means the same in every procedure.
    fileprivate var isSameEverywhere: Bool {
        switch self {
        case .nothing, .default, .undefined, .constant: true
        case .variable, .input, .loopProperty, .loopBoundary, .loops, .template: false
        }
    }
}
