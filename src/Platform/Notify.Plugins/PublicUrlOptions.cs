namespace Notify.Plugins;

/// <summary>Where the installation is reached from outside. Section <c>Notify</c>.</summary>
internal sealed class PublicUrlOptions
{
    public const string Key = "Notify:PublicUrl";

    /// <summary>
    /// Gets or sets the gateway's absolute http or https URL as the outside world sees it. Providers call it with receipts and bounces.
    /// Empty means that nobody outside can: providers are not asked for receipts.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    public Uri? CallbackUrl(string integrationId) =>
        PublicUrl.Length == 0 ? null : new Uri(new Uri(PublicUrl.EndsWith('/') ? PublicUrl : PublicUrl + "/"), $"v1/callbacks/{integrationId}");
}
