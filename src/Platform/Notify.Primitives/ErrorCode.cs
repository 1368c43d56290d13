namespace Notify.Primitives;

/// <summary>The stable error codes of every door, with their HTTP status. Texts are never changed, only added.</summary>
/// <param name="Text">The code as callers see it; the mixed case of some is part of the contract.</param>
/// <param name="Status">The HTTP status (RFC 9110).</param>
/// <param name="Title">A short summary that does not change from one occurrence to the next.</param>
public sealed record ErrorCode(string Text, int Status, string Title)
{
    /// <summary>A field is missing, malformed, or contradicts another.</summary>
    public static readonly ErrorCode ValidationError = new("validation-error", 400, "The request is not valid.");

    /// <summary>No plugin or no active integration serves the channel.</summary>
    public static readonly ErrorCode ChannelNotFound = new("CHANNEL_NOT_FOUND", 400, "The channel is not registered.");

    /// <summary>The environment has no active integration of that identifier on the channel.</summary>
    public static readonly ErrorCode IntegrationNotFound = new("INTEGRATION_NOT_FOUND", 400, "There is no such integration.");

    /// <summary>The credentials were tried and do not work; nothing was stored.</summary>
    public static readonly ErrorCode CredentialsRefused = new("credentials-refused", 400, "The provider did not accept the credentials.");

    /// <summary>A pattern of the plugin's settings schema takes too long on a value; nothing was stored.</summary>
    public static readonly ErrorCode SettingsTimeout = new("settings-timeout", 400, "Checking the settings took too long.");

    /// <summary>Too many recipients in one batch call.</summary>
    public static readonly ErrorCode BatchLimitExceeded = new("BATCH_LIMIT_EXCEEDED", 400, "The batch has too many recipients.");

    /// <summary>No or unknown credentials.</summary>
    public static readonly ErrorCode Unauthorized = new("unauthorized", 401, "The API key is missing or not valid.");

    /// <summary>A callback does not prove that it is the provider's.</summary>
    public static readonly ErrorCode CallbackRefused = new("callback-refused", 401, "The callback is not the provider's.");

    /// <summary>The credentials do not allow it.</summary>
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "The API key does not allow this.");

    /// <summary>Nothing of that id exists in the caller's environment.</summary>
    public static readonly ErrorCode NotFound = new("not-found", 404, "Not found.");

    /// <summary>The route exists, but not with this method.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("method-not-allowed", 405, "The route does not take this method.");

    /// <summary>The idempotency key was used for another request.</summary>
    public static readonly ErrorCode IdempotencyConflict = new("idempotency-conflict", 409, "The idempotency key was used for a different request.");

    /// <summary>The thing exists already.</summary>
    public static readonly ErrorCode AlreadyExists = new("already-exists", 409, "It exists already.");

    /// <summary>A delivered notification cannot be retried.</summary>
    public static readonly ErrorCode AlreadyDelivered = new("already-delivered", 409, "The notification was delivered already.");

    /// <summary>The state does not allow it.</summary>
    public static readonly ErrorCode Conflict = new("conflict", 409, "The present state does not allow this.");

    /// <summary>The body is larger than accepted.</summary>
    public static readonly ErrorCode PayloadTooLarge = new("payload-too-large", 413, "The request body is too large.");

    /// <summary>The media type is not accepted.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported-media-type", 415, "Send application/json.");

    /// <summary>The per-minute limit is reached.</summary>
    public static readonly ErrorCode RateLimitExceeded = new("rate-limit-exceeded", 429, "The rate limit is exceeded.");

    /// <summary>Something broke on our side; nothing was accepted.</summary>
    public static readonly ErrorCode Internal = new("internal-error", 500, "Something went wrong on our side.");

    /// <summary>Too many batch recipients are waiting.</summary>
    public static readonly ErrorCode QueueFull = new("queue-full", 503, "The batch queue is full.");

    /// <summary>The database cannot be reached; nothing was accepted.</summary>
    public static readonly ErrorCode Unavailable = new("unavailable", 503, "Notify cannot accept requests now.");
}
