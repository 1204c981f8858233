// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// `duplicate-id`: elements of a page with one `id`.
struct IdentifierCheck {
    private let page: LintPage
    private var findings: [RuleFinding] = []

    /// How many elements of one id are compared with those that follow.
    private static let most = 16

    static func findings(in page: LintPage) -> [RuleFinding] {
        var check = IdentifierCheck(page: page)
        check.run()
        return check.findings
    }

    private init(page: LintPage) {
        self.page = page
    }

    private mutating func run() {
        let expansion = page.expansion
        var known: [String: [Int]] = [:]
        for (index, element) in expansion.elements.enumerated() {
            guard case .literal(let id) = element.tag.value(of: "id"), !id.isEmpty,
                element.isCertain, !expansion.isInert(index)
            else { continue }
            let others = known[id, default: []]
            if let other = others.first(where: { expansion.areTogether($0, index) }) {
                report(id, expansion.elements[other], element)
            } else if element.file == nil, element.call == nil, expansion.isRepeated(index) {
                findings.append(
                    RuleFinding(
                        rule: .duplicateID,
                        message: "the id '\(id)' stands in a loop, and is written in each round",
                        range: element.tag.place(of: "id"),
                        notes: [.init("let it be different in each round, or use a class")]
                    )
                )
            }
            if others.count < Self.most { known[id] = others + [index] }
        }
    }

    /// Reports the one of two elements that stands in the template, or the later macro; what a
    /// macro does on its own is reported with its template.
    private mutating func report(
        _ id: String,
        _ first: PageExpansion.Placed,
        _ second: PageExpansion.Placed
    ) {
        let (one, other) = second.file == nil ? (second, first) : (first, second)
        if one.file == nil {
            let place = page.location(of: other, key: "id")
            return findings.append(
                RuleFinding(
                    rule: .duplicateID,
                    message: "another element of the page has the id '\(id)'",
                    range: one.tag.place(of: "id"),
                    notes: place.map { [.init("the other one is here", at: $0)] } ?? []
                )
            )
        }
        guard let call = second.call, first.call != call else { return }
        let place = page.location(of: second, key: "id")
        findings.append(
            RuleFinding(
                rule: .duplicateID,
                message: "the macro writes the id '\(id)', which the page has already",
                range: call,
                notes: place.map { [.init("the id is here", at: $0)] } ?? []
            )
        )
    }
}

extension PageExpansion {
    /// Whether an element is in a `<template>`, of which scripts make copies.
    func isInert(_ index: Int) -> Bool {
        ancestors(of: index).contains { $0.tag.isHTML("template") }
    }
}

extension LintPage {
    /// The place of an attribute of an element, in whatever template it stands.
    func location(of element: PageExpansion.Placed, key: String) -> TemplateLocation? {
        entry(element.file)?.source.location(of: element.tag.place(of: key))
    }
}
