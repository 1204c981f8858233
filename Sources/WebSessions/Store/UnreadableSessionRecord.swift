// SPDX-License-Identifier: Apache-2.0

/// A record that a store has and cannot read: every call that needs it fails, but it can be
/// ended, and a listing goes on behind it.
///
/// Its own visitor can end it too: a logout takes it away, and a login replaces it.
///
/// `Sendable`.
public struct UnreadableSessionRecord: Error, Sendable, Hashable {
    /// Why a record cannot be read.
    ///
    /// `Sendable`.
    public enum Problem: String, Sendable, CaseIterable {
        /// It is not what this library wrote.
        case damaged
        /// A newer version of this library wrote it.
        case newer

        /// What a log is told.
        var cause: String { "\(rawValue) record" }
    }

    /// The storage key; nil where that cannot be read either.
    public let locator: SessionLocator?
    /// Why it cannot be read.
    public let problem: Problem

    /// Names a record; for stores.
    public init(_ locator: SessionLocator?, _ problem: Problem) {
        self.locator = locator
        self.problem = problem
    }

    /// The error of a call that needs this record.
    ///
    /// - Parameters:
    ///   - store: the name of the store.
    ///   - underlying: what went wrong in reading it.
    /// - Returns: the error, with the record in its message and not in its cause.
    public func error(store: String? = nil, underlying: (any Error)? = nil) -> SessionError {
        SessionError(
            .unreadableRecord,
            description,
            store: store,
            underlying: underlying,
            cause: problem.cause
        )
    }
}

extension UnreadableSessionRecord: CustomStringConvertible {
    /// The record, what is wrong with it, and what to do.
    public var description: String {
        let name = locator.map { "the record \($0)" } ?? "a record"
        return switch problem {
        case .damaged: "\(name) is damaged; end it with 'talisman sessions revoke'"
        case .newer:
            "\(name) was written by a newer version of this library; update the application"
        }
    }
}

extension SessionError {
    /// Why a record cannot be read, where this is the error of one.
    var unreadableRecord: UnreadableSessionRecord.Problem? {
        guard code == .unreadableRecord else { return nil }
        return UnreadableSessionRecord.Problem.allCases.first { $0.cause == cause }
    }
}
