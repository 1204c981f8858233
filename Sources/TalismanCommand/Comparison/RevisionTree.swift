// SPDX-License-Identifier: Apache-2.0

/// The files of one side of a comparison.
struct RevisionTree {
    /// The paths as this side has them.
    let root: String
    let data: String?
    let catalog: String?

    /// What is removed in the end; `nil` for the files of the working directory.
    private let folder: ScratchFolder?

    /// What is looked at, as the command line names it.
    struct Paths {
        /// With a slash at its end.
        var root: String
        var data: String?
        var catalog: String?
    }

    /// The files as they are.
    init(_ paths: Paths) {
        (root, data, catalog) = (paths.root, paths.data, paths.catalog)
        folder = nil
    }

    /// The files of a revision, in a folder of their own.
    ///
    /// Data that the revision does not have are those of the working directory.
    ///
    /// - Throws: `Diagnosis` where git cannot write them.
    init(_ revision: String, of repository: Repository, _ paths: Paths) throws {
        let named = try [paths.root, paths.data, paths.catalog].map { path in
            try path.map { try repository.path($0) }
        }
        let folder = try ScratchFolder()
        self.folder = folder
        let place = folder.path(of: "files")
        do {
            try repository.write(
                revision,
                named.compactMap(\.self),
                to: place,
                index: folder.path(of: "index")
            )
        } catch {
            folder.remove()
            throw error
        }
        func here(_ path: String?) -> String? {
            path.map { $0.isEmpty ? place : "\(place)/\($0)" }
        }
        root = (here(named[0]) ?? place) + "/"
        let ownData = here(named[1]).flatMap { InputFile.exists($0) ? $0 : nil }
        data = ownData ?? paths.data
        catalog = here(named[2]).flatMap { InputFile.exists($0) ? $0 : nil }
    }

    /// Removes what was written.
    func remove() { folder?.remove() }
}
