/// A customer's account at a vendor, connected to one environment.
package struct IntegratedAccount: Sendable, Equatable {
    package typealias ID = Domain.ID<IntegratedAccount>

    /// Whether the account can be used.
    package enum Status: String, Sendable, CaseIterable {
        case active
        case connecting
        case postInstallError = "post_install_error"
        case validationError = "validation_error"
        case needsReauth = "needs_reauth"
    }

    package let id: ID
    package let environmentID: Environment.ID
    package let environmentIntegrationID: EnvironmentIntegration.ID
    package let integrationName: String
    /// The embedding company's own name for the customer.
    package var tenantID: String
    package var context: AccountContext
    package var status: Status
    /// Why the last call failed for good; nil once a call went through.
    package var lastError: String?
    package var authenticationMethod: String
    package var region: String
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        environmentID: Environment.ID,
        environmentIntegrationID: EnvironmentIntegration.ID,
        integrationName: String,
        tenantID: String,
        context: AccountContext,
        status: Status,
        lastError: String?,
        authenticationMethod: String,
        region: String,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.environmentIntegrationID = environmentIntegrationID
        self.integrationName = integrationName
        self.tenantID = tenantID
        self.context = context
        self.status = status
        self.lastError = lastError
        self.authenticationMethod = authenticationMethod
        self.region = region
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
