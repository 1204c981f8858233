// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What the names of `python:` expressions and scripts mean.
extension ExpressionChecker {
    func python(_ node: PythonNode, _ range: Range<Int>) -> ExpressionPlan {
        var resolver = PythonResolver(self)
        resolver.look(at: node)
        let plan = PythonPlan(node: node, names: resolver.finished)
        let mayBeDefault = resolver.mayBeDefault(node)
        return ExpressionPlan(.python(plan), range, mayBeDefault: mayBeDefault)
    }

    func plan(_ script: PythonScript) -> Script {
        let bindings = state.part.scope.bindings.count
        let variables = script.names.map { name in
            let global = state.part.global(name)
            var outer = global.input
            if case .bound(let binding) = state.part.scope.meaning(of: name) {
                outer = binding.variable
            }
            return Script.Variable(inner: state.part.newVariable(), outer: outer, global: global)
        }
        for variable in variables {
            state.bind(
                .init(
                    name: variable.global.name,
                    variable: variable.inner,
                    mayBeDefault: true,
                    mayBeMissing: true
                )
            )
        }
        var resolver = PythonResolver(self)
        for variable in variables {
            resolver.look(at: variable.global.name, 0..<0)
        }
        resolver.look(at: script.statements)
        let names = resolver.finished
        state.part.scope.unbind(to: bindings)
        return Script(variables: variables, statements: script.statements, names: names)
    }

    /// What a name means at the current place.
    func meaning(of name: String, _ range: Range<Int>) -> PythonName {
        switch state.part.use(name) {
        case .bound(let binding):
            // A global definition replaces local variables too, by anything.
            let mayBeReplaced = state.part.scope.mayBeDefault(name)
            if binding.mayBeMissing || mayBeReplaced {
                let mayBeDefault = binding.mayBeDefault || mayBeReplaced
                return .open(binding.variable, mayBeDefault: mayBeDefault)
            }
            if binding.mayBeDeferred { return .deferred(binding.variable) }
            return .variable(binding.variable, mayBeDefault: binding.mayBeDefault)
        case .builtin(let builtin):
            let walk = PathSyntax(root: NamedSyntax(name, range), steps: [])
            return .builtin(root(builtin, walk).0)
        case .free:
            return .free(
                state.part.input(name, .variable),
                mayBeDefault: state.part.scope.mayBeDefault(name),
                isFunction: !state.survey.globals.contains(name)
            )
        }
    }
}
