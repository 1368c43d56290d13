using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Keys;

/// <summary>The stored words for what a key may do.</summary>
internal static class KeyTypes
{
    public static string Text(ApiKeyType type) => type switch
    {
        ApiKeyType.Normal => "NORMAL",
        ApiKeyType.Team => "TEAM",
        ApiKeyType.Test => "TEST",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A key is NORMAL, TEAM or TEST."),
    };

    public static ApiKeyType Read(string text) => text switch
    {
        "NORMAL" => ApiKeyType.Normal,
        "TEAM" => ApiKeyType.Team,
        "TEST" => ApiKeyType.Test,
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, "A key is NORMAL, TEAM or TEST."),
    };
}
