// SPDX-License-Identifier: Apache-2.0

import Foundation
import WebSessions
import WebSessionsSQLite

extension StoreKind {
    #if SQLite
    /// The sessions in an SQLite file, which is not made where there is none.
    static let sqlite = StoreKind(schemes: ["sqlite"], form: "sqlite:PATH") { address, work in
        let path = address.place
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Diagnosis("\(path): there is no such file", .unusableFile)
        }
        guard !isFolder.boolValue else {
            throw Diagnosis("\(path): is a folder; name the file in it", .unusableFile)
        }
        let store = try SQLiteSessionStore(
            existing: path,
            tablePrefix: address.tablePrefix,
            isReadOnly: address.isReadOnly
        )
        do {
            try await work(store)
        } catch {
            try? store.close()
            throw error
        }
        try store.close()
    }
    #else
    /// Stands for the store that was not built.
    static let sqlite = missing(["sqlite"], "sqlite:PATH", trait: "SQLite")
    #endif
}
