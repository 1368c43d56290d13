namespace Notify.GraphQL;

/// <summary>What a document may be made of. Going beyond a limit is an error with a code of its own, never a crash.</summary>
public sealed class ParserOptions
{
    /// <summary>Gets or sets how deep selections, values and types may nest. Default 128, at least 1.</summary>
    public int MaxRecursionDepth { get; set; } = 128;

    /// <summary>Gets or sets how many tokens a document may have. Default 10,000, at least 1.</summary>
    public int MaxTokens { get; set; } = 10_000;

    /// <summary>Gets or sets how many syntax nodes a document may have. Default 10,000, at least 1.</summary>
    public int MaxNodes { get; set; } = 10_000;

    /// <summary>Gets or sets how many fields a document may select. Default 2,048, at least 1.</summary>
    public int MaxFields { get; set; } = 2_048;

    /// <summary>Gets or sets how many directives may stand in one place. Default 4, at least 0.</summary>
    public int MaxDirectivesPerLocation { get; set; } = 4;
}
