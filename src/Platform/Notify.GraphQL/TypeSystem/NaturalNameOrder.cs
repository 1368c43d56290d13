namespace Notify.GraphQL.TypeSystem;

/// <summary>The order of names in a printed schema: by character, but digits in a row count as one number, so that A2 precedes A10.</summary>
internal sealed class NaturalNameOrder : IComparer<string>
{
    public static readonly NaturalNameOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> first = x;
        ReadOnlySpan<char> second = y;
        while (!first.IsEmpty && !second.IsEmpty)
        {
            int order;
            if (char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0]))
            {
                var number = TakeNumber(ref first);
                order = CompareNumbers(number, TakeNumber(ref second));
            }
            else
            {
                order = first[0].CompareTo(second[0]);
                first = first[1..];
                second = second[1..];
            }

            if (order != 0)
            {
                return order;
            }
        }

        return first.Length.CompareTo(second.Length);
    }

    /// <summary>Takes the digits in front; a leading zero stands alone.</summary>
    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        var end = text[0] == '0' ? 1 : text.IndexOfAnyExceptInRange('0', '9');
        var number = end < 0 ? text : text[..end];
        text = text[number.Length..];
        return number;
    }

    private static int CompareNumbers(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.SequenceCompareTo(second);
}
