// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import Hummingbird

/// Starts the shop, and says why where it cannot.
enum ShopProgram {
    static func run() async {
        do {
            let settings = try ShopSettings(ProcessInfo.processInfo.environment)
            try await serve(Shop(settings))
        } catch let error as SettingsError {
            stop(error.description, status: 64)
        } catch {
            stop("\(error)", status: 1)
        }
    }

    private static func serve(_ shop: Shop) async throws {
        do {
            try await shop.application().runService()
        } catch {
            let place = "\(shop.settings.host):\(shop.settings.port)"
            throw StartError("cannot serve on \(place): \(error)")
        }
    }

    private static func stop(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("shop: \(message)\n".utf8))
        exit(status)
    }
}
#endif
