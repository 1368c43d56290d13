namespace Notify.Mailbox.Smtp;

/// <summary>Reads <c>FROM:&lt;address&gt; PARAM=value</c>.</summary>
internal static class SmtpPath
{
    public static bool TryRead(string argument, string keyword, out string address, out string[] parameters)
    {
        address = "";
        parameters = [];
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            return false;

        var path = argument.AsSpan(keyword.Length).TrimStart();
        var end = path.LastIndexOf('>');
        if (path.IsEmpty || path[0] != '<' || end < 1)
            return false;

        address = path[1..end].ToString();
        parameters = path[(end + 1)..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return true;
    }
}
