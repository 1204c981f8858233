// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What expressions can be.
extension SampleWalk {
    /// What an expression can be.
    ///
    /// - Parameters:
    ///   - plan: The expression.
    ///   - scope: What is known where it stands.
    ///   - isGuarded: Whether something stands for it where it is not there.
    /// - Returns: What it can be; what is not there is reported, unless it is guarded.
    func value(
        of plan: ExpressionPlan,
        in scope: SampleScope,
        isGuarded: Bool = false
    ) -> Sample {
        guard takes() else { return .unknown }
        switch plan.kind {
        case .constant(let value): return .known(value)
        case .first(let plans): return first(of: plans, in: scope, isGuarded)
        case .path(let path): return self.path(path, in: scope, isGuarded)
        case .text(let parts), .placed(let parts): return text(parts, in: scope, isGuarded)
        case .not(let inner):
            let value = value(of: inner, in: scope, isGuarded: isGuarded)
            let truths = value.values.map { TemplateValue.bool(!$0.isTrue) }
            return Sample(values: truths, isOpen: value.isOpen, isAbsent: value.isAbsent)
        case .exists(let path):
            let value = value(of: path, in: scope, isGuarded: true)
            if value.isNowhere { return .known(false) }
            return value.isEverywhere ? .known(true) : .unknown
        case .trusted(let inner): return value(of: inner, in: scope, isGuarded: isGuarded)
        case .template(let name): return reference(to: name, in: scope)
        case .message(let text, let value):
            for (_, value) in text.names { _ = self.value(of: value, in: scope) }
            if let value { checkText(self.value(of: value, in: scope), of: value, scope) }
            return .unknown
        case .application(let prefix, _, let parts):
            guard isFormat(prefix, in: scope) else { return .unknown }
            let isAbsent = parts.reduce(false) { isAbsent, part in
                value(of: part, in: scope, isGuarded: isGuarded).isAbsent || isAbsent
            }
            return Sample(isOpen: true, isAbsent: isAbsent)
        case .python, .broken: return .unknown
        }
    }

    /// The first of several expressions that is there.
    ///
    /// The last one is wrong only where none of those before it can be there.
    private func first(
        of plans: [ExpressionPlan],
        in scope: SampleScope,
        _ isGuarded: Bool
    ) -> Sample {
        var result = Sample()
        var isCovered = isGuarded
        for (index, plan) in plans.enumerated() {
            let isLast = index == plans.count - 1
            let found = value(of: plan, in: scope, isGuarded: isCovered || !isLast)
            result.formUnion(found)
            result.isAbsent = found.isAbsent
            if found.isEverywhere { break }
            isCovered = isCovered || !found.isNowhere
        }
        return result
    }

    private func text(
        _ parts: [ExpressionPlan.TextPart],
        in scope: SampleScope,
        _ isGuarded: Bool
    ) -> Sample {
        if let literal = parts.literal { return .known(.string(literal)) }
        var result = Sample.unknown
        for plan in parts.compactMap(\.value) {
            let value = value(of: plan, in: scope, isGuarded: isGuarded)
            result.isAbsent = result.isAbsent || value.isAbsent
            checkText(value, of: plan, scope)
        }
        return result
    }

    /// Whether a type of expressions is one of the engine's own, whose parts must be there.
    private func isFormat(_ prefix: String, in scope: SampleScope) -> Bool {
        let type = scope.template.linked.program.configuration.expressionTypes[prefix]
        return type is NumberExpressionType || type is DateExpressionType
    }

    /// Another template; one that is not there is found without data.
    private func reference(to name: String, in scope: SampleScope) -> Sample {
        guard let program = scope.template.linked.others.programs[name] else { return .unknown }
        let linked = template(program).linked
        return .known(.object(TemplateReference(linked)))
    }

    // MARK: - Paths

    private func path(_ path: PathPlan, in scope: SampleScope, _ isGuarded: Bool) -> Sample {
        let name = scope.template.page.source.text(path.rootRange)
        var value = root(path, name, in: scope, isGuarded)
        var keys: [String]? = [name]
        for step in path.steps {
            switch step.kind {
            case .member(let key):
                keys?.append(key)
                let provision =
                    isGuarded || scope.isCovered
                    ? .alternative : keys.map(scope.asked.provision) ?? .question
                warnOfNothing(key, in: value, at: step.range, scope, keys, provision)
                value = member(key, of: value, at: step.range, scope, provision)
            case .computed(let key):
                _ = self.value(of: key, in: scope, isGuarded: isGuarded)
                value = value.isNowhere ? value : .unknown
                keys = nil
            case .namespace(_, _, let argument):
                if case .computed(let key) = argument {
                    _ = self.value(of: key, in: scope, isGuarded: isGuarded)
                }
                value = value.isNowhere ? value : .unknown
                keys = nil
            }
        }
        return value
    }

    private func root(
        _ path: PathPlan,
        _ name: String,
        in scope: SampleScope,
        _ isGuarded: Bool
    ) -> Sample {
        switch path.root {
        case .variable(let variable):
            return scope.variables[variable] ?? .unknown
        case .input(let variable):
            let value = scope.variables[variable] ?? .unknown
            guard value.isNowhere, !isGuarded, !scope.isCovered else { return value }
            if scope.asked.provision(for: [name]) != .question {
                reportVariable(name, at: path.rootRange, scope)
            }
            return .unknown
        case .nothing: return .known(.nothing)
        case .template(let template): return reference(to: template, in: scope)
        case .default, .undefined, .constant, .loopProperty, .loopBoundary, .loops: return .unknown
        }
    }

    /// What a step leads to.
    private func member(
        _ key: String,
        of value: Sample,
        at range: Range<Int>,
        _ scope: SampleScope,
        _ provision: SampleProvision?
    ) -> Sample {
        guard takes(value.values.count) else { return .unknown }
        var result = Sample(isOpen: value.isOpen, isAbsent: value.isAbsent)
        var lacking: [TemplateValue] = []
        for value in value.values {
            switch SampleStep(key, from: value) {
            case .found(let member): result.add([member])
            case .missing: lacking.append(value)
            case .unknown: result.isOpen = true
            }
        }
        guard let example = lacking.first else { return result }
        switch provision {
        case .alternative: result.isAbsent = true
        case .question: result.isOpen = true
        case .doubt where !result.values.isEmpty: break
        case .doubt, nil:
            if result.values.isEmpty {
                guard !result.isOpen else { break }
                reportMember(key, of: example, at: range, scope)
                return .unknown
            }
            let counts = "\(lacking.count) of \(value.values.count) values"
            warnOfMember(key, counts, example, at: range, scope)
        }
        return result
    }

    // MARK: - Reports

    private func reportVariable(_ name: String, at range: Range<Int>, _ scope: SampleScope) {
        let linked = scope.template.linked
        let nearest = TemplateError.Note.nearest(name, among: data.keys)
        let notes =
            nearest + (model?.declarations(near: nearest) ?? [])
            + TemplateError.Note.habit(of: name)
            + linked.program.lateNote(on: name, at: range)
            + linked.program.namespaceNote(on: name) + linked.macroNote(at: range)
        report(.unknownVariable, "unknown variable '\(name)'", at: range, notes: notes, scope)
    }

    private func reportMember(
        _ key: String,
        of value: TemplateValue,
        at range: Range<Int>,
        _ scope: SampleScope
    ) {
        var notes = TemplateError.Note.nearest(key, among: value.memberNames)
        if let value = value.contractValue { notes += value.declarations(near: notes) }
        report(.missingMember, "\(value.typeName) has no '\(key)'", at: range, notes: notes, scope)
    }

    private func warnOfMember(
        _ key: String,
        _ counts: String,
        _ example: TemplateValue,
        at range: Range<Int>,
        _ scope: SampleScope
    ) {
        let notes =
            TemplateError.Note.nearest(key, among: example.memberNames)
            + [.init("the first of them is: \(example.typeName)")]
        warn("\(counts) have no '\(key)'", at: range, notes: notes, scope)
    }

    /// Warns of a step into what may be `nothing`, unless the template asks for it before.
    private func warnOfNothing(
        _ key: String,
        in value: Sample,
        at range: Range<Int>,
        _ scope: SampleScope,
        _ keys: [String]?,
        _ provision: SampleProvision?
    ) {
        guard provision == nil, let keys, !value.isOpen, !value.isAbsent,
            value.values.contains(where: { $0.contractValue?.isOptional == true }),
            scope.asked.provision(for: keys.dropLast()) == nil
        else { return }
        let name = keys.dropLast().joined(separator: "/")
        warn("'\(name)' may be nothing, which has no '\(key)'", at: range, notes: [], scope)
    }

    /// Reports a value that is inserted and has no text.
    func checkText(_ value: Sample, of plan: ExpressionPlan, _ scope: SampleScope) {
        guard !value.isOpen, !value.isAbsent, !scope.isCovered, let first = value.values.first,
            value.values.allSatisfy(\.hasNoText)
        else { return }
        do throws(TemplateError) {
            try first.checkText()
        } catch {
            report(error.code, error.message, at: plan.range, notes: error.notes, scope)
        }
    }
}

extension TemplateValue {
    /// What stands for data of which there is only a contract.
    fileprivate var contractValue: ContractValue? {
        guard case .object(let object) = self else { return nil }
        return object as? ContractValue
    }
}
