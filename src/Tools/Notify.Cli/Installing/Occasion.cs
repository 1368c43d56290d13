namespace Notify.Cli.Installing;

/// <summary>When a package is needed.</summary>
internal enum Occasion
{
    /// <summary>Whatever is done.</summary>
    Always,

    /// <summary>Where no container engine answers.</summary>
    WithoutContainers,

    /// <summary>For the tests, as well.</summary>
    Tests,
}
