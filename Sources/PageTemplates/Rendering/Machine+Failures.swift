import TemplateSyntax

extension Machine {
    /// The source range that an instruction comes from.
    func place(of step: Step) -> Range<Int> {
        program.places[step - instructions]
    }

    /// The place that an instruction comes from, as remarks of errors show it.
    func location(of step: Step) -> TemplateLocation {
        program.source.file.location(of: place(of: step))
    }

    /// An error at an instruction.
    func failure(
        _ code: TemplateError.Code,
        _ message: String,
        _ step: Step,
        _ cause: (any Error)? = nil,
        notes: [TemplateError.Note] = []
    ) -> TemplateError {
        TemplateError(
            code,
            message,
            in: program.source.file,
            at: place(of: step),
            notes: notes,
            cause: cause
        )
    }

    /// Gives errors without a place the place of an instruction.
    func locating<Result>(
        _ position: Int,
        _ work: () throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        do throws(TemplateError) {
            return try work()
        } catch {
            throw error.located(in: program.source.file, at: program.places[position])
        }
    }

    /// Nothing, where the path has an alternative; else the error.
    func missing(
        _ name: String,
        in object: Pointer,
        _ step: Step
    ) throws(TemplateError) -> Pointer? {
        guard step.pointee.failure < 0 else { return nil }
        var error = failure(
            .missingMember,
            "\(object.pointee.typeName) has no '\(name)'",
            step,
            notes: TemplateError.Note.nearest(name, among: object.pointee.memberNames)
        )
        error.raised = PythonException(PythonExceptionKind(error.code), [.string(name)])
        throw error
    }

    /// Nothing, where the path has an alternative; else the error.
    func missingVariable(_ step: Step) throws(TemplateError) -> Pointer? {
        guard step.pointee.failure < 0 else { return nil }
        let range = program.variablePlaces[step - instructions] ?? place(of: step)
        let name = program.source.text(range)
        var error = TemplateError(
            .unknownVariable,
            "unknown variable '\(name)'",
            in: program.source.file,
            at: range,
            notes: TemplateError.Note.nearest(name, among: context.all.keys)
        )
        error.raised = PythonException(PythonExceptionKind(error.code), [.string(name)])
        throw error
    }
}

extension TemplateValue {
    /// The names that a step from this value could have.
    var memberNames: [String] {
        switch self {
        case .mapping(let mapping): mapping.keys
        case .object(let object): object.memberNames
        default: []
        }
    }
}
