/// Writes articles of the help center.
struct ArticleGenerator: Sendable {
    let seed: UInt64
    let people: People
    let texts: SampleTexts

    func write(_ article: RecordShape, to writer: inout RecordWriter) {
        var dice = Dice(seed: seed, purpose: 8, index: article.index)
        let subject = texts.subjects[dice.roll(texts.subjects.count)]
        writer.raw("{\"id\":")
        writer.number(article.id)
        writer.raw(",\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("help_center/de/articles/")
        writer.number(article.id)
        writer.raw(".json\",\"html_url\":\"https://sandbox.example.com/hc/de/articles/")
        writer.number(article.id)
        writer.raw("\",\"author_id\":")
        writer.number(people.agent(&dice))
        writer.raw(",\"comments_disabled\":false,\"draft\":")
        writer.bool(article.index % 9 == 0)
        writer.raw(",\"promoted\":false,\"position\":0,\"vote_sum\":")
        writer.number(dice.roll(40) - 20)
        writer.raw(",\"vote_count\":40,\"section_id\":4300000000001,\"created_at\":")
        writer.time(article.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(article.updatedAt)
        writer.raw(",\"edited_at\":")
        writer.time(article.updatedAt)
        for key: StaticString in [",\"name\":\"", ",\"title\":\""] {
            writer.raw(key)
            writer.raw(subject)
            if article.revision > 0 {
                writer.raw(" (revision ")
                writer.number(article.revision)
                writer.raw(")")
            }
            writer.raw("\"")
        }
        writer.raw(",\"source_locale\":\"de\",\"locale\":\"de\",\"outdated\":false,\"outdated_locales\":[]")
        writer.raw(",\"user_segment_id\":null,\"permission_group_id\":7301,\"content_tag_ids\":[]")
        writer.raw(",\"label_names\":[\"größe\"],\"body\":\"<p>")
        texts.write(600, startingAt: dice.roll(texts.count), to: &writer)
        writer.raw("</p>\"}")
    }
}
