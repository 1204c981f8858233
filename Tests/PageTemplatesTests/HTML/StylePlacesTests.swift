// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// Where values stand in `style` attributes; `¤` is a value.
@Suite struct StylePlacesTests {
    typealias Place = StylePlaces.Place
    typealias Address = StylePlaces.Address

    private static let single = UInt8(ascii: "'")
    private static let double = UInt8(ascii: "\"")

    private static func address(_ literals: String..., quote: UInt8? = nil) -> Place {
        .address(
            Address(
                quote: quote,
                literal: Array((literals.last ?? "").utf8),
                hasValue: literals.count > 1
            )
        )
    }

    /// The places of all values, and what is wrong behind them.
    private func places(
        in style: String,
        property: String? = nil
    ) -> ([Place], StylePlaces.Reason?) {
        var reader = StylePlaces(property: property)
        var places: [Place] = []
        for (index, literal) in style.split(separator: "¤", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 {
                places.append(reader.place)
                reader.readValue()
            }
            reader.read(literal.utf8)
        }
        return (places, reader.fault)
    }

    static let allowed: [(String, [Place])] = [
        ("¤", [.declarations]),
        (" ¤;", [.declarations]),
        ("color: red; ¤", [.declarations]),
        ("color: red;¤; width: ¤", [.declarations, .value(of: "width")]),
        ("¤¤", [.declarations, .declarations]),
        ("/* a: */ ¤", [.declarations]),
        ("width: ¤", [.value(of: "width")]),
        ("WIDTH :¤px", [.value(of: "width")]),
        ("width/* : */: /* ; */ ¤", [.value(of: "width")]),
        ("color: #¤", [.value(of: "color")]),
        ("margin: ¤ ¤", [.value(of: "margin"), .value(of: "margin")]),
        ("margin: -¤px", [.value(of: "margin")]),
        ("font: ¤/¤ ¤", [.value(of: "font"), .value(of: "font"), .value(of: "font")]),
        ("color: rgb(¤, ¤)", [.value(of: "color"), .value(of: "color")]),
        ("width: calc(100% - (¤ * 2))", [.value(of: "width")]),
        (
            "grid-template-columns: [a] ¤ [¤]",
            Array(repeating: .value(of: "grid-template-columns"), count: 2)
        ),
        ("--my-Size: ¤", [.value(of: "--my-size")]),
        ("*zoom: 1; width: ¤", [.value(of: "width")]),
        ("a:b;;c: ¤", [.value(of: "c")]),
        ("a; c: ¤", [.value(of: "c")]),
        ("font-family: '¤', \"¤\"", [.string(quote: single), .string(quote: double)]),
        ("content: 'a;b:c\"¤'", [.string(quote: single)]),
        ("content: '\\'¤'", [.string(quote: single)]),
        ("content: '\\201C x¤'", [.string(quote: single)]),
        ("content: '\\0027  ¤'", [.string(quote: single)]),
        ("content: '\\000027f¤'", [.string(quote: single)]),
        ("content: 'a\\\nb¤'", [.string(quote: single)]),
        ("content: 'url(¤'", [.string(quote: single)]),
        ("content: '/* ¤'", [.string(quote: single)]),
        ("content: ';'; color: ¤", [.value(of: "color")]),
        ("background: url(¤)", [.address(Address(quote: nil))]),
        ("background: url( ¤ )", [.address(Address(quote: nil))]),
        ("background: URL('¤')", [.address(Address(quote: single))]),
        ("background: url( \"¤\" )", [.address(Address(quote: double))]),
        ("background: url(' ¤')", [.address(Address(quote: single))]),
        ("background: url(/img/¤)", [address("/img/")]),
        ("background: url('/img?name=¤')", [address("/img?name=", quote: single)]),
        ("fill: url(#¤)", [address("#")]),
        ("background: url(¤¤)", [address(""), address("", "")]),
        ("background: url(/a¤/b¤)", [address("/a"), address("/a", "/b")]),
        ("background: url(/*;*/¤)", [address("/*;*/")]),
        ("background: url(a) ¤", [.value(of: "background")]),
        ("background: url(a ) ¤", [.value(of: "background")]),
        ("background: url('a)') ¤", [.value(of: "background")]),
        ("background: url(a;b) ¤", [.value(of: "background")]),
        ("background: image-set('¤' 1x)", [.address(Address(quote: single))]),
        ("background: image-set(url(¤) 1x)", [.address(Address(quote: nil))]),
        ("background: image-set('a' type('¤'))", [.string(quote: single)]),
        ("background: src(\"¤\")", [.address(Address(quote: double))]),
        ("behavior: x; color: ¤", [.value(of: "color")]),
        ("width: ¤ ; color: ¤", [.value(of: "width"), .value(of: "color")]),
        ("width: ¤ (1)", [.value(of: "width")]),
        ("width: ¤/* */", [.value(of: "width")]),
        ("color: red !¤", [.value(of: "color")]),
    ]

    @Test(arguments: allowed) func tellsThePlace(style: String, expected: [Place]) {
        let (places, fault) = places(in: style)
        #expect(places == expected)
        #expect(fault == nil)
    }

    static let refusals: [(String, StylePlaces.Reason)] = [
        ("border-¤: 0", .name), ("color ¤", .name), ("--¤: 1", .name), ("*¤: 1", .name),
        ("ü¤: 1", .name), ("color /* */ ¤", .name),
        ("/* ¤ */", .comment), ("width: 1px /* ¤ */", .comment), ("/¤", .comment),
        ("width: /**/ /*¤", .comment), ("/* **¤/ */", .comment),
        ("content: '\\¤'", .escape), ("content: '\\2¤'", .escape), ("content: '\\00002¤'", .escape),
        ("content: '\\000027¤'", .escape), ("width: \\¤", .escape),
        ("width: 1px\\9; a: ¤", .escape),
        ("background: u\\72l(¤)", .escape), ("background: url('\\2f ¤')", .escape),
        ("background: url(\\¤)", .escape), ("c\\6flor: ¤", .escape),
        ("@media x; a: ¤", .rule), ("@¤", .rule), ("{ color: ¤ }", .rule), ("--x: {a: ¤}", .rule),
        ("} a { color: ¤", .rule), ("width: @¤", .rule), (": ¤", .rule), ("color red: ¤", .rule),
        ("<!-- color: ¤", .rule),
        ("content: 'a\n¤", .openText), ("content: 'a\r' ¤", .openText),
        ("background: url('a\n¤", .openText),
        ("width: calc(1px; color: ¤", .bracket), ("width: 1) ¤", .bracket),
        ("width: (1] ¤", .bracket), ("width: [1) ¤", .bracket), ("background: url(a\"¤)", .bracket),
        ("background: url(a(¤)", .bracket), ("background: url(a b¤)", .bracket),
        ("background: image-set(¤ 1x)", .image), ("background: -webkit-image-set(¤)", .image),
        ("background: image(¤)", .image), ("background: cross-fade(¤)", .image),
        ("background: url(a ¤)", .afterAddress), ("background: url('a' ¤)", .afterAddress),
        ("background: url('a'¤)", .afterAddress),
        ("width: expression(¤)", .property), ("behavior: url(¤)", .property),
        ("behavior: url('¤')", .property), ("-moz-binding: ¤", .property),
        ("behavior: '¤'", .property), ("BEHAVIOR: ¤", .property),
        // The second value: what is around the first one cannot be told.
        ("width: ¤(¤)", .function), ("background: ur¤l(¤)", .function), ("a: /¤*¤", .comment),
        ("a: / ¤; b: /¤* ¤", .comment), ("¤: ¤", .rule), ("¤{¤}", .rule),
    ]

    @Test(arguments: refusals) func refuses(style: String, reason: StylePlaces.Reason) {
        #expect(places(in: style).0.last == .refused(reason))
    }

    @Test func eachReasonHasACaseAndItsTexts() {
        let cases = Set(Self.refusals.map(\.1))
        for reason in StylePlaces.Reason.allCases {
            #expect(cases.contains(reason), "\(reason)")
            #expect(!reason.place.isEmpty && !reason.remedy.isEmpty)
        }
    }

    static let faults: [(String, StylePlaces.Reason)] = [
        ("¤: red", .rule), ("width: ¤(1)", .function), ("width: /¤* */", .comment),
        ("width: ¤)", .bracket),
    ]

    @Test(arguments: faults)
    func tellsWhatIsWrongBehindAValue(style: String, reason: StylePlaces.Reason) {
        #expect(places(in: style).1 == reason)
    }

    @Test func beginsInTheValueOfAnAttribute() {
        #expect(places(in: "¤", property: "FILL").0 == [.value(of: "fill")])
        #expect(places(in: "url(#¤) ¤", property: "mask").0.last == .value(of: "mask"))
    }
}
