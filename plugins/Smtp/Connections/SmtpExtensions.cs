using System.Globalization;

namespace Notify.Channels.Smtp.Connections;

/// <summary>What a server offered in its answer to EHLO.</summary>
internal sealed record SmtpExtensions
{
    public static readonly SmtpExtensions None = new();

    public bool Pipelining { get; private init; }

    public bool StartTls { get; private init; }

    public bool Utf8 { get; private init; }

    public bool EightBit { get; private init; }

    /// <summary>Gets whether it takes wishes for delivery status notifications (RFC 3461).</summary>
    public bool Dsn { get; private init; }

    public bool Size { get; private init; }

    /// <summary>Gets the largest message accepted, in bytes; 0 means the server names no limit.</summary>
    public long MaxSize { get; private init; }

    public string[] AuthMechanisms { get; private init; } = [];

    public static SmtpExtensions Parse(string ehloText)
    {
        var offered = None;
        foreach (var line in ehloText.Split('\n').Skip(1))
        {
            var words = line.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries); // "AUTH=LOGIN" is an old form
            offered = words switch
            {
                ["PIPELINING", ..] => offered with { Pipelining = true },
                ["STARTTLS", ..] => offered with { StartTls = true },
                ["SMTPUTF8", ..] => offered with { Utf8 = true },
                ["8BITMIME", ..] => offered with { EightBit = true },
                ["DSN", ..] => offered with { Dsn = true },
                ["SIZE", var limit, ..] => offered with { Size = true, MaxSize = long.TryParse(limit, CultureInfo.InvariantCulture, out var max) ? max : 0 },
                ["SIZE"] => offered with { Size = true },
                ["AUTH", .. var mechanisms] => offered with { AuthMechanisms = [.. offered.AuthMechanisms, .. mechanisms] },
                _ => offered,
            };
        }

        return offered;
    }
}
