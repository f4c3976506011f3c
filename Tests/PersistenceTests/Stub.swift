enum StubTestsPersistence {}
