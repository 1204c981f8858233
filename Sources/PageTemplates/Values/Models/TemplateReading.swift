// SPDX-License-Identifier: Apache-2.0

/// The conversation between a page and a model: the page asks for members, and the model gives
/// them.
///
/// A reading is lent to ``TemplateModel/read(_:)``, and nobody keeps it.
public struct TemplateReading: ~Copyable {
    /// The member to ask for next.
    private var next: Int?

    /// What was given last; `nil` before that.
    private var value: TemplateValue?

    /// A conversation about one member, or about a value that is given unasked.
    init(_ member: Int? = nil) {
        next = member
    }

    /// Asks the model for a member.
    ///
    /// - Returns: The position of the member in ``TemplateModel/members``; `nil` where the page
    ///   wants no more, which ends the conversation.
    public mutating func ask() -> Int? {
        let member = next
        next = nil
        return member
    }

    /// Gives the member that was asked for.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give(_ value: some TemplateShowable) {
        value.give(to: &self)
    }

    /// What was given, at the end of the conversation; `nil` where nothing was.
    consuming func end() -> TemplateValue? { value }

    mutating func give(value: consuming TemplateValue) {
        self.value = value
    }
}

@available(*, unavailable)
extension TemplateReading: Sendable {}
