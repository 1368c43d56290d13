using System.Globalization;
using System.Text.Json;

namespace Notify.Benchmarks;

/// <summary>Prints what was measured: a table for people, or one JSON object a line for machines.</summary>
internal sealed class Report(TextWriter output, bool asJson)
{
    private string bench = "";

    public Report Begin(string name)
    {
        bench = name;
        if (!asJson)
        {
            output.WriteLine();
            output.WriteLine($"{name,-48}{"value",14} {"unit",-12}{"ratio",8}  to");
        }

        return this;
    }

    /// <summary>Prints a row, with its ratio to another value of the same run.</summary>
    public void Add(string row, double value, string unit, string? ratioTo = null, double? basis = null) =>
        Write(row, value, unit, ratioTo, basis is > 0 ? value / basis.Value : null);

    /// <summary>Prints a row of which less is better; its ratio is above 1 when it is better than the other value.</summary>
    public void AddCost(string row, double value, string unit, string? ratioTo = null, double? basis = null) =>
        Write(row, value, unit, ratioTo, value > 0 ? basis / value : null);

    /// <summary>Prints that something was not measured, and why.</summary>
    public void Skip(string row, string why) => output.WriteLine(asJson
        ? JsonSerializer.Serialize(new { bench, row, value = (double?)null, unit = $"skipped: {why}", ratioTo = (string?)null, ratio = (double?)null })
        : $"{row,-48}{"skipped",14} {why}");

    private void Write(string row, double value, string unit, string? ratioTo, double? quotient)
    {
        double? ratio = quotient is { } exact ? Math.Round(exact, 3) : null;
        output.WriteLine(asJson
            ? JsonSerializer.Serialize(new { bench, row, value = Math.Round(value, 2), unit, ratioTo, ratio })
            : string.Create(CultureInfo.InvariantCulture, $"{row,-48}{value,14:N1} {unit,-12}{ratio,8:0.00}  {ratioTo}"));
        output.Flush();
    }
}
