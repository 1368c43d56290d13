using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Notify.AppHost.State;

/// <summary>The passwords and keys of a state folder: made once, kept in a file that only its owner may read.</summary>
internal static class Secrets
{
    private const int KeyBytes = 32;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, Func<string>> Makers = new()
    {
        ["postgres-password"] = Password,
        ["messaging-password"] = Password,
        ["cache-password"] = Password,
        ["secrets-key"] = static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), // encrypts the settings of integrations
        ["api-key"] = static () => "ntfy_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)), // as callers of the gateway send it
    };

    /// <summary>Reads the secrets, and makes those that are missing.</summary>
    /// <returns>The secrets by the names of the parameters.</returns>
    /// <exception cref="DistributedApplicationException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Of(StateFolder state)
    {
        var secrets = Read(state.SecretsFile);
        var missing = Makers.Where(maker => !secrets.ContainsKey(maker.Key)).ToList();
        if (missing.Count > 0)
        {
            missing.ForEach(maker => secrets[maker.Key] = maker.Value());
            PrivateFile.Write(state.SecretsFile, JsonSerializer.Serialize(secrets, Indented));
        }

        return secrets;
    }

    // Letters and digits only: it goes into connection strings, URIs and configuration files.
    private static string Password() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 22);

    private static SortedDictionary<string, string> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException(
                $"'{path}' is not valid JSON: {exception.Message} Repair it, or delete it together with the data folder beside it.", exception);
        }
    }
}
