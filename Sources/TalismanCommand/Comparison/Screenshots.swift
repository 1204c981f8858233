// SPDX-License-Identifier: Apache-2.0

import Foundation
import TemplateTools

/// Takes pictures of pages at both revisions.
struct Screenshots {
    let comparer: PageComparer

    init(_ comparer: PageComparer) {
        self.comparer = comparer
    }

    /// The names that the browser has.
    private static let browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"]

    /// How large the window is, in pixels; what is below is not in the picture.
    private static let window = "1280,2000"

    /// The pages with pictures of those that have something to look at.
    ///
    /// - Throws: `Diagnosis` where there is no browser, or a page cannot be taken.
    func added(to pages: [ComparedPage]) async throws -> [ComparedPage] {
        let visible = pages.filter(\.isVisible).map(\.query)
        let browser = try Self.browser()
        let old = try await pictures(of: visible, comparer.old, browser)
        let new = try await pictures(of: visible, comparer.new, browser)
        return pages.map { page in
            guard page.isVisible else { return page }
            var page = page
            page.pictures = ComparedPage.Pictures(old: old[page.query], new: new[page.query])
            return page
        }
    }

    #if Hummingbird
    /// The pictures of the pages that render.
    private func pictures(
        of queries: [PreviewQuery],
        _ preview: Preview,
        _ browser: String
    ) async throws -> [PreviewQuery: [UInt8]] {
        let responder = PreviewResponder(
            preview: preview,
            hosts: HostCheck(host: Self.host),
            editor: nil
        )
        let server = PreviewServer(
            responder: responder,
            changes: PreviewChanges(),
            host: Self.host,
            port: 0
        )
        return try await server.whileRunning { address in
            var pictures: [PreviewQuery: [UInt8]] = [:]
            for query in queries where (try? preview.page(query)) != nil {
                pictures[query] = try picture(of: address + query.address, browser)
            }
            return pictures
        }
    }
    #else
    private func pictures(
        of queries: [PreviewQuery],
        _ preview: Preview,
        _ browser: String
    ) async throws -> [PreviewQuery: [UInt8]] {
        throw Diagnosis(
            "this command was built without the package trait Hummingbird, which pictures need",
            .unusableFile
        )
    }
    #endif

    private static let host = "127.0.0.1"

    private func picture(of address: String, _ browser: String) throws -> [UInt8] {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let file = folder.path(of: "page.png")
        _ = try Program(Self.words(browser, file, address)).output()
        do {
            return Array(try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw Diagnosis("'\(browser)' took no picture of \(address)", .unusableFile)
        }
    }

    private static func words(_ browser: String, _ file: String, _ page: String) -> [String] {
        let words = [
            browser, "--headless", "--hide-scrollbars", "--disable-gpu", "--no-first-run",
            "--window-size=\(window)", "--virtual-time-budget=5000", "--screenshot=\(file)", page,
        ]
        // As root it runs only without.
        return geteuid() == 0 ? [words[0], "--no-sandbox"] + words.dropFirst() : words
    }

    private static func browser() throws -> String {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let found = browsers.first { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
        guard let found else {
            let names = browsers.joined(separator: "', '")
            throw Diagnosis(
                "--screenshots needs a browser: none of '\(names)' is there",
                .unusableFile
            )
        }
        return found
    }
}

#if Hummingbird
extension PreviewServer {
    /// Serves as long as some work takes, which gets the address.
    fileprivate func whileRunning<Value: Sendable>(
        _ work: @escaping @Sendable (_ address: String) async throws -> Value
    ) async throws -> Value {
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await run { continuation.yield($0.hasSuffix("/") ? String($0.dropLast()) : $0) }
                return nil
            }
            group.addTask {
                for await address in addresses { return try await work(address) }
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw Diagnosis("the server for pictures has ended", .unusableFile)
        }
    }
}
#endif

extension PreviewQuery {
    /// The address of the page alone.
    fileprivate var address: String {
        var free = CharacterSet.alphanumerics
        free.insert(charactersIn: "-._~")
        let json = (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
        let path = template.split(separator: "/").map { part in
            part.addingPercentEncoding(withAllowedCharacters: free) ?? String(part)
        }
        let query = (json ?? "{}").addingPercentEncoding(withAllowedCharacters: free) ?? ""
        return "/\(path.joined(separator: "/"))?preview=\(query)"
    }
}
