enum StubTestsJSON {}
