// SPDX-License-Identifier: Apache-2.0

/// A template that is looked at.
final class SampledTemplate {
    let page: Page
    let linked: LinkedProgram

    init(_ page: Page, _ linked: LinkedProgram) {
        self.page = page
        self.linked = linked
    }

    func part(_ id: PartID) -> PagePart? {
        page.parts.indices.contains(id.number) ? page.parts[id.number] : nil
    }
}

/// A macro in use: who fills its slots.
final class SampledUse {
    let template: SampledTemplate
    let fillers: [String: PartID]

    /// Whether the user is a macro itself that extends this one.
    let isExtension: Bool

    /// The macro in use around this one.
    let around: SampledUse?

    init(_ call: Call, in scope: SampleScope) {
        template = scope.template
        fillers = call.fillers
        isExtension = call.isExtension && scope.isInMacro
        around = scope.use
    }
}

/// What is known at a place of a template.
struct SampleScope {
    let template: SampledTemplate

    /// The variables in sight by name, those of the callers too: scopes are dynamic.
    var names: [String: Sample] = [:]

    /// The variables of the current part.
    var variables: [VariableID: Sample] = [:]

    /// Whether something stands for whatever fails here.
    var isCovered = false

    /// What conditions around ask.
    var asked = SampleQuestions()

    /// What was asked for the values of variables, by their names.
    var answers: [String: SampleQuestions] = [:]

    /// The values of the switches around.
    var switches: [SwitchID: ExpressionPlan] = [:]

    /// The innermost macro in use.
    var use: SampledUse?

    /// Whether the current part is a macro in use.
    var isInMacro = false

    /// The calls around, the innermost last, as remarks.
    var calls: [TemplateError.Note] = []

    init(_ template: SampledTemplate) {
        self.template = template
    }

    /// What a part sees that is called here.
    func calling(_ part: PagePart, of template: SampledTemplate, at range: Range<Int>) -> Self {
        let place = self.template.page.source.file.location(of: range)
        var inner = SampleScope(template)
        inner.names = names
        inner.isCovered = isCovered
        inner.asked = asked
        inner.answers = answers
        inner.use = use
        inner.calls = calls + [.init("in \(part.title)", at: place)]
        return inner
    }

    /// The calls around, the innermost first; of many, the outer ones are only counted.
    var callNotes: [TemplateError.Note] {
        let shown = calls.reversed().prefix(8)
        let hidden = calls.count - shown.count
        return shown + (hidden > 0 ? [.init("and \(hidden) more levels")] : [])
    }
}
