// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// `talisman new`: a project to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a project: a site with a layout, forms, sessions and tests.",
        discussion: """
            The project is a list of books on Hummingbird: pages in English and German, a form, a \
            login, messages, sessions in SQLite, recorded pages as tests, a Dockerfile and a \
            workflow. Its README says how to run it. Nothing is written where DIR has files.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            Where Talisman is: the address of a repository, or the path of a clone; by default \
            the clone that this command was built from, where it is there.
            """,
            valueName: "place"
        )
    )
    var package: String?

    @Argument(help: "The folder to make; its name is that of the project.")
    var folder: String

    func run() throws {
        try Diagnosis.reporting {
            let project = StarterProject(
                name: try Self.projectName(of: folder),
                package: try PackagePlace(package ?? PackagePlace.standard)
            )
            try project.write(to: folder)
            let isElsewhere = project.package.isFolder
            try StandardOutput.write(
                lines: [
                    "\(folder) is ready. Run it, and open http://127.0.0.1:8080:",
                    "",
                    "  cd \(Self.quoted(folder))",
                    "  TALISMAN_ENV=development ACCOUNT=sam:secret swift run App",
                    "  swift test",
                ] + (isElsewhere ? ["", project.package.remark] : [])
            )
        }
    }

    /// A path as a shell takes it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }

    /// The last component of a path, where it can be the name of a package.
    static func projectName(of folder: String) throws -> String {
        let name = URL(filePath: folder).standardizedFileURL.lastPathComponent
        let isName = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || "0123456789-_ .".unicodeScalars.contains(scalar)
        }
        guard let first = name.first, first.isLetter, isName else {
            throw Diagnosis(
                """
                '\(name)' cannot be the name of a project: begin it with a letter, and use \
                letters, digits, '-', '_', '.' and blanks
                """
            )
        }
        guard !["talisman", "hummingbird"].contains(name.lowercased()) else {
            throw Diagnosis(
                "'\(name)' is the name of a package that the project needs: choose another"
            )
        }
        return name
    }
}
