package import Domain
import JSON

extension SyncJobRun {
    /// A run that waits to be claimed, of a job without nodes; for what works on stores directly.
    package static func sample(
        _ id: String,
        account: String = "account",
        to destination: RunDestination = .daemon(group: "default"),
        in environment: Domain.Environment.ID,
        at now: Timestamp
    ) -> SyncJobRun {
        SyncJobRun(
            id: .init(id),
            environmentID: environment,
            syncJobID: .init("job"),
            accountID: .init(account),
            integrationName: "vendor",
            args: [:],
            argsSchema: nil,
            resources: [],
            errorHandling: .ignore,
            ignorePreviousRun: false,
            destination: destination,
            version: 3,
            status: .created,
            createdAt: now,
            updatedAt: now
        )
    }
}
