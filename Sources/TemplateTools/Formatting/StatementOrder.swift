// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The order of statements in a tag: that in which they are executed.
///
/// | | statements |
/// |---|---|
/// | for the element and all in it | `meta:interpolation`, `i18n:domain`, `source`, `target`, `context` |
/// | what the element is | `metal:fill-slot`, `define-macro`, `extend-macro`, `define-slot` |
/// | when it is written | `tal:on-error`, `define`, `case`, `condition`, `repeat`, `switch` |
/// | what is written | `metal:use-macro`, `i18n:name` |
/// | what its tags are | `tal:omit-tag`, `tal:attributes`, `i18n:attributes`, `ignore-attributes` |
/// | what its content is | `tal:content`, `replace`, `script`, `i18n:translate`, `data`, `comment`, `ignore` |
enum StatementOrder {
    private static let names: [(StatementNamespace, [String])] = [
        (.meta, ["interpolation"]),
        (.i18n, ["domain", "source", "target", "context"]),
        (.metal, ["fill-slot", "define-macro", "extend-macro", "define-slot"]),
        (.tal, ["on-error", "define", "case", "condition", "repeat", "switch"]),
        (.metal, ["use-macro"]),
        (.i18n, ["name"]),
        (.tal, ["omit-tag", "attributes"]),
        (.i18n, ["attributes", "ignore-attributes"]),
        (.tal, ["content", "replace", "script"]),
        (.i18n, ["translate", "data", "comment", "ignore"]),
    ]

    private static let ranks: [String: Int] = {
        let all = names.flatMap { namespace, names in names.map { key(namespace, $0) } }
        return Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    }()

    /// The place of a statement among all there are; `nil` for one that there is not.
    static func rank(of statement: StatementSyntax) -> Int? {
        ranks[key(statement.namespace, statement.name.text)]
    }

    private static func key(_ namespace: StatementNamespace, _ name: String) -> String {
        "\(namespace.rawValue):\(name)"
    }
}
