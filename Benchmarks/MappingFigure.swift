import Foundation
import JSON
import JSONata

/// A 20-field mapping of a contact of 2 KB: read, evaluated and written, against the same fields by other tools.
///
/// The others read a record a line and are timed as whole processes, over enough records that their start hardly counts.
enum MappingFigure {
    private static let folder = "Benchmarks/mapping"

    struct Figures {
        let recordsPerSecond: Double
        let timesJQ: Double
        let timesPython: Double
        let timesJSONataPython: Double
    }

    static func measure(rounds: Int) async throws -> Figures {
        let record = try bytes("contact.json")
        let expression = try JSONataExpression(String(decoding: try bytes("contact.jsonata"), as: UTF8.self))
        var ours: [Double] = []
        var jq: [Double] = []
        var python: [Double] = []
        var package: [Double] = []
        for _ in 0..<rounds {
            ours.append(try own(expression, record, count: 30_000))
            jq.append(try other("/usr/bin/env", ["jq", "-c", "-f", "\(folder)/contact.jq"], record, count: 10_000))
            python.append(try other("/usr/bin/env", ["python3", "\(folder)/contact.py"], record, count: 30_000))
            package.append(
                try other("/usr/bin/env", ["python3", "\(folder)/contact.py", "jsonata"], record, count: 500)
            )
        }
        return Figures(
            recordsPerSecond: median(ours),
            timesJQ: median(ours) / median(jq),
            timesPython: median(ours) / median(python),
            timesJSONataPython: median(ours) / median(package)
        )
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            throw MappingFailure("\(folder)/\(name) can't be read")
        }
        return Array(data)
    }

    private static func own(_ expression: JSONataExpression, _ record: [UInt8], count: Int) throws -> Double {
        var output: [UInt8] = []
        let time = try ContinuousClock().measure {
            for _ in 0..<count {
                output.removeAll(keepingCapacity: true)
                try expression.evaluate(try JSONValue(parsing: record))?.write(to: &output)
            }
        }
        return Double(count) / time.seconds
    }

    /// Records a second of a program that maps standard input line by line.
    private static func other(_ program: String, _ arguments: [String], _ record: [UInt8], count: Int) throws -> Double
    {
        let input = FileManager.default.temporaryDirectory.appending(path: "sluice-mapping-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: input) }
        let line = record.filter { $0 != UInt8(ascii: "\n") } + [UInt8(ascii: "\n")]
        try Data((0..<count).lazy.flatMap { _ in line }).write(to: input)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = FileHandle.nullDevice
        let time = try ContinuousClock().measure {
            try process.run()
            process.waitUntilExit()
        }
        guard process.terminationStatus == 0 else {
            throw MappingFailure("\(arguments.joined(separator: " ")) failed; is it installed?")
        }
        return Double(count) / time.seconds
    }
}

/// Why the comparison could not be made.
private struct MappingFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
