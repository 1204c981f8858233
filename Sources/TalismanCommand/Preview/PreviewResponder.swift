// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools

/// A request to the preview, whatever server took it.
struct PreviewRequest: Sendable {
    var method = "GET"

    /// The path with the query, as the request has it.
    var path = "/"

    /// The fields of the head, by names in lower case.
    var fields: [String: String] = [:]
    var body: [UInt8] = []
}

/// What is answered.
struct PreviewAnswer: Sendable {
    var status = 200
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    static func text(_ text: String, status: Int) -> PreviewAnswer {
        PreviewAnswer(
            status: status,
            fields: [("content-type", "text/plain; charset=utf-8")],
            body: Array("\(text)\n".utf8)
        )
    }

    static func json(_ value: some Encodable) throws -> PreviewAnswer {
        PreviewAnswer(
            fields: [("content-type", "application/json")],
            body: Array(try JSONEncoder().encode(value))
        )
    }
}

/// Answers requests: the shell, its questions, pages, and the files beside the templates.
struct PreviewResponder: Sendable {
    let preview: Preview
    let hosts: HostCheck

    /// What opens a file in an editor; `nil` where the panel only says the place.
    let editor: EditorCommand?

    /// The folder of all addresses that are no files of the root.
    static let folder = DevelopmentFiles.folder

    /// Where the changes are told as they come, by server-sent events.
    static let changes = folder + "changes"

    /// Why a request is refused; `nil` where it is not.
    func refusal(of request: PreviewRequest) -> PreviewAnswer? {
        guard hosts.allows(request.fields["host"]) else {
            let text = "the preview is known as localhost, and not by the name of this request"
            return .text(text, status: 421)
        }
        guard request.path.hasPrefix(Self.folder) else { return nil }
        let fields = request.fields
        guard
            HostCheck.isOwn(
                site: fields["sec-fetch-site"],
                origin: fields["origin"],
                authority: fields["host"]
            )
        else {
            return .text("only the preview itself may ask this", status: 403)
        }
        return nil
    }

    /// The answer to a request; never one of ``changes``, which a server sends by itself.
    func answer(_ request: PreviewRequest) -> PreviewAnswer {
        if let refusal = refusal(of: request) { return refusal }
        var answer: PreviewAnswer
        do {
            answer = try self.answer(allowed: request)
        } catch {
            answer = .text((error as? Diagnosis)?.message ?? "\(error)", status: 500)
        }
        answer.fields += [
            ("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
            ("x-frame-options", "SAMEORIGIN"), ("cross-origin-resource-policy", "same-origin"),
        ]
        return answer
    }

    private func answer(allowed request: PreviewRequest) throws -> PreviewAnswer {
        let (path, query) = Self.parts(of: request.path)
        let isRead = request.method == "GET" || request.method == "HEAD"
        switch (path, request.method) {
        case ("/", _) where isRead && request.fields["sec-fetch-dest"] != "iframe":
            return PreviewShell.page
        case (Self.folder + "stories", "GET"):
            return try .json(preview.stories())
        case (Self.folder + "render", "POST"):
            let query = try JSONDecoder().decode(PreviewQuery.self, from: Data(request.body))
            return try .json(PreviewReply(of: query, preview))
        case (Self.folder + "open", "POST"):
            let place = try JSONDecoder().decode(TemplatePlace.self, from: Data(request.body))
            return try .json(place.open(below: preview.parts.root, by: editor))
        case _ where path.hasPrefix(Self.folder):
            return PreviewShell.file(String(path.dropFirst(Self.folder.count)))
                ?? .text("there is nothing here", status: 404)
        case _ where isRead:
            return try file(path, query)
        default:
            return .text("a preview has pages and files, and takes no forms", status: 405)
        }
    }

    // MARK: - Pages and files

    private func file(_ path: String, _ query: String) throws -> PreviewAnswer {
        let name = path.dropFirst() + (path.hasSuffix("/") ? "index" : "")
        let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
        guard !isHidden, let found = found(String(name)) else {
            return .text("there is no page and no file '\(name)'", status: 404)
        }
        guard preview.isTemplate(found) else {
            let type = MediaTypes.type(of: found)
            return PreviewAnswer(
                fields: [("content-type", type)],
                body: try preview.loader.load(found).bytes
            )
        }
        var story = Self.query(in: query) ?? PreviewQuery(template: found)
        story.template = found
        do throws(PreviewFailure) {
            let page = try preview.page(story)
            return PreviewAnswer(fields: [("content-type", page.contentType)], body: page.bytes)
        } catch {
            return .text(error.text, status: 500)
        }
    }

    /// The name of a file; addresses of applications leave endings out.
    private func found(_ name: String) -> String? {
        let names = [name] + TemplateFileKind.impliedEndings.map { "\(name).\($0)" }
        return names.first { (try? preview.loader.version(of: $0)) != nil }
    }

    /// The path without its escapes, and the query with them.
    private static func parts(of address: String) -> (path: String, query: String) {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(String.init) ?? "/"
        return (path.removingPercentEncoding ?? path, parts.count > 1 ? String(parts[1]) : "")
    }

    /// The settings in the address of a page: `preview={…}`.
    private static func query(in text: String) -> PreviewQuery? {
        let name = "preview="
        guard let field = text.split(separator: "&").first(where: { $0.hasPrefix(name) }),
            let json = String(field.dropFirst(name.count)).removingPercentEncoding
        else { return nil }
        return try? JSONDecoder().decode(PreviewQuery.self, from: Data(json.utf8))
    }
}

/// What the shell gets when it asks for a story: a page, or what is wrong.
struct PreviewReply: Codable, Sendable {
    /// The page with the places of its elements; `nil` where there is none.
    var html: String?

    /// The attribute with the places.
    var attribute: String?

    /// Whether it is a page of HTML, whose elements can be changed in place.
    var isHTML = false

    /// The packages of the session that it was rendered with.
    var session: String
    var problems: [TemplateProblem] = []

    init(of query: PreviewQuery, _ preview: Preview) {
        do throws(PreviewFailure) {
            let page = try preview.page(query)
            html = String(decoding: page.marked, as: UTF8.self)
            attribute = page.attribute
            isHTML = page.mode == .html
            session = page.session
        } catch {
            session = error.session
            problems = preview.problems(error, of: query)
        }
    }
}
