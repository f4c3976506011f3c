/// Functions that format and read numbers, dates and times by pictures; each gives nothing for nothing.
enum PictureFunctions {
    typealias Call = NativeFunction.Call

    static func formatNumber(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let value = arguments[optional: 0].double, let picture = arguments[optional: 1].text else {
            return .undefined
        }
        let options = (arguments[optional: 2].members ?? []).map { ($0.key, $0.value.text ?? "") }
        return .string(try NumberPicture.format(value, picture: picture, options: options))
    }

    static func formatBase(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let value = arguments[optional: 0].double else { return .undefined }
        return .string(try RadixText.format(value, radix: arguments[optional: 1].double))
    }

    static func formatInteger(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let value = arguments[optional: 0].double, let picture = arguments[optional: 1].text else {
            return .undefined
        }
        return .string(try IntegerPicture(picture).format(value))
    }

    static func parseInteger(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text, let picture = arguments[optional: 1].text else {
            return .undefined
        }
        return try IntegerPicture(picture).parse(text).map(Value.number) ?? .undefined
    }

    static func toMillis(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        let picture = arguments[optional: 1].text
        return try DateTimePicture.parse(text, picture: picture, nowMillis: call.run.now).map(Value.number)
            ?? .undefined
    }

    static func fromMillis(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let millis = arguments[optional: 0].double else { return .undefined }
        return .string(
            try DateTimePicture.format(
                millis: millis,
                picture: arguments[optional: 1].text,
                timezone: arguments[optional: 2].text
            )
        )
    }

    static func now(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        .string(
            try DateTimePicture.format(
                millis: call.run.now,
                picture: arguments[optional: 0].text,
                timezone: arguments[optional: 1].text
            )
        )
    }

    static func millis(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value { .number(call.run.now) }
}
