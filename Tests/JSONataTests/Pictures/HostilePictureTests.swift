import Testing

@testable import JSONata

/// Pictures and texts that ask for more than anyone needs: each ends, with a bounded text or an error.
@Suite struct HostilePictureTests {
    static let long = 10_000

    static let values: [Double] = [
        0, -0.0, 1, -1, 0.5, .leastNonzeroMagnitude, -1e300, 1.7976931348623157e308, .infinity, -.infinity, .nan,
    ]

    static func repeated(_ text: String) -> String { String(repeating: text, count: long / text.count) }

    @Test(
        arguments: [
            repeated("0"), repeated("#"), "0." + repeated("0"), repeated("0,"), "0" + repeated(",0"), repeated("e0"),
            "0e" + repeated("0"), repeated("x"), repeated(";"),
        ] as [String]
    )
    func `number pictures`(_ picture: String) {
        for value in Self.values {
            let text = (try? NumberPicture.format(value, picture: picture, options: [])) ?? ""
            #expect(text.utf8.count < 3 * Self.long)
        }
    }

    @Test(
        arguments: [repeated("0"), repeated("0,"), "0" + repeated(":#,0"), "I", "A", "w", "W;o", repeated(";"), "0"]
            as [String]
    )
    func `integer pictures`(_ picture: String) {
        for value in Self.values {
            let text = (try? IntegerPicture(picture).format(value)) ?? ""
            #expect(text.utf8.count < 3 * Self.long)
        }
        for text in [
            Self.repeated("9"), Self.repeated("z"), Self.repeated("M"), Self.repeated("one trillion "),
            Self.repeated(","),
        ] {
            _ = try? IntegerPicture(picture).parse(text)
        }
    }

    @Test(
        arguments: [
            repeated("[Y]"), repeated("[Y0001]"), repeated("[MNn]"), repeated("[Yw]"), repeated("["), repeated("[["),
            repeated("[Z]"), repeated("a"), "[Y" + repeated("0") + "]",
        ] as [String]
    )
    func `date pictures`(_ picture: String) {
        let text = (try? DateTimePicture.format(millis: 0, picture: picture, timezone: nil)) ?? ""
        #expect(text.utf8.count < 10 * Self.long)
        for text in [text, Self.repeated("9"), Self.repeated("a"), Self.repeated("one "), Self.repeated("+1:")] {
            _ = try? DateTimePicture.parse(text, picture: picture, nowMillis: 0)
        }
    }
}
