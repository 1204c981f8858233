// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Catalogs that are read again where their files have changed, for those who write them.
final class ReloadingCatalogs: Sendable {
    private struct State {
        var versions: [String: TemplateVersion]
        var texts: CatalogTexts
    }

    private let place: CatalogPlace
    private let state: Mutex<State>

    init(_ place: CatalogPlace, _ texts: CatalogTexts) {
        self.place = place
        // Of no version that a file has, for one may have changed since it was read.
        state = Mutex(State(versions: [:], texts: texts))
    }

    /// The texts as the files have them now.
    ///
    /// - Throws: `TemplateError` for a file that cannot be read, until it can.
    func current() throws(TemplateError) -> CatalogTexts {
        let versions = try versions()
        return try state.withLock { state throws(TemplateError) in
            if state.versions != versions {
                state.texts = try CatalogTexts(place)
                state.versions = versions
            }
            return state.texts
        }
    }

    /// The same, or the texts that could be read last.
    var newest: CatalogTexts { (try? current()) ?? state.withLock { $0.texts } }

    private func versions() throws(TemplateError) -> [String: TemplateVersion] {
        var versions: [String: TemplateVersion] = [:]
        for file in place.files {
            versions[file.name] = try place.loader.version(of: file.name)
        }
        return versions
    }
}
