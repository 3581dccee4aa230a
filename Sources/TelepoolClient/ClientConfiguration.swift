/// Where and as whom to call, and how patiently.
public struct ClientConfiguration: Sendable {
    /// Scheme, host and port: `http://127.0.0.1:8080`, `https://cloud-vms.volcengineapi.com`.
    public var endpoint: String
    public var credentials: Credentials
    public var retries: RetryPolicy
    /// How long one answer is waited for. Operations that read everything are waited for longer, up to six hours.
    public var timeout: Duration

    public init(
        endpoint: String, credentials: Credentials, retries: RetryPolicy = RetryPolicy(),
        timeout: Duration = .seconds(120)
    ) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.retries = retries
        self.timeout = timeout
    }

    /// The same with an access key.
    public init(endpoint: String, accessKeyID: String, secretAccessKey: String) {
        self.init(endpoint: endpoint, credentials: .accessKey(id: accessKeyID, secret: secretAccessKey))
    }
}
