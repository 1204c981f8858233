// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct EqualityTests {
    private static let thing = TemplateValue.object(Thing())

    static let equalPairs: [(TemplateValue, TemplateValue)] = [
        (nil, nil),
        (true, 1),
        (false, 0),
        (true, 1.0),
        (1, 1.0),
        (0.0, .double(-0.0)),
        (.double(.infinity), .double(.infinity)),
        (.integer(1 << 53), .double(9_007_199_254_740_992)),
        (.integer(.min), .double(-9_223_372_036_854_775_808)),
        ("a", "a"),
        ("a", .markup(SafeMarkup("a"))),
        (.markup(SafeMarkup("<b>")), .markup(SafeMarkup("<b>"))),
        ([1, "a", [true]], [1.0, .markup(SafeMarkup("a")), [1]]),
        (["a": 1, "b": [2]], ["b": [2.0], "a": 1]),
        ([:], [:]),
        (thing, thing),
        ([thing], [thing]),
    ]

    static let unequalPairs: [(TemplateValue, TemplateValue)] = [
        (nil, false),
        (nil, 0),
        (nil, ""),
        (nil, []),
        (1, 2),
        (true, 2),
        (1, "1"),
        (true, "True"),
        (0, ""),
        (.double(.nan), .double(.nan)),
        ([.double(.nan)], [.double(.nan)]),
        (.integer(.max), .double(.infinity)),
        (.integer(1), .double(.nan)),
        (.integer((1 << 53) + 1), .double(9_007_199_254_740_992)),
        (.integer(.max), .double(9_223_372_036_854_775_808)),
        ("a", "b"),
        ("a", .markup(SafeMarkup("b"))),
        ("\u{E9}", "e\u{301}"),
        ([1], [1, 2]),
        ([1], 1),
        ([], [:]),
        (["a": 1], ["a": 2]),
        (["a": 1], ["b": 1]),
        (["a": 1], ["a": 1, "b": 2]),
        (thing, .object(Thing())),
        (thing, "a thing"),
    ]

    @Test(arguments: equalPairs) func findsEqual(left: TemplateValue, right: TemplateValue) {
        #expect(left.equals(right))
        #expect(right.equals(left))
    }

    @Test(arguments: unequalPairs) func findsUnequal(left: TemplateValue, right: TemplateValue) {
        #expect(!left.equals(right))
        #expect(!right.equals(left))
    }

    @Test func comparesAtAnyDepth() {
        #expect(nestedList(levels: 10_000).equals(nestedList(levels: 10_000)))
        #expect(!nestedList(levels: 10_000).equals(nestedList(levels: 10_001)))
    }
}
