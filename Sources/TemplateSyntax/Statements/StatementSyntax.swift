// SPDX-License-Identifier: Apache-2.0

/// A statement as it is spelled on an element.
package struct StatementSyntax: Sendable {
    package let namespace: StatementNamespace

    /// Its name in the namespace, and where the name of its attribute stands.
    package let name: NamedSyntax

    /// The place of its attribute among those of the tag.
    package let attribute: Int

    package let spelling: Spelling

    /// The ways to spell a statement.
    package enum Spelling: Sendable {
        /// `tal:content`, with whatever prefix stands for the namespace.
        case prefixed

        /// `content` on an element of the namespace.
        case onElement

        /// `data-tal-content`.
        case data
    }
}

/// The statements of one element.
///
/// A statement, or a clause of one, that cannot be read is left out; a diagnostic says
/// why.
package struct Statements: Sendable {
    /// All of them in the order of the source, with those that are left out below.
    package var spelled: [StatementSyntax] = []

    package var onError: InsertSyntax?
    package var define: [DefineSyntax] = []
    package var condition: ExpressionSyntax?
    package var repetition: BindingSyntax?
    package var switchOn: ExpressionSyntax?
    package var caseOf: ExpressionSyntax?
    package var omitTag: OmitTagSyntax?
    package var attributes: [AttributeClauseSyntax] = []
    package var content: InsertSyntax?
    package var replace: InsertSyntax?
    package var macros: MacroStatements?

    /// What `meta:interpolation` says of the element and all in it.
    package var interpolates: Bool?
    package var translation: TranslationStatements?
    package var script: ScriptClause?

    /// Where a statement of the element has its name.
    package func place(of namespace: StatementNamespace, _ name: String) -> Range<Int>? {
        spelled.first { $0.namespace == namespace && $0.name.text == name }?.name.range
    }
}

/// What makes the content of an element a script.
package struct ScriptClause: Sendable {
    /// The value of `tal:script`, or of the `type` of a `<script>`.
    package let language: Range<Int>

    /// Whether it is a `<script>`, whose tags are never written.
    package let isElement: Bool
}

/// `name expression`, or `(a, b) expression`: a sequence of exactly as many
/// elements.
package struct BindingSyntax: Sendable {
    package let names: [NamedSyntax]
    package let isUnpacking: Bool

    /// The name, or the names with their parentheses.
    package let range: Range<Int>
    package let value: ExpressionSyntax
}

/// `[local|global] name expression` of `tal:define`.
package struct DefineSyntax: Sendable {
    /// The word `local` or `global`.
    package let keyword: Range<Int>?
    package let isGlobal: Bool
    package let binding: BindingSyntax
}

/// `[text|structure|json] expression` of `tal:content`, `tal:replace`, `tal:on-error`.
package struct InsertSyntax: Sendable {
    /// The word `text`, `structure` or `json`.
    package let keyword: Range<Int>?
    package let isStructure: Bool

    /// Whether the value is written as JSON.
    package let isJSON: Bool
    package let value: ExpressionSyntax

    /// Where the expression stands, white space around it aside.
    package let range: Range<Int>
}

/// The value of `tal:omit-tag`.
package enum OmitTagSyntax: Sendable {
    case always
    case when(ExpressionSyntax)
}

/// `name expression` of `tal:attributes`; without a name the expression gives
/// a mapping.
package struct AttributeClauseSyntax: Sendable {
    package let name: NamedSyntax?
    package let value: ExpressionSyntax

    /// The expression, white space around it aside.
    package let range: Range<Int>
}

/// The METAL statements of one element.
package struct MacroStatements: Sendable {
    package var defineMacro: NamedSyntax?
    package var extendMacro: MacroUseSyntax?
    package var useMacro: MacroUseSyntax?
    package var defineSlot: NamedSyntax?
    package var fillSlot: NamedSyntax?
}

/// The expression that names a macro.
package struct MacroUseSyntax: Sendable {
    package let value: ExpressionSyntax

    /// The text of the expression.
    package let text: NamedSyntax
}

/// The I18N statements of one element.
package struct TranslationStatements: Sendable {
    /// The id of the element's content, which is empty where the content itself
    /// is the id, at the name of its attribute; `nil` where it is not translated.
    package var translate: NamedSyntax?

    package var name: NamedSyntax?
    package var attributes: [TranslatedAttributeSyntax] = []
    package var data: ExpressionSyntax?

    /// The domain of the element and what is inside of it.
    package var domain: NamedSyntax?

    /// The context of the messages of the element and what is inside of it.
    package var context: NamedSyntax?

    /// What translators should know.
    package var comment: NamedSyntax?

    /// Whether tools shall not ask for a translation.
    package var isIgnored = false

    /// The attributes for which tools shall not ask for a translation.
    package var ignoredAttributes: [NamedSyntax] = []
}

/// `name` or `name id` of `i18n:attributes`.
package struct TranslatedAttributeSyntax: Sendable {
    package let name: NamedSyntax

    /// The spelling that names are compared by.
    package let key: String

    /// The id; `nil` where the value of the attribute is the id.
    package let id: NamedSyntax?
    package let range: Range<Int>
}
