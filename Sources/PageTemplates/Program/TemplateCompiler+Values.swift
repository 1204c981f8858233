/// A compiled expression whose last step may be left to whoever uses it.
struct Operand {
    /// The register of the value, or of the object of the last step.
    var register: Int32

    /// The last step, a symbol and its cache.
    var member = Instruction.none
    var cache = Instruction.none

    /// Whether a callable result is called.
    var calls = true

    /// Whether the value can be `default`.
    var mayBeDefault = false

    /// Whether the register holds a finished value that belongs to nobody else.
    var isFinished = false

    /// Where a missing value leads; `nil` makes it an error.
    var failure: ProgramBuilder.Label?

    /// Whether whoever uses the operand calls its value.
    var isCalled: Bool { calls && !isFinished }

    /// A value that is computed and complete.
    static func finished(_ register: Int32, mayBeDefault: Bool = false) -> Operand {
        Operand(register: register, mayBeDefault: mayBeDefault, isFinished: true)
    }
}

/// A compiled expression whose value is in a register.
struct Materialized {
    let register: Int32
    let mayBeDefault: Bool

    /// Whether the value can be a deferred expression.
    var mayBeDeferred = false
}

extension TemplateCompiler {
    typealias Label = ProgramBuilder.Label

    /// Parses an expression of a statement.
    func expression(_ text: ExpressionText) throws(TemplateError) -> Expression {
        try expressions.parse(text)
    }

    /// Compiles an expression into a register; what is missing leads to
    /// `failure`, or is an error.
    mutating func materialize(
        _ expression: Expression,
        _ failure: Label?,
        calls: Bool = true
    ) throws(TemplateError) -> Materialized {
        let operand = try operand(expression, failure, calls: calls)
        let register = operand.isFinished ? operand.register : builder.allocate()
        if !operand.isFinished { load(operand, into: register) }
        return Materialized(register: register, mayBeDefault: operand.mayBeDefault)
    }

    /// Brings the value of an operand into a register.
    mutating func load(_ operand: Operand, into register: Int32) {
        var load = Instruction(operand.member < 0 ? .copy : .member)
        load.a = register
        load.b = operand.register
        load.operand = operand.member
        load.cache = operand.cache
        load.calls = operand.isCalled
        load.failure = operand.failure?.number ?? Instruction.none
        builder.emit(load)
    }

    /// Compiles an expression, but for its last step.
    mutating func operand(
        _ expression: Expression,
        _ failure: Label?,
        calls: Bool = true
    ) throws(TemplateError) -> Operand {
        builder.place = expression.range
        switch expression.kind {
        case .path(let alternatives) where alternatives.count == 1:
            return try operand(alternatives[0], failure, calls: calls)
        case .path(let alternatives):
            return try firstPresent(alternatives, failure, calls: calls)
        case .walk(let walk):
            return try self.walk(walk, failure, calls: calls)
        case .string(let pieces):
            return try concatenation(pieces, failure)
        case .not(let inner):
            return try computed(.negate, of: inner, failure)
        case .exists(let path):
            return try existence(of: path)
        case .nocall(let path):
            return try operand(path, failure, calls: false)
        case .structure(let inner):
            return try trusted(inner, failure)
        case .load(let name):
            return linkedTemplate(named: name, failure)
        case .deferred(let inner, _):
            return try operand(inner, failure)
        case .python(let node):
            return try python(node, failure)
        case .application(let application):
            return try self.application(application, failure, expression.range)
        }
    }

    /// The first of several expressions whose value is there.
    private mutating func firstPresent(
        _ alternatives: [Expression],
        _ failure: Label?,
        calls: Bool
    ) throws(TemplateError) -> Operand {
        let result = builder.allocate()
        let done = builder.label()
        var mayBeDefault = false
        for (index, alternative) in alternatives.enumerated() {
            let isLast = index == alternatives.count - 1
            let next = isLast ? failure : builder.label()
            let operand = try operand(alternative, next, calls: calls)
            load(operand, into: result)
            mayBeDefault = mayBeDefault || operand.mayBeDefault
            if !isLast, let next {
                builder.jumpValue(to: done)
                builder.bindValue(next)
            }
        }
        builder.bindValue(done)
        return .finished(result, mayBeDefault: mayBeDefault)
    }

    mutating func existence(of path: Expression) throws(TemplateError) -> Operand {
        let result = builder.allocate()
        let missing = builder.label()
        let done = builder.label()
        _ = try materialize(path, missing, calls: false)
        load(constant(.bool(true)), into: result)
        builder.jumpValue(to: done)
        builder.bindValue(missing)
        load(constant(.bool(false)), into: result)
        builder.bindValue(done)
        return .finished(result)
    }

    private mutating func computed(
        _ opcode: Opcode,
        of inner: Expression,
        _ failure: Label?
    ) throws(TemplateError) -> Operand {
        let value = try materialize(inner, failure)
        var instruction = Instruction(opcode)
        instruction.a = builder.allocate()
        instruction.b = value.register
        builder.emit(instruction)
        return .finished(instruction.a)
    }

    /// An expression as markup; the author's own literals need no trust.
    private mutating func trusted(
        _ inner: Expression,
        _ failure: Label?
    ) throws(TemplateError) -> Operand {
        if case .path(let alternatives) = inner.kind, alternatives.count > 1 {
            let path = Expression.Kind.path(alternatives.map(\.trusted))
            return try operand(Expression(kind: path, range: inner.range), failure)
        }
        if let literal = inner.literal {
            let text = String(decoding: literal, as: UTF8.self)
            return constant(.markup(SafeMarkup(unchecked: text, reason: "the author's literal")))
        }
        let value = try materialize(inner, failure)
        var trust = Instruction(.trust)
        trust.a = builder.allocate()
        trust.b = value.register
        builder.emit(trust)
        return .finished(trust.a, mayBeDefault: value.mayBeDefault)
    }

    private mutating func concatenation(
        _ pieces: [StringPiece],
        _ failure: Label?
    ) throws(TemplateError) -> Operand {
        if let literal = StringPiece.literal(pieces) {
            return constant(.string(String(decoding: literal, as: UTF8.self)))
        }
        var parts: [ConcatenationPiece] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                parts.append(.literal(String(decoding: bytes, as: UTF8.self)))
            case .hole(let hole):
                parts.append(.register(try materialize(hole, failure).register))
            }
        }
        var concatenate = Instruction(.concatenate)
        concatenate.a = builder.allocate()
        concatenate.operand = Int32(tables.concatenations.count)
        tables.concatenations.append(parts)
        builder.emit(concatenate)
        return .finished(concatenate.a)
    }

    /// A value that the program itself holds.
    mutating func constant(_ value: TemplateValue) -> Operand {
        var constant = Instruction(.constant)
        constant.a = builder.allocate()
        constant.operand = builder.constant(value)
        builder.emit(constant)
        return .finished(constant.a)
    }
}

extension Expression {
    var hasAlternatives: Bool {
        if case .path(let alternatives) = kind { alternatives.count > 1 } else { false }
    }

    /// The expression as markup.
    var trusted: Expression { Expression(kind: .structure(self), range: range) }

    /// The text of a `string:` without holes.
    var literal: [UInt8]? {
        pieces.flatMap(StringPiece.literal)
    }

    /// The pieces of a text with holes.
    var pieces: [StringPiece]? {
        switch kind {
        case .string(let pieces): pieces
        case .path(let alternatives) where alternatives.count == 1: alternatives[0].pieces
        default: nil
        }
    }
}

extension StringPiece {
    /// The text of pieces without holes.
    static func literal(_ pieces: [StringPiece]) -> [UInt8]? {
        var text: [UInt8] = []
        for piece in pieces {
            guard case .literal(let bytes) = piece else { return nil }
            text += bytes
        }
        return text
    }
}
