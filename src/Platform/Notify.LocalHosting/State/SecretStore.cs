using System.Text.Json;

namespace Notify.LocalHosting.State;

/// <summary>Keeps generated passwords and keys between runs, in a file only its owner may read.</summary>
internal sealed class SecretStore(StateDirectory state)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock gate = new();

    public string GetOrAdd(string name, Func<string> make)
    {
        lock (gate)
        {
            var secrets = Read();
            if (secrets.TryGetValue(name, out var value))
            {
                return value;
            }

            value = secrets[name] = make();
            PrivateFile.Write(state.SecretsFile, JsonSerializer.Serialize(secrets, Indented));
            return value;
        }
    }

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(state.SecretsFile))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(state.SecretsFile)) ?? [];
        }
        catch (JsonException ex)
        {
            throw new DistributedApplicationException(
                $"'{state.SecretsFile}' is not valid JSON: {ex.Message} Repair it, or delete it together with the data folder beside it.", ex);
        }
    }
}
