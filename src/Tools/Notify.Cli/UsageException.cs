namespace Notify.Cli;

/// <summary>The tool was asked something that it does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message);
