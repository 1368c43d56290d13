using System.Text.Encodings.Web;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>Logs for people in Development, for machines elsewhere.</summary>
internal static class LogHosting
{
    // Quiet by default: these categories name paths and URLs, which may hold personal data. Configuration may say otherwise.
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical", // it throws what it logs
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Error", // /health/ready tells the rest
        ["Logging:LogLevel:Npgsql"] = "Critical", // likewise, and at Information it tells every statement
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:RabbitMQ.Client"] = "Critical", // whoever uses the connection tells of its loss
        ["Logging:LogLevel:StackExchange.Redis"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
    };

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
            return;
        }

        builder.Logging.AddJsonConsole(static console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            console.IncludeScopes = true;
            console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // read by people too
        });
    }
}
