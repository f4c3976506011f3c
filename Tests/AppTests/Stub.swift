enum StubTestsApp {}
