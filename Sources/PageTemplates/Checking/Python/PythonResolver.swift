// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Goes through an expression or a script, and finds out what the names in it mean.
struct PythonResolver {
    private let expressions: ExpressionChecker
    var state: CheckState { expressions.state }

    private var table = PythonNameTable()

    /// The variables of the comprehensions and lambdas around.
    private var locals: [String] = []

    /// Whether it is a script, which may handle the errors of what never works.
    private var isScript = false

    /// Whether loops are asked for.
    private var usesLoops = false

    init(_ expressions: ExpressionChecker) {
        self.expressions = expressions
    }

    var finished: PythonNameTable {
        var table = table
        if usesLoops { table.loops = state.part.scope.loops }
        return table
    }

    // MARK: Expressions

    mutating func look(at node: PythonNode) {
        state.depth += 1
        defer { state.depth -= 1 }
        guard state.depth <= StackSpace.commonDepth || !StackSpace.isScarce else {
            state.report(
                .nestingTooDeep,
                "the expression is nested deeper than the stack of this thread allows",
                at: node.range
            )
            return
        }
        switch node.kind {
        case .constant: break
        case .name(let name): look(at: name, node.range)
        case .text(let pieces):
            for case .hole(let node, _) in pieces { look(at: node) }
        case .list(let nodes), .tuple(let nodes), .set(let nodes), .and(let nodes), .or(let nodes):
            for node in nodes { look(at: node) }
        case .dictionary(let entries):
            for node in entries.flatMap(\.nodes) { look(at: node) }
        case .unary(_, let node), .not(let node), .starred(let node): look(at: node)
        case .binary(let first, let steps):
            look(at: first)
            for step in steps { look(at: step.operand) }
        case .comparison(let first, let steps):
            look(at: first)
            for step in steps { look(at: step.operand) }
        case .conditional(let condition, let then, let otherwise):
            for node in [condition, then, otherwise] { look(at: node) }
        case .primary(let base, let trailers):
            checkDeclaration(base, trailers)
            if !isScript { checkAttributes(of: base, trailers) }
            if let name = calledFreeName(base, trailers) {
                expressions.note(name, base.range, isCalled: true)
            }
            if !isCallOfFunction(base, trailers) { look(at: base) }
            for trailer in trailers { look(at: trailer) }
        case .comprehension(let comprehension): look(at: comprehension)
        case .lambda(let lambda): look(at: lambda)
        case .tales(let expression):
            refuseLocals(in: expression, node.range)
            table.inner[node.range] = expressions.plan(expression)
        }
    }

    /// Refuses a path with a value that only a comprehension or a lambda around it knows.
    private func refuseLocals(in path: ExpressionSyntax, _ range: Range<Int>) {
        guard !locals.isEmpty, let name = path.computedNames.first(where: locals.contains) else {
            return
        }
        state.report(
            .invalidExpression,
            "a path does not see '\(name)', which is no variable of the template",
            at: range
        )
    }

    mutating func look(at name: String, _ range: Range<Int>) {
        guard table.names[name] == nil, !locals.contains(name) else { return }
        let meaning = expressions.meaning(of: name, range)
        if case .free = meaning { expressions.note(name, range, isCalled: false) }
        if case .builtin(.loops) = meaning { usesLoops = true }
        table.names[name] = meaning
    }

    /// Whether a function is called that no variable can stand for.
    func isCallOfFunction(_ base: PythonNode, _ trailers: [PythonTrailer]) -> Bool {
        guard let name = calledFreeName(base, trailers) else { return false }
        return state.configuration.function(named: name) != nil
    }

    /// The name that is called, where nothing in the template binds it.
    private func calledFreeName(_ base: PythonNode, _ trailers: [PythonTrailer]) -> String? {
        guard case .name(let name) = base.kind, !locals.contains(name),
            case .call? = trailers.first?.kind,
            case .free = state.part.scope.meaning(of: name), !state.survey.globals.contains(name)
        else { return nil }
        return name
    }

    /// Refuses a function of Zope that nobody has declared.
    private func checkDeclaration(_ base: PythonNode, _ trailers: [PythonTrailer]) {
        let configuration = state.configuration
        guard let name = calledFreeName(base, trailers), ZopeFunctions.table[name] != nil,
            !configuration.functions.contains(name)
        else { return }
        guard !configuration.acceptsUnknownPrefixes else {
            state.facts.foreign.functions.insert(name)
            return
        }
        state.report(
            .invalidExpression,
            "'\(name)' is a function of Zope that the application has not declared",
            at: base.range,
            notes: [.init("the application declares it: configuration.functions = [\"\(name)\"]")]
        )
    }

    private mutating func look(at trailer: PythonTrailer) {
        switch trailer.kind {
        case .attribute: break
        case .item(let key): look(at: key)
        case .slice(let lower, let upper, let step):
            for node in [lower, upper, step].compactMap(\.self) { look(at: node) }
        case .call(let arguments):
            for argument in arguments { look(at: argument.value) }
        }
    }

    private mutating func look(at comprehension: PythonComprehension) {
        let outer = locals.count
        for clause in comprehension.clauses {
            look(at: clause.iterable)
            locals += clause.target.names
            for condition in clause.conditions { look(at: condition) }
        }
        look(at: comprehension.element)
        if let value = comprehension.value { look(at: value) }
        locals.removeSubrange(outer...)
    }

    private mutating func look(at lambda: PythonLambda) {
        for parameter in lambda.parameters {
            if let fallback = parameter.fallback { look(at: fallback) }
        }
        let outer = locals.count
        locals += lambda.parameters.map(\.name)
        look(at: lambda.body)
        locals.removeSubrange(outer...)
    }

    // MARK: Statements

    mutating func look(at statements: [PythonStatement]) {
        isScript = true
        for statement in statements { look(at: statement) }
    }

    private mutating func look(at statement: PythonStatement) {
        defer { state.depth -= 4 }
        guard state.descend(by: 4, at: statement.range) else { return }
        switch statement.kind {
        case .pass, .exit: break
        case .expression(let node): look(at: node)
        case .assignment(let places, let node):
            look(at: node)
            for place in places { look(at: place) }
        case .augmented(let place, _, let node):
            look(at: place)
            look(at: node)
        case .delete(let places):
            for place in places { look(at: place) }
        case .raise(let node):
            if let node { look(at: node) }
        case .branches(let branches):
            for branch in branches {
                if let condition = branch.condition { look(at: condition) }
                look(at: branch.body)
            }
        case .whileLoop(let condition, let bodies):
            look(at: condition)
            look(at: bodies.body + bodies.otherwise)
        case .forLoop(_, let node, let bodies):
            look(at: node)
            look(at: bodies.body + bodies.otherwise)
        case .attempt(let attempt):
            look(at: attempt.body)
            for clause in attempt.clauses { look(at: clause.body) }
            look(at: attempt.otherwise + (attempt.last ?? []))
        }
    }

    private mutating func look(at place: PythonPlace) {
        switch place.kind {
        case .name(let name): look(at: name, place.range)
        case .item(let object, let key):
            look(at: object)
            look(at: key)
        case .slice(let object, let bounds):
            look(at: object)
            for bound in bounds.compactMap(\.self) { look(at: bound) }
        case .unpack(let places):
            for place in places { look(at: place) }
        }
    }

    // MARK: Default

    /// Whether the value of an expression that has been looked at can be `default`.
    func mayBeDefault(_ node: PythonNode) -> Bool {
        switch node.kind {
        case .name(let name): mayBeDefault(name)
        case .and(let operands), .or(let operands):
            operands.contains { mayBeDefault($0) }
        case .conditional(_, let then, let otherwise):
            mayBeDefault(then) || mayBeDefault(otherwise)
        case .tales: table.inner[node.range]?.mayBeDefault == true
        case .primary(let base, let trailers):
            isCallOfVariable(base, trailers) || isChoice(base, trailers)
        default: false
        }
    }

    private func mayBeDefault(_ name: String) -> Bool {
        switch table.names[name] {
        case .variable(_, let mayBeDefault): mayBeDefault
        case .deferred: true
        // A function stands for it where it is not there, and that check has a value.
        case .open(_, let mayBeDefault), .free(_, let mayBeDefault, _):
            mayBeDefault && state.configuration.function(named: name) == nil
        case .builtin(.default): true
        case .builtin, nil: false
        }
    }

    /// `test()` of Zope with arguments that can be `default`.
    private func isChoice(_ base: PythonNode, _ trailers: [PythonTrailer]) -> Bool {
        guard case .name("test") = base.kind, isCallOfFunction(base, trailers),
            trailers.count == 1, case .call(let arguments) = trailers[0].kind
        else { return false }
        return arguments.contains { mayBeDefault($0.value) }
    }

    /// `name()` of a variable that may be a deferred expression.
    private func isCallOfVariable(_ base: PythonNode, _ trailers: [PythonTrailer]) -> Bool {
        guard case .name(let name) = base.kind, trailers.count == 1,
            case .call(let arguments) = trailers[0].kind, arguments.isEmpty
        else { return false }
        switch table.names[name] {
        case .deferred: return true
        case .free(_, let mayBeDefault, _):
            return mayBeDefault && state.configuration.function(named: name) == nil
        default: return false
        }
    }
}
