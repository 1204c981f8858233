extension TestServer {
    static var flyingFoxes: [TestServer] { [] }
}
