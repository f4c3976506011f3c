import Domain
import Testing

@Suite struct SpellingTests {
    private static let known = ["persist", "loop_on", "depends_on", "id", "resource"]

    @Test(arguments: [
        ("presist", "persist"), ("persis", "persist"), ("persistt", "persist"), ("persizt", "persist"),
        ("xpersist", "persist"), ("ersist", "persist"), ("loopon", "loop_on"), ("loop-on", "loop_on"),
        ("depend_on", "depends_on"), ("di", "id"), ("i", "id"), ("idx", "id"), ("resources", "resource"),
    ])
    func `one edit away is found`(_ word: String, _ meant: String) {
        #expect(Spelling.nearest(to: word, in: SpellingTests.known) == meant)
    }

    @Test(arguments: ["persist", "prsst", "note", "", "sersipt", "perist_on", "PERSIST", "loop_no_", "👍"])
    func `the word itself and anything further is not`(_ word: String) {
        #expect(Spelling.nearest(to: word, in: SpellingTests.known) == nil)
    }
}
