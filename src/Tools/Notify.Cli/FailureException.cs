namespace Notify.Cli;

/// <summary>A command cannot do what it was asked for; the message says why, and what helps.</summary>
internal sealed class FailureException(string message) : Exception(message);
