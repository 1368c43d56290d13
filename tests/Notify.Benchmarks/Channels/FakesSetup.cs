namespace Notify.Benchmarks.Channels;

/// <summary>Where the fake providers are, and what they give their customers.</summary>
internal sealed record FakesSetup
{
    public required IReadOnlyDictionary<string, Uri> BaseUrls { get; init; }

    public required string CertificatePath { get; init; }

    public required string FcmServiceAccount { get; init; }

    public required string ApnsKey { get; init; }

    public required string Subscription { get; init; }

    public required int SmtpPort { get; init; }
}
