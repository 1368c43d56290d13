using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Plugins.Providers;

/// <summary>Takes an integration's secrets out of whatever its plugin says: outcomes, reports and log entries are shown to people.</summary>
internal sealed class SecretRedactor
{
    private const string Replacement = "***";
    private const int ShortestSecret = 4; // shorter ones are part of ordinary words
    private const int ShortestPart = 8;
    private static readonly string[] SecretWords = ["key", "secret", "token", "password"];
    private readonly string[] _secrets;

    public SecretRedactor(JsonElement settings, IReadOnlySet<string> secretNames)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in settings.EnumerateObject())
        {
            if (secretNames.Contains(property.Name))
                Collect(property.Value, secrets);
        }

        _secrets = [.. secrets.Where(static secret => secret.Length >= ShortestSecret).OrderByDescending(static secret => secret.Length)];
    }

    public string? Clean(string? text)
    {
        if (text is null)
            return null;

        foreach (var secret in _secrets)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
                text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Cleans the texts of an outcome; the same instance when there was nothing to clean, which is nearly always.</summary>
    public SendOutcome Clean(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted => Differs(accepted.ProviderMessageId) ? accepted with { ProviderMessageId = Clean(accepted.ProviderMessageId) } : accepted,
        SendOutcome.Rejected rejected => Differs(rejected.Code, rejected.Reason)
            ? rejected with { Code = Clean(rejected.Code)!, Reason = Clean(rejected.Reason)! } : rejected, // not null: they were not
        SendOutcome.EndpointGone gone => Differs(gone.Code, gone.Reason) ? gone with { Code = Clean(gone.Code)!, Reason = Clean(gone.Reason) } : gone,
        SendOutcome.Throttled throttled => Differs(throttled.Code) ? throttled with { Code = Clean(throttled.Code)! } : throttled,
        SendOutcome.Transient transient => Differs(transient.Code, transient.Reason)
            ? transient with { Code = Clean(transient.Code)!, Reason = Clean(transient.Reason) } : transient,
        SendOutcome.Misconfigured misconfigured => Differs(misconfigured.Code, misconfigured.Reason)
            ? misconfigured with { Code = Clean(misconfigured.Code)!, Reason = Clean(misconfigured.Reason) } : misconfigured,
        SendOutcome.Ambiguous ambiguous => Differs(ambiguous.Code, ambiguous.Reason)
            ? ambiguous with { Code = Clean(ambiguous.Code)!, Reason = Clean(ambiguous.Reason) } : ambiguous,
        _ => outcome,
    };

    private bool Differs(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is null)
                continue;

            foreach (var secret in _secrets)
            {
                if (text.Contains(secret, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    private static void Collect(JsonElement value, HashSet<string> secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = value.GetString() ?? "";
                secrets.Add(text);
                secrets.UnionWith(text.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Where(static part => part.Length >= ShortestPart)); // several keys in one setting, or the lines of a PEM
                CollectDocument(text, secrets);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(item, secrets);
                break;
            case JsonValueKind.Object:
                CollectMembers(value, secrets);
                break;
        }
    }

    /// <summary>A whole JSON document may be one secret, as a service account is: of its members, those that are named like one.</summary>
    private static void CollectDocument(string text, HashSet<string> secrets)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return;

        try
        {
            using var document = JsonDocument.Parse(text);
            CollectMembers(document.RootElement, secrets);
        }
        catch (JsonException)
        {
            // Then it is no document.
        }
    }

    private static void CollectMembers(JsonElement members, HashSet<string> secrets)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object
                || Array.Exists(SecretWords, word => member.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                Collect(member.Value, secrets);
            }
        }
    }
}
