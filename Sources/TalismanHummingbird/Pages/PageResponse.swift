#if Hummingbird
import Hummingbird
import Talisman

/// Makes responses of rendered pages.
enum PageResponse {
    static func response(
        _ page: RenderedPage,
        status: HTTPResponse.Status,
        headers: HTTPFields,
        for request: Request
    ) -> Response {
        var headers = headers
        headers[.contentType] = page.contentType
        headers[.contentLength] = String(page.bytes.count)
        let isHead = request.method == .head
        let body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes))
        return Response(status: status, headers: headers, body: body)
    }
}
#endif
