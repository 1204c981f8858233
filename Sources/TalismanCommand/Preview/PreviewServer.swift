// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Serves a preview over HTTP, until the process ends.
struct PreviewServer: Sendable {
    let responder: PreviewResponder
    let changes: PreviewChanges
    let host: String
    let port: Int

    /// How large a request may be, in bytes: that of a session from the panel.
    private static let largest = 1 << 20

    /// How often a stream of changes says that it is there, so that a browser that is gone is
    /// noticed.
    private static let beat = Duration.seconds(15)

    /// Listens, and tells the address once it does.
    ///
    /// - Throws: `Diagnosis` for an address that cannot be listened on.
    func run(_ ready: @escaping @Sendable (String) -> Void) async throws {
        var logger = Logger(label: "talisman")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await respond(to: request)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                serverName: "talisman"
            ),
            onServerRunning: { channel in
                let name = host.contains(":") ? "[\(host)]" : host
                ready("http://\(name):\(channel.localAddress?.port ?? port)/")
            },
            logger: logger
        )
        do {
            try await application.run()
        } catch let error as IOError {
            let isTaken = error.errnoCode == EADDRINUSE
            let cause =
                isTaken ? "another program listens there, choose another --port" : "\(error)"
            throw Diagnosis("cannot serve on \(host):\(port): \(cause)", .unusableFile)
        }
    }

    private func respond(to request: Request) async throws -> Response {
        let head = request.head
        var asked = PreviewRequest(method: head.method.rawValue, path: head.path ?? "/")
        for field in head.headerFields {
            asked.fields[field.name.canonicalName] = field.value
        }
        asked.fields["host"] = head.authority ?? asked.fields["host"]
        if asked.path == PreviewResponder.changes {
            return responder.refusal(of: asked).map(response) ?? stream()
        }
        do {
            let body = try await request.body.collect(upTo: Self.largest)
            asked.body = Array(body.readableBytesView)
        } catch {
            return response(.text("the request is too large", status: 413))
        }
        return response(responder.answer(asked))
    }

    private func response(_ answer: PreviewAnswer) -> Response {
        var fields = HTTPFields()
        for (name, value) in answer.fields {
            HTTPField.Name(name).map { fields[$0] = value }
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// The changes from now on, as events of the kind `message`.
    private func stream() -> Response {
        let listening = changes.listen()
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: ": hello\n\n"))
            let (events, continuation) = AsyncStream.makeStream(of: String.self)
            let sender = Task {
                for await change in listening {
                    continuation.yield("data: \(change.json)\n\n")
                }
                continuation.finish()
            }
            let beats = Task {
                while !Task.isCancelled {
                    try await Task.sleep(for: Self.beat)
                    continuation.yield(": still here\n\n")
                }
            }
            defer {
                sender.cancel()
                beats.cancel()
            }
            for await event in events { try await writer.write(ByteBuffer(string: event)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: body
        )
    }
}
#endif
