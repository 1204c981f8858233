// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What is not there, and what fails.
extension PageRun {
    /// Whether an alternative stands for what failed: in Chameleon's dialect for values that
    /// cannot be converted too.
    func isAbsence(_ error: TemplateError) -> Bool {
        error.code.isAbsence
            || error.code == .valueError && program.configuration.dialect.wrongValuesAreAbsent
    }

    /// Whether the remarks of an error can be read: a `tal:on-error` drops them.
    var showsRemarks: Bool { !handlers.contains { !$0.isScript } }

    /// Throws that a variable does not exist, unless that leads elsewhere.
    func failUnlessAbsent(_ failure: Address, at step: Int) throws(TemplateError) {
        guard !failure.isSomewhere else { return }
        let range = program.variablePlaces[step] ?? program.places[step]
        let name = program.source.text(range)
        var error = TemplateError(
            .unknownVariable,
            "unknown variable '\(name)'",
            in: program.source.file,
            at: range,
            notes: showsRemarks ? remarks(on: name, at: step, range) : []
        )
        error.raised = PythonException(PythonExceptionKind(error.code), [.string(name)])
        throw error
    }

    /// What may be meant by a variable that does not exist.
    private func remarks(
        on name: String,
        at step: Int,
        _ range: Range<Int>
    ) -> [TemplateError.Note] {
        TemplateError.Note.nearest(name, among: names(at: step, without: name))
            + TemplateError.Note.habit(of: name) + program.lateNote(on: name, at: range)
            + program.namespaceNote(on: name)
            + LinkedProgram(program: program, others: linked).macroNote(at: range)
    }

    /// Throws that a value has no member of a name, unless that leads elsewhere.
    func failUnlessAbsent(
        _ name: String,
        in object: TemplateValue,
        _ failure: Address
    ) throws(TemplateError) {
        guard !failure.isSomewhere else { return }
        var isMacro = false
        if case .object(is MacrosReference) = object { isMacro = true }
        var error = TemplateError(
            isMacro ? .macroNotFound : .missingMember,
            "\(object.typeName) has no \(isMacro ? "macro " : "")'\(name)'",
            notes: showsRemarks
                ? TemplateError.Note.nearest(name, among: object.memberNames)
                    + TemplateError.Note.privateMember(name, of: object)
                    + object.absenceNotes(of: name) : []
        )
        error.raised = PythonException(PythonExceptionKind(error.code), [.string(name)])
        throw error
    }

    /// The calls that are open, the innermost first, as remarks of an error;
    /// of many, the outer ones are only counted.
    var callNotes: [TemplateError.Note] {
        let callees = frames.indices.dropFirst().reversed()
        let shown = callees.prefix(8).map { callee in
            let frame = frames[callee]
            let caller = programs[frames[callee - 1].program].program
            let place = caller.source.file.location(of: caller.places[frame.callPosition])
            let title = programs[frame.program].program.procedures[frame.procedure].title
            return TemplateError.Note("in \(title)", at: place)
        }
        let hidden = callees.count - shown.count
        return hidden > 0 ? shown + [.init("and \(hidden) more levels")] : shown
    }
}

extension TemplateValue {
    /// What an object of the package says of a member that it has not.
    fileprivate func absenceNotes(of name: String) -> [TemplateError.Note] {
        guard case .object(let object as any ObjectOfKind) = self else { return [] }
        return object.absenceRemedy(of: name).map { [.init($0)] } ?? []
    }
}

extension TemplateError {
    /// Asks the application, and makes an error of the engine of its failure.
    ///
    /// A failure that says that something is not there leads on like a member
    /// that is not there, where the instruction can.
    static func asking<Result>(
        canFail: Bool,
        _ question: () throws -> Result?
    ) throws(TemplateError) -> Result? {
        do throws(TemplateError) {
            return try asking(question)
        } catch {
            guard error.code.isAbsence, canFail else { throw error }
            return nil
        }
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
