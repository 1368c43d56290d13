namespace Notify.Plugins;

/// <summary>Where plugins come from. Section <c>Notify:Plugins</c>.</summary>
internal sealed class ChannelPluginsOptions
{
    public const string Section = "Notify:Plugins";

    /// <summary>Gets or sets the folders that contain plugin folders, separated by ';', relative to the content root. Required.</summary>
    public string Path { get; set; } = "";

    /// <summary>Gets or sets whether changed, new and removed plugin folders take effect without a restart.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Watch { get; set; } = true;

    public string[] Roots(string contentRoot) =>
        [.. Path.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(path => System.IO.Path.GetFullPath(path, contentRoot))
            .Distinct(StringComparer.Ordinal)];
}
