namespace Notify.Addresses;

/// <summary>Texts that are no address of a push service, by what is wrong with them.</summary>
internal static class BadTokens
{
    private const string Apple = "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad";
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"; // RFC 8291, appendix A
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";
    private static readonly string Google = GoodAddresses.FcmTokens[0];

    public static readonly IReadOnlyDictionary<string, string[]> Fcm = new Dictionary<string, string[]>
    {
        ["other services'"] = [Apple, new string('a', 160), Subscription(), $"https://fcm.googleapis.com/fcm/send/{Google}", "alice@example.com", "+4915112345678"],
        ["cut off"] = ["x", Google[..60], Google[..99]],
        ["blanks"] = [$" {Google}", $"{Google} ", $"{Google[..50]} {Google[50..]}", $"{Google}\n", $"{Google}\u00a0"],
        ["invisible and control characters"] = [$"{Google}\u200b", $"\ufeff{Google}", $"{Google[..50]}\u0007{Google[50..]}", $"{Google}\r\nX: y"],
        ["signs outside its alphabet"] = [$"{Google}=", $"{Google}/", $"{Google}+", $"\"{Google}\"", $"{Google}\u00e9", $"{Google[..^1]}\u0430", $"{Google}\U0001f600", $"{Google}'; --", $"{Google}\uff11"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Apns = new Dictionary<string, string[]>
    {
        ["other services'"] = [Google, Subscription(), "alice@example.com"],
        ["length"] = ["0", Apple[..^1], Apple[..^2], $"{Apple}0", new string('a', 202)],
        ["as logs print it"] = [$"<{Apple}>", "740f4707 bebcf74f 9b7c25d4 8e335894 5f6aa01d a5ddb387 462c7eaf 61bb78ad", $"0x{Apple}", $"\"{Apple}\"", "{length=32,bytes=0x740f4707bebcf74f...462c7eaf61bb78ad}"],
        ["blanks and control characters"] = [$" {Apple[1..]}", $"{Apple[1..]} ", $"{Apple[1..]}\n", $"{Apple[..30]}\u200b\u200b{Apple[32..]}", $"{Apple[..^4]}\r\nX:"],
        ["other digits and ways out of the path"] = [$"{Apple[..^1]}g", $"{Apple[..^1]}\uff11", $"{Apple[..^1]}\u0430", $"../../{Apple[6..]}", $"{Apple[..^2]}%2", $"{Apple[..^1]}?", $"{Apple[..^1]}/"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> WebPush = new Dictionary<string, string[]>
    {
        ["no subscription"] = ["", " ", "{}", "[]", "null", "\"x\"", "{", "https://push.example.com/x", Google, Apple, """{"endpoint":"https://push.example.com/x"}""", """{"keys":{"p256dh":"x","auth":"y"}}"""],
        ["keys"] =
        [
            Subscription(key: ""), Subscription(key: Key[..^1]), Subscription(key: Key + "AA"), Subscription(key: Key.Replace('B', 'C')), Subscription(key: "not base64 at all"),
            Subscription(key: $"B{new string('A', 86)}"), // of the right length, and no point of the curve
            Subscription(key: $"A{Key[1..]}"), // not in uncompressed form
            Subscription(auth: ""), Subscription(auth: Auth[..^2]), Subscription(auth: Auth + "AA"), Subscription(auth: "****************"),
        ],
        ["types"] = ["""{"endpoint":1,"keys":{"p256dh":"x","auth":"y"}}""", """{"endpoint":null,"keys":{}}""", """{"endpoint":"https://push.example.com/x","keys":"x"}""", """{"endpoint":"https://push.example.com/x","keys":{"p256dh":1,"auth":2}}"""],
        ["endpoints"] =
        [
            .. BadAddresses.Urls.Where(static entry => entry.Key is not ("broken Unicode" or "too long")).SelectMany(static entry => entry.Value).Select(static url => Subscription(endpoint: url)),
            Subscription(endpoint: "http://push.example.com/x"), // in clear text: RFC 8030 section 8
            Subscription(endpoint: $"https://push.example.com/{new string('a', 2_048)}"),
        ],
        ["broken Unicode"] = ["{\"endpoint\":\"https://push.example.com/\\ud800\",\"keys\":{\"p256dh\":\"x\",\"auth\":\"y\"}}"],
        ["around it"] = [$"x{Subscription()}", $"{Subscription()}x", $"{Subscription()}{Subscription()}"],
    };

    public static string Subscription(string endpoint = "https://push.example.com/x", string key = Key, string auth = Auth) =>
        System.Text.Json.JsonSerializer.Serialize(new { endpoint, keys = new { p256dh = key, auth } });
}
