enum StubTestsEngine {}
