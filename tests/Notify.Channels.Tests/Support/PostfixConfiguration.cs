namespace Notify.Channels.Tests.Support;

internal static class PostfixConfiguration
{
    private const string Known = "{{gone@example.com=550 5.1.1 unknown}, {grey@example.com=450 4.2.0 greylisted}}";

    public static string MainCf(string root, int relayPort) => $$"""
        compatibility_level = 3.6
        queue_directory = {{root}}/queue
        data_directory = {{root}}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = mail.test
        mydestination = local.test
        local_recipient_maps =
        alias_maps =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        relayhost = [127.0.0.1]:{{relayPort}}
        smtp_tls_security_level = none
        smtputf8_enable = yes
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = {{root}}/server.pem
        message_size_limit = 100000
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_recipient_restrictions = check_recipient_access inline:{{Known}}
        maillog_file = {{root}}/mail.log
        maillog_file_prefixes = {{root}}

        """;

    public static string MasterCf(int port) => $"""
        127.0.0.1:{port} inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        proxymap unix - - n - - proxymap
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        local unix - n n - - local
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;
}
