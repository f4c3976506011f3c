/// What a scan has found so far of what the plan asks for.
///
/// A value is given by its two nodes: `outer` among the page's paths, `inner` among a record's, each -1 where no path
/// leads. The inner node is 0, the root, at a record itself and nowhere else.
struct PageFindings {
    private let plan: PagePlan
    private let limits: PageLimits

    private(set) var records: [Range<Int>] = []
    private(set) var recordsFound = false
    /// Where the records' path leads to a value that holds none.
    private(set) var misplacedRecords: Int?
    /// Start and end for every slot of the page's paths; -1 when absent.
    private(set) var outerRanges: [Int]
    /// Start and end for every slot of a record's paths, record after record; -1 when absent.
    private(set) var innerRanges: [Int] = []

    init(plan: PagePlan, limits: PageLimits) {
        self.plan = plan
        self.limits = limits
        outerRanges = Array(repeating: -1, count: 2 * plan.outer.slotCount)
    }

    /// Starts the wanted value at `index`, and says whether it is the array of records.
    ///
    /// An object at the records' path is one record: `inner` becomes 0.
    mutating func start(_ outer: Int32, _ inner: inout Int32, first: UInt8, at index: Int) -> Bool {
        forget(outer, inner)
        if inner == 0 { startRecord() }
        guard outer == plan.recordsNode else { return false }
        recordsFound = true
        switch first {
        case UInt8(ascii: "["):
            return true
        case UInt8(ascii: "{"):
            inner = 0
            startRecord()
        case UInt8(ascii: "n"):
            break
        default:
            misplacedRecords = index
        }
        return false
    }

    /// Notes where the wanted value was.
    mutating func finish(_ outer: Int32, _ inner: Int32, _ start: Int, _ end: Int) throws(PageScanner.Fault) {
        if outer >= 0 {
            let slot = Int(plan.outer.nodes[Int(outer)].slot)
            if slot >= 0 { (outerRanges[2 * slot], outerRanges[2 * slot + 1]) = (start, end) }
        }
        if inner >= 0 {
            let slot = Int(plan.inner.nodes[Int(inner)].slot)
            let base = innerRanges.count - 2 * plan.inner.slotCount
            if slot >= 0 { (innerRanges[base + 2 * slot], innerRanges[base + 2 * slot + 1]) = (start, end) }
        }
        guard inner == 0 else { return }
        guard records.count < limits.maxRecords else {
            throw PageScanner.Fault(offset: start, expectation: .recordCount(limits.maxRecords))
        }
        guard end - start <= limits.maxRecordBytes else {
            throw PageScanner.Fault(offset: start, expectation: .recordBytes(limits.maxRecordBytes))
        }
        records.append(start..<end)
    }

    private mutating func startRecord() {
        innerRanges.append(contentsOf: repeatElement(-1, count: 2 * plan.inner.slotCount))
    }

    /// Forgets what an earlier member of the same name held: of repeated keys the last wins.
    private mutating func forget(_ outer: Int32, _ inner: Int32) {
        if outer >= 0 {
            let nodes = outer..<plan.outer.nodes[Int(outer)].subtreeEnd
            for node in nodes {
                let slot = Int(plan.outer.nodes[Int(node)].slot)
                if slot >= 0 { outerRanges[2 * slot] = -1 }
            }
            if nodes.contains(plan.recordsNode) {
                records.removeAll(keepingCapacity: true)
                innerRanges.removeAll(keepingCapacity: true)
                recordsFound = false
                misplacedRecords = nil
            }
        }
        if inner > 0 {
            let base = innerRanges.count - 2 * plan.inner.slotCount
            for node in inner..<plan.inner.nodes[Int(inner)].subtreeEnd {
                let slot = Int(plan.inner.nodes[Int(node)].slot)
                if slot >= 0 { innerRanges[base + 2 * slot] = -1 }
            }
        }
    }
}
