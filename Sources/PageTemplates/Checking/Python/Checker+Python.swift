import TemplateSyntax

// What the names of `python:` expressions and scripts mean.
extension Checker {
    mutating func python(
        _ node: PythonNode,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> ExpressionPlan {
        var resolver = PythonResolver(around)
        resolver.look(at: node, &self)
        let plan = PythonPlan(node: node, names: resolver.finished(self))
        let mayBeDefault = resolver.mayBeDefault(node, self)
        return ExpressionPlan(.python(plan), range, mayBeDefault: mayBeDefault)
    }

    mutating func plan(_ script: PythonScript, _ around: Surroundings) -> Script {
        let bindings = part.scope.bindings.count
        let variables = script.names.map { name in
            let global = global(name)
            var outer = global.input
            if case .bound(let binding) = part.scope.meaning(of: name) { outer = binding.variable }
            return Script.Variable(inner: newVariable(), outer: outer, global: global)
        }
        for variable in variables {
            bind(
                .init(
                    name: variable.global.name,
                    variable: variable.inner,
                    mayBeDefault: true,
                    mayBeMissing: true
                )
            )
        }
        var resolver = PythonResolver(around)
        for variable in variables {
            resolver.look(at: variable.global.name, 0..<0, &self)
        }
        resolver.look(at: script.statements, &self)
        let names = resolver.finished(self)
        part.scope.unbind(to: bindings)
        return Script(variables: variables, statements: script.statements, names: names)
    }

    /// What a name means at the current place.
    fileprivate mutating func meaning(
        of name: String,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> PythonName {
        switch part.scope.meaning(of: name) {
        case .bound(let binding):
            part.regions.note(name, boundAt: part.scope.position(of: name))
            if binding.mayBeMissing {
                let mayBeDefault = part.scope.mayBeDefault(name)
                return .open(binding.variable, mayBeDefault: mayBeDefault)
            }
            if binding.mayBeDeferred { return .deferred(binding.variable) }
            let mayBeDefault = binding.mayBeDefault || part.scope.mayBeDefault(name)
            return .variable(binding.variable, mayBeDefault: mayBeDefault)
        case .builtin(let builtin):
            let walk = PathSyntax(root: NamedSyntax(name, range), steps: [])
            return .builtin(root(builtin, walk, around).0)
        case .free:
            part.regions.note(name, boundAt: nil)
            return .free(
                input(name, .variable),
                mayBeDefault: part.scope.mayBeDefault(name),
                isFunction: !survey.globals.contains(name)
            )
        }
    }
}

/// Goes through an expression or a script, and finds out what the names in it mean.
private struct PythonResolver {
    private let around: Surroundings
    private var table = PythonNameTable()

    /// The variables of the comprehensions around.
    private var locals: [String] = []

    /// Whether loops are asked for.
    private var usesLoops = false

    init(_ around: Surroundings) {
        self.around = around
    }

    func finished(_ checker: Checker) -> PythonNameTable {
        var table = table
        if usesLoops { table.loops = checker.part.scope.loops }
        return table
    }

    // MARK: Expressions

    mutating func look(at node: PythonNode, _ checker: inout Checker) {
        checker.depth += 1
        defer { checker.depth -= 1 }
        guard checker.depth <= StackSpace.commonDepth || !StackSpace.isScarce else {
            checker.report(
                .nestingTooDeep,
                "the expression is nested deeper than the stack of this thread allows",
                at: node.range
            )
            return
        }
        switch node.kind {
        case .constant: break
        case .name(let name): look(at: name, node.range, &checker)
        case .text(let pieces):
            for case .hole(let node, _) in pieces { look(at: node, &checker) }
        case .list(let nodes), .tuple(let nodes), .set(let nodes), .and(let nodes), .or(let nodes):
            for node in nodes { look(at: node, &checker) }
        case .dictionary(let entries):
            for entry in entries {
                look(at: entry.key, &checker)
                look(at: entry.value, &checker)
            }
        case .unary(_, let node), .not(let node): look(at: node, &checker)
        case .binary(let first, let steps):
            look(at: first, &checker)
            for step in steps { look(at: step.operand, &checker) }
        case .comparison(let first, let steps):
            look(at: first, &checker)
            for step in steps { look(at: step.operand, &checker) }
        case .conditional(let condition, let then, let otherwise):
            for node in [condition, then, otherwise] { look(at: node, &checker) }
        case .primary(let base, let trailers):
            if !isCallOfFunction(base, trailers, checker) { look(at: base, &checker) }
            for trailer in trailers { look(at: trailer, &checker) }
        case .comprehension(let comprehension): look(at: comprehension, &checker)
        case .tales(let expression):
            table.inner[node.range] = checker.plan(expression, around)
        }
    }

    mutating func look(
        at name: String,
        _ range: Range<Int>,
        _ checker: inout Checker
    ) {
        guard table.names[name] == nil, !locals.contains(name) else { return }
        let meaning = checker.meaning(of: name, range, around)
        if case .builtin(.loops) = meaning { usesLoops = true }
        table.names[name] = meaning
    }

    /// Whether a function is called that no variable can stand for.
    private func isCallOfFunction(
        _ base: PythonNode,
        _ trailers: [PythonTrailer],
        _ checker: Checker
    ) -> Bool {
        guard case .name(let name) = base.kind, !locals.contains(name),
            case .call? = trailers.first?.kind, PythonBuiltins.table[name] != nil,
            case .free = checker.part.scope.meaning(of: name)
        else { return false }
        return !checker.survey.globals.contains(name)
    }

    private mutating func look(at trailer: PythonTrailer, _ checker: inout Checker) {
        switch trailer.kind {
        case .attribute: break
        case .item(let key): look(at: key, &checker)
        case .slice(let lower, let upper, let step):
            for node in [lower, upper, step].compactMap(\.self) { look(at: node, &checker) }
        case .call(let arguments):
            for argument in arguments { look(at: argument.value, &checker) }
        }
    }

    private mutating func look(
        at comprehension: PythonComprehension,
        _ checker: inout Checker
    ) {
        let outer = locals.count
        for clause in comprehension.clauses {
            look(at: clause.iterable, &checker)
            locals += clause.target.names
            for condition in clause.conditions { look(at: condition, &checker) }
        }
        look(at: comprehension.element, &checker)
        if let value = comprehension.value { look(at: value, &checker) }
        locals.removeSubrange(outer...)
    }

    // MARK: Statements

    mutating func look(at statements: [PythonStatement], _ checker: inout Checker) {
        for statement in statements { look(at: statement, &checker) }
    }

    private mutating func look(at statement: PythonStatement, _ checker: inout Checker) {
        defer { checker.depth -= 4 }
        guard checker.descend(by: 4, at: statement.range) else { return }
        switch statement.kind {
        case .pass, .exit: break
        case .expression(let node): look(at: node, &checker)
        case .assignment(let places, let node):
            look(at: node, &checker)
            for place in places { look(at: place, &checker) }
        case .augmented(let place, _, let node):
            look(at: place, &checker)
            look(at: node, &checker)
        case .delete(let places):
            for place in places { look(at: place, &checker) }
        case .raise(let node):
            if let node { look(at: node, &checker) }
        case .branches(let branches):
            for branch in branches {
                if let condition = branch.condition { look(at: condition, &checker) }
                look(at: branch.body, &checker)
            }
        case .whileLoop(let condition, let bodies):
            look(at: condition, &checker)
            look(at: bodies.body + bodies.otherwise, &checker)
        case .forLoop(_, let node, let bodies):
            look(at: node, &checker)
            look(at: bodies.body + bodies.otherwise, &checker)
        case .attempt(let attempt):
            look(at: attempt.body, &checker)
            for clause in attempt.clauses { look(at: clause.body, &checker) }
            look(at: attempt.otherwise + (attempt.last ?? []), &checker)
        }
    }

    private mutating func look(at place: PythonPlace, _ checker: inout Checker) {
        switch place.kind {
        case .name(let name): look(at: name, place.range, &checker)
        case .item(let object, let key):
            look(at: object, &checker)
            look(at: key, &checker)
        case .slice(let object, let bounds):
            look(at: object, &checker)
            for bound in bounds.compactMap(\.self) { look(at: bound, &checker) }
        case .unpack(let places):
            for place in places { look(at: place, &checker) }
        }
    }

    // MARK: Default

    /// Whether the value of an expression that has been looked at can be `default`.
    func mayBeDefault(_ node: PythonNode, _ checker: Checker) -> Bool {
        switch node.kind {
        case .name(let name): mayBeDefault(name)
        case .and(let operands), .or(let operands):
            operands.contains { mayBeDefault($0, checker) }
        case .conditional(_, let then, let otherwise):
            mayBeDefault(then, checker) || mayBeDefault(otherwise, checker)
        case .tales: table.inner[node.range]?.mayBeDefault == true
        case .primary(let base, let trailers): isCallOfVariable(base, trailers)
        default: false
        }
    }

    private func mayBeDefault(_ name: String) -> Bool {
        switch table.names[name] {
        case .variable(_, let mayBeDefault): mayBeDefault
        case .deferred: true
        // A function stands for it where it is not there, and that check has a value.
        case .open(_, let mayBeDefault), .free(_, let mayBeDefault, _):
            mayBeDefault && PythonBuiltins.value(named: name) == nil
        case .builtin(.default): true
        case .builtin, nil: false
        }
    }

    /// `name()` of a variable that may be a deferred expression.
    private func isCallOfVariable(_ base: PythonNode, _ trailers: [PythonTrailer]) -> Bool {
        guard case .name(let name) = base.kind, trailers.count == 1,
            case .call(let arguments) = trailers[0].kind, arguments.isEmpty
        else { return false }
        switch table.names[name] {
        case .deferred: return true
        case .free(_, let mayBeDefault, _):
            return mayBeDefault && PythonBuiltins.value(named: name) == nil
        default: return false
        }
    }
}

extension PythonTarget {
    /// The names that are bound.
    fileprivate var names: [String] {
        switch kind {
        case .name(let name): [name]
        case .unpack(let targets): targets.flatMap(\.names)
        }
    }
}
