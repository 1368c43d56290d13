namespace Notify.Cli.Installing;

/// <summary>One of Debian's packages, and how its absence is seen.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Program">The program whose presence makes the package needless, from wherever it came.</param>
internal sealed record Need(string Package, string Program)
{
    /// <summary>Gets when it is needed.</summary>
    public Occasion Occasion { get; init; } = Occasion.Always;

    /// <summary>Gets the module that Debian's Python must have; null where the program is enough.</summary>
    public string? PythonModule { get; init; }

    /// <summary>Gets the service that Debian starts with the package, and that is to be stopped; null where there is none.</summary>
    public string? Service { get; init; }
}
