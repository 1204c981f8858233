// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonEmitter {
    /// Compiles a comprehension into loops that add to a list.
    mutating func comprehension(
        _ comprehension: PythonComprehension,
        _ node: PythonNode
    ) -> PythonResult {
        let plan = emitter.tables.python.collections.add(
            .init(kind: .list, parts: [], isGathered: true)
        )
        let list = computed(at: node.range) { .collection(plan, into: $0) }
        loops(comprehension.clauses[...]) { (python) in
            let isKey = comprehension.kind == .set || comprehension.kind == .dictionary
            let element = python.value(comprehension.element)
            let value = comprehension.value.map { node in
                python.value(node)
            }
            python.append(element, to: list, isKey: isKey, comprehension.element.range)
            if let value {
                python.append(value, to: list, isKey: false, comprehension.element.range)
            }
        }
        guard comprehension.kind != .list || emitter.configuration.allowsScripts else {
            return list
        }
        return computed(at: node.range) {
            .gather(comprehension.kind.pythonKind, list.register, into: $0)
        }
    }

    private mutating func append(
        _ element: PythonResult,
        to list: PythonResult,
        isKey: Bool,
        _ range: Range<Int>
    ) {
        emit(.append(element.register, to: list.register, isKey: isKey), at: range)
    }

    /// `any()` and `all()` of a generator.
    mutating func quantifier(
        _ generator: PythonComprehension,
        isAny: Bool,
        _ range: Range<Int>
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        let done = emitter.builder.label()
        set(result, to: !isAny)
        loops(generator.clauses[...]) { (python) in
            let next = python.emitter.builder.label()
            let test = python.value(generator.element)
            python.jump(if: !isAny, test.register, to: next)
            python.set(result, to: isAny)
            python.emitter.builder.jumpValue(to: done)
            python.emitter.builder.bindValue(next)
        }
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    private mutating func set(_ register: Register, to value: Bool) {
        let constant = emitter.tables.constants.add(.bool(value))
        emitter.builder.emit(.constant(constant, into: register))
    }

    /// The loops of some clauses around a body.
    private mutating func loops(
        _ clauses: ArraySlice<PythonComprehension.Clause>,
        _ body: (inout PythonEmitter) -> Void
    ) {
        let outer = locals.count
        var open: [OpenLoop] = []
        for clause in clauses {
            let sequence = iterate(clause.iterable)
            let loop = begin(over: sequence, clause.iterable.range)
            bind(clause.target, to: loop.item)
            for condition in clause.conditions {
                jump(if: false, value(condition).register, to: loop.next)
            }
            open.append(loop)
        }
        body(&self)
        for loop in open.reversed() { end(loop) }
        locals.removeSubrange(outer...)
    }

    /// A loop whose body is being compiled.
    private struct OpenLoop {
        let begin: Address
        let next: Address
        let exit: Address
        let item: Register
        let number: Int32
        let range: Range<Int>
    }

    private mutating func begin(over sequence: Register, _ range: Range<Int>) -> OpenLoop {
        let loop = OpenLoop(
            begin: emitter.builder.label(),
            next: emitter.builder.label(),
            exit: emitter.builder.label(),
            item: emitter.builder.allocate(),
            number: emitter.newLoop(),
            range: range
        )
        emitter.builder.emit(
            .beginLoop(sequence, item: loop.item, loop: loop.number, exit: loop.exit)
        )
        emitter.builder.bindValue(loop.begin)
        return loop
    }

    private mutating func end(_ loop: OpenLoop) {
        emitter.builder.bindValue(loop.next)
        emitter.builder.place = loop.range
        emitter.builder.emit(.nextItem(item: loop.item, loop: loop.number, body: loop.begin))
        emitter.builder.bindValue(loop.exit)
    }

    /// The register of the items of a value.
    private mutating func iterate(_ node: PythonNode) -> Register {
        let value = value(node).register
        return computed(at: node.range) { .iterate(value, into: $0) }.register
    }

    private mutating func bind(_ target: PythonTarget, to item: Register) {
        switch target.kind {
        case .name(let name):
            locals.append((name, item))
        case .unpack:
            let pattern = emitter.tables.python.patterns.add(pattern(target))
            emit(.unpack(item, pattern), at: target.range)
        }
    }

    private mutating func pattern(_ target: PythonTarget) -> PythonPattern {
        switch target.kind {
        case .name(let name):
            let register = emitter.builder.allocate()
            locals.append((name, register))
            return .register(register)
        case .unpack(let targets):
            return .unpack(targets.map { pattern($0) })
        }
    }
}
