namespace Notify.Mailbox;

/// <summary>What a <see cref="ScriptRule"/> does.</summary>
public enum ScriptAction
{
    /// <summary>Answers with the rule's code and text.</summary>
    Reply,

    /// <summary>Closes the connection without an answer. The mail is not kept.</summary>
    Drop,

    /// <summary>Does not answer until the client leaves.</summary>
    Stall,

    /// <summary>Keeps the mail, then closes the connection without an answer. Only at <see cref="ScriptStage.Dot"/>.</summary>
    DropAfterDot,
}
