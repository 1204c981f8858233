// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What a condition says about what is in it.
extension SampleWalk {
    /// Lets what is inside of a condition know what the condition asks, and those values of each
    /// variable in it alone for which it may hold; all of them where it holds for none.
    func narrow(_ scope: inout SampleScope, by test: ExpressionPlan) {
        scope.asked.formUnion(questions(of: test, in: scope))
        let around = scope
        for path in test.paths {
            guard let (variable, value) = severalValues(of: path, in: around) else { continue }
            let kept = value.values.filter { item in
                !self.value(of: test, in: around.trying(item, as: variable)).isFalse
            }
            guard !kept.isEmpty else { continue }
            set(variable, path, to: Sample(values: kept, isOpen: value.isOpen), in: &scope)
        }
    }

    /// Lets what is inside of a case know those values alone that the case is for; where there
    /// are none, the data tell nothing of them.
    func narrow(_ scope: inout SampleScope, to alternative: Alternative) {
        guard let choice = scope.switches[alternative.choice] else { return }
        let around = scope
        for path in choice.paths {
            guard let (variable, value) = severalValues(of: path, in: around) else { continue }
            let kept = value.values.filter { item in
                let trial = around.trying(item, as: variable)
                let wanted = self.value(of: alternative.value, in: trial)
                return self.value(of: choice, in: trial).canEqual(wanted)
            }
            let isOpen = value.isOpen || kept.isEmpty
            set(variable, path, to: Sample(values: kept, isOpen: isOpen), in: &scope)
        }
    }

    /// What an expression asks, and what was asked for the variables in it.
    func questions(of plan: ExpressionPlan, in scope: SampleScope) -> SampleQuestions {
        let source = scope.template.page.source
        var questions = SampleQuestions()
        for path in plan.paths {
            let name = source.text(path.rootRange)
            questions.ask(for: path, of: name)
            if let known = scope.answers[name] { questions.formUnion(known) }
        }
        for python in plan.pythonPlans {
            questions.texts.formUnion(python.node.texts)
            questions.doubted.formUnion(python.names.names.keys)
            for name in python.names.names.keys {
                if let known = scope.answers[name] { questions.formUnion(known) }
            }
        }
        return questions
    }

    /// The variable of a path that stands for the items of a list.
    private func severalValues(
        of path: PathPlan,
        in scope: SampleScope
    ) -> (VariableID, Sample)? {
        guard let variable = path.root.variable, let value = scope.variables[variable],
            value.values.count > 1
        else { return nil }
        return (variable, value)
    }

    private func set(
        _ variable: VariableID,
        _ path: PathPlan,
        to value: Sample,
        in scope: inout SampleScope
    ) {
        scope.variables[variable] = value
        scope.names[scope.template.page.source.text(path.rootRange)] = value
    }
}

extension SampleScope {
    /// The same where a variable has one value, and nothing is reported.
    fileprivate func trying(_ value: TemplateValue, as variable: VariableID) -> SampleScope {
        var trial = self
        trial.isCovered = true
        trial.variables[variable] = .known(value)
        return trial
    }
}

extension Sample {
    /// Whether it may have a value that another one has.
    fileprivate func canEqual(_ other: Sample) -> Bool {
        if isOpen || isAbsent || other.isOpen || other.isAbsent { return true }
        return values.contains { value in other.values.contains { $0.equals(value) } }
    }
}

extension PathPlan.Root {
    /// The variable that a path starts from.
    fileprivate var variable: VariableID? {
        switch self {
        case .variable(let variable), .input(let variable): variable
        default: nil
        }
    }
}

extension ExpressionPlan {
    /// Whether it is written so that it is false with any data, as what is commented out is.
    var isNeverTrue: Bool {
        switch kind {
        case .constant(let value): return !value.isTrue
        case .path(let path):
            if case .nothing = path.root { return path.steps.isEmpty }
            return false
        case .python(let python):
            guard case .constant(let constant) = python.node.kind else { return false }
            return !TemplateValue(constant).isTrue
        default: return false
        }
    }

    /// The paths in it, those aside that belong to expressions of the application.
    fileprivate var paths: [PathPlan] {
        switch kind {
        case .path(let path): [path]
        case .first(let plans): plans.flatMap(\.paths)
        case .not(let inner), .exists(let inner), .trusted(let inner): inner.paths
        case .python(let python): python.names.inner.values.flatMap(\.paths)
        default: []
        }
    }

    /// The expressions of Python in it.
    fileprivate var pythonPlans: [PythonPlan] {
        switch kind {
        case .first(let plans): plans.flatMap(\.pythonPlans)
        case .not(let inner), .trusted(let inner): inner.pythonPlans
        case .python(let python): [python]
        default: []
        }
    }
}

extension PythonNode {
    /// The texts in a condition, as in `'sale' in product`: what is compared, combined, asked for
    /// and passed.
    fileprivate var texts: [String] {
        switch kind {
        case .constant(.string(let text)): [text]
        case .list(let nodes), .tuple(let nodes), .set(let nodes), .and(let nodes), .or(let nodes):
            nodes.flatMap(\.texts)
        case .not(let node): node.texts
        case .comparison(let first, let steps):
            first.texts + steps.flatMap(\.operand.texts)
        case .conditional(let condition, let then, let otherwise):
            condition.texts + then.texts + otherwise.texts
        case .primary(let base, let trailers): base.texts + trailers.flatMap(\.texts)
        default: []
        }
    }
}

extension PythonTrailer {
    fileprivate var texts: [String] {
        switch kind {
        case .item(let node): node.texts
        case .call(let arguments): arguments.flatMap(\.value.texts)
        case .attribute, .slice: []
        }
    }
}
