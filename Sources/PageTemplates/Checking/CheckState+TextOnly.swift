// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Values in elements without markup, as a `<textarea>`.
extension CheckState {
    /// The place of a value that begins in an element whose body is text: in what looks like an
    /// attribute it is one, too.
    func place(_ place: Place, in holder: ElementSyntax?, at range: Range<Int>) -> Place {
        guard place.filter == .textOnly, let holder else { return place }
        let found = textOnlyMarkup(of: holder).value(at: range.lowerBound)
        switch found?.place {
        case .quoted(let attribute):
            return self.place(place, in: attribute, before: found?.following ?? [], range)
        case .unsafe(let remark):
            report(
                .unsafePlace,
                "data \(remark), which is text in <\(holder.localName)>",
                at: range,
                notes: [.init("put quotes around the value, or write the '<' as '&lt;'")]
            )
            return place
        case .text, .textOnly, nil: return place
        }
    }

    /// Reports elements in what looks like a tag in the text of an element.
    func checkElements(inTextOf holder: ElementSyntax) {
        _ = textOnlyMarkup(of: holder)
    }

    private func place(
        _ place: Place,
        in attribute: MessageMarkup.Attribute,
        before following: [UInt8],
        _ range: Range<Int>
    ) -> Place {
        let mode = source.markup.mode
        let around = AttributeSurroundings(element: attribute.element, mode: mode)
        let meaning = configuration.places.meaning(of: attribute.name, in: around)
        var filter = place.filter
        switch attribute.filter(meaning, before: following, mode) {
        case .success(.none): break
        case .success(let found): filter = found
        case .failure(let unsafe):
            report(
                .unsafePlace,
                "data in what looks like '\(attribute.name)' \(unsafe.place)",
                at: range,
                notes: [.init(unsafe.remedy)]
            )
        }
        return Place(
            context: .attribute(meaning, quote: attribute.quote),
            element: place.element,
            attribute: attribute.name,
            mode: mode,
            filter: filter
        )
    }

    /// Reports an element without whose tags browsers would read its body otherwise.
    func reportOmission(of element: ElementSyntax) {
        report(
            .unsafePlace,
            "without its tags, browsers read what is in <\(element.localName)> otherwise",
            at: element.startTag.lowerBound..<element.name.upperBound,
            notes: [.init("let the whole element depend on a condition")]
        )
    }

    private func textOnlyMarkup(of element: ElementSyntax) -> TextOnlyMarkup {
        let known = textOnly[element.startTag.lowerBound]
        let found = known ?? TextOnlyMarkup(of: element, in: source)
        if found.needsTags { part.needs.markup.formIntersection(.html) }
        guard known == nil else { return found }
        for place in found.elementsInTags {
            report(
                .unsafePlace,
                "an element with statements in a tag, which is text in <\(element.localName)>",
                at: place,
                notes: [.init("only values can stand there: '${…}', or <tal:b replace=\"…\"/>")]
            )
        }
        if found.needsTags, element.statements?.omitTag != nil { reportOmission(of: element) }
        textOnly[element.startTag.lowerBound] = found
        return found
    }
}
