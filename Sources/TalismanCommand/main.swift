print("talisman")
