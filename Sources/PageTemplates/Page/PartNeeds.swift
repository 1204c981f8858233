// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What a part of a page needs from what is around it, so that browsers read it as the template
/// has it.
struct PartNeeds: Sendable {
    /// The kinds of markup that it may stand in.
    var markup = MarkupKinds.all

    /// The elements without markup whose end tags are somewhere in its text.
    private(set) var ends: TextHolders = []

    /// Why browsers read it otherwise wherever it stands, or what stands behind it; `nil` where
    /// they do not.
    var fault: TemplateError.Note?

    init() {}

    /// The needs of an element that is a part, without what stands in it.
    init(of element: ElementSyntax, in source: TemplateSource) {
        if case .foreign(let foreign) = element.site.around { markup = MarkupKinds(foreign) }
        note(element.range, in: source)
    }

    /// Notes the text of the part.
    mutating func note(_ range: Range<Int>, in source: TemplateSource) {
        guard source.mode == .html else { return }
        note(source.bytes[range])
    }

    /// Notes text of HTML.
    mutating func note(_ text: ArraySlice<UInt8>) {
        ends.formUnion(TextHolders(endedIn: text))
    }

    /// Notes what a piece of it needs.
    mutating func formUnion(_ other: PartNeeds) {
        markup.formIntersection(other.markup)
        ends.formUnion(other.ends)
        fault = fault ?? other.fault
    }

    /// Whether it can stand wherever there is text.
    var isMet: Bool { markup == .all && ends.isEmpty && fault == nil }

    /// The error where it cannot stand; `nil` where it can.
    func problem(of title: @autoclosure () -> String, in setting: PartSetting) -> TemplateError? {
        if let misread = misread(title()) { return misread }
        guard markup.contains(MarkupKinds(setting.foreign)) else {
            let (problem, remedy) = Self.problems[markup] ?? Self.foreignProblem
            return TemplateError(.unsafePlace, "\(title()) \(problem)", notes: [.init(remedy)])
        }
        guard let name = ends.intersection(setting.holders).names.first else { return nil }
        return TemplateError(
            .unsafePlace,
            "\(title()) has an end tag of <\(name)>, and cannot stand in one",
            notes: [.init("browsers end it there, be it in an attribute or a comment")]
        )
    }

    /// The error where it can stand nowhere; `nil` where it can stand somewhere.
    func misread(_ title: @autoclosure () -> String) -> TemplateError? {
        fault.map { fault in
            let message = "\(title()) is not read by browsers as it is written"
            return TemplateError(.unsafePlace, message, notes: [fault])
        }
    }

    /// Why a part cannot stand somewhere, and what to do, by the markup that it may stand in.
    private static let problems: [MarkupKinds: (String, String)] = [
        .html: (
            "cannot stand in SVG or MathML",
            "elements like <p> would end it, and scripts be markup there"
        ),
        [.html, .svg]: ("cannot stand in MathML", "<svg> begins no SVG there"),
        [.html, .math]: ("cannot stand in SVG", "<math> begins no MathML there"),
        .svg: ("is written in SVG, and can stand only there", "let it begin with <svg>"),
        .math: (
            "is written in MathML, and can stand only there", "let it begin with <math>"
        ),
    ]

    /// The same where it may stand nowhere.
    private static let foreignProblem = (
        "has elements of HTML, SVG and MathML that cannot stand together",
        "write <svg> or <math> around those of SVG or MathML"
    )
}

/// What is around a part of a page.
struct PartSetting: Sendable {
    /// The markup around it, if that is not HTML.
    var foreign: ForeignMarkup?

    /// The elements around it in which browsers may read no tags.
    var holders = TextHolders(rawValue: 0)

    /// Whether complete markup of HTML can stand there.
    var isPlain: Bool { foreign == nil && holders.isEmpty }

    /// What is around a place of the part, by its own source and by what is around the part.
    func inside(_ site: ElementSyntax.Site) -> PartSetting {
        let foreign: ForeignMarkup? =
            switch site.around {
            case .page: self.foreign
            case .html: nil
            case .foreign(let foreign): foreign
            }
        return PartSetting(foreign: foreign, holders: holders.union(site.holders))
    }
}
