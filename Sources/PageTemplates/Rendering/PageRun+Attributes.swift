// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Attributes.
extension PageRun {
    /// Writes an attribute, or leaves it out.
    @inline(__always)
    mutating func attribute(_ write: AttributeWrite, _ next: inout Int) throws(TemplateError) {
        guard let found = try value(of: write.value, at: next - 1) else {
            next = write.value.failure.position
            return
        }
        let plan = loaded.attributePlans + Int(write.plan.number)
        guard case .string(let text) = found.pointee, case .text = plan.pointee.truth,
            plan.pointee.writing.isPlain
        else {
            if !passingAttribute(found, plan) { try unusualAttribute(found, plan, write, &next) }
            return
        }
        self.write(plan.pointee.opening)
        output.append(text, escaping: plan.pointee.writing.escaping)
        output.append(plan.pointee.quote)
    }

    /// Writes an attribute with text that its filter plainly passes, if it has that.
    @inline(never)
    private mutating func passingAttribute(
        _ found: Pointer,
        _ plan: UnsafePointer<AttributePlan>
    ) -> Bool {
        guard case .string(let text) = found.pointee, case .text = plan.pointee.truth,
            !plan.pointee.writing.escaping.isXML
        else { return false }
        let start = output.count
        write(plan.pointee.opening)
        guard output.append(text, passing: plan.pointee.writing) else {
            output.truncate(to: start)
            return false
        }
        output.append(plan.pointee.quote)
        return true
    }

    @inline(never)
    private mutating func unusualAttribute(
        _ found: Pointer,
        _ plan: UnsafePointer<AttributePlan>,
        _ write: AttributeWrite,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let value = try finished(found, write.value, at: next - 1) else {
            next = write.value.failure.position
            return
        }
        if value == marker {
            if write.onDefault.isSomewhere { next = write.onDefault.position }
            return
        }
        if value == undefined {
            try failUnlessAbsent(write.value.failure, at: next - 1)
            next = write.value.failure.position
            return
        }
        switch try attributeContent(of: value.pointee, plan.pointee.truth) {
        case .absent: break
        case .present: self.write(plan.pointee.presence)
        case .value(let value):
            self.write(plan.pointee.opening)
            try writeFiltered(value, plan.pointee.writing, at: next - 1)
            output.append(plan.pointee.quote)
        }
    }

    /// Writes an attribute that only data names.
    mutating func attribute(
        _ name: String,
        _ value: TemplateValue,
        on owner: AttributeOwner,
        at place: Int
    ) throws(TemplateError) {
        let truth = AttributeTruth.of(name.lowercased(), on: owner)
        let content = try attributeContent(of: value, truth)
        if case .absent = content { return }
        let value =
            if case .value(let value) = content { value } else { TemplateValue.string(name) }
        let around = AttributeSurroundings(element: owner.name, mode: program.source.markup.mode)
        let meaning = program.configuration.places.meaning(of: name.lowercased(), in: around)
        let escaping = Escaping(quote: Byte.quote, program.source.markup.mode)
        output.append(" \(name)=\"")
        try writeFiltered(value, Writing(escaping, meaning.filter), at: place)
        output.append(Byte.quote)
    }

    /// What an attribute has in the page.
    private enum AttributeContent {
        case absent

        /// No more than itself.
        case present
        case value(TemplateValue)
    }

    /// What an attribute has in the page for a value: the one rule for all ways to set it.
    private mutating func attributeContent(
        of value: TemplateValue,
        _ truth: AttributeTruth
    ) throws(TemplateError) -> AttributeContent {
        switch (truth, value) {
        case (.presenceOrWord, .string(let text))
        where text.lowercased() == AttributeTruth.word:
            .value(.string(text))
        case (.presence, _), (.presenceOrWord, _): value.isTrue ? .present : .absent
        case (.text, .nothing), (.words, .nothing): .absent
        case (.words, .bool(let isTrue)): .value(.string(isTrue ? "true" : "false"))
        case (.text, _), (.words, _): .value(value)
        }
    }
}
