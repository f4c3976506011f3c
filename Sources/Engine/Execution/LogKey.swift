/// The keys of structured log lines.
enum LogKey {
    static let account = "integrated_account_id"
    static let error = "error"
    static let event = "event_id"
    static let job = "sync_job_id"
    static let reason = "reason"
    static let result = "result"
    static let resumes = "resumes"
    static let run = "sync_job_run_id"
    static let status = "status"
    static let webhook = "webhook_id"
}
