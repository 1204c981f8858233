// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension AttributeSetPlan {
    /// Writes the attributes of an element, some of which a mapping names.
    ///
    /// Attributes stand in the order of the source, then in the order of the
    /// statement. What the source says of a name is replaced by a clause of the
    /// statement or by a mapping, the later one of these winning.
    func write(in run: inout PageRun) throws(TemplateError) {
        var attributes = entries.map { SetAttribute(plan: $0, value: nil) }
        for mapping in mappings { try merge(mapping, into: &attributes, &run) }
        for attribute in attributes { try attribute.write(in: &run) }
    }

    private func merge(
        _ plan: Mapping,
        into attributes: inout [SetAttribute],
        _ run: inout PageRun
    ) throws(TemplateError) {
        let value = run[plan.register].pointee
        if case .nothing = value { return }
        guard case .mapping(let mapping) = value.fixed else {
            throw TemplateError(
                .invalidAttributes,
                "attributes without a name need a mapping, not \(value.typeName)"
            )
        }
        for (name, value) in zip(mapping.keys, mapping.values) {
            try checkName(name)
            let key = run.program.source.mode == .html ? name.lowercased() : name
            let value = try messages[key]?.message(of: value, in: &run) ?? value
            if let index = attributes.firstIndex(where: { $0.plan.key.hasScalars(of: key) }) {
                if attributes[index].plan.clause ?? -1 < plan.clause {
                    attributes[index].value = value
                }
            } else {
                try checkCount(attributes.count + 1, run.limits)
                attributes.append(SetAttribute(plan: .named(name, key: key), value: value))
            }
        }
    }

    private func checkCount(_ count: Int, _ limits: TemplateLimits) throws(TemplateError) {
        guard count <= limits.attributes else {
            throw TemplateError(
                .tooManyAttributes,
                "the mapping gives the element more than \(limits.attributes) attributes"
            )
        }
    }

    /// Refuses names from data that would change the structure of the page, or
    /// bring code into it.
    private func checkName(_ name: String) throws(TemplateError) {
        let lowered = name.lowercased()
        guard AttributeName.isValid(name) else {
            throw TemplateError(
                .invalidAttributes,
                "a name of the mapping is not an attribute's"
            )
        }
        let meaning = AttributeMeaning.of(lowered)
        guard !meaning.isCode, meaning != .style else {
            throw TemplateError(
                .invalidAttributes,
                "the attribute '\(lowered)' holds code, and data may not bring it",
                notes: [
                    .init(
                        meaning.isCode
                            ? AttributeMeaning.codeRemedy : "name the attribute in the template"
                    )
                ]
            )
        }
    }
}

/// One attribute, with the value that a mapping gives it.
private struct SetAttribute {
    let plan: AttributeSetPlan.Entry
    var value: TemplateValue?

    func write(in run: inout PageRun) throws(TemplateError) {
        let computed = plan.register.map { run[$0] }
        if value == nil, computed == nil || computed == run.marker {
            run.write(plan.fallback)
            return
        }
        guard let value = value ?? computed?.pointee else { return }
        if run.program.source.mode == .html, AttributeMeaning.of(plan.key) == .boolean {
            if value.isTrue { run.output.append(plan.spelling) }
            return
        }
        if case .nothing = value { return }
        let text = try run.insertedText(of: value)
        run.output.append(" \(plan.name)=")
        run.output.append(plan.quote)
        run.output.append(text, escaping: Escaping(quote: plan.quote))
        run.output.append(plan.quote)
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
            register: nil,
            isBare: false
        )
    }

    /// A boolean attribute that is true.
    fileprivate var spelling: String { isBare ? " \(name)" : " \(name)=\"\(name)\"" }
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
