import ArgumentParser
struct RunCommand: AsyncParsableCommand { func run() async throws {} }
