enum StubTestsAPI {}
