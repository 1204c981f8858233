import TemplateSyntax

extension Machine {
    /// Writes the attributes of an element, some of which a mapping names.
    ///
    /// Attributes stand in the order of the source, then in the order of the
    /// statement. What the source says of a name is replaced by a clause of the
    /// statement or by a mapping, the later one of these winning.
    func attributeSet(_ step: Step, _ output: inout TemplateOutput) throws(TemplateError) {
        let plan = program.tables.attributeSets[Int(step.pointee.operand)]
        var entries = plan.entries.map { AttributeEntry(plan: $0, value: nil) }
        for mapping in plan.mappings {
            try merge(mapping, plan.messages, into: &entries, step)
        }
        for entry in entries {
            try write(entry, step, &output)
        }
    }

    /// One attribute, with the value that a mapping gives it.
    private struct AttributeEntry {
        let plan: AttributeSetPlan.Entry
        var value: TemplateValue?
    }

    private func merge(
        _ plan: AttributeSetPlan.Mapping,
        _ messages: [String: MessagePlan],
        into entries: inout [AttributeEntry],
        _ step: Step
    ) throws(TemplateError) {
        let pointer = registers[Int(plan.register)]
        if case .nothing = pointer.pointee { return }
        guard case .mapping(let mapping) = pointer.pointee.fixed else {
            throw failure(
                .invalidAttributes,
                "attributes without a name need a mapping, not \(pointer.pointee.typeName)",
                step
            )
        }
        for (name, value) in zip(mapping.keys, mapping.values) {
            try checkName(name, step)
            let key = program.source.mode == .html ? name.lowercased() : name
            let value =
                try messages[key].map { plan throws(TemplateError) in
                    try message(plan, value, step)
                } ?? value
            if let index = entries.firstIndex(where: { $0.plan.key.hasScalars(of: key) }) {
                if entries[index].plan.clause ?? -1 < plan.clause { entries[index].value = value }
            } else {
                try checkCount(entries.count + 1, step)
                entries.append(AttributeEntry(plan: .named(name, key: key), value: value))
            }
        }
    }

    private func checkCount(_ count: Int, _ step: Step) throws(TemplateError) {
        guard count <= limits.attributes else {
            throw failure(
                .tooManyAttributes,
                "the mapping gives the element more than \(limits.attributes) attributes",
                step
            )
        }
    }

    /// Refuses names from data that would change the structure of the page, or
    /// bring code into it.
    private func checkName(_ name: String, _ step: Step) throws(TemplateError) {
        let lowered = name.lowercased()
        guard AttributeName.isValid(name) else {
            throw failure(.invalidAttributes, "a name of the mapping is not an attribute's", step)
        }
        let meaning = AttributeMeaning.of(lowered)
        guard !meaning.isCode, meaning != .style else {
            throw failure(
                .invalidAttributes,
                "the attribute '\(lowered)' holds code, and data may not bring it",
                step,
                notes: [
                    .init(
                        meaning.isCode
                            ? AttributeMeaning.codeRemedy : "name the attribute in the template"
                    )
                ]
            )
        }
    }

    private func write(
        _ entry: AttributeEntry,
        _ step: Step,
        _ output: inout TemplateOutput
    ) throws(TemplateError) {
        let computed = entry.plan.register < 0 ? nil : registers[Int(entry.plan.register)]
        if entry.value == nil, computed == nil || computed == marker {
            let fallback = entry.plan.fallback
            output.append(padded: literals + Int(fallback.start), count: Int(fallback.count))
            return
        }
        guard let value = entry.value ?? computed?.pointee else { return }
        if isBoolean(entry.plan.key) {
            if value.isTrue { writeTrue(entry.plan, &output) }
            return
        }
        if case .nothing = value { return }
        let text = try insertedText(of: value, step)
        output.append(" \(entry.plan.name)=")
        output.append(entry.plan.quote)
        output.append(text, escaping: Escaping(quote: entry.plan.quote))
        output.append(entry.plan.quote)
    }

    private func writeTrue(_ plan: AttributeSetPlan.Entry, _ output: inout TemplateOutput) {
        output.append(plan.isBare ? " \(plan.name)" : " \(plan.name)=\"\(plan.name)\"")
    }

    private func isBoolean(_ key: String) -> Bool {
        program.source.mode == .html && AttributeMeaning.of(key) == .boolean
    }
}

extension AttributeSetPlan.Entry {
    /// An attribute that only data names.
    fileprivate static func named(_ name: String, key: String) -> Self {
        Self(
            key: key,
            name: name,
            clause: nil,
            fallback: .init(),
            quote: UInt8(ascii: "\""),
            register: Instruction.none,
            isBare: false
        )
    }
}

/// What a name from data must be to become an attribute.
enum AttributeName {
    /// Whether a name has the form `[A-Za-z_:][-A-Za-z0-9_:.]*`.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isLetter || first == 0x5F || first == 0x3A else {
            return false
        }
        return name.utf8.allSatisfy { $0.isNameByte || ":.-".utf8.contains($0) }
    }
}
