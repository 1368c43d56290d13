using Notify.Primitives;

namespace Notify.Gateway.Problems;

/// <summary>The one shape of every error (RFC 9457).</summary>
internal sealed record Problem
{
    /// <summary>Gets the kind of problem as a URI; the same for every occurrence.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the summary of the kind.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Gets what was wrong this time and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets the stable code to program against.</summary>
    public required string Code { get; init; }

    /// <summary>Gets this occurrence, to quote in a question about it.</summary>
    public string? Instance { get; init; }

    /// <summary>Gets the fields at fault, all of them at once.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    public static Problem Of(ErrorCode code, string detail, IReadOnlyList<FieldError>? errors = null, string? instance = null) => new()
    {
        Type = "urn:notify:problem:" + code.Text,
        Title = code.Title,
        Status = code.Status,
        Detail = detail,
        Code = code.Text,
        Instance = instance,
        Errors = errors is { Count: > 0 } ? errors : null,
    };
}
