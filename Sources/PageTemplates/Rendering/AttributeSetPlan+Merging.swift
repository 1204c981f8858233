// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension AttributeSetPlan {
    /// Finds out what the mappings set.
    ///
    /// Of a clause of the statement and a mapping with the same name the later one wins, and
    /// both win over the source. What no mapping has is undefined, so that it is written as
    /// if there were none.
    func merge(in run: inout PageRun) throws(TemplateError) {
        for entry in entries { run[entry.replacement] = run.undefined }
        var added = AddedAttributes()
        for mapping in mappings { try merge(mapping, into: &added, &run) }
        run.set(self.added, .mapping(TemplateMapping(added.pairs)))
    }

    private func merge(
        _ plan: Mapping,
        into added: inout AddedAttributes,
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
            try checkName(name, run)
            let key = run.program.source.mode == .html ? name.lowercased() : name
            let value = try messages[key]?.message(of: value, in: &run) ?? value
            let known = entries.filter { $0.key.hasScalars(of: key) }
            guard let first = known.first else {
                added.set(name, key, value)
                try checkCount(entries.count + added.pairs.count, run.limits)
                continue
            }
            guard first.clause < plan.clause else { continue }
            run.set(first.replacement, value)
            // The source may have an attribute twice.
            for entry in known.dropFirst() { run.set(entry.replacement, .nothing) }
        }
    }

    /// Writes what the mappings add.
    func writeAdded(in run: inout PageRun, at place: Int) throws(TemplateError) {
        guard case .mapping(let added) = run[added].pointee else { return }
        for (name, value) in zip(added.keys, added.values) {
            try run.attribute(name, value, on: owner, at: place)
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

    /// The attributes that make another element of theirs, or give the others another meaning.
    private static let structural: Set<String> = [
        "http-equiv", "shadowrootclonable", "shadowrootcustomelementregistry",
        "shadowrootdelegatesfocus", "shadowrootmode", "shadowrootserializable", "xmlns",
    ]

    /// Refuses names from data that would change the structure of the page, or
    /// bring code into it.
    private func checkName(_ name: String, _ run: borrowing PageRun) throws(TemplateError) {
        let lowered = name.lowercased()
        guard AttributeName.isValid(name) else {
            throw TemplateError(
                .invalidAttributes,
                "a name of the mapping is not an attribute's"
            )
        }
        if let colon = name.utf8.firstIndex(of: Byte.colon), let prefixes,
            !prefixes.contains(String(name[..<colon]))
        {
            throw TemplateError(
                .invalidAttributes,
                "no element of the template declares the prefix of '\(name)'"
            )
        }
        let isStructural =
            Self.structural.contains(lowered) || lowered.hasPrefix("xmlns:")
            || owner.name == "annotation-xml" && lowered == "encoding"
        guard !isStructural else {
            throw TemplateError(
                .invalidAttributes,
                "the attribute '\(lowered)' decides what its element is, and data may not bring it",
                notes: [.init("name the attribute in the template")]
            )
        }
        let around = AttributeSurroundings(
            element: owner.name,
            mode: run.program.source.markup.mode
        )
        let meaning = run.program.configuration.places.meaning(of: lowered, in: around)
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

/// The attributes that only data names, in their order.
private struct AddedAttributes {
    private(set) var pairs: [(String, TemplateValue)] = []
    private var positions: [String: Int] = [:]

    mutating func set(_ name: String, _ key: String, _ value: TemplateValue) {
        if let position = positions[key] {
            pairs[position].1 = value
        } else {
            positions[key] = pairs.count
            pairs.append((name, value))
        }
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
