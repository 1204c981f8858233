/// The statements of `tal`, by their names.
enum TALStatement: String, CaseIterable {
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

/// The names that each statement namespace knows.
enum StatementNames {
    /// The statements of `tal` by name.
    static let talStatements = Dictionary(
        uniqueKeysWithValues: TALStatement.allCases.map { ($0.rawValue, $0) }
    )

    private static let tal = Set(TALStatement.allCases.map(\.rawValue))

    private static let metal = Set(METALStatement.allCases.map(\.rawValue))

    private static let i18n = Set(I18NStatement.allCases.map(\.rawValue))

    /// All names of a namespace, whether or not they can be used yet.
    static func known(in namespace: StatementNamespace) -> Set<String> {
        switch namespace {
        case .tal: tal
        case .metal: metal
        case .i18n: i18n
        case .meta: ["interpolation"]
        }
    }
}
