using System.Globalization;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Schemas;

/// <summary>Reads <c>@cost</c> and <c>@listSize</c> from a schema's text.</summary>
internal static class SdlCosts
{
    public static double? WeightOf(DirectiveNode[] directives) =>
        ArgumentOf(directives, "cost", "weight") is StringValueNode weight
            ? double.Parse(weight.Value, CultureInfo.InvariantCulture)
            : null;

    public static ListSize? ListSizeOf(DirectiveNode[] directives) =>
        Array.Exists(directives, directive => directive.Name.Value == "listSize")
            ? new ListSize
            {
                AssumedSize = IntOf(directives, "assumedSize"),
                SlicingArguments = TextsOf(directives, "slicingArguments"),
                SlicingArgumentDefaultValue = IntOf(directives, "slicingArgumentDefaultValue"),
                SizedFields = TextsOf(directives, "sizedFields"),
                RequireOneSlicingArgument = ArgumentOf(directives, "listSize", "requireOneSlicingArgument") is not BooleanValueNode { Value: false },
            }
            : null;

    public static ValueNode? ArgumentOf(DirectiveNode[] directives, string name, string argument) =>
        Array.Find(directives, directive => directive.Name.Value == name)?.Arguments.FirstOrDefault(given => given.Name.Value == argument)?.Value;

    private static int? IntOf(DirectiveNode[] directives, string argument) =>
        ArgumentOf(directives, "listSize", argument) is IntValueNode number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : null;

    private static string[] TextsOf(DirectiveNode[] directives, string argument) =>
        ArgumentOf(directives, "listSize", argument) is ListValueNode list
            ? [.. list.Items.Cast<StringValueNode>().Select(item => item.Value)]
            : [];
}
