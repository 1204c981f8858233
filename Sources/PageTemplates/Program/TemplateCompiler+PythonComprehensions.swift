extension TemplateCompiler {
    /// Compiles a comprehension into loops that add to a list.
    mutating func comprehension(
        _ comprehension: PythonComprehension,
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        var begin = pythonStep(.pythonCollection)
        begin.operand = Int32(tables.python.collections.count)
        tables.python.collections.append(.init(kind: .list, registers: [], isGathered: true))
        let list = emit(begin, for: node)
        try loops(comprehension.clauses[...]) { (compiler) throws(TemplateError) in
            let isKey = comprehension.kind == .set || comprehension.kind == .dictionary
            let element = try compiler.value(comprehension.element)
            let value = try comprehension.value.map { node throws(TemplateError) in
                try compiler.value(node)
            }
            compiler.append(element, to: list, isKey: isKey, comprehension.element.range)
            if let value {
                compiler.append(value, to: list, isKey: false, comprehension.element.range)
            }
        }
        guard comprehension.kind != .list || configuration.allowsScripts else { return list }
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
        builder.place = range
        builder.emit(append)
    }

    /// `any()` and `all()` of a generator.
    mutating func quantifier(
        _ generator: PythonComprehension,
        isAny: Bool,
        _ range: Range<Int>
    ) throws(TemplateError) -> PythonResult {
        let result = builder.allocate()
        let done = builder.label()
        set(result, to: !isAny)
        try loops(generator.clauses[...]) { (compiler) throws(TemplateError) in
            let next = compiler.builder.label()
            let test = try compiler.value(generator.element)
            compiler.jump(isAny ? .jumpIfFalse : .jumpIfTrue, on: test.register, to: next)
            compiler.set(result, to: isAny)
            compiler.builder.jumpValue(to: done)
            compiler.builder.bindValue(next)
        }
        builder.bindValue(done)
        return PythonResult(register: result)
    }

    private mutating func set(_ register: Int32, to value: Bool) {
        var constant = Instruction(.constant)
        constant.a = register
        constant.operand = builder.constant(.bool(value))
        builder.emit(constant)
    }

    /// The loops of some clauses around a body.
    private mutating func loops(
        _ clauses: ArraySlice<PythonComprehension.Clause>,
        _ body: (inout TemplateCompiler) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        let outer = python.locals.count
        var open: [OpenLoop] = []
        for clause in clauses {
            let sequence = try iterate(clause.iterable)
            let loop = begin(over: sequence, clause.iterable.range)
            bind(clause.target, to: loop.item)
            for condition in clause.conditions {
                jump(.jumpIfFalse, on: try value(condition).register, to: loop.next)
            }
            open.append(loop)
        }
        try body(&self)
        for loop in open.reversed() { end(loop) }
        python.locals.removeSubrange(outer...)
    }

    /// A loop whose body is being compiled.
    private struct OpenLoop {
        let begin: Label
        let next: Label
        let exit: Label
        let item: Int32
        let number: Int32
        let range: Range<Int>
    }

    private mutating func begin(over sequence: Int32, _ range: Range<Int>) -> OpenLoop {
        let loop = OpenLoop(
            begin: builder.label(),
            next: builder.label(),
            exit: builder.label(),
            item: builder.allocate(),
            number: Int32(tables.loopCount),
            range: range
        )
        tables.loopCount += 1
        var begin = Instruction(.loopBegin)
        begin.a = loop.item
        begin.b = sequence
        begin.operand = loop.number
        begin.target = loop.exit.number
        builder.emit(begin)
        builder.bindValue(loop.begin)
        return loop
    }

    private mutating func end(_ loop: OpenLoop) {
        builder.bindValue(loop.next)
        builder.place = loop.range
        var next = Instruction(.loopNext)
        next.a = loop.item
        next.operand = loop.number
        next.target = loop.begin.number
        builder.emit(next)
        builder.bindValue(loop.exit)
    }

    /// The register of the items of a value.
    private mutating func iterate(_ node: PythonNode) throws(TemplateError) -> Int32 {
        var iterate = pythonStep(.pythonIterate)
        iterate.b = try value(node).register
        return emit(iterate, for: node).register
    }

    private mutating func bind(_ target: PythonTarget, to item: Int32) {
        switch target.kind {
        case .name(let name):
            python.locals.append((name, item))
        case .unpack:
            var unpack = pythonStep(.pythonUnpack)
            unpack.b = item
            unpack.operand = Int32(tables.python.patterns.count)
            tables.python.patterns.append(pattern(target))
            builder.place = target.range
            builder.emit(unpack)
        }
    }

    private mutating func pattern(_ target: PythonTarget) -> PythonPattern {
        switch target.kind {
        case .name(let name):
            let register = builder.allocate()
            python.locals.append((name, register))
            return .register(register)
        case .unpack(let targets):
            return .unpack(targets.map { pattern($0) })
        }
    }
}
