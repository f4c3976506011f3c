import Testing

@testable import JSONata

@Suite struct HalfEvenTests {
    @Test(
        arguments: [
            (2.5, 0, 2.0), (3.5, 0, 4), (-7.5, 0, -8), (-8.5, 0, -8), (123.456, 0, 123), (123.456, 2, 123.46),
            (123.456, -1, 120),
            (123.456, -2, 100), (11.5, 0, 12), (12.5, 0, 12), (125, -1, 120), (4.525, 2, 4.52), (4.515, 2, 4.52),
            (12_350, -2, 12_400), (12_450, -2, 12_400), (6.022e-23, 24, 6e-23), (0.49999999999999994, 0, 0),
            (1e300, 20, 1e300), (1e300, .max, 1e300), (1e300, .min, 0), (5, -1, 0), (15, -1, 20),
        ] as [(Double, Int, Double)]
    )
    func `a half goes to the even neighbour`(_ value: Double, _ precision: Int, _ rounded: Double) {
        #expect(HalfEven.round(value, precision: precision) == rounded)
    }

    @Test(arguments: [(-0.5, 0), (-0.0, 0), (-0.001, 1), (-4, -1)] as [(Double, Int)])
    func `never gives minus zero`(_ value: Double, _ precision: Int) {
        #expect(HalfEven.round(value, precision: precision).sign == .plus)
    }
}
