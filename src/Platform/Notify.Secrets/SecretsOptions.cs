namespace Notify.Secrets;

/// <summary>The key that seals secrets. Configuration section <c>Notify:Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>Gets or sets 32 random bytes in base64. Losing it makes every stored secret unreadable.</summary>
    public string Key { get; set; } = "";
}
