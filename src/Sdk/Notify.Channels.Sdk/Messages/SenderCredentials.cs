namespace Notify.Channels.Sdk;

/// <summary>A sender's own login at the provider. Used instead of the integration's, never beside it.</summary>
public sealed record SenderCredentials
{
    /// <summary>Gets the user name.</summary>
    public required string UserName
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException("A sender's credentials need a user name; without one the integration's are used.", nameof(value)) : value;
    }

    /// <summary>Gets the password in clear text. Never to be logged.</summary>
    public required string Password { get; init; }

    /// <summary>Names the user only.</summary>
    public override string ToString() => $"SenderCredentials {{ UserName = {UserName}, Password = *** }}";
}
