// SPDX-License-Identifier: Apache-2.0

extension IgnoreRules {
    /// The file of a folder whose rules are those of all pages in it and in its folders.
    private static let shared = "_ignore"

    /// The rules for a page: those of `NAME.ignore`, and of `_ignore` in its folder and in those
    /// around it.
    ///
    /// - Parameters:
    ///   - name: The name of the page, relative to the folder.
    ///   - folder: The folder that all pages are in.
    /// - Returns: The rules; none where there are no files.
    /// - Throws: ``IgnoreFileFailure`` for a file that has a line that is no rule, and what
    ///   reading it throws.
    package static func rules(for name: String, in folder: String) throws -> IgnoreRules {
        var rules = IgnoreRules()
        let parts = name.split(separator: "/")
        for count in 0..<max(parts.count, 1) {
            let path = (parts.prefix(count) + [shared[...]]).joined(separator: "/")
            rules.formUnion(try read("\(folder)/\(path)"))
        }
        rules.formUnion(try read("\(folder)/\(name).ignore"))
        return rules
    }

    private static func read(_ path: String) throws -> IgnoreRules {
        guard Files.exist(path) else { return IgnoreRules() }
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        do throws(Failure) {
            return try IgnoreRules(text)
        } catch {
            throw IgnoreFileFailure(path: path, failure: error)
        }
    }
}

/// A file of ignore rules that cannot be read as such.
package struct IgnoreFileFailure: Error, CustomStringConvertible {
    let path: String
    let failure: IgnoreRules.Failure

    package var description: String { "\(path): \(failure)" }
}
