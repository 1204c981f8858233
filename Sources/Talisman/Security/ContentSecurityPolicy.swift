// SPDX-License-Identifier: Apache-2.0

/// What pages may load and run: a `Content-Security-Policy` (W3C, level 3).
///
/// ```swift
/// var policy = ContentSecurityPolicy.sameOrigin
/// policy[.images] = [.sameOrigin, "https://images.example"]
/// policy[.fonts] = [.sameOrigin]
/// ```
///
/// The scripts and style sheets that stand in a template are allowed by themselves, by the hash of
/// their text (see <doc:Headers>): a policy names only what is loaded from elsewhere. `Sendable`.
public struct ContentSecurityPolicy: Sendable, Hashable, CustomStringConvertible {
    private struct Entry: Sendable, Hashable {
        let directive: Directive
        var sources: [Source]

        /// The directive as the field has it.
        var text: String {
            let sources = sources.isEmpty && directive.hasSources ? [.none] : sources
            return ([directive.rawValue] + sources.map(\.rawValue)).joined(separator: " ")
        }
    }

    private var entries: [Entry] = [] {
        didSet { description = entries.map(\.text).joined(separator: "; ") }
    }

    /// The policy as the value of its field, for a page without code of its own.
    public private(set) var description = ""

    /// Whether `style` and `on…` attributes that stand in a template are allowed, by their hashes
    /// (`'unsafe-hashes'`); by default not.
    ///
    /// A browser then obeys the same text in any element, also in one that somebody has got into
    /// the page: an attacker chooses who runs a handler of yours, and when. Classes and
    /// `addEventListener` need no such thing.
    public var allowsAttributes = false

    /// Makes a policy that allows everything.
    public init() {}

    /// Makes a policy of directives, in their order.
    ///
    /// - Parameter directives: each at most once.
    public init(_ directives: KeyValuePairs<Directive, [Source]>) {
        for (directive, sources) in directives { self[directive] = sources }
    }

    /// The sources of a directive; nil where the policy does not have it.
    ///
    /// No sources are the same as `'none'`, where the directive is one of sources.
    public subscript(directive: Directive) -> [Source]? {
        get { entries.first { $0.directive == directive }?.sources }
        set {
            let index = entries.firstIndex { $0.directive == directive }
            switch (index, newValue) {
            case (let index?, let sources?): entries[index].sources = sources
            case (let index?, nil): entries.remove(at: index)
            case (nil, let sources?): entries.append(Entry(directive: directive, sources: sources))
            case (nil, nil): return
            }
        }
    }

    // MARK: - Policies to begin with

    /// The policy of pages without files of scripts: they load style sheets and pictures of their
    /// own site alone, are shown in no frame, and send forms and addresses nowhere else.
    public static let strict = ContentSecurityPolicy([
        .standard: [.none],
        .styles: [.sameOrigin],
        .images: [.sameOrigin],
        .forms: [.sameOrigin],
        .baseAddress: [.none],
        .frameAncestors: [.none],
        .trustedTypesFor: [.script],
    ])

    /// The policy of pages that load what they need from their own site, scripts included.
    public static let sameOrigin = ContentSecurityPolicy([
        .standard: [.sameOrigin],
        .objects: [.none],
        .forms: [.sameOrigin],
        .baseAddress: [.none],
        .frameAncestors: [.none],
        .trustedTypesFor: [.script],
    ])
}

extension ContentSecurityPolicy {
    /// A directive of a policy.
    ///
    /// `Sendable`.
    public struct Directive: RawRepresentable, Sendable, Hashable {
        /// Its name, such as `img-src`.
        public let rawValue: String

        /// A directive by its name, for those that have no member here.
        ///
        /// - Returns: nil for what is no name of one.
        public init?(rawValue: String) {
            let letters = "abcdefghijklmnopqrstuvwxyz-"
            guard !rawValue.isEmpty, rawValue.allSatisfy(letters.contains) else { return nil }
            self.rawValue = rawValue
        }

        private init(_ name: String) { rawValue = name }

        /// Whether it names sources, so that none are `'none'`.
        fileprivate var hasSources: Bool {
            rawValue.hasSuffix("-src") || rawValue.hasPrefix("script-src-")
                || rawValue.hasPrefix("style-src-")
                || [.forms, .baseAddress, .frameAncestors].contains(self)
        }

        /// `default-src`: for whatever has no directive of its own.
        public static let standard = Directive("default-src")
        /// `script-src`.
        public static let scripts = Directive("script-src")
        /// `script-src-elem`.
        public static let scriptElements = Directive("script-src-elem")
        /// `script-src-attr`.
        public static let scriptAttributes = Directive("script-src-attr")
        /// `style-src`.
        public static let styles = Directive("style-src")
        /// `style-src-elem`.
        public static let styleElements = Directive("style-src-elem")
        /// `style-src-attr`.
        public static let styleAttributes = Directive("style-src-attr")
        /// `img-src`.
        public static let images = Directive("img-src")
        /// `font-src`.
        public static let fonts = Directive("font-src")
        /// `media-src`.
        public static let media = Directive("media-src")
        /// `connect-src`: where scripts may send requests.
        public static let connections = Directive("connect-src")
        /// `frame-src`.
        public static let frames = Directive("frame-src")
        /// `worker-src`.
        public static let workers = Directive("worker-src")
        /// `manifest-src`.
        public static let manifests = Directive("manifest-src")
        /// `object-src`.
        public static let objects = Directive("object-src")
        /// `base-uri`: what `<base>` may name.
        public static let baseAddress = Directive("base-uri")
        /// `form-action`: where forms may be sent.
        public static let forms = Directive("form-action")
        /// `frame-ancestors`: who may show the pages in a frame.
        public static let frameAncestors = Directive("frame-ancestors")
        /// `require-trusted-types-for`: where plain strings never become code.
        public static let trustedTypesFor = Directive("require-trusted-types-for")
        /// `trusted-types`: the names of those policies of scripts that make more of strings.
        public static let trustedTypes = Directive("trusted-types")
        /// `report-to`: the name of an endpoint of `Reporting-Endpoints`.
        public static let reportTo = Directive("report-to")
        /// `report-uri`: an address for reports, for browsers without `report-to`.
        public static let reportAddress = Directive("report-uri")
        /// `upgrade-insecure-requests`, which takes no sources.
        public static let upgradeInsecureRequests = Directive("upgrade-insecure-requests")
    }

    /// A source of a directive, or another word of one.
    ///
    /// Hosts, schemes and names are written as they are: `"https://images.example"`, `"data:"`.
    /// A literal that would end the directive is an error of the program. `Sendable`.
    public struct Source: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
        /// The source as it is written, keywords in their quotes.
        public let rawValue: String

        /// A source of the configuration.
        ///
        /// - Returns: nil for an empty text, and one with white space, `;`, `,` or a character that
        ///   is not ASCII.
        public init?(rawValue: String) {
            let isWord = rawValue.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && !";,".utf8.contains(byte)
            }
            guard !rawValue.isEmpty, isWord else { return nil }
            self.rawValue = rawValue
        }

        /// A source that is written in the program.
        public init(stringLiteral text: String) {
            guard let source = Source(rawValue: text) else {
                preconditionFailure("'\(text)' is no source of a policy")
            }
            self = source
        }

        /// `'none'`.
        public static let none: Source = "'none'"
        /// `'self'`: the origin of the page.
        public static let sameOrigin: Source = "'self'"
        /// `'strict-dynamic'`: what allowed scripts load is allowed, and nothing by its address.
        public static let strictDynamic: Source = "'strict-dynamic'"
        /// `'unsafe-inline'`: whatever stands in the page, so that nothing protects it.
        public static let unsafeInline: Source = "'unsafe-inline'"
        /// `'unsafe-eval'`.
        public static let unsafeEval: Source = "'unsafe-eval'"
        /// `'unsafe-hashes'`: hashes count for attributes, too.
        public static let unsafeHashes: Source = "'unsafe-hashes'"
        /// `'wasm-unsafe-eval'`.
        public static let wasmUnsafeEval: Source = "'wasm-unsafe-eval'"
        /// `'report-sample'`: reports show the beginning of what was refused.
        public static let reportSample: Source = "'report-sample'"
        /// `'script'` of `require-trusted-types-for`.
        public static let script: Source = "'script'"
        /// `data:`.
        public static let data: Source = "data:"
        /// `blob:`.
        public static let blob: Source = "blob:"

        /// What has a text, by its SHA-256.
        public static func hash(of text: String) -> Source {
            Source(known: "'\(Digest.sha256(text))'")
        }

        /// What has an attribute `nonce`.
        static func nonce(_ nonce: String) -> Source { Source(known: "'nonce-\(nonce)'") }

        init(known text: String) { rawValue = text }
    }
}
