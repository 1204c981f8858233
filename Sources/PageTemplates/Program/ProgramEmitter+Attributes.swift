// SPDX-License-Identifier: Apache-2.0

// Attributes.
extension ProgramEmitter {
    func attribute(_ attribute: AttributeNode) {
        switch attribute.value {
        case .pieces(let pieces):
            if let clause = attribute.clause { countStatement(at: clause) }
            builder.write(attribute.form.opening)
            nodes(pieces)
            builder.write(CollectionOfOne(attribute.form.place.quote))
        case .whole(let whole):
            self.attribute(attribute.form, whole)
        }
    }

    private func attribute(_ form: AttributeForm, _ whole: AttributeNode.Whole) {
        let mark = builder.mark()
        countAttribute(in: whole.range)
        let value = value(of: whole.value).operand
        builder.place = whole.range
        let original = whole.fallback.isEmpty ? Address.nowhere : builder.label()
        write(value, form, onDefault: original)
        builder.release(to: mark)
        guard original.isSomewhere else { return }
        let end = builder.label()
        builder.jump(to: end)
        builder.bind(original)
        nodes(whole.fallback)
        builder.bind(end)
    }

    private func write(_ value: Operand, _ form: AttributeForm, onDefault: Address) {
        let plan = AttributePlan(
            opening: builder.literal(form.opening),
            quote: form.place.quote,
            writing: form.place.writing,
            truth: form.truth,
            presence: builder.literal(form.presence)
        )
        builder.emitOutput(
            .attribute(
                AttributeWrite(
                    value: value,
                    onDefault: onDefault,
                    plan: tables.attributes.add(plan)
                )
            )
        )
    }

    /// Emits the attributes of an element with a mapping: first it is found out which of them
    /// the mapping replaces, then each is written by itself, and last those that are new.
    func attributeSet(_ set: AttributeSet) {
        let mark = builder.mark()
        let mappings = set.mappings.map { mapping in
            countStatement(at: mapping.value.range)
            return AttributeSetPlan.Mapping(
                register: register(of: mapping.value),
                clause: mapping.clause
            )
        }
        let entries = set.entries.map { entry in
            AttributeSetPlan.Entry(
                key: entry.key,
                clause: entry.clause ?? -1,
                replacement: builder.allocate()
            )
        }
        let plan = tables.attributeSets.add(
            AttributeSetPlan(
                entries: entries,
                mappings: mappings,
                added: builder.allocate(),
                messages: set.messages.mapValues { MessagePlan(scope: $0) },
                owner: set.owner,
                prefixes: set.prefixes
            )
        )
        builder.place = set.range
        builder.emit(.mergeAttributes(plan))
        for (entry, planned) in zip(set.entries, entries) {
            builder.write(entry.gap)
            let (own, end) = (builder.label(), builder.label())
            builder.place = set.range
            let replacement = Operand(register: planned.replacement, failure: own)
            write(replacement, entry.form, onDefault: .nowhere)
            builder.jump(to: end)
            builder.bind(own)
            nodes(entry.body)
            builder.bind(end)
        }
        builder.place = set.range
        builder.emitOutput(.addAttributes(plan))
        builder.release(to: mark)
    }
}
