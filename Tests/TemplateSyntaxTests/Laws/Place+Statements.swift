// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension Statements {
    /// What stands in the value of a statement, in the order of the source.
    func places(of statement: StatementSyntax) -> [Place] {
        let name = statement.name.text
        switch statement.namespace {
        case .tal: return TALStatement(rawValue: name).map { places(of: $0) } ?? []
        case .metal: return METALStatement(rawValue: name).map { places(of: $0) } ?? []
        case .i18n: return I18NStatement(rawValue: name).map { places(of: $0) } ?? []
        case .meta: return []
        }
    }

    private func places(of statement: TALStatement) -> [Place] {
        switch statement {
        case .onError: return onError?.places ?? []
        case .define: return define.flatMap(\.places)
        case .condition: return condition.map { [$0.place(isValue: true)] } ?? []
        case .repetition: return repetition?.places ?? []
        case .switchOn: return switchOn.map { [$0.place(isValue: true)] } ?? []
        case .caseOf: return caseOf.map { [$0.place(isValue: true)] } ?? []
        case .omitTag:
            guard case .when(let expression) = omitTag else { return [] }
            return [expression.place(isValue: true)]
        case .attributes: return attributes.flatMap(\.places)
        case .content: return content?.places ?? []
        case .replace: return replace?.places ?? []
        case .script: return script.map { [Place("language", $0.language)] } ?? []
        }
    }

    private func places(of statement: METALStatement) -> [Place] {
        switch statement {
        case .defineMacro: Place.names(macros?.defineMacro)
        case .extendMacro: macros?.extendMacro?.places ?? []
        case .useMacro: macros?.useMacro?.places ?? []
        case .defineSlot: Place.names(macros?.defineSlot)
        case .fillSlot: Place.names(macros?.fillSlot)
        }
    }

    private func places(of statement: I18NStatement) -> [Place] {
        guard let translation else { return [] }
        switch statement {
        case .name: return Place.names(translation.name)
        case .attributes: return translation.attributes.map(\.place)
        case .data: return translation.data.map { [$0.place(isValue: true)] } ?? []
        case .domain: return Place.names(translation.domain)
        case .context: return Place.names(translation.context)
        case .comment: return Place.names(translation.comment)
        case .ignoreAttributes: return translation.ignoredAttributes.map { Place("ignored", $0) }
        // The id of a message stands at the name of its attribute.
        case .translate, .source, .target, .ignore: return []
        }
    }
}

extension Place {
    fileprivate static func names(_ name: NamedSyntax?) -> [Place] {
        name.map { [Place("name", $0)] } ?? []
    }

    /// One of the words in front of a clause.
    fileprivate static func keyword(_ range: Range<Int>?, _ word: String?) -> [Place] {
        range.map { [Place("keyword", $0, spelled: word.map { .exactly($0) })] } ?? []
    }
}

extension InsertSyntax {
    fileprivate var places: [Place] {
        Place.keyword(keyword, isStructure ? "structure" : isJSON ? "json" : "text")
            + [Place("inserted", range, parts: [value.place(isValue: true)])]
    }
}

extension BindingSyntax {
    fileprivate var places: [Place] {
        let names = names.map { Place("variable", $0) }
        return [
            Place("pattern", range, parts: names), value.place(isValue: true),
        ]
    }
}

extension DefineSyntax {
    fileprivate var places: [Place] {
        Place.keyword(keyword, isGlobal ? "global" : "local") + binding.places
    }
}

extension AttributeClauseSyntax {
    fileprivate var places: [Place] {
        (name.map { [Place("set attribute", $0)] } ?? [])
            + [Place("attribute value", range, parts: [value.place(isValue: true)])]
    }
}

extension MacroUseSyntax {
    fileprivate var places: [Place] {
        [
            Place(
                "macro",
                text.range,
                spelled: .exactly(text.text),
                parts: [value.place(isValue: true)]
            )
        ]
    }
}

extension TranslatedAttributeSyntax {
    fileprivate var place: Place {
        let names = [Place("translated", name)] + (id.map { [Place("id", $0)] } ?? [])
        return Place("translated attribute", range, parts: names)
    }
}
