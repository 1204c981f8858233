// SPDX-License-Identifier: Apache-2.0

/// Something that can happen at a place of a template while it is rendered.
package struct CoveragePoint: Sendable, Hashable {
    /// What tells it from the others of its template.
    package let key: Key

    /// The bytes of the statement that it belongs to.
    package let site: Range<Int>

    /// What stands there, on one line and cut where it is long.
    package let text: String

    /// A point of a template, as files name it.
    package struct Key: Sendable, Hashable {
        package let statement: Statement
        package let outcome: Outcome

        /// Where the statement stands, or the alternative, in the file that it is written in:
        /// from 1, columns in Unicode scalars.
        package let line: Int
        package let column: Int

        package init(_ statement: Statement, _ outcome: Outcome, line: Int, column: Int) {
            self.statement = statement
            self.outcome = outcome
            self.line = line
            self.column = column
        }
    }

    /// The statements that are counted, as authors spell them.
    package enum Statement: String, Sendable, CaseIterable {
        case onError = "tal:on-error"
        case define = "tal:define"
        case condition = "tal:condition"
        case repetition = "tal:repeat"
        case switchOn = "tal:switch"
        case caseOf = "tal:case"
        case omitTag = "tal:omit-tag"
        case attributes = "tal:attributes"
        case content = "tal:content"
        case replace = "tal:replace"
        case script = "tal:script"
        case defineMacro = "metal:define-macro"
        case extendMacro = "metal:extend-macro"
        case useMacro = "metal:use-macro"
        case defineSlot = "metal:define-slot"
        case fillSlot = "metal:fill-slot"
        case interpolation = "${}"
    }

    /// What can happen.
    package enum Outcome: String, Sendable, CaseIterable {
        /// The statement runs.
        case reached

        /// A condition, a case or `tal:omit-tag` holds.
        case holds = "true"
        case fails = "false"

        /// A loop has items.
        case items
        case empty

        /// An element with `tal:on-error` is rendered without one.
        case passed

        /// What stands for an element that failed is rendered.
        case failed

        /// A slot is filled, or keeps its own content.
        case filled
        case unfilled = "default"

        /// An alternative of an expression gives the value.
        case alternative
    }

    /// The kinds of points, which are counted each by itself.
    package enum Aspect: Sendable, CaseIterable {
        case statement
        case branch
        case alternative
    }

    /// What kind of point it is.
    package var aspect: Aspect {
        switch key.outcome {
        case .reached: .statement
        case .alternative: .alternative
        case .holds, .fails, .items, .empty, .passed, .failed, .filled, .unfilled: .branch
        }
    }

    /// What is said of it where it has never happened.
    package var absence: String {
        switch key.outcome {
        case .reached: "\(title) never ran"
        case .holds, .fails: "\(title) was never \(key.outcome.rawValue)"
        case .items: "\(title) never had an item"
        case .empty: "\(title) was never empty"
        case .passed: "\(title) never went without an error"
        case .failed: "\(title) never had an error"
        case .filled: "\(title) was never filled"
        case .unfilled: "\(title) never kept its own content"
        case .alternative: "the alternative '\(text)' never gave the value"
        }
    }

    private var title: String {
        key.statement == .interpolation ? text : "\(key.statement.rawValue) '\(text)'"
    }
}

/// What renders have reached of a template.
package struct TemplateCoverage: Sendable {
    /// The name of the template.
    package let name: String

    /// Tells one version of the template from another.
    package let digest: String

    /// All that can happen, in the order of the program.
    package let points: [CoveragePoint]

    /// How often each has happened.
    package let hits: [Int]
}
