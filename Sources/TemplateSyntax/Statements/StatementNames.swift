// SPDX-License-Identifier: Apache-2.0

/// The namespaces whose attributes are statements.
package enum StatementNamespace: String, Sendable, CaseIterable {
    case tal
    case metal
    case i18n
    case meta
}

/// The statements of `tal`, by their names.
package enum TALStatement: String, CaseIterable, Sendable {
    case onError = "on-error"
    case define
    case condition
    case repetition = "repeat"
    case switchOn = "switch"
    case caseOf = "case"
    case omitTag = "omit-tag"
    case attributes
    case content
    case replace
    case script
}

/// The statements of `metal`, by their names.
package enum METALStatement: String, CaseIterable, Sendable {
    case defineMacro = "define-macro"
    case extendMacro = "extend-macro"
    case useMacro = "use-macro"
    case defineSlot = "define-slot"
    case fillSlot = "fill-slot"

    /// The statements that cannot stand on one element with this one.
    var excluded: [METALStatement] {
        switch self {
        case .defineMacro: [.useMacro, .defineSlot, .fillSlot]
        case .extendMacro: [.useMacro, .defineSlot, .fillSlot]
        case .useMacro: [.defineMacro, .extendMacro, .defineSlot, .fillSlot]
        case .defineSlot, .fillSlot: [.defineMacro, .extendMacro, .useMacro]
        }
    }

    /// Those of Chameleon.
    var excludedByChameleon: [METALStatement] {
        switch self {
        case .defineMacro: [.fillSlot]
        case .fillSlot: [.defineMacro]
        case .extendMacro: [.useMacro]
        case .useMacro: [.extendMacro]
        case .defineSlot: []
        }
    }
}

/// The statements of `i18n`, by their names.
package enum I18NStatement: String, CaseIterable, Sendable {
    case translate
    case name
    case attributes
    case data
    case domain
    case context
    case comment
    /// The language of the source, as zope.tal kept for tools.
    case source
    /// The language of the page, as zope.tal kept for tools.
    case target
    case ignore
    case ignoreAttributes = "ignore-attributes"

    /// Whether it means nothing without a value.
    var needsValue: Bool { self == .attributes || self == .data }
}

/// The names that each statement namespace knows.
package enum StatementNames {
    private static let names: [StatementNamespace: Set<String>] = [
        .tal: Set(TALStatement.allCases.map(\.rawValue)),
        .metal: Set(METALStatement.allCases.map(\.rawValue)),
        .i18n: Set(I18NStatement.allCases.map(\.rawValue)),
        .meta: ["interpolation"],
    ]

    /// All names of a namespace.
    package static func known(in namespace: StatementNamespace) -> Set<String> {
        names[namespace, default: []]
    }

    /// The statements that are none as attributes of data: they have no effect, and libraries
    /// that run in the browser use `data-i18n-target`.
    private static let neverData: Set<String> = [
        I18NStatement.source.rawValue, I18NStatement.target.rawValue,
    ]

    /// The statement that `data-tal-content` is; `nil` for a name that is not exactly that of
    /// a statement, and so belongs to whoever else has such names.
    static func statement(ofDataAttribute key: String) -> (StatementNamespace, String)? {
        guard let (namespace, name) = parts(ofDataAttribute: key),
            known(in: namespace).contains(name),
            namespace != .i18n || !neverData.contains(name)
        else { return nil }
        return (namespace, name)
    }

    /// The namespace and the name in `data-tal-content`, whether there is such a statement or
    /// not.
    static func parts(ofDataAttribute key: String) -> (StatementNamespace, String)? {
        guard key.hasPrefix("data-") else { return nil }
        let rest = key.dropFirst("data-".utf8.count)
        guard let dash = rest.firstIndex(of: "-"),
            let namespace = StatementNamespace(rawValue: String(rest[..<dash]))
        else { return nil }
        return (namespace, String(rest[rest.index(after: dash)...]))
    }
}
