#if Hummingbird && SQLite
import Foundation
import HTTPTypes
import Hummingbird

/// The style sheet and the pictures.
///
/// They are read once, when the shop starts: no request can reach any other file.
struct StaticFiles: Sendable {
    private struct File {
        let type: String
        let tag: String
        let bytes: [UInt8]
    }

    private static let types = [
        "css": "text/css; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
    ]
    private let files: [String: File]

    init(folder: String) throws {
        var files: [String: File] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let suffix = name.split(separator: ".").last.map(String.init) ?? ""
            guard let type = Self.types[suffix],
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else { continue }
            files[name] = File(type: type, tag: Self.tag(of: data), bytes: Array(data))
        }
        self.files = files
    }

    func addRoutes(to router: Router<some RequestContext>) {
        router.get("static/**") { request, _ in
            let name = request.uri.path.split(separator: "/").dropFirst().joined(separator: "/")
            guard let file = files[name] else { throw HTTPError(.notFound) }
            return response(file, to: request)
        }
    }

    private func response(_ file: File, to request: Request) -> Response {
        var headers: HTTPFields = [.eTag: file.tag, .cacheControl: "public, max-age=300"]
        let known = request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }
        if known.contains(where: { $0.filter { $0 != " " } == file.tag }) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.type
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }

    /// An entity tag: the FNV-1a hash of the bytes.
    private static func tag(of data: Data) -> String {
        let hash = data.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return "\"\(String(hash, radix: 16))\""
    }
}
#endif
