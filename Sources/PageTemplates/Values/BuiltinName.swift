// SPDX-License-Identifier: Apache-2.0

/// The names that are always there, unless something else takes them.
enum BuiltinName: String, CaseIterable {
    case nothing
    case `default`
    case options
    case repetition = "repeat"
    case loop
    case attributes = "attrs"
    case contexts = "CONTEXTS"
    case template
    case templates
    case macros
    case macroName = "macroname"

    /// Whether its meaning is settled while a template is compiled, so that no variable of the
    /// data can have the name; the others stand back where the data has one.
    var isSettled: Bool {
        switch self {
        case .nothing, .default, .repetition, .loop, .attributes, .templates: true
        case .options, .contexts, .template, .macros, .macroName: false
        }
    }
}
