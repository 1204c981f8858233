// SPDX-License-Identifier: Apache-2.0

// What the server says.
extension Wire {
    struct Diagnostic: Encodable, Hashable {
        let range: Span
        let severity: Int
        let code: String
        let source: String
        let message: String
        let relatedInformation: [Related]?

        struct Related: Encodable, Hashable {
            let location: Location
            let message: String
        }
    }

    struct PublishParams: Encodable {
        let uri: String
        let version: Int?
        let diagnostics: [Diagnostic]
    }

    struct CompletionList: Encodable {
        let isIncomplete: Bool
        let items: [CompletionItem]
    }

    struct CompletionItem: Encodable {
        let label: String
        let kind: Int
        let detail: String?
        let documentation: Markup?
        let sortText: String?
        let filterText: String?

        /// 2 where the text is a snippet, with places for the cursor.
        let insertTextFormat: Int?
        let textEdit: TextEdit
    }

    struct Hover: Encodable {
        let contents: Markup
        let range: Span
    }

    struct PreparedRename: Encodable {
        let range: Span
        let placeholder: String
    }

    struct DocumentSymbol: Encodable {
        let name: String
        let detail: String?
        let kind: Int
        let range: Span
        let selectionRange: Span
        let children: [DocumentSymbol]
    }

    struct CodeAction: Encodable {
        let title: String
        let kind: String
        let isPreferred: Bool?
        let edit: WorkspaceEdit
    }
}
