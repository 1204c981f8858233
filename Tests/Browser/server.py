"""The pages under test, and the foreign origin that nothing may be asked of."""

import http.server
import re
import threading

_NUMBER = re.compile(r"/p/(\d+)")


class Site:
    """Serves pages by path, and notes the numbers in what the foreign origin is asked for.

    Both origins are one server on loopback: the browser is told to look for all other
    hosts there.
    """

    def __init__(self):
        self.pages = {}
        self.asked = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.answer(self)

            do_POST = do_HEAD = do_OPTIONS = do_GET

            def log_message(self, *arguments):
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, request):
        length = int(request.headers.get("Content-Length") or 0)
        body = request.rfile.read(length) if length else b""
        page = None
        host = request.headers.get("Host", "")
        if host == f"127.0.0.1:{self.port}":
            page = self.pages.get(request.path)
            self._note("own", request)
        elif host.partition(":")[0].endswith("evil.test"):
            self._note("foreign", request, body)
        if page is None:
            request.send_response(204)
            request.send_header("Access-Control-Allow-Origin", "*")
            request.end_headers()
            return
        kind, text = page
        data = text.encode("utf-8", "surrogatepass")
        request.send_response(200)
        request.send_header("Content-Type", f"{kind}; charset=utf-8")
        request.send_header("Cache-Control", "no-store")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def _note(self, origin, request, body=b""):
        for number in _NUMBER.findall(request.path) or _NUMBER.findall(body.decode("latin-1")):
            destination = request.headers.get("Sec-Fetch-Dest", "")
            self.asked.setdefault(int(number), set()).add((origin, destination, request.path))

    def close(self):
        self._server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, address):
        """The browser drops connections; that is its right."""
