/// Answers the incremental exports: every change in order, deleted records included.
struct ExportAnswer {
    let request: SandboxRequest
    let cursors: CursorCode
    let settings: SandboxSettings
    let sideLoading: SideLoading
    let twist: PageTwist

    /// The cursor form, for tickets and users.
    func cursorPage(of view: ZendeskView) throws(ZendeskError) -> SandboxAnswer {
        let list = "export." + view.resource.rawValue
        let requested = request.parameter("cursor")
        let position: Int
        if let requested {
            guard let decoded = cursors.decode(requested, in: list) else {
                throw .invalidPaging("cursor is not valid")
            }
            position = decoded
        } else {
            position = try startTime() * 1_000 - 1
        }
        let size = try pageSize()
        let found = view.changed(after: position, upTo: lastShown, limit: size + 1)
        let page = Array(found.prefix(size))
        let following = page.last.map { cursors.encode(view.generatedAt($0), in: list) }
        let after = twist == .repeatCursor ? requested ?? following : following ?? requested
        let next = after.map { request.address(setting: [("cursor", $0), ("start_time", nil)]) }
        var writer = start(view, page)
        writer.raw(",\"after_url\":")
        writer.string(twist.link(next, from: request.origin))
        writer.raw(",\"after_cursor\":")
        writer.string(after)
        writer.raw(",\"before_url\":null,\"before_cursor\":null,\"end_of_stream\":")
        writer.bool(found.count <= size && twist == .none)
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: page.count)
    }

    /// The time based form, for organisations.
    ///
    /// A page goes on beyond its size until the second ends, so that the next start time leaves nothing out; the
    /// records of that second come again, as with the vendor.
    func timePage(of view: ZendeskView) throws(ZendeskError) -> SandboxAnswer {
        let startTime = try startTime()
        let size = try pageSize()
        var page = view.changed(after: startTime * 1_000 - 1, upTo: lastShown, limit: size)
        let isFull = page.count == size
        if isFull, let last = page.last {
            let position = view.generatedAt(last)
            page += view.changed(after: position, upTo: min(lastShown, position / 1_000 * 1_000 + 999), limit: .max)
        }
        var endTime = page.last.map { view.generatedAt($0) / 1_000 }
        if twist == .repeatCursor { endTime = startTime }
        let next = endTime.map { request.address(setting: [("start_time", String($0))]) }
        var writer = start(view, page)
        writer.raw(",\"count\":")
        writer.number(page.count)
        writer.raw(",\"end_of_stream\":")
        writer.bool(!isFull && twist == .none)
        writer.raw(",\"end_time\":")
        writer.number(endTime)
        writer.raw(",\"next_page\":")
        writer.string(twist.link(next, from: request.origin))
        writer.raw("}")
        return SandboxAnswer(body: writer.bytes, records: page.count)
    }

    /// The last moment, in milliseconds, whose changes are shown already.
    private var lastShown: Int {
        guard settings.exportLag > .zero else { return .max }
        let lag = settings.exportLag.components
        return UnixTime.milliseconds() - Int(lag.seconds) * 1_000 - Int(lag.attoseconds / 1_000_000_000_000_000)
    }

    private func startTime() throws(ZendeskError) -> Int {
        guard let text = request.parameter("start_time") else { throw .invalidValue("start_time is required") }
        guard let seconds = Int(text), (0...1 << 40).contains(seconds) else {
            throw .invalidValue("start_time must be a time in seconds since 1970")
        }
        guard seconds <= UnixTime.seconds() - 60 else {
            throw ZendeskError(
                status: 400,
                error: "StartTimeTooRecent",
                description: "Too recent start_time. Use a start_time older than 1 minute."
            )
        }
        return seconds
    }

    private func pageSize() throws(ZendeskError) -> Int {
        guard let text = request.parameter("per_page") else { return settings.exportPageSize }
        guard let size = Int(text), size > 0 else {
            throw .invalidPaging("per_page must be a whole number above 0")
        }
        return min(size, settings.exportPageSize)
    }

    private func start(_ view: ZendeskView, _ page: [Int]) -> RecordWriter {
        var writer = RecordWriter(reserving: 512 + page.count * 2_560)
        writer.raw("{\"")
        writer.raw(Array(view.resource.rawValue.utf8))
        writer.raw("\":[")
        for (offset, index) in page.enumerated() {
            if offset > 0 { writer.raw(",") }
            sideLoading.write(index, of: view, to: &writer)
        }
        writer.raw("]")
        if view.resource == .tickets { sideLoading.writeUsers(ofTickets: page, to: &writer) }
        return writer
    }
}
