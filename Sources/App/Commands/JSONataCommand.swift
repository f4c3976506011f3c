import ArgumentParser
import Engine
import Expressions
import Foundation
import JSON
import JSONata

/// `sluice jsonata`: evaluates an expression, or runs a folder of test cases.
struct JSONataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonata",
        abstract: "Evaluate a JSONata expression.",
        discussion: """
            The expression is evaluated for the JSON in FILE, or for what comes in on standard input where FILE is -; without
            a file it has no input. An expression that begins with @ is read from the file named behind it. The result is
            printed as JSON, nothing when there is none.

            --suite runs the cases of a folder of the form of the language's official test suite (groups/ and datasets/),
            prints each failure and the counts, and fails when a case does.
            """
    )

    @Argument(help: "The expression, or @ and the file that holds it.")
    var expression: String?

    @Argument(help: "A file of JSON to evaluate it for, or - for standard input.")
    var file: String?

    @Option(help: "A folder of test cases to run instead.")
    var suite: String?

    func run() throws {
        if let suite {
            guard expression == nil else { throw ValidationError("give an expression or --suite, not both") }
            return try run(suite: suite)
        }
        guard let expression else { throw ValidationError("give an expression, or --suite FOLDER") }
        let source = try text(of: expression)
        do {
            guard
                let result = try JSONataExpression(source, functions: ExpressionFunctions.all)
                    .evaluate(try input())
            else { return }
            print(result.prettyText)
        } catch let error as JSONataError {
            throw CommandFailure(error.description)
        }
    }

    private func text(of expression: String) throws -> String {
        guard expression.hasPrefix("@") else { return expression }
        let path = String(expression.dropFirst())
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path) can't be read")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func input() throws -> JSONValue? {
        guard let file else { return nil }
        let data = file == "-" ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: file)
        guard let data else { throw CommandFailure("\(file) can't be read") }
        do {
            return try JSONValue(parsing: Array(data))
        } catch {
            throw CommandFailure("\(file == "-" ? "standard input" : file): \(error)")
        }
    }

    private func run(suite: String) throws {
        guard FileManager.default.fileExists(atPath: "\(suite)/groups") else {
            throw CommandFailure("\(suite) has no folder groups/")
        }
        let suite = try JSONataSuite(folder: URL(filePath: suite, directoryHint: .isDirectory))
        var failed = 0
        for example in suite.cases {
            guard let failure = example.failure() else { continue }
            failed += 1
            print("FAILED \(example.name): \(failure)")
        }
        for name in suite.incomplete { print("SKIPPED \(name): the file that holds its expression is missing") }
        print("\(suite.cases.count - failed) passed, \(failed) failed, \(suite.incomplete.count) skipped")
        guard failed == 0 else { throw ExitCode.failure }
    }
}
