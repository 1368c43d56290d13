namespace Notify.AppHost;

/// <summary>Names of properties that Aspire shows of a resource.</summary>
internal static class KnownProperties
{
    public const string ProcessId = "executable.pid";
}
