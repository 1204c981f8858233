#if Hummingbird && SQLite
await ShopProgram.run()
#else
print("The shop needs the package traits Hummingbird and SQLite.")
#endif
