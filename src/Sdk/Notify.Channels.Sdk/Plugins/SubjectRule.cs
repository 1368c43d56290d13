namespace Notify.Channels.Sdk;

/// <summary>Whether a message of a channel has a subject.</summary>
public enum SubjectRule
{
    /// <summary>A subject is used when given.</summary>
    Optional,

    /// <summary>A send without a subject is refused before it is accepted.</summary>
    Required,

    /// <summary>A subject is dropped.</summary>
    Ignored,
}
