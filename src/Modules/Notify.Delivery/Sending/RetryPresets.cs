using Microsoft.Extensions.Configuration;

namespace Notify.Delivery.Sending;

/// <summary>The retry presets: the built-in ones, which configuration (<c>Notify:Retry:Presets:{name}</c>) may change or add to.</summary>
internal sealed class RetryPresets
{
    private readonly Dictionary<string, RetryPreset> presets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["standard"] = new(),
        ["lexigram"] = new() { MaxAttempts = 3, BaseSeconds = 1, CapSeconds = 60 },
        ["patient"] = new() { MaxAttempts = 48, BaseSeconds = 300, Factor = 1, CapSeconds = 300 },
        ["none"] = new() { MaxAttempts = 1 },
    };

    /// <exception cref="InvalidOperationException">A preset makes no sense; all such are named.</exception>
    public RetryPresets(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Notify:Retry:Presets").GetChildren())
        {
            var preset = presets.GetValueOrDefault(section.Key) ?? new RetryPreset();
            section.Bind(preset);
            presets[section.Key] = preset;
        }

        var wrong = presets.Where(static pair => pair.Value is { MaxAttempts: < 1 } or { BaseSeconds: < 0 } or { Factor: < 1 } or { CapSeconds: < 0 } or { JitterPercent: < 0 or > 100 }).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException(
                $"Notify:Retry:Presets:{string.Join(", ", wrong.Select(static pair => pair.Key))}: MaxAttempts must be at least 1, BaseSeconds and CapSeconds not negative, Factor at least 1, JitterPercent 0 to 100; otherwise messages would be given up or retried without a pause.");
        }
    }

    public IEnumerable<string> Names => presets.Keys.Order(StringComparer.Ordinal);

    public bool Exists(string name) => presets.ContainsKey(name);

    /// <summary>Gets a preset; one that was removed from configuration meanwhile falls back to <c>standard</c>.</summary>
    public RetryPreset Get(string name) => presets.GetValueOrDefault(name) ?? presets["standard"];
}
