namespace Notify.Plugins.Providers;

/// <summary>What every provider of a plugin is given by this installation.</summary>
/// <param name="Options">What the operator set for the plugin.</param>
/// <param name="CallbackUrl">Says where an integration's provider calls back; <see langword="null"/> when nobody outside can.</param>
internal sealed record ProviderHome(IReadOnlyDictionary<string, string> Options, Func<string, Uri?> CallbackUrl);
