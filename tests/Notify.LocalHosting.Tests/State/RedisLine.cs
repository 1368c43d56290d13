using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Notify.LocalHosting.Tests.State;

/// <summary>Speaks to Redis by hand.</summary>
internal static class RedisLine
{
    /// <summary>Sends commands and returns the first one's integer answer.</summary>
    public static async Task<string> AskAsync(string connectionString, params string[] commands)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var parts = connectionString.Split(",password=");
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", int.Parse(parts[0].Split(':')[1], CultureInfo.InvariantCulture), cancellationToken);
        await using var stream = client.GetStream();
        var script = string.Concat(commands.Prepend($"AUTH {parts[1]}").Append("QUIT").Select(static c => c + "\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(script), cancellationToken);
        using var reader = new StreamReader(stream);
        var answers = (await reader.ReadToEndAsync(cancellationToken)).Split("\r\n");
        return answers[1].TrimStart(':');
    }
}
