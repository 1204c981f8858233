// SPDX-License-Identifier: Apache-2.0

// What clients say of documents and of themselves.
extension Wire {
    struct InitializeParams: Decodable {
        let rootUri: String?
        let rootPath: String?
        let workspaceFolders: [Folder]?
        let capabilities: Capabilities?

        struct Folder: Decodable {
            let uri: String
        }

        struct Capabilities: Decodable {
            let general: General?
            let workspace: Workspace?
            let textDocument: TextDocument?

            struct General: Decodable {
                let positionEncodings: [String]?
            }

            struct TextDocument: Decodable {
                let completion: Completion?

                struct Completion: Decodable {
                    let completionItem: Item?

                    struct Item: Decodable {
                        let snippetSupport: Bool?
                    }
                }
            }

            struct Workspace: Decodable {
                let didChangeWatchedFiles: Registration?

                struct Registration: Decodable {
                    let dynamicRegistration: Bool?
                }
            }
        }
    }

    struct DocumentName: Codable {
        let uri: String
    }

    struct OpenParams: Decodable {
        let textDocument: Item

        struct Item: Decodable {
            let uri: String
            let version: Int
            let text: String
        }
    }

    struct ChangeParams: Decodable {
        let textDocument: Versioned
        let contentChanges: [Change]

        struct Versioned: Decodable {
            let uri: String
            let version: Int?
        }

        struct Change: Decodable {
            /// What is replaced; `nil` for all of the text.
            let range: Span?
            let text: String
        }
    }

    /// A document, as of requests about all of it and of notifications.
    struct DocumentParams: Decodable {
        let textDocument: DocumentName
    }

    /// A place in a document.
    struct PositionParams: Decodable {
        let textDocument: DocumentName
        let position: Position
    }

    struct ReferenceParams: Decodable {
        let textDocument: DocumentName
        let position: Position
        let context: Context?

        struct Context: Decodable {
            let includeDeclaration: Bool
        }
    }

    struct RenameParams: Decodable {
        let textDocument: DocumentName
        let position: Position
        let newName: String
    }

    struct CodeActionParams: Decodable {
        let textDocument: DocumentName
        let range: Span
        let context: Context?

        struct Context: Decodable {
            /// The kinds that are wanted; `nil` for all.
            let only: [String]?
        }
    }

    struct CancelParams: Decodable {
        let id: RequestID
    }
}
