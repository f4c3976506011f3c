/// What an event tells; the published names.
package enum EventType: String, Sendable, CaseIterable {
    case test

    case runCreated = "sync_job_run:created"
    case runUpdated = "sync_job_run:updated"
    case runStarted = "sync_job_run:started"
    case runCompleted = "sync_job_run:completed"
    case runFailed = "sync_job_run:failed"
    case runDeleted = "sync_job_run:deleted"
    case runRateLimited = "sync_job_run:rate_limited"
    case record = "sync_job_run:record"
    case recordError = "sync_job_run:record_error"

    case accountCreated = "integrated_account:created"
    case accountUpdated = "integrated_account:updated"
    case accountDeleted = "integrated_account:deleted"
    case accountActive = "integrated_account:active"
    case accountReactivated = "integrated_account:reactivated"
    case accountValidationError = "integrated_account:validation_error"
    case accountAuthenticationError = "integrated_account:authentication_error"
    case accountForbiddenError = "integrated_account:forbidden_error"
    case accountPostInstallError = "integrated_account:post_install_error"
    case accountFormSubmitted = "integrated_account:post_connect_form_submitted"

    case linkTokenError = "link_token:connection_error"
    case integrationCreated = "environment_integration:created"
    case integrationUpdated = "environment_integration:updated"
    case integrationDeleted = "environment_integration:deleted"
    case modelCreated = "environment_unified_model:created"
    case modelUpdated = "environment_unified_model:updated"
    case modelDeleted = "environment_unified_model:deleted"
    case tokenCreated = "api_token:created"
    case tokenDeleted = "api_token:deleted"
    case inboundCreated = "record:created"
    case inboundUpdated = "record:updated"
    case inboundDeleted = "record:deleted"
    case inboundMeta = "record:meta"
    case cronTriggerFailed = "sync_job_cron_trigger:failed"
    case batchDryRunCompleted = "batch_job:dry_run_completed"
    case batchCompleted = "batch_job:completed"
    case batchDryRunFailed = "batch_job:dry_run_failed"
    case batchFailed = "batch_job:failed"

    /// Whether this version of the server ever sends it; the others may be subscribed to and are warned about.
    package var isSent: Bool {
        switch self {
        case .test, .runCreated, .runUpdated, .runStarted, .runCompleted, .runFailed, .runDeleted, .runRateLimited,
            .record, .recordError, .accountCreated, .accountUpdated, .accountDeleted, .accountActive,
            .accountReactivated, .accountValidationError, .accountAuthenticationError, .linkTokenError,
            .modelCreated, .modelUpdated, .modelDeleted:
            true
        case .accountForbiddenError, .accountPostInstallError, .accountFormSubmitted,
            .integrationCreated, .integrationUpdated, .integrationDeleted, .tokenCreated, .tokenDeleted,
            .inboundCreated, .inboundUpdated, .inboundDeleted, .inboundMeta, .cronTriggerFailed,
            .batchDryRunCompleted, .batchCompleted, .batchDryRunFailed, .batchFailed:
            false
        }
    }

    /// Whether it goes to the run's own webhook alone, whatever that one's `event_types` say.
    package var isOfRecords: Bool { self == .record || self == .recordError }
}
