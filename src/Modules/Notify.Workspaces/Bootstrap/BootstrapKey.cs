using Notify.Workspaces.Keys;

namespace Notify.Workspaces.Bootstrap;

/// <summary>Where the first key comes from: the configuration, a file, or a file that is written now.</summary>
internal static class BootstrapKey
{
    /// <summary>Finds the key; <see langword="null"/> when none is configured.</summary>
    /// <exception cref="InvalidOperationException">The file does not hold a key.</exception>
    public static string? Find(BootstrapOptions options) =>
        !string.IsNullOrEmpty(options.ApiKey) ? options.ApiKey
        : string.IsNullOrEmpty(options.ApiKeyFile) ? null
        : File.Exists(options.ApiKeyFile) ? Read(options.ApiKeyFile)
        : Write(options.ApiKeyFile);

    private static string Read(string path)
    {
        var key = File.ReadAllText(path).Trim();
        return KeyText.IsWellFormed(key)
            ? key
            : throw new InvalidOperationException(
                $"{BootstrapOptions.Section}:ApiKeyFile '{path}' holds no key of {KeyText.MinLength} to {KeyText.MaxLength} visible ASCII characters. Delete it to get a new key.");
    }

    private static string Write(string path)
    {
        var key = KeyText.Generate();
        var fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath) ?? fullPath);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(fullPath, options);
        writer.WriteLine(key);
        return key;
    }
}
