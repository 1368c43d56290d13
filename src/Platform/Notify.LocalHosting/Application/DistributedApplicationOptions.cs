namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Gets or sets the command line, read into the configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>Gets or sets whether no dashboard is served.</summary>
    /// <value>The default value is false.</value>
    public bool DisableDashboard { get; set; }

    /// <summary>Gets or sets the folder relative paths start from; the AppHost's project folder when null.</summary>
    public string? ProjectDirectory { get; set; }
}
