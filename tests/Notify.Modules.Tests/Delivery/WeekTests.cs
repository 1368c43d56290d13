using Notify.Delivery.Housekeeping;

namespace Notify.Modules.Tests.Delivery;

public sealed class WeekTests
{
    [Theory]
    [InlineData("2026-05-04T00:00:00Z", "2026-05-04T00:00:00Z")]
    [InlineData("2026-05-10T23:59:59.999Z", "2026-05-04T00:00:00Z")]
    [InlineData("1969-12-30T12:00:00Z", "1969-12-29T00:00:00Z")]
    public void A_week_begins_on_monday(string time, string monday) => Assert.Equal(
        DateTimeOffset.Parse(monday, System.Globalization.CultureInfo.InvariantCulture),
        PartitionStore.WeekOf(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
