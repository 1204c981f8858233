// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Definitions, and the variables of loops.
extension ElementChecker {
    /// Binds the names of a definition from here on.
    func bind(_ clause: DefineSyntax) -> Bind {
        let binding = clause.binding
        let deferral = binding.isUnpacking ? nil : binding.value.deferral
        let value: Bind.Value
        var mayBeDefault = false
        if let deferral {
            value = .deferred(self.deferral(deferral))
            mayBeDefault = true
        } else {
            let plan = expressions.plan(binding.value)
            mayBeDefault = plan.mayBeDefault
            value = .plan(plan)
        }
        let unpacking = binding.isUnpacking ? binding.range : nil
        if clause.isGlobal {
            let targets = binding.names.map { state.part.global($0.text) }
            return Bind(value: value, target: .global(targets, unpacking: unpacking))
        }
        let variables = binding.names.map { name in
            let variable = state.part.newVariable()
            state.bind(
                .init(
                    name: name.text,
                    variable: variable,
                    mayBeDefault: unpacking == nil && mayBeDefault,
                    mayBeDeferred: deferral != nil
                )
            )
            return variable
        }
        let names = binding.names.map(\.text)
        return Bind(
            value: value,
            target: .local(Pattern(names: names, variables: variables, unpacking: unpacking))
        )
    }

    /// The variables of a loop, bound from here on.
    func pattern(_ clause: BindingSyntax, of item: VariableID, loop: LoopID) -> Pattern {
        let isSingle = !clause.isUnpacking
        let variables = isSingle ? [item] : clause.names.map { _ in state.part.newVariable() }
        for (name, variable) in zip(clause.names, variables) {
            state.bind(.init(name: name.text, variable: variable, loop: loop))
        }
        return Pattern(
            names: clause.names.map(\.text),
            variables: variables,
            unpacking: clause.isUnpacking ? clause.range : nil
        )
    }

    private func deferral(_ deferral: DeferralSyntax) -> Deferral {
        let alternatives = deferral.alternatives.map { expressions.plan($0) }
        let id = state.parts.declare(
            .deferred(isLazy: deferral.isLazy),
            deferral.isLazy ? "the lazy expression" : "the deferred expression",
            .expression(deferral.expression, expressions),
            visible: state.part.scope.visible
        )
        state.part.uses.append(.own(id))
        return Deferral(
            alternatives: alternatives,
            part: id,
            isLazy: deferral.isLazy,
            range: deferral.expression.range
        )
    }
}

/// A deferred expression and the alternatives before it.
struct DeferralSyntax {
    let alternatives: [ExpressionSyntax]
    let expression: ExpressionSyntax
    let isLazy: Bool
}

extension ExpressionSyntax {
    /// The deferred expression that the value may be.
    ///
    /// It is the last alternative, since everything behind the prefix belongs to
    /// it.
    var deferral: DeferralSyntax? {
        switch kind {
        case .prefixed(let prefix, let inner) where prefix.kind == .defer || prefix.kind == .lazy:
            return DeferralSyntax(
                alternatives: [],
                expression: inner,
                isLazy: prefix.kind == .lazy
            )
        case .path(let alternatives):
            guard let last = alternatives.last?.deferral else { return nil }
            return DeferralSyntax(
                alternatives: alternatives.dropLast() + last.alternatives,
                expression: last.expression,
                isLazy: last.isLazy
            )
        default:
            return nil
        }
    }
}
