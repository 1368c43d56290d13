using Microsoft.Extensions.Configuration;

namespace Notify.AppHost;

/// <summary>Completes the command line, so that several applications run on one machine and nothing has to be set up first.</summary>
internal static class AppHostArguments
{
    private const string FreshSwitch = "--fresh";
    private const string DashboardUrls = "ASPNETCORE_URLS";
    private const string PreferredDashboard = "http://localhost:15080";
    private static readonly string[] DashboardFeeds = ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    // Plain HTTP on this machine only, no question to a registry at each start, and no certificate made or trusted behind anybody's back.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_TRUST"] = "false",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] = "false",
        ["DcpPublisher:WaitForResourceCleanup"] = "true", // the AppHost ends when everything has ended
        ["Logging:LogLevel:Aspire.Hosting.Dcp"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error", // the dashboard's keys are as private as the folder they are in
    };

    /// <summary>
    /// Adds what the arguments and the environment leave open, and gives the switch <c>--fresh</c> the value that the configuration's reader
    /// wants. A wanted dashboard port that is taken gives way to a free one.
    /// </summary>
    public static string[] Complete(string[] args)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var dashboard = given[DashboardUrls] is { Length: > 0 } wanted ? wanted : PreferredDashboard;
        return
        [
            .. args.Select(static argument => argument == FreshSwitch ? $"{FreshSwitch}=true" : argument),
            .. Defaults.Where(setting => string.IsNullOrEmpty(given[setting.Key])).Select(static setting => $"--{setting.Key}={setting.Value}"),
            .. DashboardFeeds.Where(name => string.IsNullOrEmpty(given[name])).Select(static name => $"--{name}=http://localhost:{LocalPort.Free()}"),
            $"--{DashboardUrls}={string.Join(';', dashboard.Split(';').Select(FreeOf))}",
        ];
    }

    private static string FreeOf(string url)
    {
        var wanted = new UriBuilder(url);
        if (!LocalPort.TryClaim(wanted.Port))
        {
            wanted.Port = LocalPort.Free();
        }

        return wanted.Uri.GetLeftPart(UriPartial.Authority);
    }
}
