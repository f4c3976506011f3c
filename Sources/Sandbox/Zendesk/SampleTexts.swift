/// Invented subjects and sentences, already escaped for JSON, with what breaks careless readers.
///
/// Letters outside ASCII, raw and as `\u` escapes with surrogate pairs, quotes, backslashes, line feeds, slashes
/// both plain and escaped, braces and brackets inside of strings.
struct SampleTexts: Sendable {
    let subjects: [[UInt8]]
    private let text: [UInt8]
    /// Where sentences start in `text`, and its end.
    private let bounds: [Int]

    init(seed: UInt64) {
        subjects = SampleTexts.subjectLines.map { Array($0.utf8) }
        var dice = Dice(seed: seed, purpose: 7, index: 0)
        var text: [UInt8] = []
        var bounds: [Int] = [0]
        for _ in 0..<400 {
            text += Array(SampleTexts.sentences[dice.roll(SampleTexts.sentences.count)].utf8)
            bounds.append(text.count)
        }
        self.text = text
        self.bounds = bounds
    }

    /// Appends whole sentences, at most `size` bytes of them but at least one, starting at the `start`-th.
    func write(_ size: Int, startingAt start: Int, to writer: inout RecordWriter) {
        var sentence = start % (bounds.count - 1)
        var left = max(size, bounds[sentence + 1] - bounds[sentence])
        while true {
            let end = lastBound(notAbove: bounds[sentence] + left)
            guard end > sentence else { return }
            writer.raw(text[bounds[sentence]..<bounds[end]])
            left -= bounds[end] - bounds[sentence]
            sentence = end == bounds.count - 1 ? 0 : end
        }
    }

    /// How many sentences there are to start at.
    var count: Int { bounds.count - 1 }

    private func lastBound(notAbove offset: Int) -> Int {
        var low = 0
        var high = bounds.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if bounds[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private static let subjectLines = [
        #"Export stops at page 12"#, #"Rechnung für März fehlt"#, #"Le café n'est plus livré"#,
        #"Can't sign in after the update"#, #"注文が届きません"#, #"\"Permission denied\" on the shared folder"#,
        #"Printer on floor 3 \\ room 7 is offline"#, #"Sync shows 0\/100 records 😀"#,
        #"Passwort zurücksetzen \ud83d\udd11"#, #"Счёт оплачен дважды"#, #"Webhook {\"id\": null} arrives twice"#,
        #"Question about plan limits [beta]"#, #"Caf\u00e9 orders: totals don't add up"#, #"البريد لا يصل"#,
        #"Slow search since Monday"#, #"Please delete the test account"#,
    ]

    private static let sentences = [
        #"Since yesterday the list shows only the first hundred entries. "#,
        #"Wir haben das schon zweimal versucht, leider ohne Erfolg – auch über Nacht. "#,
        #"The log says \"connection closed\" and nothing else. "#,
        #"Voilà ce que j'ai essayé : redémarrer, vider le cache, réinstaller. "#,
        #"The file is under C:\\temp\\export and has 0 bytes. "#,
        #"Thanks for your help! 🙏\n\n"#,
        #"昨日から同期が止まっています。"#,
        #"Here is what we get: {\"status\": \"error\", \"codes\": [1, 2, 3]}. "#,
        #"It worked before \u2014 perhaps the limit changed? "#,
        #"Prüfen Sie bitte https:\/\/sandbox.example.com\/status?x=1&y=2. "#,
        #"My colleague \ud83d\udc69\u200d\ud83d\udcbb sees the same on another machine. "#,
        #"1.\tOpen the page\n2.\tPress refresh\n3.\tWait\n"#,
        #"Пожалуйста, перезвоните нам завтра утром. "#,
        #"No rush; a reply by the end of the week is fine. "#,
        #"The number of rows (2,147,483,648) looks like an overflow to me. "#,
        #"هل يمكنكم المساعدة؟ "#,
    ]
}
