using System.Text.Json;

namespace Notify.Channels.Testing;

/// <summary>Describes a plugin that calls its provider over HTTP. The kit brings the servers that fail: 19 answers and six broken connections.</summary>
public abstract class HttpChannelUnderTest : ChannelUnderTest
{
    /// <summary>Gets whether the settings have a <c>baseUrl</c>. Only where every address is a URL itself, it needs none.</summary>
    public virtual bool HasBaseUrl => true;

    /// <summary>Gets where the provider's documentation says something else about a status than the kit's own table.</summary>
    public virtual IReadOnlyList<StatusExpectation> Expectations => [];

    /// <summary>Makes the body of a failure in the provider's own shape. What the plugin reads as the provider's message should be <paramref name="message"/>.</summary>
    /// <param name="status">The HTTP status of the answer.</param>
    /// <param name="message">The provider's sentence; it may repeat the address, the text and the secrets, as some providers do.</param>
    public virtual string ErrorBody(int status, string message) => JsonSerializer.Serialize(new
    {
        message,
        detail = message,
        reason = message,
        error = new { message, status = message, code = status },
        errors = new[] { new { message } },
    });

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Faults => HttpFaults.Of(this);
}
