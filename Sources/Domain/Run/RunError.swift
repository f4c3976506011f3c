/// One thing that went wrong in a run, kept for a person to read.
package struct RunError: Sendable, Equatable {
    package let node: Int
    package let label: String
    /// Which of the node's calls: its id and query, or what it would have been made of; cut to 200 bytes.
    package let context: String
    /// A short constant (`rejected`, `missing_value` …).
    package let kind: String
    package let message: String
    /// What the vendor said, cut to 500 bytes, without secrets.
    package let sample: String
    /// The status that the vendor answered with; nil when there was no answer, or it wasn't the vendor's fault.
    package let status: Int?
    package let at: Timestamp

    package init(
        node: Int,
        label: String,
        context: String,
        kind: String,
        message: String,
        sample: String,
        status: Int? = nil,
        at: Timestamp
    ) {
        self.node = node
        self.label = label
        self.context = context
        self.kind = kind
        self.message = message
        self.sample = sample
        self.status = status
        self.at = at
    }
}
