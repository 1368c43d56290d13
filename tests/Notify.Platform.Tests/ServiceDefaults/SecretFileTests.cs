using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Notify.ServiceDefaults;

namespace Notify.Platform.Tests.ServiceDefaults;

public sealed class SecretFileTests
{
    [Fact]
    public async Task A_file_is_a_setting_and_stands_above_what_was_set_before()
    {
        var folder = Directory.CreateTempSubdirectory("notify-secrets-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Notify__Secrets__Key"), "from the file\n", TestContext.Current.CancellationToken);

            Assert.Equal("from the file", Read(("Notify:SecretFiles", folder.FullName), ("Notify:Secrets:Key", "from the environment")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_missing_folder_is_none() =>
        Assert.Equal("from the environment", Read(("Notify:SecretFiles", "/no/such/folder"), ("Notify:Secrets:Key", "from the environment")));

    private static string? Read(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value));
        builder.AddServiceDefaults();
        return builder.Configuration["Notify:Secrets:Key"];
    }
}
