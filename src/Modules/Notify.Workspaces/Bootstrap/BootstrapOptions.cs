namespace Notify.Workspaces.Bootstrap;

/// <summary>What a first start makes.</summary>
internal sealed class BootstrapOptions
{
    public const string Section = "Notify:Bootstrap";

    /// <summary>Gets or sets the first project's name.</summary>
    /// <value>The default value is <c>Default</c>. Used only when the project is made.</value>
    public string Project { get; set; } = "Default";

    /// <summary>Gets or sets the name of its first environment.</summary>
    /// <value>The default value is <c>Development</c>.</value>
    public string Environment { get; set; } = "Development";

    /// <summary>Gets or sets the API key of that environment. Another value replaces the key of the last start.</summary>
    /// <value>None by default; 20 to 200 visible ASCII characters.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the file that holds the API key. A missing file is written with a new key, readable by its owner only.</summary>
    /// <value>None by default. Cannot be given together with <see cref="ApiKey"/>.</value>
    public string? ApiKeyFile { get; set; }
}
