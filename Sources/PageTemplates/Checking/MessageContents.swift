// SPDX-License-Identifier: Apache-2.0

/// The contents that a message can have, which are the ids that a render can look up.
///
/// Conditions, cases and tags that may be left out make several of one text: translators get
/// each of them, since none can be made of the others.
struct MessageContents {
    /// How many contents translators are asked for; a message with more is computed.
    private static let limit = 16

    /// One content, and what has to be so for it.
    private struct Content {
        var bytes: [UInt8] = []

        /// The truths of conditions by their text, which stands for their value.
        var truths: [String: Bool] = [:]

        /// The switches of which a case has matched.
        var matched: Set<SwitchID> = []
    }

    /// The contents of nodes, that with all conditions true first; `nil` where some content is
    /// known only when it is rendered.
    static func of(_ nodes: [PageNode], in source: TemplateSource) -> [[UInt8]]? {
        var contents = MessageContents(source)
        guard contents.add(nodes) else { return nil }
        var seen: Set<[UInt8]> = []
        return contents.all.map(\.bytes).filter { seen.insert($0).inserted }
    }

    private let source: TemplateSource
    private var all = [Content()]

    private init(_ source: TemplateSource) {
        self.source = source
    }

    private mutating func add(_ nodes: [PageNode]) -> Bool {
        nodes.allSatisfy { add($0) }
    }

    /// Adds what a node writes; says whether that is always known.
    private mutating func add(_ node: PageNode) -> Bool {
        switch node {
        case .literal(let bytes): return write(bytes)
        case .part(let part): return write(Array("${\(part.name)}".utf8))
        case .call(let call): return call.part.map { write(Array("${\($0)}".utf8)) } ?? false
        case .attribute(let attribute): return add(attribute)
        case .condition(let condition):
            return add(condition.body, or: [], where: condition.test)
        case .omission(let omission):
            let whole = omission.startTag + omission.content + omission.endTag
            return add(whole, or: omission.content, where: omission.test.negated)
        case .alternative(let alternative): return add(alternative)
        case .choice(let choice): return add(choice.body)
        case .region(let region): return add(region.body)
        case .bindings(let bindings):
            if bindings.binds.contains(where: \.isGlobal) { forgetTruths() }
            return add(bindings.body)
        case .script:
            forgetTruths()
            return true
        case .lineEnd: return true
        case .hole, .attributeSet, .loop, .handler, .slot, .message: return false
        }
    }

    private mutating func write(_ bytes: [UInt8]) -> Bool {
        for index in all.indices { all[index].bytes += bytes }
        return true
    }

    /// An attribute without holes.
    private mutating func add(_ attribute: AttributeNode) -> Bool {
        guard case .pieces(let pieces) = attribute.value else { return false }
        return write(attribute.form.opening) && add(pieces) && write([attribute.form.place.quote])
    }

    private mutating func forgetTruths() {
        for index in all.indices { all[index].truths = [:] }
    }

    // MARK: - Choices

    /// Adds the one or the other.
    private mutating func add(
        _ nodes: [PageNode],
        or others: [PageNode],
        where test: ExpressionPlan
    ) -> Bool {
        let (key, isNegated) = key(of: test)
        return split { content in
            guard let key, let truth = content.truths[key] else {
                var (met, unmet) = (content, content)
                if let key { (met.truths[key], unmet.truths[key]) = (!isNegated, isNegated) }
                return [(met, nodes), (unmet, others)]
            }
            return [(content, truth == isNegated ? others : nodes)]
        }
    }

    /// A case: the first that matches is the only one.
    private mutating func add(_ alternative: Alternative) -> Bool {
        split { content in
            guard !content.matched.contains(alternative.choice) else { return [(content, [])] }
            var met = content
            met.matched.insert(alternative.choice)
            let rest: [(Content, [PageNode])] =
                alternative.value.isDefault ? [] : [(content, [])]
            return [(met, alternative.body)] + rest
        }
    }

    private mutating func split(_ choices: (Content) -> [(Content, [PageNode])]) -> Bool {
        var taken: [Content] = []
        for content in all {
            for (start, nodes) in choices(content) {
                var branch = self
                branch.all = [start]
                guard branch.add(nodes) else { return false }
                taken += branch.all
            }
        }
        all = taken
        return taken.count <= Self.limit
    }

    /// What a condition is known by, if it has the same value wherever it stands.
    private func key(of test: ExpressionPlan) -> (String?, isNegated: Bool) {
        switch test.kind {
        case .not(let inner):
            let (key, isNegated) = key(of: inner)
            return (key, !isNegated)
        case .path(let path):
            guard let variable = path.variable else { return (nil, false) }
            let names = path.steps.map { source.text($0.range) }
            return (([String(variable.number)] + names).joined(separator: "/"), false)
        default: return (nil, false)
        }
    }
}

extension PathPlan {
    /// The variable that it starts from, if it names the same thing wherever it stands.
    fileprivate var variable: VariableID? {
        guard steps.allSatisfy(\.isMember) else { return nil }
        switch root {
        case .variable(let variable), .input(let variable): return variable
        default: return nil
        }
    }
}

extension PathPlan.Step {
    fileprivate var isMember: Bool {
        if case .member = kind { true } else { false }
    }
}

extension ExpressionPlan {
    fileprivate var negated: ExpressionPlan { ExpressionPlan(.not(self), range) }

    /// Whether it is `default`, and no more.
    fileprivate var isDefault: Bool {
        if case .path(let path) = kind, path.steps.isEmpty, case .default = path.root {
            true
        } else {
            false
        }
    }
}

extension Bind {
    fileprivate var isGlobal: Bool {
        if case .global = target { true } else { false }
    }
}
