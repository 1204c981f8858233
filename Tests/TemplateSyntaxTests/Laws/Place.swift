// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

/// A part of a tree, a statement, an expression or a script: what it is, where it
/// stands, and its own parts.
///
/// All parts of a tree look the same here, so that one law holds them all.
struct Place: Equatable {
    let what: String
    let range: Range<Int>

    /// What the tree says that stands at the range, if it says that.
    var spelled: Spelled?

    /// The parts in the order of the source, which do not overlap.
    var parts: [Place] = []

    /// Parts that stand within the range, over or between the others.
    var overlays: [Place] = []

    /// An expression that can be read again from the source.
    var expression: Rereading?

    /// How a text is compared with the source.
    enum Spelled: Equatable {
        /// The text is the source, with references resolved and `;;` as `;`.
        case exactly(String)

        /// The same, upper and lower case aside: names of HTML.
        case name(String)

        /// The source ends in the text, upper and lower case aside.
        case ending(String)
    }

    /// How the source of an expression is read again.
    struct Rereading: Equatable {
        let kind: String

        /// What stands before the expression where the source does not say it.
        var prefix = ""

        /// Whether the source is the value of an attribute.
        let isValue: Bool
    }

    init(
        _ what: String,
        _ range: Range<Int>,
        spelled: Spelled? = nil,
        parts: [Place] = [],
        overlays: [Place] = []
    ) {
        self.what = what
        self.range = range
        self.spelled = spelled
        self.parts = parts
        self.overlays = overlays
    }

    init(_ what: String, _ name: NamedSyntax) {
        self.init(what, name.range, spelled: .exactly(name.text))
    }

    /// The same in a script, whose comments and line ends an expression has not.
    var inScript: Place { changed { $0.expression = nil } }

    /// The same where the source is spelled in another way.
    var unread: Place {
        changed { place in
            place.spelled = nil
            place.expression = nil
        }
    }

    private func changed(_ change: (inout Place) -> Void) -> Place {
        var place = self
        change(&place)
        place.parts = parts.map { $0.changed(change) }
        place.overlays = overlays.map { $0.changed(change) }
        return place
    }

    /// The place and all that is in it.
    func visit(_ body: (Place) -> Void) {
        body(self)
        for part in parts + overlays { part.visit(body) }
    }
}
