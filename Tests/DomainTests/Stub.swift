enum StubTestsDomain {}
