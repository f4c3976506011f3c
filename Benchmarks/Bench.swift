import Foundation
import JSON

/// Measures what the README claims and compares it with `thresholds.json`; one JSON line a figure.
///
/// Usage: `bench [NAME …] [ROUNDS]`, from the package's root, in a release build. `mapping` needs jq and
/// jsonata-python, `bulk` python3 with requests.
@main
struct Bench {
    /// What is measured together, in the order of a run of all.
    private enum Group: String, CaseIterable {
        case split, mapping, bulk, children, delivery, unified
    }

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let rounds = arguments.lazy.compactMap { Int($0) }.first ?? 3
        let names = arguments.filter { Int($0) == nil }
        if let unknown = names.first(where: { Group(rawValue: $0) == nil }) {
            let known = Group.allCases.map(\.rawValue).joined(separator: ", ")
            FileHandle.standardError.write(Data("there is no figure \"\(unknown)\"; there is \(known)\n".utf8))
            exit(2)
        }
        var report = try Report()
        for group in Group.allCases where names.isEmpty || names.contains(group.rawValue) {
            try await add(group, rounds: rounds, to: &report)
        }
        exit(report.isWithinThresholds ? 0 : 1)
    }

    private static func add(_ group: Group, rounds: Int, to report: inout Report) async throws {
        switch group {
        case .split: report.add("split_gb_per_s", SplitFigure.measure())
        case .mapping:
            let mapping = try await MappingFigure.measure(rounds: rounds)
            report.add("mapping_records_per_s", mapping.recordsPerSecond)
            report.add("mapping_times_jq", mapping.timesJQ)
            report.add("mapping_times_python", mapping.timesPython)
            report.add("mapping_times_jsonata_python", mapping.timesJSONataPython)
        case .bulk:
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
        case .children:
            let children = try await ChildrenFigure.measure(rounds: rounds)
            report.add("children_times_ideal", children.timesIdeal)
            report.add("children_rss_mb", children.memory)
        case .delivery:
            let delivery = try await DeliveryFigure.measure(rounds: rounds)
            report.add("delivery_times_fetch", delivery.timesFetch)
            report.add("delivery_times_store", delivery.timesStore)
            report.add("delivery_cpu_s_per_100k", delivery.cpuPer100k)
            report.add("delivery_rss_mb", delivery.memory)
        case .unified:
            let unified = try await UnifiedFigure.measure(rounds: rounds)
            report.add("raw_cpu_s_per_100k", unified.rawCPUPer100k)
            report.add("unified_cpu_s_per_100k", unified.cpuPer100k)
            report.add("unified_times_raw_cpu", unified.timesRawCPU)
            report.add("unified_records_per_s", unified.recordsPerSecond)
            report.add("unified_rss_mb", unified.memory)
        }
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
