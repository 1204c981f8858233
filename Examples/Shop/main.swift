// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
await ShopProgram.run()
#else
print("The shop needs the package traits Hummingbird and SQLite.")
#endif
