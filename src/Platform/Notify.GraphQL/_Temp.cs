// TEMPORARY seams: whoever brings the real type (lang: DocumentValidator, CostAnalyzer, OperationCost, SchemaPrinter; http: SubscriptionHub,
// IOperationDocumentStorage) deletes its line here in the same commit. The last one deletes the file.
using Notify.GraphQL.Execution; using Notify.GraphQL.Language; using Notify.GraphQL.TypeSystem;
#pragma warning disable
namespace Notify.GraphQL.Validation { internal static class DocumentValidator { public static IReadOnlyList<IError> Validate(Schema s, DocumentNode d, ValidationOptions o) => []; }
internal static class CostAnalyzer { public static OperationCost Analyze(Schema s, DocumentNode d, OperationDefinitionNode o, VariableValues v, CostOptions c) => new(); }
internal sealed record OperationCost { public double FieldCost, TypeCost; public bool DependsOnVariables; public IReadOnlyList<IError> Errors = []; } }
namespace Notify.GraphQL.TypeSystem { internal static class SchemaPrinter { public static string Print(Schema s) => ""; } }
