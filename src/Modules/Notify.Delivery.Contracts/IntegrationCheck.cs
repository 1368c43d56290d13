namespace Notify.Delivery.Contracts;

/// <summary>The answer of a live credential check.</summary>
/// <param name="Supported">Whether the plugin can check at all.</param>
/// <param name="Valid">Whether the credentials work.</param>
/// <param name="Code">A stable code of what was wrong; <see langword="null"/> when valid.</param>
/// <param name="Detail">One sentence for a person; never a secret.</param>
public sealed record IntegrationCheck(bool Supported, bool Valid, string? Code, string Detail);
