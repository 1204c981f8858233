// SPDX-License-Identifier: Apache-2.0

extension TranslatableText {
    /// A text of a template.
    init(_ text: Facts.Text, in file: SourceFile) {
        id = text.id
        domain = text.scope.domain
        context = text.scope.context
        defaultText = text.defaultText
        comment = text.comment
        hasPlural = text.hasPlural
        location = file.location(of: text.range)
    }
}
