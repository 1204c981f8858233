// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import CPostgreSQL

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A connection of libpq, which ends with this.
///
/// The functions of libpq that are used here never wait, but for the name of a host: they are
/// called on the queue of the connection alone.
final class LibPQHandle {
    let connection: OpaquePointer

    /// Begins to connect; nil without memory.
    init?(_ settings: [String: String]) {
        let names = settings.keys.sorted()
        let keywords = names.map { strdup($0) } + [nil]
        let values = names.map { settings[$0].flatMap { strdup($0) } } + [nil]
        defer { for text in keywords + values { free(text) } }
        let started = keywords.map { UnsafePointer($0) }.withUnsafeBufferPointer { keywords in
            values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
                PQconnectStartParams(keywords.baseAddress, values.baseAddress, 0)
            }
        }
        guard let started else { return nil }
        connection = started
        // Messages have the code of the error then, whatever the language of the server.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    }

    deinit {
        PQfinish(connection)
    }

    var isBroken: Bool { PQstatus(connection) == CONNECTION_BAD }

    /// Why there is no connection.
    func failure(at endpoint: PostgresEndpoint) -> PostgresFailure {
        let text = String(cString: PQerrorMessage(connection))
        let (state, reason) = LibPQHandle.parts(of: text)
        if let state, PostgresState.isRefusal(state) {
            return .refusedCredentials(endpoint, state: state)
        }
        if PQconnectionNeedsPassword(connection) == 1 {
            return .refusedCredentials(endpoint, state: "no password")
        }
        return .unreachable(endpoint, reason: reason)
    }

    /// The code and the reason in a message such as `connection to server at "::1", port 5432
    /// failed: FATAL:  3D000: database "shop" does not exist`.
    static func parts(of text: String) -> (state: String?, reason: String) {
        let line =
            text.split(whereSeparator: \.isNewline).last { $0.contains("failed: ") }
            ?? text.split(whereSeparator: \.isNewline).first ?? "no reason"
        let reason = line.firstRange(of: "failed: ").map { line[$0.upperBound...] } ?? line
        let words = reason.split(separator: ":", maxSplits: 2).map { word in
            word.drop { $0 == " " }
        }
        guard words.count == 3, words[1].utf8.count == 5,
            words[1].allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) })
        else { return (nil, String(reason)) }
        return (String(words[1]), "\(words[2]) (\(words[1]))")
    }

    /// A setting as it came out of the URL, files and the environment.
    func setting(_ name: String) -> String? {
        guard let options = PQconninfo(connection) else { return nil }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if String(cString: keyword) == name {
                return option.pointee.val.map { String(cString: $0) }
            }
            option += 1
        }
        return nil
    }

    func security(at endpoint: PostgresEndpoint) -> PostgresSecurity {
        let isEncrypted = PQsslInUse(connection) == 1
        let mode = setting("sslmode")
        return PostgresSecurity(
            endpoint: endpoint,
            isEncrypted: isEncrypted,
            isVerified: isEncrypted && mode == "verify-full"
        )
    }
}

// MARK: Statements

extension LibPQHandle {
    /// Sends a statement as a transaction of its own; false where the connection is broken.
    func send(_ statement: PostgresStatement, name: String?, _ arguments: Arguments) -> Bool {
        let isSent = arguments.withPointers { values, lengths, formats in
            if let name {
                return PQsendQueryPrepared(
                    connection,
                    name,
                    arguments.count,
                    values,
                    lengths,
                    formats,
                    1
                )
            }
            return PQsendQueryParams(
                connection,
                statement.text,
                arguments.count,
                arguments.types,
                values,
                lengths,
                formats,
                1
            )
        }
        return isSent == 1 && PQpipelineSync(connection) == 1
    }

    /// Leaves a statement at the server under a name.
    func prepare(_ statement: PostgresStatement, name: String, _ arguments: Arguments) -> Bool {
        PQsendPrepare(connection, name, statement.text, arguments.count, arguments.types) == 1
    }

    /// The binary forms of arguments behind each other.
    struct Arguments {
        let types: [Oid]
        private var bytes: [UInt8] = []
        private var places: [(offset: Int, length: Int)?] = []

        init(_ arguments: [PostgresArgument], _ sending: PostgresArgument.Sending) {
            types = arguments.map(\.type)
            for argument in arguments {
                let encoded = argument.encoded(sending)
                places.append(encoded.map { (bytes.count, $0.count) })
                // An empty value needs a place, too.
                bytes += (encoded ?? []) + [0]
            }
        }

        var count: Int32 { Int32(types.count) }

        func withPointers(
            _ body: (
                UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?,
                UnsafePointer<Int32>?
            ) -> Int32
        ) -> Int32 {
            bytes.withUnsafeBytes { buffer in
                let base = buffer.bindMemory(to: CChar.self).baseAddress
                let values = places.map { place in place.flatMap { base?.advanced(by: $0.offset) } }
                let lengths = places.map { Int32($0?.length ?? 0) }
                let formats = [Int32](repeating: 1, count: places.count)
                return body(values, lengths, formats)
            }
        }
    }
}

// MARK: Results

/// What one result of libpq says.
enum LibPQResult {
    case rows([PostgresRow])
    case failure(PostgresReplyFailure)
    /// The end of a transaction.
    case sync
    /// What says nothing, such as that a statement was prepared.
    case nothing

    /// Reads a result and frees it.
    init(_ result: OpaquePointer) {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: self = .rows(Self.rows(result))
        case PGRES_FATAL_ERROR:
            self = .failure(
                PostgresReplyFailure(
                    // A connection that broke has no code.
                    state: Self.field("C", result) ?? PostgresState.lost,
                    message: Self.field("M", result) ?? "the connection broke"
                )
            )
        case PGRES_PIPELINE_SYNC: self = .sync
        default: self = .nothing
        }
    }

    private static func field(_ letter: Character, _ result: OpaquePointer) -> String? {
        let code = Int32(letter.asciiValue ?? 0)
        return PQresultErrorField(result, code).map { String(cString: $0) }
    }

    private static func rows(_ result: OpaquePointer) -> [PostgresRow] {
        let columns = PQnfields(result)
        return (0..<PQntuples(result)).map { row in
            PostgresRow(
                (0..<columns).map { column in
                    guard PQgetisnull(result, row, column) == 0,
                        let value = PQgetvalue(result, row, column)
                    else { return nil }
                    let count = Int(PQgetlength(result, row, column))
                    return Array(UnsafeRawBufferPointer(start: value, count: count))
                }
            )
        }
    }
}
#endif
