enum StubTestsIntegrations {}
