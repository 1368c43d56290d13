namespace Notify.GraphQL.Validation;

/// <summary>What <c>extensions.rule</c> says: the names that graphql-js gave the rules of the specification, and our own for limits.</summary>
internal static class RuleNames
{
    public const string ExecutableDefinitions = "ExecutableDefinitionsRule";
    public const string KnownOperationTypes = "KnownOperationTypesRule";
    public const string UniqueOperationNames = "UniqueOperationNamesRule";
    public const string LoneAnonymousOperation = "LoneAnonymousOperationRule";
    public const string SingleFieldSubscriptions = "SingleFieldSubscriptionsRule";
    public const string KnownTypeNames = "KnownTypeNamesRule";
    public const string FragmentsOnCompositeTypes = "FragmentsOnCompositeTypesRule";
    public const string VariablesAreInputTypes = "VariablesAreInputTypesRule";
    public const string ScalarLeafs = "ScalarLeafsRule";
    public const string FieldsOnCorrectType = "FieldsOnCorrectTypeRule";
    public const string UniqueFragmentNames = "UniqueFragmentNamesRule";
    public const string KnownFragmentNames = "KnownFragmentNamesRule";
    public const string NoUnusedFragments = "NoUnusedFragmentsRule";
    public const string PossibleFragmentSpreads = "PossibleFragmentSpreadsRule";
    public const string NoFragmentCycles = "NoFragmentCyclesRule";
    public const string UniqueVariableNames = "UniqueVariableNamesRule";
    public const string NoUndefinedVariables = "NoUndefinedVariablesRule";
    public const string NoUnusedVariables = "NoUnusedVariablesRule";
    public const string KnownDirectives = "KnownDirectivesRule";
    public const string UniqueDirectivesPerLocation = "UniqueDirectivesPerLocationRule";
    public const string KnownArgumentNames = "KnownArgumentNamesRule";
    public const string UniqueArgumentNames = "UniqueArgumentNamesRule";
    public const string ValuesOfCorrectType = "ValuesOfCorrectTypeRule";
    public const string ProvidedRequiredArguments = "ProvidedRequiredArgumentsRule";
    public const string VariablesInAllowedPosition = "VariablesInAllowedPositionRule";
    public const string OverlappingFieldsCanBeMerged = "OverlappingFieldsCanBeMergedRule";
    public const string UniqueInputFieldNames = "UniqueInputFieldNamesRule";
    public const string MaxIntrospectionDepth = "MaxIntrospectionDepthRule";
    public const string NoIntrospection = "NoSchemaIntrospectionCustomRule";
    public const string MaxExecutionDepth = "MaxExecutionDepthRule";
    public const string MaxCoordinateCycles = "MaxCoordinateCyclesRule";
    public const string MaxFragmentVisits = "MaxFragmentVisitsRule";
    public const string MaxMergeComparisons = "MaxMergeComparisonsRule";
    public const string MaxAliases = "MaxAliasesRule";
    public const string MaxRootFields = "MaxRootFieldsRule";
    public const string MaxRecursionDepth = "MaxRecursionDepthRule";
}
