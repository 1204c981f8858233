// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import WebSessions

/// The waiting messages of a category as a template sees them: a list.
final class FlashObject: TemplateObject, ObjectOfKind {
    private let category: String
    private let messages: [FlashMessageObject]

    init(category: String, messages: [FlashMessageObject]) {
        self.category = category
        self.messages = messages
    }

    func member(_ name: String) -> TemplateValue? {
        guard let index = Int(name), messages.indices.contains(index) else { return nil }
        return .object(messages[index])
    }

    var memberNames: [String] { messages.indices.map { String($0) } }
    var text: String { "flash:\(category)" }
    var kind: String { "messages of '\(category)'" }
    var isTrue: Bool { !messages.isEmpty }
    var elements: [TemplateValue]? { messages.map { .object($0) } }
}

/// A waiting message as a template sees it, which notes that its text was shown.
final class FlashMessageObject: TemplateObject, ObjectOfKind {
    var kind: String { "flash message" }

    private let message: FlashMessage
    private let shown: ShownMessages

    init(_ message: FlashMessage, shown: ShownMessages) {
        self.message = message
        self.shown = shown
    }

    func member(_ name: String) -> TemplateValue? {
        switch name {
        case "text": .string(text)
        case "category": .string(message.category)
        case "id": .string(message.id)
        default: nil
        }
    }

    var memberNames: [String] { ["category", "id", "text"] }

    var text: String {
        shown.note(message)
        return message.text
    }
}

/// The messages that the page that is rendered shows.
final class ShownMessages: Sendable {
    private let noted = Mutex<[FlashMessage]>([])

    func note(_ message: FlashMessage) {
        noted.withLock { messages in
            if !messages.contains(message) { messages.append(message) }
        }
    }

    /// What was shown since the last time.
    func take() -> [FlashMessage] {
        noted.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
