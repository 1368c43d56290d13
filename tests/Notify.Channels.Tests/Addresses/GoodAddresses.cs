namespace Notify.Addresses;

/// <summary>Texts that are an address, among them those that a strict reader would refuse.</summary>
internal static class GoodAddresses
{
    public static readonly string[] Emails =
    [
        "alice@example.com", "ALICE@EXAMPLE.COM", "a@b.co", "alice+tag@example.com", "a.b.c_d-e@sub.example.co.uk", "1234567890@example.com", "o'brien@example.com",
        "!#$%&'*+-/=?^_`{|}~@example.com", // all that RFC 5322 allows without quotes
        "alice@localhost", // servers inside a network have such names
        "alice@exa--mple.com", "alice@123.com", "alice@1and1.co.uk",
        "alice@xn--bcher-kva.example", "alice@b\u00fccher.example", "zo\u00eb@example.com", "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a", "\u0434\u043e\u043c\u0435\u043d@\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
        "\u0430lice@example.com", // a Cyrillic a: another mailbox, which may be somebody's
        "\U0001f600@example.com", // RFC 6531 takes all of Unicode before the sign
        $"{new string('a', 64)}@example.com", $"alice@{new string('a', 63)}.com",
    ];

    public static readonly string[] Phones = ["+4915112345678", "+14155550100", "+442071838750", "+2904321", "+491512345678901", "+8613800138000"];

    public static readonly string[] Urls =
    [
        "https://example.com", "https://example.com/", "http://example.com/hook", "HTTPS://EXAMPLE.COM/Hook", "https://example.com:8443/a/b?c=d&e=f", "https://example.com/a%20b?x=%0d%0a",
        "https://b\u00fccher.example/hook", "https://xn--bcher-kva.example/hook", "https://example.com/\u00fcber", "https://example.com/@alice", "https://example.com/?mail=alice@example.com",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/hook", "https://93.184.216.34/hook",
        "http://127.0.0.1:8080/hook", // the operator may allow it; a guard at the connection refuses it otherwise, by what the name leads to then
        "http://localhost:3000/",
    ];

    public static readonly string[] SlackAddresses =
        ["C012345678", "G012345678", "D012345678", "U012345678", "W012345678", "#general", "#m\u00fcnchen", "#\u65e5\u672c\u8a9e", "#a-b_c.1", "default", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"];

    public static readonly string[] FcmTokens =
    [
        "fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4-_a8Bb0Cc2Dd5",
        "APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4-_a8Bb0Cc2Dd5",
    ];

    public static readonly string[] ApnsTokens =
        ["740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad", "740F4707BEBCF74F9B7C25D48E3358945F6AA01DA5DDB387462C7EAF61BB78AD", new('a', 160), new('a', 200)];

    public static readonly string[] WebPush =
        [BadTokens.Subscription(), BadTokens.Subscription("https://fcm.googleapis.com/fcm/send/abc:def"), BadTokens.Subscription("https://updates.push.services.mozilla.com/wpush/v2/gAAAA"), BadTokens.Subscription(auth: "BTBZMqHH6r4Tts7J/aSIgg==")];
}
