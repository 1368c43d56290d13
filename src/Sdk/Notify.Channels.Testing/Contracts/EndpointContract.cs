using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>The look at an address takes good ones, refuses bad ones, and survives any text.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class EndpointContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, IEndpointCases, new()
{
    private const int LongestAddress = 4_096;

    [Fact]
    public void Good_addresses_are_taken()
    {
        Assert.NotEmpty(Channel.GoodAddresses);
        Assert.All(Channel.GoodAddresses, address => Assert.Null(Validator.FindFault(address)));
    }

    [Fact]
    public void Bad_addresses_are_refused()
    {
        Assert.NotEmpty(Channel.BadAddresses);
        Assert.All(
            Channel.BadAddresses,
            address => Assert.False(string.IsNullOrWhiteSpace(Validator.FindFault(address)), $"'{address}' was taken."));
    }

    [Fact]
    public async Task Addresses_that_can_be_sent_to_are_taken()
    {
        var backend = await StartBackendAsync();

        Assert.Null(Validator.FindFault(Channel.Address(1, backend.Url)));
    }

    [Fact]
    public void Any_text_gets_an_answer_that_does_not_repeat_it()
    {
        string[] nasty =
        [
            " ", "\t", "\r\n", "\0", "a\0b", ".", "@", ":", "://", "http://", "{", "{}", "[]", "null", "\"", "\\", "%", "%zz", "+", "+1", "-1",
            new('a', LongestAddress), new('9', LongestAddress), new('{', LongestAddress), "\ud800", "x\udc00y", "\u202eevil", "مرحبا", "שלום", "👩‍👩‍👧‍👦", "ａ＠ｂ", "\ufeff", "\uffff",
            "a@b\r\nBcc: c@d", "https://user:password@example.com/", "https://[::1", "https://example.com:99999/", "../../etc/passwd", "'; DROP TABLE x; --",
        ];

        Assert.All(nasty, address =>
        {
            var fault = Validator.FindFault(address);
            Assert.True(fault is null || fault.Trim().Length > 0, "A fault is a phrase that ends \"The address must be …\".");
            Assert.True(address.Trim().Length < 4 || fault?.Contains(address, StringComparison.Ordinal) != true, "A fault does not repeat the address.");
            Assert.Equal(fault, Validator.FindFault(address));
        });
    }

    private IValidateEndpoint Validator => Assert.IsType<IValidateEndpoint>(Plugin, exactMatch: false);
}
