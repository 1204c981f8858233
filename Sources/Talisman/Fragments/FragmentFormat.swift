// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// How fragments go out, which the fields of a request ask for.
enum FragmentFormat {
    /// The fragments as they are, one behind the other. Unpoly looks in them for the elements of its
    /// `X-Up-Target`, and Turbo for the frame of its `Turbo-Frame`.
    case plain

    /// The fragment that htmx has asked for by the `id` of its target, and the others out of band;
    /// in htmx 4 as elements `hx-partial`.
    case htmx(target: String?, hasPartials: Bool)

    /// An element `turbo-stream` for each fragment.
    case turboStream

    /// An event `datastar-patch-elements` for each fragment.
    case datastar

    /// The fields that decide, for `Vary`.
    static let fields = "Accept, Datastar-Request, HX-Request, HX-Request-Type, HX-Target"

    static let turboStreamType = "text/vnd.turbo-stream.html"

    init(_ fields: HTTPFields) {
        func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
        if value("Datastar-Request") == "true" {
            self = .datastar
        } else if value("HX-Request") == "true" {
            // Only htmx 4 has the other field.
            let hasPartials = value("HX-Request-Type") != nil
            self = .htmx(target: value("HX-Target"), hasPartials: hasPartials)
        } else if Self.accepts(Self.turboStreamType, fields[.accept]) {
            self = .turboStream
        } else {
            self = .plain
        }
    }

    /// Whether a client names a media type.
    private static func accepts(_ type: String, _ field: String?) -> Bool {
        let ranges = (field ?? "").split(separator: ",").compactMap { WeightedRange(String($0)) }
        return ranges.contains { $0.range.lowercased() == type && $0.weight > 0 }
    }

    /// The media type with its charset; nil where it is that of the page.
    var contentType: String? {
        switch self {
        case .plain, .htmx: nil
        case .turboStream: "\(Self.turboStreamType); charset=utf-8"
        case .datastar: "text/event-stream; charset=utf-8"
        }
    }
}
