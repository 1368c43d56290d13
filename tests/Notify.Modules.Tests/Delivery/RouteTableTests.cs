using Notify.Channels.Sdk;
using Notify.Delivery.Sending;

namespace Notify.Modules.Tests.Delivery;

/// <summary>Which account carries what, while all work and while some do not.</summary>
public sealed class RouteTableTests
{
    private readonly FakeTimeProvider time = new(new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_first_that_works_carries_what_may_go_any_way()
    {
        var (primary, second) = (Accounts.Make("sendgrid", "bulk"), Accounts.Make("smtp", "internal"));
        var breakers = new Breakers(time);

        Assert.Same(primary, new RouteTable([primary, second], breakers).First);
        breakers.Learn(primary.Id, new SendOutcome.Misconfigured { Code = "bad-key" });
        var table = new RouteTable([primary, second], breakers);
        Assert.Same(second, table.First);
        Assert.False(table.HasAnother(null, second));
        Assert.True(table.HasAnother(null, primary));
    }

    [Fact]
    public void An_address_of_one_provider_goes_to_accounts_of_it_only()
    {
        var (fcm, apns, spare) = (Accounts.Make("fcm", "android"), Accounts.Make("apns", "ios"), Accounts.Make("apns", "ios-2"));
        var breakers = new Breakers(time);
        breakers.Learn(apns.Id, new SendOutcome.Misconfigured { Code = "bad-key" });

        var table = new RouteTable([fcm, apns, spare], breakers);

        Assert.Equal((fcm, spare, null), (table.Find("provider:fcm"), table.Find("provider:apns"), table.Find("provider:web-push")));
        Assert.False(table.HasAnother("provider:fcm", fcm));
        Assert.True(table.HasAnother("provider:apns", apns));
    }

    [Fact]
    public void A_chosen_account_is_kept_to_even_while_it_does_not_work()
    {
        var (primary, chosen) = (Accounts.Make("smtp", "bulk"), Accounts.Make("smtp", "billing"));
        var breakers = new Breakers(time);
        breakers.Learn(chosen.Id, new SendOutcome.Misconfigured { Code = "bad-key" });

        var table = new RouteTable([primary, chosen], breakers);

        Assert.Same(chosen, table.Find("integration:billing"));
        Assert.False(table.HasAnother("integration:billing", chosen));
        Assert.Null(table.Find("integration:gone"));
    }
}
