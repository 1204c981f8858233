/// The METAL statements of one element.
struct MacroStatements: Sendable {
    var defineMacro: NamedPlace?
    var extendMacro: ExpressionText?
    var useMacro: ExpressionText?
    var defineSlot: NamedPlace?
    var fillSlot: NamedPlace?

    /// A name and where it stands.
    struct NamedPlace: Sendable {
        let name: String
        let range: Range<Int>
    }
}

/// The statements of `metal`, by their names.
enum METALStatement: String, CaseIterable {
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
}
