using System.Text.RegularExpressions;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Conformance;

/// <summary>Fakes for the descriptions of plugins, which are made by a constructor without parameters.</summary>
internal static partial class Fakes
{
    /// <summary>Starts one at once: it listens within milliseconds, and what describes a plugin cannot wait.</summary>
    public static TFake Start<TFake>(Func<CancellationToken, Task<TFake>> start)
        where TFake : ProviderFake
    {
        var token = TestLimits.Token;
        return Task.Run(() => start(token)).GetAwaiter().GetResult();
    }

    /// <summary>Finds the delivery's id in the text that the contracts send.</summary>
    public static string DeliveryIdIn(string text) => Text().Match(text).Groups[1].Value;

    [GeneratedRegex("Conformance text of ([0-9a-f-]{36})")]
    private static partial Regex Text();
}
