using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Notify.LocalHosting.Dashboard;

/// <summary>What opens the dashboard: new for each run unless configured.</summary>
internal sealed record DashboardToken(string Value)
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(Value);

    public static DashboardToken From(IConfiguration configuration) =>
        new(configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] is { Length: > 0 } configured
            ? configured
            : RandomNumberGenerator.GetHexString(32, lowercase: true));

    public bool Matches(string? presented) =>
        presented is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), bytes);
}
