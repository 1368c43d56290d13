using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Registration;
using Notify.GraphQL.Types.Pagination;

namespace Notify.GraphQL.Building;

/// <summary>What the parts of the builder share while one schema is built. Not thread-safe; gone once the schema stands.</summary>
internal sealed class BuildContext
{
    private readonly NullabilityInfoContext nullability = new();
    private readonly List<string> problems = [];

    public BuildContext(ServerConfiguration configuration, IServiceProvider services)
    {
        Configuration = configuration;
        Services = services;
        IsService = services.GetRequiredService<IServiceProviderIsService>();
        Paging = services.GetRequiredService<IOptions<PagingOptions>>().Value;
        Classes = new ClassCollection(this);
        Names = new NameTable(this);
        Outputs = new OutputTypes(this);
        Inputs = new InputTypes(this);
        Fields = new FieldFactory(this);
        Methods = new MethodBinder(this);
        Ids = new NodeIds(configuration.Nodes is null ? null : services.GetService<Types.Relay.INodeIdSerializer>() ?? new NodeIdSerializer());
        Nodes = new NodeConvention(this);
    }

    public ServerConfiguration Configuration { get; }

    public IServiceProvider Services { get; }

    public IServiceProviderIsService IsService { get; }

    public PagingOptions Paging { get; }

    public XmlDocs Docs { get; } = new();

    public ClassCollection Classes { get; }

    public NameTable Names { get; }

    public OutputTypes Outputs { get; }

    public InputTypes Inputs { get; }

    public FieldFactory Fields { get; }

    public MethodBinder Methods { get; }

    public NodeIds Ids { get; }

    public NodeConvention Nodes { get; }

    public IReadOnlyList<string> Problems => problems;

    public void Problem(string sentence)
    {
        if (!problems.Contains(sentence))
        {
            problems.Add(sentence);
        }
    }

    /// <summary>Compiles what needs sound members; after a problem nothing is compiled any more, since no schema will come of it.</summary>
    public T? WhenSound<T>(Func<T> compile)
        where T : class => problems.Count == 0 ? compile() : null;

    public ClrShape ShapeOf(MethodInfo method) => ClrShape.Of(nullability.Create(method.ReturnParameter));

    public ClrShape ShapeOf(PropertyInfo property) => ClrShape.Of(nullability.Create(property));

    public ClrShape ShapeOf(ParameterInfo parameter) => ClrShape.Of(nullability.Create(parameter));
}
