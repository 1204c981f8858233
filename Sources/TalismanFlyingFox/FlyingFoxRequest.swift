// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
import FlyingFox
import Foundation
import HTTPTypes
import Talisman

/// A request of FlyingFox as `Talisman` reads it.
struct FlyingFoxRequest: ServerRequest {
    private(set) var request: FlyingFox.HTTPRequest
    private(set) var head: HTTPTypes.HTTPRequest

    init(_ request: FlyingFox.HTTPRequest) {
        self.request = request
        head = HTTPTypes.HTTPRequest(request)
    }

    mutating func buffer(upTo limit: Int) async throws -> [UInt8] {
        guard request.bodySequence.count ?? 0 <= limit else {
            throw StatusError(.contentTooLarge)
        }
        let body = try await body(upTo: limit)
        request.setBodyData(body)
        return Array(body)
    }

    private func body(upTo limit: Int) async throws -> Data {
        var body = Data()
        do {
            for try await part in request.bodySequence {
                body.append(part)
                guard body.count <= limit else { throw StatusError(.contentTooLarge) }
            }
        } catch let error as StatusError {
            throw error
        } catch {
            throw error is CancellationError ? error : StatusError(.badRequest) as any Error
        }
        return body
    }

    mutating func replace(head: HTTPTypes.HTTPRequest, body: [UInt8]?) {
        if head != self.head {
            let mark = UInt8(ascii: "?")
            let parts = (head.path ?? "/").utf8
                .split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            request = FlyingFox.HTTPRequest(
                method: request.method,
                version: request.version,
                target: .init(path: parts[0], query: parts.dropFirst().joined()),
                headers: HTTPHeaders(head.headerFields, host: head.authority),
                body: request.bodySequence,
                remoteAddress: request.remoteAddress
            )
            self.head = head
        }
        if let body { request.setBodyData(Data(body)) }
    }
}
#endif
