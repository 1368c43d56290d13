using System.IO.Enumeration;

namespace Notify.Mailbox;

/// <summary>Makes the server misbehave at one point, so that a test sees how a client takes it.</summary>
public sealed record ScriptRule
{
    /// <summary>Gets where the rule strikes.</summary>
    public required ScriptStage Stage { get; init; }

    /// <summary>Gets what happens.</summary>
    public required ScriptAction Action { get; init; }

    /// <summary>Gets which address it is about, with <c>*</c> and <c>?</c>; <see langword="null"/> means every. The recipient's, or at <see cref="ScriptStage.Mail"/> the sender's.</summary>
    public string? Address { get; init; }

    /// <summary>Gets the answer's code, for <see cref="ScriptAction.Reply"/>.</summary>
    public int Code { get; init; } = 451;

    /// <summary>Gets the answer's text, for <see cref="ScriptAction.Reply"/>; best begun with an enhanced status code.</summary>
    public string Text { get; init; } = "4.3.0 Scripted refusal";

    /// <summary>Gets how often it strikes before it wears off; <see langword="null"/> means always.</summary>
    public int? Times { get; init; }

    internal bool Matches(ScriptStage stage, IReadOnlyList<string> addresses) =>
        Stage == stage && (Address is null || addresses.Any(address => FileSystemName.MatchesSimpleExpression(Address, address)));
}
