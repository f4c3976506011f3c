import App

/// The program; everything in it is in `App`, so that tests and benchmarks can use it too.
@main
enum Main {
    static func main() async { await Sluice.main() }
}
