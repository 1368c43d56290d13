using Notify.Channels.Fcm;

namespace Notify.Channels.Tests.Fcm;

public sealed class FcmAddressTests
{
    [Theory]
    [InlineData("fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4-_a8Bb0Cc2Dd5")]
    [InlineData("APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4-_a8Bb0Cc2Dd5")]
    public void Knows_a_registration_token(string address) => Assert.Null(new FcmPlugin().FindFault(address));

    [Theory]
    [InlineData("x")]
    [InlineData("fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8")] // cut off
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad")] // Apple's
    [InlineData("80aa11bb22cc33dd44ee55ff66778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899")] // Apple's, longer
    [InlineData("""{"endpoint":"https://push.example.com/x","keys":{"p256dh":"B","auth":"a"}}""")] // a browser's
    [InlineData("https://fcm.googleapis.com/fcm/send/fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9")]
    [InlineData("alice@example.com")]
    [InlineData("fGw0qy4TQfmX1Jp_h3 Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4")] // a blank
    [InlineData("fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zzé4")]
    public void Knows_what_is_none(string address) => Assert.NotNull(new FcmPlugin().FindFault(address));
}
