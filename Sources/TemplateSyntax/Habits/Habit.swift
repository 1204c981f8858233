// SPDX-License-Identifier: Apache-2.0

/// What authors bring along from other template languages, and what to write here instead.
///
/// ``table`` has all of it; errors, warnings and remarks ask it. Of several rows that fit,
/// the first one answers.
package struct Habit: Sendable {
    let place: Place
    let sign: Sign

    /// What to write instead.
    ///
    /// `{text}` stands for what was written, `{inner}` for what is inside of its signs,
    /// `{python}` for the same in Python, `{path}` for the same with `/` between its names,
    /// `{template}` for the template that it names, and `{statement}` for the statement that its first word means.
    let remedy: String

    init(_ place: Place, _ sign: Sign, _ remedy: String) {
        self.place = place
        self.sign = sign
        self.remedy = remedy
    }

    /// Where habits show.
    package enum Place: Sendable {
        /// A path that cannot be read.
        case path

        /// The prefix of an expression type that nobody knows.
        case type

        /// A symbol of `python:`.
        case python

        /// A variable that nobody knows, or that stands as the last alternative.
        case filter

        /// A variable that nobody knows.
        case variable

        /// The name of a statement.
        case statement

        /// Text of the page.
        case text
    }

    /// What a habit is known by.
    enum Sign: Sendable {
        /// The text is one of these.
        case word([String])

        /// It begins with this.
        case start(String)

        /// One of these stands in it.
        case part([String])

        /// It looks like something.
        case shape(@Sendable (HabitText) -> Bool)
    }

    /// What to write instead of a text; `nil` where it is no known habit.
    package static func remedy(_ place: Place, _ text: String) -> String? {
        index(place, text).map { table[$0].answer(to: HabitText(text)) }
    }

    /// How a template is written that a path names without `templates/`; `nil` where the path
    /// has no ending of templates.
    package static func template(in path: String) -> String? { HabitText(path).template }

    /// The row of the table that answers.
    static func index(_ place: Place, _ text: String) -> Int? {
        let text = HabitText(text)
        return table.firstIndex { $0.place == place && $0.sign.fits(text) }
    }

    /// The same as remarks of a diagnostic, of which there are one or none.
    package static func notes(_ place: Place, _ text: String) -> [Diagnostic.Note] {
        remedy(place, text).map { [.init($0)] } ?? []
    }

    private func answer(to text: HabitText) -> String {
        guard remedy.contains("{") else { return remedy }
        let statement = Self.remedy(.statement, text.firstWord)
        return
            remedy
            .replacing("{statement}", with: statement ?? "'tal:condition' and 'tal:repeat'")
            .replacing("{template}", with: text.template ?? "")
            .replacing("{python}", with: text.python)
            .replacing("{path}", with: text.path)
            .replacing("{inner}", with: text.inner)
            .replacing("{text}", with: text.text)
    }
}

extension Habit.Sign {
    fileprivate func fits(_ text: HabitText) -> Bool {
        switch self {
        case .word(let words): words.contains(text.text)
        case .start(let start): text.text.hasPrefix(start)
        case .part(let parts): parts.contains { text.text.contains($0) }
        case .shape(let fits): fits(text)
        }
    }
}
