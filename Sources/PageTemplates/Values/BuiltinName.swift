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
}
