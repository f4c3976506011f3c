/// `+ - * / %` on two numbers.
final class ArithmeticNode: Node {
    enum Operator: String {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    private let symbol: Operator
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ symbol: Operator, _ left: any Node, _ right: any Node, at position: Int) {
        self.symbol = symbol
        self.left = left
        self.right = right
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let leftValue = try left.evaluate(input, frame, run)
        let rightValue = try right.evaluate(input, frame, run)
        try run.step()
        let lhs = try operand(leftValue, "T2001", "left")
        let rhs = try operand(rightValue, "T2002", "right")
        guard let lhs, let rhs else { return .undefined }
        switch symbol {
        case .add: return .number(lhs + rhs)
        case .subtract: return .number(lhs - rhs)
        case .multiply: return .number(lhs * rhs)
        case .divide: return .number(lhs / rhs)
        case .remainder: return .number(lhs.truncatingRemainder(dividingBy: rhs))
        }
    }

    private func operand(_ value: Value, _ code: String, _ side: String) throws(JSONataError) -> Double? {
        if value.isUndefined { return nil }
        guard let number = value.double, !number.isNaN else {
            throw JSONataError(
                code,
                "the \(side) side of \(symbol.rawValue) must be a number, found \(value.excerpt)",
                at: position,
                token: symbol.rawValue
            )
        }
        guard number.isFinite else {
            throw JSONataError("D1001", "a number is out of range", at: position, token: symbol.rawValue)
        }
        return number
    }
}

/// `-x`.
final class NegationNode: Node {
    private let operand: any Node
    private let position: Int

    init(_ operand: any Node, at position: Int) {
        self.operand = operand
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let value = try operand.evaluate(input, frame, run)
        if value.isUndefined { return value }
        guard let number = value.double else {
            throw JSONataError(
                "D1002",
                "only a number can be negated, found \(value.excerpt)",
                at: position,
                token: "-"
            )
        }
        return .number(-number)
    }
}

/// `&`: two texts in one.
final class ConcatenationNode: Node {
    private let left: any Node
    private let right: any Node

    init(_ left: any Node, _ right: any Node) {
        self.left = left
        self.right = right
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let lhs = try left.evaluate(input, frame, run).asText(run)
        let rhs = try right.evaluate(input, frame, run).asText(run)
        try run.step()
        try run.charge(lhs.utf8.count + rhs.utf8.count)
        return .string(lhs + rhs)
    }
}

/// `=` and `!=`; nothing equals nothing.
final class EqualityNode: Node {
    private let isNegated: Bool
    private let left: any Node
    private let right: any Node

    init(isNegated: Bool, _ left: any Node, _ right: any Node) {
        self.isNegated = isNegated
        self.left = left
        self.right = right
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let lhs = try left.evaluate(input, frame, run)
        let rhs = try right.evaluate(input, frame, run)
        try run.step(min(lhs.count, rhs.count) + 1)
        guard !lhs.isUndefined, !rhs.isUndefined else { return .bool(false) }
        return .bool(lhs.isEqual(to: rhs) != isNegated)
    }
}

/// `< <= > >=` on two numbers or two texts.
final class ComparisonNode: Node {
    enum Operator: String {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    private let symbol: Operator
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ symbol: Operator, _ left: any Node, _ right: any Node, at position: Int) {
        self.symbol = symbol
        self.left = left
        self.right = right
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let lhs = try left.evaluate(input, frame, run)
        let rhs = try right.evaluate(input, frame, run)
        try run.step()
        for value in [lhs, rhs] where !value.isUndefined && value.double == nil && value.text == nil {
            throw failure("T2010", "only numbers and strings can be compared, found \(value.excerpt)")
        }
        guard !lhs.isUndefined, !rhs.isUndefined else { return .undefined }
        if let lhs = lhs.double, let rhs = rhs.double {
            switch symbol {
            case .less: return .bool(lhs < rhs)
            case .lessOrEqual: return .bool(lhs <= rhs)
            case .greater: return .bool(lhs > rhs)
            case .greaterOrEqual: return .bool(lhs >= rhs)
            }
        }
        guard let lhs = lhs.text, let rhs = rhs.text else {
            throw failure("T2009", "a number and a string can't be compared: \(lhs.excerpt) and \(rhs.excerpt)")
        }
        switch symbol {
        case .less: return .bool(lhs.precedes(rhs))
        case .lessOrEqual: return .bool(!rhs.precedes(lhs))
        case .greater: return .bool(rhs.precedes(lhs))
        case .greaterOrEqual: return .bool(!lhs.precedes(rhs))
        }
    }

    private func failure(_ code: String, _ message: String) -> JSONataError {
        JSONataError(code, message, at: position, token: symbol.rawValue)
    }
}

/// `and` and `or`; the right side is looked at only where it matters.
final class LogicNode: Node {
    private let isAnd: Bool
    private let left: any Node
    private let right: any Node

    init(isAnd: Bool, _ left: any Node, _ right: any Node) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let lhs = try left.evaluate(input, frame, run).isTruthy
        guard lhs == isAnd else { return .bool(lhs) }
        return .bool(try right.evaluate(input, frame, run).isTruthy)
    }
}

/// `in`: whether the right side holds the left one.
final class MembershipNode: Node {
    private let left: any Node
    private let right: any Node

    init(_ left: any Node, _ right: any Node) {
        self.left = left
        self.right = right
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let wanted = try left.evaluate(input, frame, run)
        let array = try right.evaluate(input, frame, run)
        guard !wanted.isUndefined, !array.isUndefined else { return .bool(false) }
        try run.step(array.count)
        return .bool((0..<array.count).contains { array.element($0).isEqual(to: wanted) })
    }
}
