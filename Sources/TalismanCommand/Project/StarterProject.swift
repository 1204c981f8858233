// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project that `talisman new` writes.
struct StarterProject {
    /// The name of the project.
    let name: String

    /// Where it gets Talisman from.
    let package: PackagePlace

    /// The files of the folder Starter by their paths in the project.
    private static let files: KeyValuePairs<String, [UInt8]> = [
        "Package.swift": PackageResources.Manifest_swift,
        "README.md": PackageResources.README_md,
        "Dockerfile": PackageResources.Dockerfile,
        ".dockerignore": PackageResources.dockerignore,
        ".gitignore": PackageResources.gitignore,
        ".github/workflows/ci.yml": PackageResources.ci_yml,
        "Sources/App/App.swift": PackageResources.App_swift,
        "Templates/layout.html": PackageResources.layout_html,
        "Templates/books.html": PackageResources.books_html,
        "Templates/login.html": PackageResources.login_html,
        "Templates/error.html": PackageResources.error_html,
        "Templates/static/style.css": PackageResources.style_css,
        "Templates/locales/de/LC_MESSAGES/app.po": PackageResources.app_po,
        "Templates/locales/de/LC_MESSAGES/talisman.po": PackageResources.talisman_po,
        "Tests/AppTests/PageTests.swift": PackageResources.PageTests_swift,
        "Tests/AppTests/RouteTests.swift": PackageResources.RouteTests_swift,
        "Tests/AppTests/Pages/books/empty.json": PackageResources.empty_json,
        "Tests/AppTests/Pages/books/empty@de.expected.html":
            PackageResources.empty_de_expected_html,
        "Tests/AppTests/Pages/books/empty@en.expected.html":
            PackageResources.empty_en_expected_html,
        "Tests/AppTests/Pages/books/full.json": PackageResources.full_json,
        "Tests/AppTests/Pages/books/full.session.json": PackageResources.full_session_json,
        "Tests/AppTests/Pages/books/full@de.expected.html": PackageResources.full_de_expected_html,
        "Tests/AppTests/Pages/books/full@en.expected.html": PackageResources.full_en_expected_html,
    ]

    /// What stands in the files for what differs from project to project.
    private var replacements: KeyValuePairs<String, String> {
        [
            PackagePlace.starterArguments: package.arguments,
            "package: \"talisman\"": "package: \(PackagePlace.literal(package.identity))",
            "Starter": name,
            "starter": imageName,
        ]
    }

    /// The name as one of an image of Docker: lower case letters of ASCII, digits and `-`.
    private var imageName: String {
        let letters = name.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        let name = String(letters).split(separator: "-").joined(separator: "-")
        return name.isEmpty ? "site" : name
    }

    /// Writes the project into a folder, which is made.
    ///
    /// - Throws: `Diagnosis` where the folder has files, or cannot be written to.
    func write(to folder: String) throws {
        let root = URL(filePath: folder)
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            guard try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty else {
                throw Diagnosis("\(folder): the folder has files; name a new one", .unusableFile)
            }
            for (path, bytes) in Self.files {
                let file = root.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(text(bytes).utf8).write(to: file)
            }
        } catch let error as CocoaError {
            throw Diagnosis(
                "\(folder): cannot be written: \(InputFile.reason(error))",
                .unusableFile
            )
        }
    }

    private func text(_ bytes: [UInt8]) -> String {
        replacements.reduce(String(decoding: bytes, as: UTF8.self)) { text, replacement in
            text.replacing(replacement.key, with: replacement.value)
        }
    }
}
