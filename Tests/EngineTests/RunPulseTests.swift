import Testing

@testable import Engine

@Suite struct RunPulseTests {
    @Test func `a run is limited when nothing is under way and the pause is a second or more`() {
        let pulse = RunPulse()
        #expect(pulse.sends() == false)
        #expect(pulse.sends() == false)
        #expect(pulse.receives(at: .zero) == false)
        #expect(pulse.pauses(for: .seconds(5), at: .zero) == false)
        #expect(pulse.receives(at: .seconds(1)))
        #expect(pulse.isLimited)
        #expect(pulse.sends())
        #expect(pulse.isLimited == false)
    }

    @Test func `a short pause is none`() {
        let pulse = RunPulse()
        #expect(pulse.pauses(for: .milliseconds(999), at: .zero) == false)
    }

    @Test func `an answer after the pause's end changes nothing`() {
        let pulse = RunPulse()
        _ = pulse.sends()
        #expect(pulse.pauses(for: .seconds(1), at: .zero) == false)
        #expect(pulse.receives(at: .seconds(2)) == false)
    }

    @Test func `it says once that the run is limited`() {
        let pulse = RunPulse()
        #expect(pulse.pauses(for: .seconds(5), at: .zero))
        #expect(pulse.pauses(for: .seconds(5), at: .seconds(1)) == false)
    }
}
