using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Notify.GraphQL.Building;

/// <summary>Reads descriptions from the XML documentation file beside an assembly. Without the file there are none.</summary>
internal sealed partial class XmlDocs
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> files = new();

    public string? OfType(Type type) => Text(Find(type, $"T:{Id(type)}")?.Element("summary"));

    public string? OfProperty(PropertyInfo property)
    {
        var declaring = property.DeclaringType!; // properties of classes have one
        return Text(Find(declaring, $"P:{Id(declaring)}.{property.Name}")?.Element("summary")) ?? Parameter(Find(declaring, $"T:{Id(declaring)}"), property.Name);
    }

    public string? OfField(FieldInfo field) => Text(Find(field.DeclaringType!, $"F:{Id(field.DeclaringType!)}.{field.Name}")?.Element("summary"));

    public string? OfMethod(MethodInfo method) => Text(Find(method.DeclaringType!, MethodId(method))?.Element("summary"));

    public string? OfParameter(ParameterInfo parameter) => parameter.Member switch
    {
        MethodInfo method => Parameter(Find(method.DeclaringType!, MethodId(method)), parameter.Name),
        ConstructorInfo constructor => Parameter(Find(constructor.DeclaringType!, $"T:{Id(constructor.DeclaringType!)}"), parameter.Name),
        _ => null,
    };

    private static string? Parameter(XElement? member, string? name) =>
        Text(member?.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name));

    private XElement? Find(Type type, string id) => files.GetOrAdd(type.Assembly, Load).GetValueOrDefault(id);

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var file = string.IsNullOrEmpty(assembly.Location) ? null : System.IO.Path.ChangeExtension(assembly.Location, ".xml");
        if (file is null || !File.Exists(file))
        {
            return [];
        }

        var members = XDocument.Load(file).Root?.Element("members")?.Elements("member") ?? [];
        return members.Where(member => member.Attribute("name") is not null)
            .DistinctBy(member => member.Attribute("name")!.Value) // just filtered
            .ToDictionary(member => member.Attribute("name")!.Value);
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.IsEmpty => LastName(reference),
                XElement { Name.LocalName: "para" or "br" } => " ",
                _ => "",
            });
        }

        var clean = Whitespace().Replace(text.ToString(), " ").Trim();
        return clean.Length > 0 ? clean : null;
    }

    private static string LastName(XElement reference)
    {
        var target = (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword") ?? reference.Attribute("href"))?.Value ?? "";
        var name = target.Split('(')[0];
        return name.Contains(':', StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal) ? name[(name.LastIndexOfAny(['.', ':']) + 1)..].Split('`')[0] : name;
    }

    private static string MethodId(MethodInfo method)
    {
        var definition = method.DeclaringType is { IsGenericType: true } generic
            ? (MethodInfo)generic.GetGenericTypeDefinition().Module.ResolveMethod(method.MetadataToken)! // its own token, so it is there
            : method;
        var parameters = definition.GetParameters();
        return $"M:{Id(definition.DeclaringType!)}.{definition.Name}{(parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(parameter => Reference(parameter.ParameterType)))})")}";
    }

    private static string Id(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    private static string Reference(Type type)
    {
        if (type.IsGenericParameter)
        {
            return $"`{type.GenericParameterPosition}";
        }

        if (type.IsArray)
        {
            return $"{Reference(type.GetElementType()!)}[]"; // an array has an element type
        }

        return type.IsGenericType ? $"{Id(type).Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(Reference))}}}" : Id(type);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
