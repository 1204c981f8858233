// SPDX-License-Identifier: Apache-2.0

/// An entry of a `.po` file while it is read.
struct POEntry {
    /// The texts of an entry, in their order.
    enum Field: Equatable {
        case context
        case id
        case pluralID
        case text
        case form(Int)
    }

    var context: String?
    var id: String?
    var pluralID: String?
    var forms: [String] = []
    var isFuzzy = false

    /// Where the id is.
    var place = 0..<0

    /// The field that further strings belong to.
    private(set) var last: Field?

    /// Whether the entry has a translation, so that another one may begin.
    var isComplete: Bool { !forms.isEmpty }

    /// Whether a field may come now.
    func accepts(_ field: Field) -> Bool {
        switch (field, last) {
        case (.context, nil), (.id, nil), (.id, .context): true
        case (.pluralID, .id), (.text, .id): true
        case (.form(0), .pluralID): true
        case (.form(let next), .form(let before)): next == before + 1
        default: false
        }
    }

    /// Begins a field.
    mutating func begin(_ field: Field) {
        last = field
        switch field {
        case .context: context = ""
        case .id: id = ""
        case .pluralID: pluralID = ""
        case .text, .form: forms.append("")
        }
    }

    /// Adds to the field that was begun last.
    mutating func append(_ text: String) {
        switch last {
        case .context: context?.append(text)
        case .id: id?.append(text)
        case .pluralID: pluralID?.append(text)
        case .text, .form: forms[forms.count - 1].append(text)
        case nil: break
        }
    }
}
