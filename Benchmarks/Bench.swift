import Foundation
import JSON

/// Measures what the README claims and compares it with `thresholds.json`; one JSON line a figure.
///
/// Usage: `bench [ROUNDS]`, from the package's root, in a release build. Needs python3 with requests.
@main
struct Bench {
    static func main() async throws {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 3
        var report = try Report()
        report.add("split_gb_per_s", SplitFigure.measure())
        let mapping = try await MappingFigure.measure(rounds: rounds)
        report.add("mapping_records_per_s", mapping.recordsPerSecond)
        report.add("mapping_times_jq", mapping.timesJQ)
        report.add("mapping_times_python", mapping.timesPython)
        report.add("mapping_times_jsonata_python", mapping.timesJSONataPython)
        let bulk = try await BulkFigure.measure(rounds: rounds)
        report.add("python_records_per_s", bulk.python)
        report.add("pipeline_records_per_s", bulk.pipeline)
        report.add("engine_records_per_s", bulk.engine)
        report.add("engine_times_python", bulk.engine / bulk.python)
        report.add("engine_share_of_pipeline", bulk.engine / bulk.pipeline)
        report.add("engine_unchanged_records_per_s", bulk.unchanged)
        report.add("engine_cpu_s_per_100k", bulk.cpuPer100k)
        report.add("engine_rss_mb", bulk.memory)
        report.add("rss_growth_tenfold", bulk.memory / bulk.smallMemory)
        let children = try await ChildrenFigure.measure(rounds: rounds)
        report.add("children_times_ideal", children.timesIdeal)
        report.add("children_rss_mb", children.memory)
        let delivery = try await DeliveryFigure.measure(rounds: rounds)
        report.add("delivery_times_fetch", delivery.timesFetch)
        report.add("delivery_times_store", delivery.timesStore)
        report.add("delivery_cpu_s_per_100k", delivery.cpuPer100k)
        report.add("delivery_rss_mb", delivery.memory)
        exit(report.isWithinThresholds ? 0 : 1)
    }
}

/// Figures as they come, each held against its threshold.
private struct Report {
    private let thresholds: JSONValue
    private(set) var isWithinThresholds = true

    init() throws {
        let data = FileManager.default.contents(atPath: "Benchmarks/thresholds.json") ?? Data("{}".utf8)
        thresholds = try JSONValue(parsing: [UInt8](data))
    }

    mutating func add(_ name: String, _ value: Double) {
        let bounds = thresholds[name]
        let isLow = bounds?["min"]?.doubleValue.map { value < $0 } ?? false
        let isHigh = bounds?["max"]?.doubleValue.map { value > $0 } ?? false
        if isLow || isHigh { isWithinThresholds = false }
        var line: JSONObject = [
            "figure": .string(name), "value": JSONNumber((value * 1000).rounded() / 1000).map { .number($0) } ?? .null,
        ]
        line["threshold"] = bounds
        if bounds != nil { line["ok"] = .bool(!isLow && !isHigh) }
        print(JSONValue.object(line).text)
        fflush(nil)
    }
}

/// The middle of an odd number of measurements.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
