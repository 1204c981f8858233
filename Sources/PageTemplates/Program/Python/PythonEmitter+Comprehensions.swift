import TemplateSyntax

extension PythonEmitter {
    /// Compiles a comprehension into loops that add to a list.
    mutating func comprehension(
        _ comprehension: PythonComprehension,
        _ node: PythonNode
    ) -> PythonResult {
        var begin = pythonStep(.pythonCollection)
        begin.operand = Int32(emitter.tables.python.collections.count)
        emitter.tables.python.collections.append(
            .init(kind: .list, registers: [], isGathered: true)
        )
        let list = emit(begin, for: node)
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
        var gather = pythonStep(.pythonGather)
        gather.b = list.register
        gather.operand = comprehension.kind.number
        return emit(gather, for: node)
    }

    private mutating func append(
        _ element: PythonResult,
        to list: PythonResult,
        isKey: Bool,
        _ range: Range<Int>
    ) {
        var append = pythonStep(.pythonAppend)
        append.b = element.register
        append.a = list.register
        append.calls = isKey
        emitter.builder.place = range
        emitter.builder.emit(append)
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
            python.jump(isAny ? .jumpIfFalse : .jumpIfTrue, on: test.register, to: next)
            python.set(result, to: isAny)
            python.emitter.builder.jumpValue(to: done)
            python.emitter.builder.bindValue(next)
        }
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    private mutating func set(_ register: Int32, to value: Bool) {
        var constant = Instruction(.constant)
        constant.a = register
        constant.operand = emitter.builder.constant(.bool(value))
        emitter.builder.emit(constant)
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
                jump(.jumpIfFalse, on: value(condition).register, to: loop.next)
            }
            open.append(loop)
        }
        body(&self)
        for loop in open.reversed() { end(loop) }
        locals.removeSubrange(outer...)
    }

    /// A loop whose body is being compiled.
    private struct OpenLoop {
        let begin: ProgramBuilder.Label
        let next: ProgramBuilder.Label
        let exit: ProgramBuilder.Label
        let item: Int32
        let number: Int32
        let range: Range<Int>
    }

    private mutating func begin(over sequence: Int32, _ range: Range<Int>) -> OpenLoop {
        let loop = OpenLoop(
            begin: emitter.builder.label(),
            next: emitter.builder.label(),
            exit: emitter.builder.label(),
            item: emitter.builder.allocate(),
            number: Int32(emitter.newLoop()),
            range: range
        )
        var begin = Instruction(.loopBegin)
        begin.a = loop.item
        begin.b = sequence
        begin.operand = loop.number
        begin.target = loop.exit.number
        emitter.builder.emit(begin)
        emitter.builder.bindValue(loop.begin)
        return loop
    }

    private mutating func end(_ loop: OpenLoop) {
        emitter.builder.bindValue(loop.next)
        emitter.builder.place = loop.range
        var next = Instruction(.loopNext)
        next.a = loop.item
        next.operand = loop.number
        next.target = loop.begin.number
        emitter.builder.emit(next)
        emitter.builder.bindValue(loop.exit)
    }

    /// The register of the items of a value.
    private mutating func iterate(_ node: PythonNode) -> Int32 {
        var iterate = pythonStep(.pythonIterate)
        iterate.b = value(node).register
        return emit(iterate, for: node).register
    }

    private mutating func bind(_ target: PythonTarget, to item: Int32) {
        switch target.kind {
        case .name(let name):
            locals.append((name, item))
        case .unpack:
            var unpack = pythonStep(.pythonUnpack)
            unpack.b = item
            unpack.operand = Int32(emitter.tables.python.patterns.count)
            emitter.tables.python.patterns.append(pattern(target))
            emitter.builder.place = target.range
            emitter.builder.emit(unpack)
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
