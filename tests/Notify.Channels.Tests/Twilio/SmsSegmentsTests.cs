using Notify.Channels.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class SmsSegmentsTests
{
    private const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("😀", 1)]
    public void Counts_short_texts(string text, int expected) => Assert.Equal(expected, SmsSegments.Count(text));

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('a', 1_530, 10)]
    [InlineData('a', 1_531, 11)]
    [InlineData('a', 1_600, 11)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('€', 152, 2)]
    [InlineData('€', 153, 3)]
    [InlineData('漢', 70, 1)]
    [InlineData('漢', 71, 2)]
    [InlineData('漢', 134, 2)]
    [InlineData('漢', 135, 3)]
    [InlineData('漢', 1_600, 24)]
    public void Counts_a_character_repeated(char character, int times, int expected) => Assert.Equal(expected, SmsSegments.Count(new string(character, times)));

    [Theory]
    [InlineData(35, 1)]
    [InlineData(36, 2)]
    [InlineData(66, 2)]
    [InlineData(67, 3)]
    public void Never_splits_a_pair_of_surrogates(int times, int expected) =>
        Assert.Equal(expected, SmsSegments.Count(string.Concat(Enumerable.Repeat("😀", times)))); // 33 to a part, since 67 is odd

    [Fact]
    public void Never_splits_an_escape_from_its_character()
    {
        var fits = new string('a', 152) + new string('b', 153); // 305 septets: 153 + 152
        var moves = new string('a', 152) + '€' + new string('b', 152); // 306 septets, but the euro sign begins the second part

        Assert.Equal((2, 3), (SmsSegments.Count(fits), SmsSegments.Count(moves)));
    }

    [Fact]
    public void Takes_every_character_of_the_default_alphabet_for_one_septet()
    {
        Assert.Equal(127, Basic.Length); // 128 codes, of which one is the escape
        Assert.All(Basic, static character => Assert.Equal((1, 2), (SmsSegments.Count(new string(character, 160)), SmsSegments.Count(new string(character, 161)))));
    }

    [Theory]
    [InlineData('\f')]
    [InlineData('^')]
    [InlineData('{')]
    [InlineData('}')]
    [InlineData('\\')]
    [InlineData('[')]
    [InlineData('~')]
    [InlineData(']')]
    [InlineData('|')]
    [InlineData('€')]
    public void Takes_every_character_of_the_extension_table_for_two_septets(char character) =>
        Assert.Equal((1, 2), (SmsSegments.Count(new string(character, 80)), SmsSegments.Count(new string(character, 81))));

    [Theory]
    [InlineData('ç')] // only the capital is in the alphabet
    [InlineData('`')]
    [InlineData('\t')]
    [InlineData('’')]
    [InlineData('–')]
    [InlineData('…')]
    [InlineData('\u00a0')]
    [InlineData('Α')] // Greek capital Alpha: its Latin twin is in the alphabet, it is not
    [InlineData('ё')]
    [InlineData('\u200b')]
    public void One_character_outside_the_alphabet_makes_the_whole_text_ucs_2(char character) =>
        Assert.Equal((1, 2), (SmsSegments.Count(character + new string('a', 69)), SmsSegments.Count(character + new string('a', 70))));

    [Fact]
    public void Counts_half_a_character_as_one_unit() => Assert.Equal((1, 2), (SmsSegments.Count(new string('\ud800', 70)), SmsSegments.Count(new string('\ud800', 71))));
}
