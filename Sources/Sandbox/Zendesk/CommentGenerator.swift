/// Writes the comments of tickets; they depend on the ticket's index and their number only.
struct CommentGenerator: Sendable {
    /// Above the most comments a ticket may have.
    static let idsPerTicket = 1_000

    let seed: UInt64
    let people: People
    let texts: SampleTexts
    let timeline: Timeline

    /// The id of who wrote a comment.
    func author(_ number: Int, ofTicket index: Int) -> Int {
        var dice = Dice(seed: seed, purpose: 3, index: index * CommentGenerator.idsPerTicket + number)
        return author(number, &dice)
    }

    private func author(_ number: Int, _ dice: inout Dice) -> Int {
        number % 2 == 1 ? people.anyUser(&dice) : people.agent(&dice)
    }

    func write(_ number: Int, ofTicket index: Int, to writer: inout RecordWriter) {
        let id = index * CommentGenerator.idsPerTicket + number
        var dice = Dice(seed: seed, purpose: 3, index: id)
        let author = author(number, &dice)
        let sentence = dice.roll(texts.count)
        writer.raw("{\"id\":")
        writer.number(id)
        writer.raw(",\"type\":\"Comment\",\"author_id\":")
        writer.number(author)
        writer.raw(",\"body\":\"")
        texts.write(200, startingAt: sentence, to: &writer)
        writer.raw("\",\"html_body\":\"<div class=\\\"zd-comment\\\"><p>")
        texts.write(200, startingAt: sentence, to: &writer)
        writer.raw("</p></div>\",\"plain_body\":\"")
        texts.write(200, startingAt: sentence, to: &writer)
        writer.raw("\",\"public\":")
        writer.bool(number % 3 != 0)
        writer.raw(",\"attachments\":[],\"audit_id\":")
        writer.number((1 << 53) + id)
        writer.raw(",\"via\":{\"channel\":\"web\",\"source\":{\"from\":{},\"to\":{},\"rel\":null}},\"created_at\":")
        writer.time(timeline.createdAt(index) + number * 60)
        writer.raw(",\"metadata\":{\"system\":{},\"custom\":{}}}")
    }
}
