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

    private static readonly double LongestGapSeconds = TimeSpan.FromDays(7).TotalSeconds;

    /// <exception cref="InvalidOperationException">A preset makes no sense; all such are named.</exception>
    public RetryPresets(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Notify:Retry:Presets").GetChildren())
        {
            var preset = presets.GetValueOrDefault(section.Key) ?? new RetryPreset();
            section.Bind(preset);
            presets[section.Key] = preset;
        }

        var wrong = presets.Where(static pair => !IsSound(pair.Value)).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException(
                $"Notify:Retry:Presets:{string.Join(", ", wrong.Select(static pair => pair.Key))}: MaxAttempts must be at least 1, BaseSeconds and CapSeconds 0 to {LongestGapSeconds:0} (a week), Factor 1 to 100, JitterPercent 0 to 100; otherwise messages would be given up or retried without a pause.");
        }
    }

    private static bool IsSound(RetryPreset preset) =>
        preset is { MaxAttempts: >= 1, BaseSeconds: >= 0, CapSeconds: >= 0, Factor: >= 1 and <= 100, JitterPercent: >= 0 and <= 100 }
        && preset.BaseSeconds <= LongestGapSeconds && preset.CapSeconds <= LongestGapSeconds;

    public IEnumerable<string> Names => presets.Keys.Order(StringComparer.Ordinal);

    public bool Exists(string name) => presets.ContainsKey(name);

    /// <summary>Gets a preset; one that was removed from configuration meanwhile falls back to <c>standard</c>.</summary>
    public RetryPreset Get(string name) => presets.GetValueOrDefault(name) ?? presets["standard"];
}
