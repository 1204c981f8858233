// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import ShopSite
import Talisman

await ServerProgram.run {
    try await Shop(ShopSettings(ProcessInfo.processInfo.environment)).serve()
}
#else
print("The shop needs the package traits Hummingbird and SQLite.")
#endif
