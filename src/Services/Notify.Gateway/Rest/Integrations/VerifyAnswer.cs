namespace Notify.Gateway.Rest.Integrations;

/// <summary>The answer of a live credential check.</summary>
/// <param name="Valid">Whether the credentials work.</param>
/// <param name="Supported">Whether the plugin can check at all.</param>
/// <param name="Code">What was wrong, as a stable code; absent when valid.</param>
/// <param name="Detail">One sentence for a person.</param>
internal sealed record VerifyAnswer(bool Valid, bool Supported, string? Code, string Detail);
