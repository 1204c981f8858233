// SPDX-License-Identifier: Apache-2.0

/// A package of the session as one structure: each property is a key of its own.
///
/// ```swift
/// struct Cart: SessionModel {
///     static let sessionPackage = "shop.cart"
///     var lines: [String: Int] = [:]
///     var coupon: String?
/// }
/// try await session.package(Cart.self).modify { $0.lines["tea", default: 0] += 1 }
/// ```
///
/// Only what changes is stored, each property for itself: of two requests that change
/// different properties both win, and of two that change the same one the second conflicts, as
/// for ``SessionPackage/set(_:for:)``. A property that is not stored has the value that
/// ``init()`` gives it, so that a release may bring new properties with a default.
///
/// It is a protocol and no macro, because a macro would bring swift-syntax into the build of
/// everybody who uses this package.
public protocol SessionModel: Codable, Sendable {
    /// The package id.
    static var sessionPackage: String { get }

    /// What becomes of a stored property that cannot be read: by default it has the value of
    /// ``init()``, and changing it fails.
    static var ifUnreadable: UnreadableValue { get }

    /// Makes what a session has where nothing is stored.
    init()
}

extension SessionModel {
    /// ``UnreadableValue/absent``.
    public static var ifUnreadable: UnreadableValue { .absent }

    /// The stored forms of the properties.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` where one has none, or where there are no
    ///   named properties.
    var properties: [String: SessionValue] {
        get throws(SessionError) { try members.mapValues { SessionValue($0) } }
    }

    /// The properties as JSON, without those that have no value.
    fileprivate var members: [String: SessionJSON] {
        get throws(SessionError) {
            let json = try SessionJSON(encoding: self)
            guard case .object(let members) = json, json.date == nil, json.bytes == nil else {
                let message = "a value of type \(Self.self) has no named properties"
                throw SessionError(.unencodable, message)
            }
            let pairs = members.map { (SessionJSON.key($0.key), $0.value) }
            return Dictionary(pairs) { _, last in last }.filter { !$0.value.isNull }
        }
    }
}

extension SessionJSON {
    fileprivate var isNull: Bool { if case .null = self { true } else { false } }
}

/// Makes a model of what is stored of its properties.
struct SessionModelReader<Model: SessionModel> {
    private let defaults: [String: SessionJSON]
    private var members: [String: SessionJSON]
    private var stored: Set<String>
    /// The properties whose stored values cannot be read.
    private(set) var unreadable: Set<String> = []

    init(_ values: [String: SessionValue]) throws(SessionError) {
        defaults = try Model().members
        members = defaults
        stored = Set(values.keys)
        for (name, value) in values {
            do {
                members[name] = try value.json
            } catch {
                passOver(name)
            }
        }
    }

    /// The model; what cannot be read of it has its default.
    mutating func model() throws(SessionError) -> Model {
        while true {
            let json = SessionJSON.object(
                members.map { SessionJSON.Member(key: SessionJSON.stored($0.key), value: $0.value) }
            )
            do {
                return try SessionDecoder.value(of: json, as: Model.self)
            } catch {
                guard !stored.isEmpty else { throw Self.undecodable }
                let name = (error as? DecodingError)?.property
                // An error that names no property may be that of any.
                let culprits = name.map { stored.intersection([$0]) } ?? []
                for name in culprits.isEmpty ? stored : culprits { passOver(name) }
            }
        }
    }

    private mutating func passOver(_ name: String) {
        stored.remove(name)
        unreadable.insert(name)
        members[name] = defaults[name]
    }

    private static var undecodable: SessionError {
        SessionError(.undecodable, "a \(Model.self) cannot be decoded from its own defaults")
    }
}

extension DecodingError {
    /// The property of the whole value that the error is in.
    fileprivate var property: String? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .keyNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.first?.stringValue
        @unknown default: nil
        }
    }
}
