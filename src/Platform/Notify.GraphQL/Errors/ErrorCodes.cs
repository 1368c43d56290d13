namespace Notify.GraphQL;

/// <summary>The stable <c>extensions.code</c> values of the server's own errors. A code is never renamed or reused.</summary>
public static class ErrorCodes
{
    /// <summary>The text is not GraphQL.</summary>
    public const string SyntaxError = "GRAPHQL_SYNTAX_ERROR";

    /// <summary>The document breaks a validation rule; <c>extensions.rule</c> names it.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>A variable's value does not fit its type.</summary>
    public const string InvalidVariable = "GRAPHQL_INVALID_VARIABLE";

    /// <summary>The request names no operation of the document, or does not say which of several.</summary>
    public const string UnknownOperation = "GRAPHQL_UNKNOWN_OPERATION";

    /// <summary>The HTTP request or the socket message is not a GraphQL request.</summary>
    public const string BadRequest = "GRAPHQL_BAD_REQUEST";

    /// <summary>The request is larger than <see cref="ServerOptions.MaxRequestBytes"/>.</summary>
    public const string RequestTooLarge = "GRAPHQL_REQUEST_TOO_LARGE";

    /// <summary>The kind of operation may not travel this way, for example a mutation over GET.</summary>
    public const string OperationNotAllowed = "GRAPHQL_OPERATION_NOT_ALLOWED";

    /// <summary>No stored document has this id.</summary>
    public const string PersistedDocumentNotFound = "GRAPHQL_PERSISTED_DOCUMENT_NOT_FOUND";

    /// <summary>Only stored documents are allowed, and the request carries a text.</summary>
    public const string PersistedDocumentRequired = "GRAPHQL_PERSISTED_DOCUMENT_REQUIRED";

    /// <summary>Introspection is switched off.</summary>
    public const string IntrospectionDisabled = "GRAPHQL_INTROSPECTION_DISABLED";

    /// <summary>Values, selections or types nest deeper than <see cref="ParserOptions.MaxRecursionDepth"/>.</summary>
    public const string MaxRecursionDepth = "GRAPHQL_MAX_RECURSION_DEPTH";

    /// <summary>More tokens than <see cref="ParserOptions.MaxTokens"/>.</summary>
    public const string MaxTokens = "GRAPHQL_MAX_TOKENS";

    /// <summary>More nodes than <see cref="ParserOptions.MaxNodes"/>.</summary>
    public const string MaxNodes = "GRAPHQL_MAX_NODES";

    /// <summary>More fields than <see cref="ParserOptions.MaxFields"/>.</summary>
    public const string MaxFields = "GRAPHQL_MAX_FIELDS";

    /// <summary>More directives in one place than <see cref="ParserOptions.MaxDirectivesPerLocation"/>.</summary>
    public const string MaxDirectives = "GRAPHQL_MAX_DIRECTIVES";

    /// <summary>Selections nest deeper than <see cref="ValidationOptions.MaxExecutionDepth"/>.</summary>
    public const string MaxExecutionDepth = "GRAPHQL_MAX_EXECUTION_DEPTH";

    /// <summary>One field repeats inside itself more often than <see cref="ValidationOptions.MaxCoordinateCycles"/>.</summary>
    public const string MaxCoordinateCycles = "GRAPHQL_MAX_COORDINATE_CYCLES";

    /// <summary>Fragments are entered more often than <see cref="ValidationOptions.MaxFragmentVisits"/>.</summary>
    public const string MaxFragmentVisits = "GRAPHQL_MAX_FRAGMENT_VISITS";

    /// <summary>Merging fields takes more comparisons than <see cref="ValidationOptions.MaxMergeComparisons"/>.</summary>
    public const string MaxMergeComparisons = "GRAPHQL_MAX_MERGE_COMPARISONS";

    /// <summary>An introspection query nests deeper than allowed.</summary>
    public const string MaxIntrospectionDepth = "GRAPHQL_MAX_INTROSPECTION_DEPTH";

    /// <summary>One field has more aliases than <see cref="ValidationOptions.MaxAliasesPerField"/>.</summary>
    public const string MaxAliases = "GRAPHQL_MAX_ALIASES";

    /// <summary>An operation has more root fields than <see cref="ValidationOptions.MaxRootFields"/>.</summary>
    public const string MaxRootFields = "GRAPHQL_MAX_ROOT_FIELDS";

    /// <summary>The operation expands to more fields than a plan may have, by fragments used over and over.</summary>
    public const string MaxPlannedFields = "GRAPHQL_MAX_PLANNED_FIELDS";

    /// <summary>The operation's field cost is above <see cref="CostOptions.MaxFieldCost"/>.</summary>
    public const string MaxFieldCost = "GRAPHQL_MAX_FIELD_COST";

    /// <summary>The operation's type cost is above <see cref="CostOptions.MaxTypeCost"/>.</summary>
    public const string MaxTypeCost = "GRAPHQL_MAX_TYPE_COST";

    /// <summary>A list field needs a slicing argument such as <c>first</c>, or has several.</summary>
    public const string SlicingArgumentRequired = "GRAPHQL_SLICING_ARGUMENT_REQUIRED";

    /// <summary>A paging argument is out of range, or a cursor was not made by this field.</summary>
    public const string InvalidPaging = "GRAPHQL_INVALID_PAGING";

    /// <summary>A global id cannot be read, or belongs to another type.</summary>
    public const string InvalidId = "GRAPHQL_INVALID_ID";

    /// <summary><c>nodes(ids:)</c> asks for more than <see cref="NodeOptions.MaxBatchSize"/>.</summary>
    public const string MaxNodeBatch = "GRAPHQL_MAX_NODE_BATCH";

    /// <summary>The request took longer than <see cref="RequestOptions.ExecutionTimeout"/>.</summary>
    public const string Timeout = "GRAPHQL_TIMEOUT";

    /// <summary>The server runs <see cref="RequestOptions.MaxConcurrentExecutions"/> operations already.</summary>
    public const string Overloaded = "GRAPHQL_OVERLOADED";

    /// <summary>Nobody is signed in.</summary>
    public const string NotAuthenticated = "AUTH_NOT_AUTHENTICATED";

    /// <summary>Somebody is signed in, who may not do this.</summary>
    public const string NotAuthorized = "AUTH_NOT_AUTHORIZED";

    /// <summary>A non-null field had no value, or a value does not fit its type: a fault of the server.</summary>
    public const string InvalidResult = "GRAPHQL_INVALID_RESULT";

    /// <summary>A resolver threw; what it said stays on the server.</summary>
    public const string Internal = "INTERNAL_SERVER_ERROR";

    /// <summary>A subscription fell too far behind its events.</summary>
    public const string SubscriptionOverflow = "GRAPHQL_SUBSCRIPTION_OVERFLOW";

    /// <summary>The socket or the user holds as many subscriptions as allowed.</summary>
    public const string MaxSubscriptions = "GRAPHQL_MAX_SUBSCRIPTIONS";
}
