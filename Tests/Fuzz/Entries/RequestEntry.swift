// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

@testable import Talisman
@testable import WebSessions

/// Reads what a client sends with a request: cookies, ids in URLs and forms, the fields of
/// proxies, languages, and the body of a form.
///
/// The input has a line with method and path, lines with fields, an empty line, and the body.
enum RequestEntry {
    static func run(_ input: [UInt8]) throws {
        let request = Request(input)
        for manager in managers { try checkClientID(manager, request.client) }
        checkCookies(request.client)
        checkOrigins(request.client)
        checkLanguages(request.client.head.headerFields)
        try checkForm(request.body)
        try checkHiding(request)
    }

    // MARK: Client ids

    /// The one id that the kept inputs were issued; nobody can make another one.
    static let issued = ClientID(random: FixedBytes())
    static let keys = SessionKeyRing.generated(random: FixedBytes())
    static let clock = FixedClock()

    static let managers: [any ClientIDManager] = {
        do {
            let zope = try ZopeClientIDs(secret: "zope", use: .reading)
            let cookies = try CookieClientIDManager(
                keys: keys,
                application: "fuzz",
                zopeClientIDs: zope
            )
            let urls = try URLClientIDManager(
                keys: keys,
                application: "fuzz",
                bindsAddress: true,
                clock: clock
            )
            let fields = try HiddenFieldClientIDManager(
                keys: keys,
                application: "fuzz",
                clock: clock
            )
            let foreign = try CookieClientIDManager(
                keys: keys,
                application: "fuzz",
                namespace: "foreign",
                prefix: .none,
                thirdParty: true
            )
            let headers = HeaderClientIDManager(
                keys: keys,
                application: "fuzz",
                fieldName: .authorization
            )
            let all: [any ClientIDManager] = [cookies, urls, fields, headers]
            return all + [CombinedClientIDManager(cookies, [urls, fields, headers]), foreign]
        } catch {
            fatalError("the managers are wrong: \(error)")
        }
    }()

    private static func checkClientID(
        _ manager: any ClientIDManager,
        _ request: ClientRequest
    ) throws {
        let isForeign = (manager as? CookieClientIDManager)?.thirdParty == true
        let reading = manager.clientID(in: request).clientID
        for id in [reading].compactMap(\.self) + manager.otherClientIDs(in: request) {
            let isIssued = id.secretHash == issued.secretHash && id.locator == issued.locator
            try require(isForeign || isIssued, "an id is accepted that was not issued")
        }
        let fields = manager.fields(
            issuing: issued,
            to: request,
            lifetime: nil,
            now: clock.now
        )
        for field in fields + manager.fields(removingFor: request) {
            let isLine = field.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            try require(isLine, "a field of the response is no line")
        }
        _ = manager.carriers(of: issued, in: request, now: clock.now)
    }

    private static func checkCookies(_ request: ClientRequest) {
        let values = RequestCookies(named: "__Host-data", in: request.head.headerFields).values
        let sealer = RecordSealer(ring: keys, application: "fuzz", cookieName: "__Host-data")
        for value in values { _ = sealer.open(value, of: issued.locator) }
    }

    // MARK: Where a request comes from

    private static let policies: [SameOriginPolicy] = {
        do {
            let addresses = ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "unix:"]
            return [
                SameOriginPolicy(proxies: try TrustedProxies(addresses)),
                SameOriginPolicy(proxies: try TrustedProxies(addresses, fields: .forwarded)),
                SameOriginPolicy(publicOrigins: [try PublicOrigin("https://shop.example")]),
            ]
        } catch {
            fatalError("the policies are wrong: \(error)")
        }
    }()

    private static func checkOrigins(_ request: ClientRequest) {
        for policy in policies {
            _ = policy.refusal(of: request)
            _ = (policy.isFromAnotherSite(request), policy.isSecure(request))
            _ = policy.mayWithholdCookie(of: .lax, from: request)
            _ = policy.proxies.originalRequest(of: request.head, peer: request.peer)
        }
    }

    private static func checkLanguages(_ fields: HTTPFields) {
        let accepted = AcceptLanguage(fields[.acceptLanguage] ?? "")
        _ = accepted.best(of: ["en", "de-AT", "de", "zh-Hant"], otherwise: "en")
    }

    // MARK: Forms

    private static func checkForm(_ body: [UInt8]) throws {
        var limits = FormLimits()
        limits.fields = 20
        do throws(FormError) {
            _ = try FormFields(urlEncoded: body, limits: limits)
        } catch {
            _ = error.description
        }
        let query = FormFields(query: String(decoding: body, as: UTF8.self), limits: limits)
        try require(query.fields.count <= limits.fields, "a query has too many fields")
    }

    /// No id is left where handlers look.
    private static func checkHiding(_ request: Request) throws {
        let names = CarriedNames(names: ["sid"])
        let url = names.removed(fromURL: request.client.head.path ?? "")
        try require(names.removed(fromURL: url) == url, "an id is left in \(url)")
        if let body = names.removed(fromPairs: request.body) {
            try require(names.removed(fromPairs: body) == nil, "an id is left in a form")
            let form = FormFields(query: String(decoding: body, as: UTF8.self))
            try require(form["sid"] == nil, "a form still has an id")
        }
    }
}

/// A request out of text.
private struct Request {
    let client: ClientRequest
    let body: [UInt8]

    init(_ input: [UInt8]) {
        var rest = input[...]
        let line = rest.takeLine().split(separator: 0x20, maxSplits: 1)
        let isPost = line.first?.elementsEqual("POST".utf8) == true
        var head = HTTPRequest(
            method: isPost ? .post : .get,
            scheme: "http",
            authority: "shop.example",
            path: line.last.map { String(decoding: $0, as: UTF8.self) }
        )
        var peer: String?
        while !rest.isEmpty {
            let parts = rest.takeLine().split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2 else { break }
            let name = String(decoding: parts[0], as: UTF8.self)
            if name == "Peer" { peer = String(decoding: parts[1], as: UTF8.self) }
            guard let name = HTTPField.Name(name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: parts[1]))
        }
        body = Array(rest)
        let fields = FormFields(query: String(decoding: body, as: UTF8.self)).fields
        client = ClientRequest(
            head,
            address: "192.0.2.7",
            peer: peer,
            formFields: fields.map { ($0.name, $0.value) }
        )
    }
}

extension ArraySlice<UInt8> {
    /// Takes what stands in front of the next line feed.
    fileprivate mutating func takeLine() -> ArraySlice<UInt8> {
        let line = prefix { $0 != 0x0A }
        self = dropFirst(line.count + 1)
        return line
    }
}

/// The same bytes each time.
struct FixedBytes: SessionRandomSource {
    func bytes(_ count: Int) -> [UInt8] { Array(repeating: 7, count: count) }
}

/// Always the same time.
struct FixedClock: SessionClock {
    let now = SessionInstant(millisecondsSince1970: 1_700_000_000_000)

    func sleep(for duration: Duration) async throws {}
}
