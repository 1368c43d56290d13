namespace Notify.Workspaces.Policies;

/// <summary>The retry preset of projects that set none.</summary>
internal sealed class RetryPresetOptions
{
    public const string Section = "Notify:Retry";

    /// <summary>Gets or sets the preset's name.</summary>
    /// <value>The default value is <c>standard</c>; also <c>lexigram</c>, <c>patient</c>, <c>none</c>, and what <c>Notify:Retry:Presets</c> adds.</value>
    public string Default { get; set; } = "standard";
}
