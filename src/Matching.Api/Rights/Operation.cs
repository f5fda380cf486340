namespace Matching.Api.Rights;

/// <summary>Which operation of the table of rights an endpoint is: <c>need.report</c>, <c>round.approve</c>.</summary>
/// <param name="Name">As in the table; an endpoint whose name it does not hold is denied to everybody.</param>
internal sealed record Operation(string Name);

internal static class OperationEndpoints
{
    /// <summary>Says which operation the endpoint is, so that the table of rights decides who may call it.</summary>
    public static TBuilder Is<TBuilder>(this TBuilder endpoint, string operation)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Operation(operation));
}
