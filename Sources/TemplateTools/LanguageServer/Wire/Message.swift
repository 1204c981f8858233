// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a client has sent: a request where there is an id, a notification where there is none.
struct Message: Decodable {
    let id: Wire.RequestID?

    /// What is to be done; `nil` for the answer to a request of the server.
    let method: String?

    /// The parameters of a message.
    private struct Holder<Parameters: Decodable>: Decodable {
        let params: Parameters
    }

    /// Reads the parameters of a message.
    ///
    /// - Throws: `RequestFailure` with the code of wrong parameters.
    static func parameters<Parameters: Decodable>(
        _ type: Parameters.Type,
        of data: Data
    ) throws(RequestFailure) -> Parameters {
        do {
            return try JSONDecoder().decode(Holder<Parameters>.self, from: data).params
        } catch {
            throw RequestFailure(.invalidParams, "the parameters are not those of the method")
        }
    }
}

/// Why a request has no result.
struct RequestFailure: Error, Encodable {
    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The codes of JSON-RPC and of the protocol.
    enum Code: Int, Encodable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case serverNotInitialized = -32002
        case requestCancelled = -32800
        case requestFailed = -32803
    }
}

/// What the server sends.
enum Reply {
    private struct Success<Result: Encodable>: Encodable {
        let jsonrpc = "2.0"
        let id: Wire.RequestID
        let result: Result

        private enum CodingKeys: CodingKey { case jsonrpc, id, result }
    }

    private struct Failure: Encodable {
        let id: Wire.RequestID?
        let error: RequestFailure

        private enum CodingKeys: CodingKey { case jsonrpc, id, error }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("2.0", forKey: .jsonrpc)
            // The id of what cannot be read is null, and not left out.
            try container.encode(id, forKey: .id)
            try container.encode(error, forKey: .error)
        }
    }

    private struct Notification<Parameters: Encodable>: Encodable {
        let jsonrpc = "2.0"
        let method: String
        let params: Parameters

        private enum CodingKeys: CodingKey { case jsonrpc, method, params }
    }

    private struct Request<Parameters: Encodable>: Encodable {
        let jsonrpc = "2.0"
        let id: Wire.RequestID
        let method: String
        let params: Parameters

        private enum CodingKeys: CodingKey { case jsonrpc, id, method, params }
    }

    /// The result of a request.
    static func success(_ id: Wire.RequestID, _ result: some Encodable) -> Data {
        data(Success(id: id, result: result))
    }

    /// That a request has failed; the id is that of no request where it cannot be read.
    static func failure(_ id: Wire.RequestID?, _ failure: RequestFailure) -> Data {
        data(Failure(id: id, error: failure))
    }

    static func notification(_ method: String, _ parameters: some Encodable) -> Data {
        data(Notification(method: method, params: parameters))
    }

    static func request(
        _ id: Wire.RequestID,
        _ method: String,
        _ parameters: some Encodable
    )
        -> Data
    {
        data(Request(id: id, method: method, params: parameters))
    }

    private static func data(_ message: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        // Texts, numbers and lists: nothing that cannot be encoded.
        return (try? encoder.encode(message)) ?? Data()
    }
}

/// A result that is null.
struct NoResult: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}
